// A modal dialog on the browser's own element, which keeps the focus inside and
// closes with Escape.
// Thread: main.

import { type JSX, onCleanup, onMount } from 'solid-js';
import { Icon } from './icon';

export interface DialogProps {
  title: string;
  class?: string;
  close: () => void;
  children: JSX.Element;
}

export function Dialog(props: DialogProps) {
  let dialog!: HTMLDialogElement;
  onMount(() => {
    const before = document.activeElement;
    dialog.showModal();
    onCleanup(() => {
      if (before instanceof HTMLElement) before.focus();
    });
  });
  return (
    <dialog
      ref={dialog}
      class={`dialog ${props.class ?? ''}`}
      aria-label={props.title}
      onClose={() => props.close()}
      onPointerDown={(event) => {
        // A press on the backdrop reaches the element itself, outside its box.
        if (event.target !== dialog) return;
        const box = dialog.getBoundingClientRect();
        const inside =
          event.clientX >= box.left &&
          event.clientX <= box.right &&
          event.clientY >= box.top &&
          event.clientY <= box.bottom;
        if (!inside) props.close();
      }}
    >
      <header class="dialog-head">
        <h2>{props.title}</h2>
        <button
          type="button"
          class="button quiet square"
          aria-label="Close"
          title="Close (Esc)"
          onClick={() => props.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}

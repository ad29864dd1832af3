// The keyboard: bindings from the action registry. Keys that belong to what has
// the focus (typing, a button's Space, a slider's arrows) stay with it.
// Thread: main.

import { createKeybindingsHandler } from 'tinykeys';
import { keyBindings, runAction } from './actions';
import type { Studio } from './studio';

function typesText(target: Element): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio'].includes(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

function belongsToFocus(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  // A list goes by letters and arrows, but has no undo of its own and no use for Escape.
  if (target instanceof HTMLSelectElement) {
    return !(event.ctrlKey || event.metaKey || event.key === 'Escape');
  }
  if (typesText(target)) return !(event.ctrlKey || event.metaKey) || !/^[eos,]$/i.test(event.key);
  const space = event.code === 'Space' && !event.shiftKey;
  if (space && target.closest('button, a[href], summary, input, [role="button"]')) return true;
  return event.key === 'Home' && target.closest('[role="slider"], [role="radiogroup"]') !== null;
}

/** Listens until the returned function is called. */
export function listenToKeys(studio: Studio): () => void {
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const [key, id] of keyBindings()) {
    // "+" separates the parts of a binding, so the plus key goes by a pattern.
    bindings[key === '+' ? '([+=])' : key] = (event) => {
      event.preventDefault();
      if (!event.repeat || /zoom|back|forward|undo|redo|previous|next/.test(id)) {
        runAction(studio, id);
      }
    };
  }
  const handle = createKeybindingsHandler(bindings);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || belongsToFocus(event)) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape' && studio.history.inGesture) {
      studio.history.bail();
      return;
    }
    handle(event);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

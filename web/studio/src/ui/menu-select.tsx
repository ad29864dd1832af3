// A native list to choose from whose entries act at once. With a plain one, an
// arrow key on it while it is closed would act on each entry it passes; here such
// keys open it, and Enter chooses.
// Thread: main.

import { For } from 'solid-js';

export interface MenuEntry {
  value: string;
  label: string;
}

export interface MenuSelectProps {
  label: string;
  class?: string;
  title?: string;
  /** The entry shown; where none is, the first stands for "nothing chosen". */
  value: string;
  entries: readonly MenuEntry[];
  choose: (value: string) => void;
  disabled?: boolean;
}

function opensIt(event: KeyboardEvent): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  return /^(Arrow(Up|Down|Left|Right)|Home|End|Page(Up|Down)|\S)$/.test(event.key);
}

export function MenuSelect(props: MenuSelectProps) {
  let select!: HTMLSelectElement;
  return (
    <select
      ref={select}
      class={`menu-select ${props.class ?? ''}`}
      aria-label={props.label}
      title={props.title ?? props.label}
      disabled={props.disabled}
      onKeyDown={(event) => {
        if (!opensIt(event) || !('showPicker' in select)) return;
        event.preventDefault();
        select.showPicker();
      }}
      onChange={() => {
        const chosen = select.value;
        // What is shown follows what is true, also where the choice changed nothing.
        select.value = props.value;
        if (chosen !== props.value) props.choose(chosen);
      }}
    >
      <For each={props.entries}>
        {(entry) => (
          <option value={entry.value} selected={entry.value === props.value}>
            {entry.label}
          </option>
        )}
      </For>
    </select>
  );
}

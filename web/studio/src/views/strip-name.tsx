// A strip's name, which can be typed over where it stands.
// Thread: main.

import { Show } from 'solid-js';
import { type NamePlace, useStudio } from '../app/studio';
import { stripName } from '../document/records';

/** The name; double-click, Enter or F2 to type another. */
export function StripName(props: { strip: string; place: NamePlace }) {
  const studio = useStudio();
  const name = () => stripName(studio.records.strip(props.strip));
  const finish = (text: string | null) => {
    if (!studio.isRenaming(props.strip, props.place)) return;
    studio.rename(null);
    if (text !== null) studio.change('strip.rename', { strip: props.strip, name: text });
  };
  return (
    <Show
      when={studio.isRenaming(props.strip, props.place)}
      fallback={
        <button
          type="button"
          class="track-name"
          aria-label={`${name()}, rename`}
          title="Double-click or F2 to rename"
          onDblClick={() => studio.rename(props.strip, props.place)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') studio.rename(props.strip, props.place);
          }}
        >
          {name()}
        </button>
      }
    >
      <input
        ref={(input) =>
          queueMicrotask(() => {
            input.focus();
            input.select();
          })
        }
        class="name-entry"
        aria-label={`Name of ${name()}`}
        value={name()}
        onBlur={(event) => finish(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Enter') finish(event.currentTarget.value);
          if (event.key === 'Escape') finish(null);
        }}
      />
    </Show>
  );
}

// Every key, from the action registry, and the ones that all controls share.
// Thread: main.

import { For } from 'solid-js';
import { keyText, type StudioAction, studioActions } from '../app/actions';
import { useStudio } from '../app/studio';
import { Dialog } from '../ui/dialog';

const CONTROL_KEYS: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Turn: half a dB, or a step'],
  ['Shift ↑ ↓', 'Turn finely: a tenth of a dB'],
  ['Page ↑ ↓', 'Turn far'],
  ['Home End', 'To the lowest, to the highest'],
  ['0 … 9 −', 'Type a value'],
  ['Delete', 'Reset; so does a double-click'],
  ['Esc', 'Take a drag back'],
];

const CLIP_KEYS: readonly (readonly [string, string])[] = [
  ['S', 'Split it at the playhead'],
  ['M', 'Mute it'],
  ['← →', 'To the clip before, after'],
  ['Ctrl ← →', 'Move it by a beat'],
  ['Ctrl Shift ← →', 'Move it by 10 ms'],
  ['Alt, dragging', 'Do not snap'],
];

export function KeysDialog() {
  const studio = useStudio();
  const actions = Object.values(studioActions) as StudioAction[];
  const groups = [...new Set(actions.map((action) => action.group))];
  return (
    <Dialog title="All keys" class="wide" close={() => studio.showDialog(null)}>
      <div class="key-groups">
        <For each={groups}>
          {(group) => (
            <section>
              <h3>{group}</h3>
              <dl>
                <For each={actions.filter((action) => action.group === group)}>
                  {(action) => (
                    <div>
                      <dt>{action.label}</dt>
                      <dd>
                        <kbd>{keyText(action.shortcut)}</kbd>
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
        <KeySection title="On a clip" keys={CLIP_KEYS} />
        <KeySection title="On any control" keys={CONTROL_KEYS} />
      </div>
    </Dialog>
  );
}

function KeySection(props: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3>{props.title}</h3>
      <dl>
        <For each={props.keys}>
          {([key, what]) => (
            <div>
              <dt>{what}</dt>
              <dd>
                <kbd>{key}</kbd>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}

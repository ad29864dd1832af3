// Help: the keys, the proof that the meters are right, and where words are explained.
// Thread: main.

import { For } from 'solid-js';
import { keyText, runAction, type StudioActionId, studioActions } from '../app/actions';
import { useStudio } from '../app/studio';
import { Dialog } from '../ui/dialog';
import { Icon, type IconName } from '../ui/icon';

const TOPICS: readonly { action: StudioActionId; icon: IconName; name: string; what: string }[] = [
  {
    action: 'view.keys',
    icon: 'help',
    name: 'All keys',
    what: 'what every key does, in the studio and on any control',
  },
  {
    action: 'view.selfTest',
    icon: 'gauge',
    name: 'Self-test',
    what: 'whether the meters read right on this machine, case by case',
  },
];

export function HelpDialog() {
  const studio = useStudio();
  return (
    <Dialog title="Help" close={() => studio.showDialog(null)}>
      <ul class="help-topics">
        <For each={TOPICS}>
          {({ action, icon, name, what }) => (
            <li>
              <button type="button" class="button" onClick={() => runAction(studio, action)}>
                <Icon name={icon} />
                <span>{name}</span>
              </button>
              <span class="muted">
                {what} <kbd>{keyText(studioActions[action].shortcut)}</kbd>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Dialog>
  );
}

// The sign that a stage is heard by itself, with how to end it.
// Thread: main.

import { Show } from 'solid-js';
import type { ListenModeName } from '../app/stage-listening';
import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { ActionButton } from '../ui/action-button';
import { STAGE_NAMES } from './stage-names';

const SAYS: Readonly<Record<ListenModeName, (stage: string) => string>> = {
  bypass: (stage) => `without ${stage}`,
  delta: (stage) => `what ${stage} changes`,
  key: (stage) => `the key of ${stage}`,
};

export function ListenNote() {
  const studio = useStudio();
  return (
    <Show when={studio.stageListening.heard()}>
      {(heard) => (
        <ActionButton action="listen.endStage" class="solo-note listen-note">
          Hearing{' '}
          {SAYS[heard().mode](
            `${stripName(studio.records.strip(heard().strip))} ${STAGE_NAMES[heard().stage].toLowerCase()}`,
          )}
          : end (Esc)
        </ActionButton>
      )}
    </Show>
  );
}

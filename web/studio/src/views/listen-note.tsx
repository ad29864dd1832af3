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
  const text = () => {
    const heard = studio.stageListening.heard();
    if (!heard) return null;
    const stage = STAGE_NAMES[heard.stage].toLowerCase();
    const name = `${stripName(studio.records.strip(heard.strip))} ${stage}`;
    return `Hearing ${SAYS[heard.mode](name)}: end (Esc)`;
  };
  return (
    <Show when={text()}>
      {(said) => (
        <ActionButton action="listen.endStage" label={said()} class="solo-note listen-note">
          {said()}
        </ActionButton>
      )}
    </Show>
  );
}

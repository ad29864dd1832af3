// The sign that a stage, or bands, are heard by themselves, or a reference in place
// of all, with how to end it.
// Thread: main.

import type { StageListen } from '@lathe/worklet/client/studio-engine';
import { Show } from 'solid-js';
import type { ListenModeName } from '../app/stage-listening';
import { type Studio, useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { ActionButton } from '../ui/action-button';
import { masterStageTitle } from './master-stage-list';
import { STAGE_NAMES } from './stage-names';

const SAYS: Readonly<Record<ListenModeName, (stage: string) => string>> = {
  bypass: (stage) => `without ${stage}`,
  delta: (stage) => `what ${stage} changes`,
  key: (stage) => `the key of ${stage}`,
};

function said(studio: Studio, heard: StageListen): string {
  if (heard.mode === 'bands') {
    return `multiband ${heard.bands.length === 1 ? 'band' : 'bands'} ${heard.bands.join(', ')}`;
  }
  const name =
    'master' in heard
      ? `master ${masterStageTitle(heard.master).toLowerCase()}`
      : `${stripName(studio.records.strip(heard.strip))} ${STAGE_NAMES[heard.stage].toLowerCase()}`;
  return SAYS[heard.mode](name);
}

export function ListenNote() {
  const studio = useStudio();
  const text = () => {
    const heard = studio.stageListening.heard();
    return heard && `Hearing ${said(studio, heard)}: end (Esc)`;
  };
  const record = () => studio.references.heard() && studio.references.chosen();
  return (
    <Show
      when={record()}
      fallback={
        <Show when={text()}>
          {(note) => (
            <ActionButton action="listen.endStage" label={note()} class="solo-note listen-note">
              {note()}
            </ActionButton>
          )}
        </Show>
      }
    >
      {(heard) => (
        <ActionButton action="listen.reference" class="solo-note listen-note">
          Hearing {heard().name}: end (B)
        </ActionButton>
      )}
    </Show>
  );
}

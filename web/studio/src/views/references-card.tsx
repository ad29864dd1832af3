// Records to compare with: which one, whether it is heard in the master's place,
// where the song lies against it, and the figures and spectra of all beside the
// song's.
// Thread: main.

import { Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { formatDb } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Card } from '../ui/card';
import { ReferenceOffset } from './reference-offset';
import { ReferenceSpectra } from './reference-spectra';
import { ReferenceTable } from './reference-table';

export function ReferencesCard() {
  const studio = useStudio();
  const { references } = studio;
  let picker!: HTMLInputElement;
  const says = () => {
    const busy = references.busy();
    if (busy) return busy;
    if (!references.chosen()) return 'records to compare with';
    return references.lufs() === null
      ? 'at its own level'
      : `${formatDb(references.gainDb())} to be as loud as the song`;
  };
  return (
    <Card title="References" class="references-card" still={references.heard()} says={says()}>
      <div class="reference-buttons">
        <ActionButton action="listen.reference" pressed={references.heard()} class="heard-toggle">
          Hear it (B)
        </ActionButton>
        <button type="button" class="button" onClick={() => picker.click()}>
          Add references…
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        accept=".wav,.wave,.flac,audio/wav,audio/flac"
        hidden
        aria-label="Reference files"
        onChange={() => {
          const files = [...(picker.files ?? [])].map((file) => ({ file, name: file.name }));
          picker.value = '';
          void references.add(files);
        }}
      />
      <Show when={references.all().length > 0}>
        <ReferenceTable />
        <ReferenceSpectra />
        <Show when={references.chosen()}>
          <ReferenceOffset />
        </Show>
      </Show>
    </Card>
  );
}

// Records to compare with: which one, whether it is heard in the master's place,
// and its loudness, range, peak and width beside the song's.
// Thread: main.

import type { Measurement } from '@lathe/worklet/client/studio-engine';
import { For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { fixed, formatDb, formatFigure } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Card } from '../ui/card';
import { Icon } from '../ui/icon';

interface Row {
  label: string;
  unit: string;
  read: (measured: Measurement) => string;
}

const ROWS: readonly Row[] = [
  { label: 'loudness', unit: 'LUFS', read: (m) => formatFigure(m.integratedLufs) },
  { label: 'range', unit: 'LU', read: (m) => formatFigure(m.loudnessRangeLu) },
  { label: 'true peak', unit: 'dBTP', read: (m) => formatFigure(m.truePeakDbtp) },
  { label: 'peak to loudness', unit: 'dB', read: (m) => formatFigure(m.plrDb) },
  {
    label: 'correlation',
    unit: '',
    read: (m) => (m.correlation === null ? '–' : fixed(m.correlation, 2)),
  },
];

export function ReferencesCard() {
  const studio = useStudio();
  const { references } = studio;
  let picker!: HTMLInputElement;
  const says = () => {
    const busy = references.busy();
    if (busy) return `measuring ${busy}`;
    const chosen = references.chosen();
    if (!chosen) return 'records to compare with';
    return chosen.measurement?.integratedLufs == null
      ? 'at its own level'
      : `${formatDb(references.gainDb())} to be as loud as the song`;
  };
  return (
    <Card title="References" still={references.heard()} says={says()}>
      <div class="references">
        <For each={references.all()}>
          {(each) => (
            <div class="reference">
              <label>
                <input
                  type="radio"
                  name="reference"
                  checked={references.chosen()?.fileSha256 === each.fileSha256}
                  onChange={() => references.choose(each.fileSha256)}
                />
                <span>{each.name}</span>
              </label>
              <button
                type="button"
                class="button quiet square small"
                aria-label={`Remove the reference ${each.name}`}
                title="Compare with it no more"
                onClick={() => references.remove(each.fileSha256)}
              >
                <Icon name="close" />
              </button>
            </div>
          )}
        </For>
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
      </div>
      <Show when={references.chosen()?.measurement} keyed>
        {(record) => <Comparison record={record} />}
      </Show>
    </Card>
  );
}

function Comparison(props: { record: Measurement }) {
  const { songMeasure } = useStudio();
  const song = () => songMeasure.measurement();
  return (
    <table class="comparison" aria-label="The song beside the reference">
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Figure</span>
          </th>
          <th scope="col">song</th>
          <th scope="col">reference</th>
        </tr>
      </thead>
      <tbody>
        <For each={ROWS}>
          {({ label, unit, read }) => (
            <tr>
              <th scope="row">
                {label} <small>{unit}</small>
              </th>
              <td>{song() ? read(song()!) : '–'}</td>
              <td>{read(props.record)}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}

// The song's figures and each reference's, one under the other; of the references
// one is chosen here, or taken away.
// Thread: main.

import type { Measurement } from '@lathe/worklet/client/studio-engine';
import { For, type JSX, Show } from 'solid-js';
import type { KeptReference } from '../app/kept-references';
import { useStudio } from '../app/studio';
import { formatFigure } from '../params/format';
import { Icon } from '../ui/icon';
import { Unsettled } from '../ui/unsettled';

interface Column {
  name: string;
  title: string;
  unit: string;
  read: (measured: Measurement) => string;
  /** Only over a minute of it. */
  settles?: boolean;
}

const COLUMNS: readonly Column[] = [
  {
    name: 'loud',
    title: 'Integrated loudness',
    unit: 'LUFS',
    read: (m) => formatFigure(m.integratedLufs),
    settles: true,
  },
  {
    name: 'range',
    title: 'Loudness range',
    unit: 'LU',
    read: (m) => formatFigure(m.loudnessRangeLu),
    settles: true,
  },
  { name: 'PLR', title: 'Peak to loudness', unit: 'dB', read: (m) => formatFigure(m.plrDb) },
  { name: 'peak', title: 'True peak', unit: 'dBTP', read: (m) => formatFigure(m.truePeakDbtp) },
  {
    name: 'side',
    title: 'Width: energy of the side over the mid’s',
    unit: 'dB',
    read: (m) => formatFigure(m.sideToMidDb),
  },
  {
    name: 'corr.',
    title: 'Correlation of left and right',
    unit: '−1 to 1',
    read: (m) => formatFigure(m.correlation, 2),
  },
];

export function ReferenceTable() {
  const { references, songMeasure } = useStudio();
  return (
    <table class="comparison" aria-label="The song beside its references">
      <thead>
        <tr>
          <For each={COLUMNS}>
            {({ name, title, unit }) => (
              <th scope="col" title={title} abbr={title}>
                {name} <small>{unit}</small>
              </th>
            )}
          </For>
        </tr>
      </thead>
      <Figures name="Song" measured={songMeasure.measurement()}>
        <span class="reference-name">Song</span>
      </Figures>
      <For each={references.all()}>{(each) => <Reference reference={each} />}</For>
    </table>
  );
}

function Reference(props: { reference: KeptReference }) {
  const { references } = useStudio();
  const chosen = () => references.chosen()?.fileSha256 === props.reference.fileSha256;
  return (
    <Figures name={props.reference.name} measured={props.reference.figures?.measurement ?? null}>
      <label class="reference-name">
        <input
          type="radio"
          name="reference"
          checked={chosen()}
          onChange={() => references.choose(props.reference.fileSha256)}
        />
        <span title={props.reference.name}>{props.reference.name}</span>
        <Show when={props.reference.channels === 1}>
          <small>mono</small>
        </Show>
      </label>
      <button
        type="button"
        class="button quiet square small"
        aria-label={`Remove the reference ${props.reference.name}`}
        title="Compare with it no more; the copy kept here is deleted"
        onClick={() => void references.remove(props.reference.fileSha256)}
      >
        <Icon name="close" />
      </button>
    </Figures>
  );
}

function Figures(props: { name: string; measured: Measurement | null; children: JSX.Element }) {
  return (
    <tbody aria-label={props.name}>
      <tr>
        <th scope="rowgroup" colSpan={COLUMNS.length}>
          <div class="reference">{props.children}</div>
        </th>
      </tr>
      <tr>
        <For each={COLUMNS}>
          {({ read, settles }) => (
            <td>
              <Show when={settles && props.measured}>
                {(measured) => <Unsettled what={props.name} seconds={measured().durationSeconds} />}
              </Show>
              {props.measured ? read(props.measured) : '–'}
            </td>
          )}
        </For>
      </tr>
    </tbody>
  );
}

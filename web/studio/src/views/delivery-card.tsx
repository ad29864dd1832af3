// Where the master can go: what each platform does to its level, and whether it would
// take it. Red is for peaks, for the file and for broadcast's loudness alone; a master
// that is turned down is no fault. The row that is pointed at or has the focus is told of
// in a sentence under the table; one that is pressed opens to all of them and its sources.
// Thread: main.

import type {
  DeliveryOutcome,
  DeliveryTarget,
  DeliveryVerdict,
  Sourced,
} from '@lathe/worklet/client/delivery';
import { createSignal, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { fixed, formatFigure } from '../params/format';
import { Card } from '../ui/card';
import { Icon } from '../ui/icon';

const VERDICTS: Readonly<Record<DeliveryVerdict, { sign: string; text: string }>> = {
  pass: { sign: '✓', text: 'passes' },
  warn: { sign: '!', text: 'take care' },
  fail: { sign: '✕', text: 'fails' },
};

/** Less is not heard. */
const LEAST_DB = 0.05;

function changeText(gainDb: number | null): string {
  if (gainDb === null) return '–';
  if (Math.abs(gainDb) < LEAST_DB) return 'none';
  return `${gainDb > 0 ? '+' : ''}${fixed(gainDb, 1)}`;
}

export function DeliveryCard() {
  const studio = useStudio();
  const { songMeasure, delivery } = studio;
  const [open, setOpen] = createSignal<string | null>(null);
  const [pointed, setPointed] = createSignal<string | null>(null);
  const rows = () => {
    const found = delivery.outcome();
    return (found?.outcomes ?? []).flatMap((outcome) => {
      const target = found?.targets.find(({ id }) => id === outcome.target);
      return target ? [{ target, outcome }] : [];
    });
  };
  const says = () => {
    const found = delivery.outcome();
    if (!found) return songMeasure.state() === 'none' ? 'needs the whole song' : 'measuring…';
    const fails = found.outcomes.filter(({ verdict }) => verdict === 'fail').length;
    return fails === 0 ? 'nowhere refused' : `refused by ${fails} of ${found.outcomes.length}`;
  };
  const told = () => {
    const row = rows().find(({ target }) => target.id === pointed()) ?? rows()[0];
    return row ? `${row.target.name}: ${row.outcome.playback}` : '';
  };
  return (
    <Card class="delivery-card" title="Delivery" says={says()}>
      <Show when={rows().length > 0}>
        <table
          class="delivery"
          aria-label="Delivery"
          classList={{ stale: songMeasure.state() !== 'current' }}
        >
          <thead>
            <tr>
              <th scope="col">Platform</th>
              <th scope="col" title="LUFS">
                Plays at
              </th>
              <th scope="col" title="dB">
                Change
              </th>
              <th scope="col" title="dBTP">
                Peak
              </th>
              <th scope="col">
                <span class="visually-hidden">Verdict</span>
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows()}>
              {({ target, outcome }) => (
                <Row
                  target={target}
                  outcome={outcome}
                  peakDbtp={songMeasure.measurement()?.truePeakDbtp ?? null}
                  open={open() === target.id}
                  press={() => setOpen(open() === target.id ? null : target.id)}
                  point={() => setPointed(target.id)}
                />
              )}
            </For>
          </tbody>
        </table>
        <p class="delivery-says">{told()}</p>
        <p class="delivery-date">LUFS, dB, dBTP · as known on {delivery.outcome()?.date}</p>
      </Show>
    </Card>
  );
}

interface RowProps {
  target: DeliveryTarget;
  outcome: DeliveryOutcome;
  peakDbtp: number | null;
  open: boolean;
  press: () => void;
  /** It is told of. */
  point: () => void;
}

function Row(props: RowProps) {
  const sentences = () => [
    props.outcome.playback,
    ...props.outcome.findings
      .map(({ text }) => text)
      .filter((text) => text !== props.outcome.playback),
  ];
  const verdict = () => VERDICTS[props.outcome.verdict];
  const peak = () => VERDICTS[props.outcome.peakVerdict];
  return (
    <>
      <tr
        class="delivery-row"
        data-target={props.target.id}
        data-verdict={props.outcome.verdict}
        onPointerEnter={() => props.point()}
        onFocusIn={() => props.point()}
        onClick={() => props.press()}
      >
        <th scope="row">
          <button
            type="button"
            class="delivery-name"
            aria-expanded={props.open}
            title={sentences().join('\n')}
          >
            <Icon name="chevron" />
            {props.target.name}
          </button>
        </th>
        <td>{formatFigure(props.outcome.playedLufs)}</td>
        <td>{changeText(props.outcome.gainDb)}</td>
        <td data-verdict={props.outcome.peakVerdict}>
          {formatFigure(props.peakDbtp)}{' '}
          <span role="img" aria-label={peak().text}>
            {peak().sign}
          </span>
        </td>
        <td>
          <span class="verdict" role="img" aria-label={verdict().text} title={verdict().text}>
            {verdict().sign}
          </span>
        </td>
      </tr>
      <Show when={props.open}>
        <tr class="delivery-details">
          <td colSpan={5}>
            <For each={sentences()}>{(text) => <p>{text}</p>}</For>
            <For each={props.target.notes ?? []}>{(text) => <p class="muted">{text}</p>}</For>
            <Sources target={props.target} />
          </td>
        </tr>
      </Show>
    </>
  );
}

const FIGURES = {
  loudness: 'Loudness',
  playback: 'Playback',
  truePeak: 'True peak',
  file: 'File',
} as const;

/** Whose word each figure is. */
function Sources(props: { target: DeliveryTarget }) {
  const sources = () =>
    (Object.keys(FIGURES) as (keyof typeof FIGURES)[]).flatMap((key) => {
      const figure: Sourced | undefined = props.target[key];
      return figure ? [{ name: FIGURES[key], ...figure }] : [];
    });
  return (
    <ul>
      <For each={sources()}>
        {({ name, standing, source }) => (
          <li>
            {name}: {standing},{' '}
            <Show when={/^https:/.test(source)} fallback={source}>
              <a href={source} target="_blank" rel="noreferrer">
                {new URL(source).hostname.replace(/^www\./, '')}
              </a>
            </Show>
          </li>
        )}
      </For>
    </ul>
  );
}

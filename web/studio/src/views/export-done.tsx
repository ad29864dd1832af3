// What an export came to: the written file's own figures, where it can be delivered,
// and the report to keep beside it.
// Thread: main.

import type { ExportResult } from '@lathe/worklet/client/studio-engine';
import { For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { formatFigure } from '../params/format';
import {
  aimWords,
  fileWords,
  furtherFindings,
  mainFigures,
  VERDICTS,
} from '../report/report-words';
import { Icon } from '../ui/icon';

interface ExportDoneProps {
  result: ExportResult;
  fileName: string;
  close: () => void;
}

export function ExportDone(props: ExportDoneProps) {
  const { exporting } = useStudio();
  const report = () => props.result.report;
  const clipped = () => props.result.clippedSamples;
  return (
    <>
      <div>
        <p role="status">
          <strong>{props.fileName}</strong> is written. Read back from the file and measured:
        </p>
        <p class="muted">{fileWords(report())}</p>
      </div>
      <div class="figures-grid">
        <For each={mainFigures(report())}>
          {({ value, unit, name }) => (
            <div class="readout-figure">
              <b>{value}</b>
              <small>
                {unit} {name}
              </small>
            </div>
          )}
        </For>
      </div>
      <Notes result={props.result} />
      <Show when={clipped() > 0}>
        <p class="careful">
          {clipped().toLocaleString()} samples were over full scale and are clipped. Turn the
          limiter on or lower the master trim.
        </p>
      </Show>
      <DeliveryTable result={props.result} />
      <div class="row end">
        <button type="button" class="button" onClick={() => exporting.saveReport()}>
          <Icon name="download" />
          <span>Save report</span>
        </button>
        <button type="button" class="button" onClick={() => exporting.saveData()}>
          <Icon name="download" />
          <span>Save data</span>
        </button>
        <button type="button" class="button" onClick={() => exporting.save()}>
          <Icon name="download" />
          <span>Save again</span>
        </button>
        <button type="button" class="button primary" onClick={() => props.close()}>
          Done
        </button>
      </div>
    </>
  );
}

/** Whether it is what it was to be, and what was done to it on the way. */
function Notes(props: { result: ExportResult }) {
  const { report, limitedDb } = props.result;
  const met = aimWords(report);
  return (
    <Show when={report.misses.length > 0 || met !== null || limitedDb !== null}>
      <ul class="export-notes">
        <For each={report.misses}>{(miss) => <li class="careful">{miss}</li>}</For>
        <Show when={met}>{(words) => <li class="good">{words()}</li>}</Show>
        <Show when={limitedDb !== null}>
          <li class="muted">
            Limited again at the file’s rate: {formatFigure(limitedDb)} dB at the most.
          </li>
        </Show>
      </ul>
    </Show>
  );
}

function DeliveryTable(props: { result: ExportResult }) {
  return (
    <section class="deliveries" aria-label="Where it is delivered">
      <For each={props.result.report.delivery}>
        {(outcome) => (
          <div>
            <strong>{outcome.name}</strong>
            <span class="verdict" data-verdict={outcome.verdict}>
              {VERDICTS[outcome.verdict].sign} {VERDICTS[outcome.verdict].word}
            </span>
            <span>
              {outcome.playback}
              <For each={furtherFindings(outcome)}>{(text) => <> {text}</>}</For>
            </span>
          </div>
        )}
      </For>
    </section>
  );
}

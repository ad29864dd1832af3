// Export: choose, be asked, watch or cancel, and read what the file measures.
// Thread: main.

import type { SampleFormat } from '@lathe/worklet/client/studio-engine';
import { createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js';
import { type ExportState, FORMATS } from '../app/export-work';
import { useStudio } from '../app/studio';
import { fixed, formatFigure, formatTime } from '../params/format';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';

type StateOf<Step extends ExportState['step']> = Extract<ExportState, { step: Step }>;

export function ExportDialog() {
  const studio = useStudio();
  const { exporting } = studio;
  const [format, setFormat] = createSignal<SampleFormat>('24');
  if (exporting.state().step === 'done') exporting.cancel();
  const close = () => {
    if (exporting.state().step !== 'done') exporting.cancel();
    studio.showDialog(null);
  };
  onCleanup(() => {
    if (exporting.state().step === 'ask') exporting.cancel();
  });
  const inStep = <Step extends ExportState['step']>(step: Step): StateOf<Step> | undefined => {
    const state = exporting.state();
    return state.step === step ? (state as StateOf<Step>) : undefined;
  };

  return (
    <Dialog title="Export the master" close={close}>
      <Switch>
        <Match when={inStep('choose')}>
          <fieldset class="stack formats">
            <legend>Format of the WAV file</legend>
            <For each={FORMATS}>
              {(entry) => (
                <label class="radio">
                  <input
                    type="radio"
                    name="format"
                    checked={format() === entry.format}
                    onChange={() => setFormat(entry.format)}
                  />
                  <span>
                    {entry.name} <span class="muted">{entry.note}</span>
                  </span>
                </label>
              )}
            </For>
          </fieldset>
          <p class="muted">
            {formatTime(studio.songFrames() / studio.records.session().sampleRate, 0)} at{' '}
            {(studio.records.session().sampleRate / 1000).toLocaleString()} kHz. The music plays on
            while it is written.
          </p>
          <div class="row end">
            <button type="button" class="button" onClick={close}>
              Close
            </button>
            <button
              type="button"
              class="button primary"
              onClick={() => void exporting.begin(format())}
            >
              Export WAV
            </button>
          </div>
        </Match>
        <Match when={inStep('checking')}>
          <p role="status">Checking the level first…</p>
          <progress max="1" value={studio.songMeasure.fraction()} aria-label="Checking the level" />
          <div class="row end">
            <button type="button" class="button" onClick={() => exporting.cancel()}>
              Cancel
            </button>
          </div>
        </Match>
        <Match when={inStep('ask')}>
          {(state) => (
            <>
              <ul class="questions" role="alert">
                <For each={state().questions}>
                  {(question) => (
                    <li>
                      <Icon name="warning" />
                      <span>{question}</span>
                    </li>
                  )}
                </For>
              </ul>
              <div class="row end">
                <button type="button" class="button" onClick={() => exporting.cancel()}>
                  Back
                </button>
                <button
                  type="button"
                  class="button primary"
                  onClick={() => void exporting.write(format())}
                >
                  Export anyway
                </button>
              </div>
            </>
          )}
        </Match>
        <Match when={inStep('writing')}>
          {(state) => (
            <>
              <p role="status">
                Rendering, writing and reading back… {Math.round(state().fraction * 100)} %
              </p>
              <progress max="1" value={state().fraction} aria-label="Export progress" />
              <div class="row end">
                <button type="button" class="button" onClick={() => exporting.cancel()}>
                  Cancel
                </button>
              </div>
            </>
          )}
        </Match>
        <Match when={inStep('done')}>
          {(state) => <ExportDone state={state()} close={close} />}
        </Match>
      </Switch>
    </Dialog>
  );
}

function ExportDone(props: { state: StateOf<'done'>; close: () => void }) {
  const studio = useStudio();
  const measured = () => props.state.result.measurement;
  const clipped = () => props.state.result.clippedSamples;
  return (
    <>
      <p role="status">
        <strong>{props.state.fileName}</strong> is written. Read back from the file and measured:
      </p>
      <div class="figures-grid">
        <div class="readout-figure">
          <b>{formatFigure(measured().integratedLufs)}</b>
          <small>LUFS integrated</small>
        </div>
        <div class="readout-figure">
          <b>{formatFigure(measured().truePeakDbtp, 2)}</b>
          <small>dBTP true peak</small>
        </div>
        <div class="readout-figure">
          <b>{formatFigure(measured().loudnessRangeLu)}</b>
          <small>LU range</small>
        </div>
        <div class="readout-figure">
          <b>{fixed(props.state.result.file.size / 1e6, 1)}</b>
          <small>MB</small>
        </div>
      </div>
      <Show when={clipped() > 0}>
        <p class="careful">
          {clipped().toLocaleString()} samples were over full scale and are clipped. Turn the
          limiter on or lower the master trim.
        </p>
      </Show>
      <div class="row end">
        <button type="button" class="button" onClick={() => studio.exporting.save()}>
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

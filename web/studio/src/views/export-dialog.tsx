// Export: choose, be asked, watch or cancel, and read what the file measures.
// Thread: main.

import type { DitherName } from '@lathe/worklet/client/studio-engine';
import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import { For, Match, onCleanup, Show, Switch } from 'solid-js';
import { DITHERS, FORMATS } from '../app/export-choice';
import type { ExportState } from '../app/export-work';
import { useStudio } from '../app/studio';
import { formatTime } from '../params/format';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { SelectField } from '../ui/select-field';
import { ExportDone } from './export-done';

type StateOf<Step extends ExportState['step']> = Extract<ExportState, { step: Step }>;

export function ExportDialog() {
  const studio = useStudio();
  const { exporting } = studio;
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
    <Dialog title="Export the master" class="export" close={close}>
      <Switch>
        <Match when={inStep('choose')}>
          <ExportChoices />
          <div class="row end">
            <button type="button" class="button" onClick={close}>
              Close
            </button>
            <button type="button" class="button primary" onClick={() => void exporting.begin()}>
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
                <button type="button" class="button primary" onClick={() => void exporting.write()}>
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
          {(state) => (
            <ExportDone result={state().result} fileName={state().fileName} close={close} />
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}

function ExportChoices() {
  const studio = useStudio();
  const { choice } = studio.exporting;
  const session = () => studio.records.session();
  // Keys that are whole numbers would be put in their own order.
  const rates = () =>
    Object.fromEntries(choice.rates().map(({ rateHz, name }) => [`rate ${rateHz}`, name]));
  const dithers = () =>
    Object.fromEntries(choice.dithers().map((dither) => [dither, DITHERS[dither].name]));
  const limits = () => studio.value({ target: 'master', key: 'limiter.on' }) >= 0.5;
  return (
    <>
      <fieldset class="stack formats">
        <legend>Format of the WAV file</legend>
        <For each={FORMATS}>
          {(entry) => (
            <label class="radio">
              <input
                type="radio"
                name="format"
                checked={choice.format() === entry.format}
                onChange={() => choice.setFormat(entry.format)}
              />
              <span>
                {entry.name} <span class="muted">{entry.note}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <div class="export-fields">
        <span>Sample rate</span>
        <SelectField<string>
          name="Sample rate of the file"
          value={`rate ${choice.otherRateHz()}`}
          options={rates()}
          choose={(key) => choice.setRateHz(key === 'rate null' ? null : Number(key.slice(5)))}
        />
        <span class="muted">
          <Show when={choice.otherRateHz() !== null} fallback="as it was mixed">
            converted from {kiloHertz(session().sampleRate)}
            {limits()
              ? ', and limited again there, so that its peaks stay under the ceiling'
              : '; the limiter is off, so nothing holds the peaks that it makes'}
          </Show>
        </span>
        <span>Dither</span>
        <SelectField
          name="Dither"
          value={choice.dither()}
          options={dithers() as Record<DitherName, string>}
          choose={(dither) => choice.setDither(dither)}
        />
        <span class="muted">
          {choice.format() === '32f' ? 'float needs none' : DITHERS[choice.dither()].note}
        </span>
      </div>
      <p class="muted">
        {formatTime(studio.headTail.seconds(), 0)} at {kiloHertz(choice.rateHz())}. The music plays
        on while it is written.
      </p>
    </>
  );
}

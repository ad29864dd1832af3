// The loudness that is wanted: an intent or a figure, the peak allowed, and the
// search for the drive and trim that reach it.
// Thread: main.

import { For, Show } from 'solid-js';
import { LOUDNESS_INTENTS } from '../app/loudness-intents';
import { CEILING_SPEC, TARGET_SPEC } from '../app/loudness-work';
import { useStudio } from '../app/studio';
import { fixed, formatFigure } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Card } from '../ui/card';
import { plainModel } from '../ui/control-model';
import { NumberField } from '../ui/number-field';
import { Toggle } from '../ui/toggle';

export function LoudnessCard() {
  const studio = useStudio();
  const { loudness, references } = studio;
  const ceiling = plainModel(
    CEILING_SPEC,
    () => loudness.ceilingDbtp(),
    (dbtp) => loudness.setCeiling(dbtp),
  );
  const target = plainModel(
    TARGET_SPEC,
    () => loudness.targetLufs(),
    (lufs) => loudness.setTarget(lufs),
  );
  const wanted = () => fixed(loudness.targetLufs(), 1).replace(/[.]0$/, '');
  return (
    <Card title="Loudness" says="drive and trim found by measuring renders">
      <div class="intents" role="group" aria-label="Loudness intent">
        <For each={LOUDNESS_INTENTS}>
          {(intent) => (
            <Toggle
              label={intent.name}
              title={intent.says}
              on={!loudness.asReference() && loudness.targetLufs() === intent.aimLufs}
              press={() => loudness.setTarget(intent.aimLufs)}
            >
              {intent.name}
            </Toggle>
          )}
        </For>
        <Toggle
          label="As my reference"
          title="As loud as the reference that is chosen, whichever that is"
          class="whole"
          on={loudness.asReference()}
          press={() => loudness.wantReference()}
        >
          As my reference
          <Show when={references.lufs() !== null}> ({formatFigure(references.lufs())} LUFS)</Show>
        </Toggle>
      </div>
      <div class="numbers two">
        <NumberField model={target} label="wanted" />
        <NumberField model={ceiling} label="ceiling" />
        <Show
          when={loudness.fraction() === null}
          fallback={
            <button type="button" class="button whole" onClick={() => loudness.cancel()}>
              Cancel
            </button>
          }
        >
          <ActionButton
            action="session.loudness"
            class="primary whole"
            label={`Make it ${wanted()} LUFS`}
          >
            Make it {wanted()} LUFS
          </ActionButton>
        </Show>
      </div>
      <Show when={loudness.fraction() !== null}>
        <progress max="1" value={loudness.fraction() ?? 0} aria-label="Reaching the loudness" />
      </Show>
      <Show when={loudness.outcome()}>
        {(outcome) => (
          <p
            class="outcome"
            classList={{ good: outcome().reached, careful: !outcome().reached }}
            role="status"
          >
            {outcome().text}
          </p>
        )}
      </Show>
      <WhyLimited />
    </Card>
  );
}

function WhyLimited() {
  const { limiting, loudness, songMeasure } = useStudio();
  const missed = () => loudness.outcome()?.reached === false;
  return (
    <>
      <Show
        when={limiting.fraction() === null}
        fallback={
          <>
            <progress
              max="1"
              value={limiting.fraction() ?? 0}
              aria-label="Finding what makes the limiter work"
            />
            <button type="button" class="button whole" onClick={() => limiting.cancel()}>
              Cancel
            </button>
          </>
        }
      >
        <button
          type="button"
          class="button quiet whole"
          aria-label="Why the limiter has so much to do"
          title="Renders the loudest stretch with one track left out at a time"
          disabled={songMeasure.state() === 'none' || loudness.fraction() !== null}
          onClick={() => limiting.run(missed() ? loudness.targetLufs() : null)}
        >
          {missed() ? 'Why not?' : 'Why so much limiting?'}
        </button>
      </Show>
      <Show when={limiting.text()}>
        <p class="outcome" role="status">
          {limiting.text()}
        </p>
      </Show>
    </>
  );
}

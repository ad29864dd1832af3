// The loudness that is wanted, and bringing the song to it.
// Thread: main.

import { Show } from 'solid-js';
import { CEILING_SPEC, TARGET_SPEC } from '../app/loudness-work';
import { useStudio } from '../app/studio';
import { fixed } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Card } from '../ui/card';
import { plainModel } from '../ui/control-model';
import { NumberField } from '../ui/number-field';

export function LoudnessCard() {
  const studio = useStudio();
  const { loudness } = studio;
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
  return (
    <Card title="Loudness" says="found by measuring renders">
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
            label={`Make it ${fixed(loudness.targetLufs(), 1).replace(/\.0$/, '')} LUFS`}
          >
            Make it {fixed(loudness.targetLufs(), 1).replace(/\.0$/, '')} LUFS
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
    </Card>
  );
}

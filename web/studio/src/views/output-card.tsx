// The output's numbers as it plays.
// Thread: main.

import { ActionButton } from '../ui/action-button';
import { Card } from '../ui/card';
import { Icon } from '../ui/icon';
import { LoudnessReadout } from './loudness-readout';

export function OutputCard() {
  return (
    <Card
      title="Output"
      says="as heard, before the monitor"
      tools={
        <ActionButton action="listen.resetMeters" class="quiet square small">
          <Icon name="reset" />
        </ActionButton>
      }
    >
      <div class="figures-grid pairs">
        <LoudnessReadout kind="momentaryLufs" label="momentary" unit="LUFS" />
        <LoudnessReadout kind="shortTermLufs" label="short-term" unit="LUFS" />
        <LoudnessReadout kind="integratedLufs" label="integrated" unit="LUFS" />
        <LoudnessReadout kind="truePeakDbtp" label="true peak" unit="dBTP" />
      </div>
    </Card>
  );
}

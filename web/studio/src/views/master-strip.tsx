// The mix bus in the console: its trim, output meter, limiter.
// Thread: main.

import { useStudio } from '../app/studio';
import { paramModel } from '../ui/control-model';
import { Fader } from '../ui/fader';
import { LevelMeter } from '../ui/level-meter';
import { Toggle } from '../ui/toggle';
import { LoudnessReadout } from './loudness-readout';
import { ReductionBar } from './reduction-bar';

export function MasterStrip() {
  const studio = useStudio();
  const trim = paramModel(studio, { target: 'master', key: 'trimDb' });
  const limiterOn = () => studio.value({ target: 'master', key: 'limiter.on' }) >= 0.5;
  return (
    <div
      class="strip master-strip"
      role="group"
      aria-label="Mix bus strip"
      classList={{ selected: studio.selection() === 'master' }}
      onFocusIn={() => studio.select('master')}
      onPointerDown={() => studio.select('master')}
    >
      <button
        type="button"
        class="strip-name"
        aria-label="Select the mix bus"
        onClick={() => {
          studio.select('master');
          if (studio.screen.narrow()) studio.views.show('master');
        }}
      >
        Mix bus
      </button>
      <LoudnessReadout kind="shortTermLufs" label="short-term" unit="LUFS" />
      <ReductionBar read={(frame) => frame.levels?.limiterReductionDb ?? 0} />
      <div class="strip-level">
        <Fader model={trim} />
        <LevelMeter
          channels={2}
          scale={trim.spec}
          class="wide"
          read={(frame) => frame.levels?.outputPeakDb ?? null}
        />
      </div>
      <div class="strip-buttons">
        <Toggle
          class="wide-toggle"
          label="Limiter"
          on={limiterOn()}
          press={() => studio.change('param.toggle', { target: 'master', key: 'limiter.on' })}
        >
          Limiter
        </Toggle>
      </div>
    </div>
  );
}

// A button for each band of the master's multiband, to hear it alone, or with
// others that are chosen.
// Thread: main.

import { For } from 'solid-js';
import { useStudio } from '../app/studio';

export function BandSolos(props: { count: number }) {
  const { stageListening } = useStudio();
  const bands = () => Array.from({ length: props.count }, (_, index) => index + 1);
  return (
    <div class="sections band-solos" role="group" aria-label="Solo multiband bands">
      <For each={bands()}>
        {(band) => (
          <button
            type="button"
            class="section"
            aria-label={`Solo band ${band}`}
            aria-pressed={stageListening.bands().includes(band)}
            title={`Hear band ${band} alone, or with others; the export is not touched`}
            onClick={() => stageListening.toggleBand(band)}
          >
            S{band}
          </button>
        )}
      </For>
    </div>
  );
}

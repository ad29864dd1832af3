// The meters of the output, of what is exported: whatever the monitor does to it.
// As many columns as there is room for, wherever the panel stands.
// Thread: main.

import { KMeter } from './k-meter';
import { LiveLoudness } from './live-loudness';
import { LoudnessOverTime } from './loudness-over-time';
import { SpectrumView } from './spectrum-view';
import { StereoImage } from './stereo-image';

export function MasterMeters() {
  return (
    <section class="master-meters" aria-label="Meters">
      <LiveLoudness />
      <KMeter />
      <SpectrumView />
      <StereoImage />
      <LoudnessOverTime />
    </section>
  );
}

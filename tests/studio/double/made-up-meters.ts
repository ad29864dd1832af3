// Meters made up from sines, for as long as it plays.

import type { MeterFrame } from '../../../worklet/src/client/studio-engine';
import type { StripParamKey } from '../../../worklet/src/params/params.generated';
import type { TrackDocument } from '../../../worklet/src/session/session-document';

export function madeUpMeters(
  tracks: readonly TrackDocument[],
  playing: boolean,
  frame: number,
  /** How long it has sounded since the reset. */
  soundedSeconds = 106,
): MeterFrame {
  const t = performance.now() / 1000;
  const level = (seed: number) =>
    playing ? -14 - 10 * Math.abs(Math.sin(t * (1.1 + seed) + seed)) : -144;
  const reduction = ({ strip }: TrackDocument, key: StripParamKey, db: number) =>
    playing && strip.params[key] ? -db : 0;
  return {
    playheadFrame: Math.round(frame),
    playing: playing,
    strips: tracks.map((track, index) => ({
      peakDb: [level(index * 0.37), level(index * 0.37 + 0.1)],
      rmsDb: [level(index) - 8, level(index) - 8],
      averageDb: [level(index) - 9, level(index) - 9],
      overBlocks: playing && track.name === 'Hot' ? 1 : 0,
      gainReductionDb: reduction(track, 'comp.on', 4 * Math.abs(Math.sin(t * 2.2))),
      gateReductionDb: reduction(track, 'gate.on', 20 * Math.max(0, Math.sin(t * 1.7))),
      deEsserReductionDb: reduction(track, 'deesser.on', 6 * Math.max(0, Math.sin(t * 5))),
      bandGainDb: [1, 2, 3, 4, 5, 6].map((band) =>
        reduction(track, `eq.band${band}.dynOn` as StripParamKey, 3),
      ),
    })),
    outputPeakDb: [level(0.2) + 11, level(0.3) + 11],
    momentaryLufs: playing ? -12.4 : null,
    shortTermLufs: playing ? -13.1 : null,
    integratedLufs: playing ? -13.8 : null,
    truePeakDbtp: playing ? -1.2 : null,
    output: {
      rmsDb: [level(0.2) - 2, level(0.3) - 2],
      averageDb: [level(0.2) - 3, level(0.3) - 3],
      maxMomentaryLufs: -9.9,
      maxShortTermLufs: -11.2,
      loudnessRangeLu: 6.2,
      ituTruePeakDbtp: -1.3,
      samplePeakDbfs: -1.4,
      psrDb: playing ? 11.9 : null,
      leastPsrDb: 9.5,
      correlation: playing ? 0.7 : 0,
      outOfPhase: false,
      spread: Float32Array.from(
        { length: 60 },
        (_, lu) => 1.88 * soundedSeconds * Math.exp(-(((lu - 46) / 3) ** 2)),
      ),
    },
    probe: {
      momentaryLufs: playing ? -21.5 : null,
      shortTermLufs: playing ? -22.1 : null,
      integratedLufs: playing ? -22.8 : null,
      truePeakDbtp: playing ? -9.3 : null,
    },
    limiterReductionDb: playing ? -3 * Math.abs(Math.sin(t * 3)) : 0,
    master: {
      glueReductionDb: playing ? -1.5 * Math.abs(Math.sin(t)) : 0,
      clippedDb: 0,
      correlation: playing ? 0.7 : 0,
      multibandGainDb: playing ? [-1, -2, -0.5, 0, 0] : [0, 0, 0, 0, 0],
      bandGainDb: [0, 0, playing ? -1.5 * Math.abs(Math.sin(t)) : 0, 0, 0, 0],
      equaliserLu: playing ? 0.6 : 0,
      excitedDb: playing ? -28.5 : null,
    },
    monitorLimiterActive: false,
    starvedBlocks: 0,
    underruns: 0,
  };
}

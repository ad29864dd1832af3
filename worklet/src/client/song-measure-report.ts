// What is measured of a whole song beside its figures: songMeasureJson's object
// (wasm-core/analysis/song_measure.h), as `lathe measure --report` writes it.
// Levels in dB, LUFS or dBTP; null where nothing sounds.
// Thread: any (types only).

import type { Measurement } from './studio-engine';

type Levels = readonly (number | null)[];

export interface SongMeasureReport {
  measurement: Measurement;
  /**
   * Where in the song its first sample lies: its head may have been cut, or, below 0, begin with
   * silence. Left out: at 0.
   */
  startSeconds?: number;
  /** Each point the highest of its `pointSeconds`; at most 2000 points. */
  loudness: { pointSeconds: number; maxMomentaryLufs: Levels; maxShortTermLufs: Levels };
  truePeak: { pointSeconds: number; maxDbtp: Levels };
  /** Time spent at each short-term loudness: bin i from `lowestLufs + i·binLu` on. */
  shortTermHistogram: {
    lowestLufs: number;
    binLu: number;
    seconds: readonly number[];
    secondsBelow: number;
    secondsAbove: number;
  };
  /** Mean level of each third-octave band. */
  spectrum: { bandsPerOctave: number; hz: readonly number[]; levelDb: Levels };
  /** Of each channel, linear. */
  dcOffset: readonly number[];
  /** At the top code of 16 bits or over it, all channels. */
  clippedSamples: number;
  /**
   * Mean square of both channels of each track after its fader, over the song, where it was
   * rendered from its tracks.
   */
  tracks?: readonly { id: string; meanSquare: number }[];
}

// A song's report made up around its figures: a course that swells and falls, so
// that what draws it has something to draw.

import type { SongMeasureReport } from '../../../worklet/src/client/song-measure-report';
import type { Measurement } from '../../../worklet/src/client/studio-engine';

const POINT_SECONDS = 0.5;

/** Figures of a song that peaks there. */
export function figuresAt(samplePeakDbfs: number): Measurement {
  return {
    integratedLufs: -13.8,
    loudnessRangeLu: 6.2,
    maxMomentaryLufs: -9.9,
    maxShortTermLufs: -11.2,
    truePeakDbtp: samplePeakDbfs + 0.2,
    ituTruePeakDbtp: samplePeakDbfs + 0.1,
    samplePeakDbfs,
    plrDb: samplePeakDbfs + 14,
    minPsrDb: 9.5,
    correlation: 0.6,
    sideToMidDb: -8.5,
    durationSeconds: 90,
    sampleRate: 48000,
    channels: 2,
  };
}

export function songReport(measurement: Measurement): SongMeasureReport {
  const { maxMomentaryLufs, maxShortTermLufs, truePeakDbtp, durationSeconds } = measurement;
  const course = (highest: number | null, pointSeconds: number) =>
    Array.from({ length: Math.ceil(durationSeconds / pointSeconds) }, (_, i) => {
      const swell = 3 * (1 - Math.cos((2 * Math.PI * i * pointSeconds) / 30));
      return highest === null ? null : highest - swell;
    });
  const hz = Array.from({ length: 31 }, (_, band) => Math.round(20 * 2 ** (band / 3)));
  return {
    measurement,
    loudness: {
      pointSeconds: POINT_SECONDS,
      maxMomentaryLufs: course(maxMomentaryLufs, POINT_SECONDS),
      maxShortTermLufs: course(maxShortTermLufs, POINT_SECONDS),
    },
    truePeak: { pointSeconds: 1, maxDbtp: course(truePeakDbtp, 1) },
    shortTermHistogram: {
      lowestLufs: -60,
      binLu: 1,
      seconds: Array.from({ length: 60 }, (_, bin) => (bin > 40 && bin < 50 ? 10 : 0)),
      secondsBelow: 0,
      secondsAbove: 0,
    },
    spectrum: { bandsPerOctave: 3, hz, levelDb: hz.map((_, band) => -24 - band) },
    dcOffset: [0, 0],
    clippedSamples: 0,
  };
}

/**
 * Of a record: 4.8 LU louder than the song, with 3 dB more at 2.5–4 kHz, wider, and shorter than a
 * minute.
 */
export function recordReport(samplePeakDbfs: number): SongMeasureReport {
  const measurement = {
    ...figuresAt(samplePeakDbfs),
    integratedLufs: -9,
    plrDb: 9.2,
    sideToMidDb: -6,
    durationSeconds: 48,
  };
  const report = songReport(measurement);
  const levelDb = report.spectrum.levelDb.map((db, band) =>
    db === null ? null : db + 4.8 + (band >= 21 && band <= 23 ? 3 : 0),
  );
  return { ...report, spectrum: { ...report.spectrum, levelDb } };
}

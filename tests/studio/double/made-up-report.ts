// A report such as the engine makes, of a song that nobody wrote: for the page's tests
// and for looking at.
import type { DeliveryReport } from '../../../worklet/src/client/delivery-report';

const kSeconds = 185;
/** Third octaves from 20 Hz to 20 kHz by their nominal names. */
const kHz = [
  20, 25, 31.5, 40, 50, 63, 80, 100, 125, 160, 200, 250, 315, 400, 500, 630, 800, 1000, 1250, 1600,
  2000, 2500, 3150, 4000, 5000, 6300, 8000, 10000, 12500, 16000, 20000,
];

const hundredths = (value: number) => Math.round(value * 100) / 100;

export function madeUpReport(): DeliveryReport {
  const swell = (seconds: number) => {
    const verse = Math.sin(seconds / 19) + 0.4 * Math.sin(seconds / 3.1);
    return seconds < 2 || seconds > kSeconds - 4 ? null : hundredths(-16 + 3 * verse);
  };
  const points = Array.from({ length: kSeconds * 2 }, (_, i) => swell(i / 2));
  return {
    format: 'lathe-report',
    version: 1,
    lathe: '0.1.0',
    date: '2026-11-23T15:00:00.000Z',
    file: {
      name: 'Song.wav',
      bytes: 48_951_044,
      sampleRate: 44100,
      bits: 24,
      float: false,
      channels: 2,
      durationSeconds: kSeconds,
      dither: 'tpdf',
    },
    aim: { lufs: -14, ceilingDbtp: -1 },
    misses: [
      'The file’s true peak is −0.70 dBTP, 0.30 dB over the ceiling of −1.0 dBTP. Turn the limiter on, or lower its ceiling or the trim by as much.',
    ],
    delivery: [
      {
        target: 'spotify',
        name: 'Spotify',
        playedLufs: -14.06,
        gainDb: 0,
        heldByPeaks: false,
        peakVerdict: 'fail',
        playback: 'Plays as delivered, at −14.1 LUFS.',
        verdict: 'fail',
        findings: [{ verdict: 'fail', text: 'Peaks at −0.70 dBTP; −1.0 dBTP is the ceiling.' }],
      },
      {
        target: 'apple-music',
        name: 'Apple Music',
        playedLufs: -16.2,
        gainDb: -2.1,
        heldByPeaks: false,
        peakVerdict: 'warn',
        playback: 'Plays 2.1 dB quieter, at −16.2 LUFS.',
        verdict: 'warn',
        findings: [{ verdict: 'warn', text: 'Peaks at −0.70 dBTP; −1.0 dBTP is the ceiling.' }],
      },
      {
        target: 'club',
        name: 'Club',
        playedLufs: -14.06,
        gainDb: 0,
        heldByPeaks: false,
        peakVerdict: 'pass',
        playback: 'Plays as delivered, at −14.1 LUFS.',
        verdict: 'pass',
        findings: [],
      },
    ],
    song: {
      measurement: {
        integratedLufs: -14.06,
        loudnessRangeLu: 6.42,
        maxMomentaryLufs: -10.31,
        maxShortTermLufs: -11.87,
        truePeakDbtp: -0.7,
        ituTruePeakDbtp: -0.74,
        samplePeakDbfs: -1.02,
        plrDb: 13.36,
        minPsrDb: 9.9,
        correlation: 0.61,
        sideToMidDb: -8.4,
        durationSeconds: kSeconds,
        sampleRate: 44100,
        channels: 2,
      },
      loudness: {
        pointSeconds: 0.5,
        maxMomentaryLufs: points.map(
          (each, i) => each && hundredths(each + 2 + 2 * Math.sin(i * 1.7)),
        ),
        maxShortTermLufs: points,
      },
      truePeak: {
        pointSeconds: 1,
        maxDbtp: Array.from({ length: kSeconds }, (_, i) => {
          const level = swell(i);
          return level && hundredths(Math.min(-0.7, level + 13 + Math.sin(i * 2.3)));
        }),
      },
      shortTermHistogram: {
        lowestLufs: -60,
        binLu: 1,
        seconds: Array.from({ length: 60 }, (_, i) => {
          const lufs = i - 60;
          return Math.round(20 * Math.exp(-((lufs + 15) ** 2) / 8) * 10) / 10;
        }),
        secondsBelow: 6.1,
        secondsAbove: 0,
      },
      spectrum: {
        bandsPerOctave: 3,
        hz: kHz,
        levelDb: kHz.map((hz, i) => hundredths(-18 - 12 * Math.log10(hz / 90) ** 2 - (i % 3))),
      },
      dcOffset: [0.0000012, -0.0000031],
      clippedSamples: 0,
    },
  };
}

// The table's second row: the strips of strip-workload.mjs with every stage at
// work, and what each stage adds to that: the time without it, taken from the
// time with all. In the same interleaved rounds, so that the shares belong to
// one another.

import { interleaved, median } from './rounds.mjs';
import { sampleRate, seconds, sessionOf, stripParams, strips } from './strip-workload.mjs';

const STAGES = {
  gate: { on: true, thresholdDb: -30, keyHighPassHz: 60, keyLowPassHz: 9000 },
  transient: { on: true, attackDb: 4, sustainDb: -3 },
  eq: { on: true },
  comp: { on: true, keyHighPassHz: 90, mixPercent: 80 },
  deesser: { on: true, thresholdDb: -10 },
  sat: { on: true, driveDb: 9 },
  width: { on: true, percent: 120, monoBelowHz: 120 },
};

function params(index, without) {
  const all = { ...stripParams(index), 'pan.position': 10 * index - 40, 'fader.gainDb': -index };
  for (const [stage, values] of Object.entries(STAGES)) {
    for (const [key, value] of Object.entries(values)) all[`${stage}.${key}`] = value;
  }
  for (const band of [2, 5]) {
    all[`eq.band${band}.dynOn`] = true;
    all[`eq.band${band}.dynGainDb`] = -4;
  }
  if (without) all[`${without}.on`] = false;
  return all;
}

const session = (without) => sessionOf(strips, sampleRate * seconds, (i) => params(i, without));

/** `render(document)` gives seconds of wall time. */
export async function fullStrip(render, rounds) {
  const bare = sessionOf(strips, sampleRate * seconds, () => ({}));
  const contenders = [
    ['everything', () => render(session())],
    ...Object.keys(STAGES).map((stage) => [stage, () => render(session(stage))]),
    ['none', () => render(bare)],
  ];
  const times = await interleaved(contenders, rounds);
  const all = median(times.get('everything'));
  const audio = seconds * strips;
  return {
    realTime: audio / all,
    slowest: audio / Math.max(...times.get('everything')),
    fastest: audio / Math.min(...times.get('everything')),
    /** Per cent of the whole. */
    shares: [
      ...Object.keys(STAGES).map((stage) => [stage, 100 * (1 - median(times.get(stage)) / all)]),
      ['stems, pan, sum', (100 * median(times.get('none'))) / all],
    ],
  };
}

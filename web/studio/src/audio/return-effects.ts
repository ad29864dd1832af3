// A return's effect as the page reads it: how long its note values are, which
// echoes it gives and how its tail dies away, for pictures and readouts. The
// engine's own are wasm-core/effects and wasm-core/session/tempo.h.
// Thread: main.

import { paramSpec } from '@lathe/worklet/params/params.generated';
import type {
  EffectKind,
  ParamRecord,
  SessionDocument,
} from '@lathe/worklet/session/session-document';
import { readParam } from '../document/params';

type TempoMap = SessionDocument['tempo'];

/** The mark whose tempo holds at `frame`. */
export function tempoMarkAt(tempo: TempoMap, frame: number): TempoMap[number] {
  const mark = tempo.findLast((each) => each.frame <= frame) ?? tempo[0];
  return mark ?? { frame: 0, bpm: 120 };
}

/** [times, parts] of a straight note. */
const FEELS: Readonly<Record<string, readonly [number, number]>> = {
  straight: [1, 1],
  dotted: [3, 2],
  triplet: [2, 3],
};

/** Frames of 1/`denominator`, to the nearest; `feel` by its name in the table. */
export function noteFrames(
  denominator: number,
  feel: string,
  bpm: number,
  sampleRate: number,
): number {
  const [times, parts] = FEELS[feel] ?? [1, 1];
  // A whole note lasts 240/bpm seconds; tempo counts in millionths.
  const above = 240e6 * sampleRate * times;
  const below = Math.round(bpm * 1e6) * denominator * parts;
  return Math.floor((2 * above + below) / (2 * below));
}

export interface EffectTime {
  synced: boolean;
  ms: number;
  /** How often the note had to be halved to fit into the longest there is. */
  halvings: number;
}

/** A delay's time, or a reverb's pre-delay: in milliseconds, or as long as a note is. */
export function effectTimeOf(
  kind: EffectKind,
  params: ParamRecord,
  bpm: number,
  sampleRate: number,
): EffectTime {
  const spec = (key: 'tempoSync' | 'note' | 'noteFeel') => paramSpec(kind, key);
  const read = (key: 'tempoSync' | 'note' | 'noteFeel') => readParam(params, spec(key));
  const timeSpec =
    kind === 'delay' ? paramSpec('delay', 'timeMs') : paramSpec('reverb', 'preDelayMs');
  if (read('tempoSync') < 0.5)
    return { synced: false, ms: readParam(params, timeSpec), halvings: 0 };
  const feel = spec('noteFeel').choices[read('noteFeel')] ?? 'straight';
  let denominator = 64 >> read('note');
  for (let halvings = 0; ; ++halvings, denominator *= 2) {
    const ms = (noteFrames(denominator, feel, bpm, sampleRate) * 1000) / sampleRate;
    if (ms <= timeSpec.max) return { synced: true, ms, halvings };
  }
}

export interface Echo {
  ms: number;
  /** Linear, of an input on both sides alike. */
  left: number;
  right: number;
}

/** The echoes of one click, as far as they are above `floor`; cuts, drive and width left out. */
export function echoesOf(params: ParamRecord, timeMs: number, floor: number): Echo[] {
  const read = (key: Parameters<typeof paramSpec<'delay'>>[1]) =>
    readParam(params, paramSpec('delay', key));
  const feedback = read('feedbackPercent') / 100;
  const mode = paramSpec('delay', 'mode').choices[read('mode')];
  const rightMs = timeMs * (1 + (mode === 'mono' ? 0 : read('rightOffsetPercent') / 100));
  const echoes: Echo[] = [];
  const most = 64;
  if (mode === 'pingPong') {
    // In at the left; from there across, and back.
    let gain = 1;
    let ms = 0;
    for (let i = 0; i < most && gain >= floor; ++i, gain *= feedback) {
      ms += i % 2 === 0 ? timeMs : rightMs;
      echoes.push({ ms, left: i % 2 === 0 ? gain : 0, right: i % 2 === 0 ? 0 : gain });
    }
    return echoes;
  }
  let gain = 1;
  for (let i = 1; i <= most && gain >= floor; ++i, gain *= feedback) {
    if (rightMs === timeMs) {
      echoes.push({ ms: i * timeMs, left: gain, right: gain });
    } else {
      echoes.push({ ms: i * timeMs, left: gain, right: 0 });
      echoes.push({ ms: i * rightMs, left: 0, right: gain });
    }
  }
  return echoes;
}

export interface ReverbTail {
  preDelayMs: number;
  /** T60 in seconds: below 250 Hz, in the middle, and well above the damping frequency. */
  lowSeconds: number;
  midSeconds: number;
  highSeconds: number;
}

export function reverbTailOf(params: ParamRecord, preDelayMs: number): ReverbTail {
  const read = (key: Parameters<typeof paramSpec<'reverb'>>[1]) =>
    readParam(params, paramSpec('reverb', key));
  const midSeconds = read('decaySeconds');
  return {
    preDelayMs,
    lowSeconds: midSeconds * read('lowRatio'),
    midSeconds,
    highSeconds: midSeconds * read('highRatio'),
  };
}

// A clip's gain from frame to frame as the engine works it out
// (wasm-core/streaming/clip_envelope.h), for drawing.
// Thread: any (no state).

import type { FadeCurve, GainPointDocument } from '@lathe/worklet/session/session-document';
import { fadeOf } from '../document/clips';
import type { ClipRecord } from '../document/records';

/** Amplitude at `x` (0…1) of the way from silence to full level. */
export function fadeWeight(curve: FadeCurve, x: number): number {
  switch (curve) {
    case 'linear':
      return x;
    case 'equalPower':
      return Math.sin((Math.PI * x) / 2);
    case 'slow':
      return x ** 3;
    case 'fast':
      return 1 - (1 - x) ** 3;
    case 'sCurve':
      return (1 - Math.cos(Math.PI * x)) / 2;
  }
}

export function amplitudeOf(db: number): number {
  return 10 ** (db / 20);
}

/** The line's gain at a frame of the stem; 0 dB where there is no line. */
export function lineGainDb(line: readonly GainPointDocument[] | undefined, frame: number): number {
  if (!line || line.length === 0) return 0;
  const next = line.findIndex(({ sourceFrame }) => sourceFrame > frame);
  if (next === 0) return line[0]?.gainDb ?? 0;
  const to = line[next];
  const from = line.at(next < 0 ? -1 : next - 1);
  if (!from || !to) return from?.gainDb ?? 0;
  const share = (frame - from.sourceFrame) / (to.sourceFrame - from.sourceFrame);
  return from.gainDb + (to.gainDb - from.gainDb) * share;
}

/** What both fades leave at frame `at` of the clip. */
export function fadesAt(clip: ClipRecord, at: number): number {
  const fadeIn = fadeOf(clip, 'in');
  const fadeOut = fadeOf(clip, 'out');
  let weight = 1;
  const risen = at + fadeIn.cut;
  if (risen < fadeIn.frames) weight *= fadeWeight(fadeIn.curve, Math.max(0, risen) / fadeIn.frames);
  const left = clip.frames - at + fadeOut.cut;
  if (left < fadeOut.frames)
    weight *= fadeWeight(fadeOut.curve, Math.max(0, left) / fadeOut.frames);
  return weight;
}

/** Amplitude by which frame `at` of the clip is heard. */
export function envelopeAt(clip: ClipRecord, at: number): number {
  const line = lineGainDb(clip.gainLine, clip.sourceFrame + at);
  return amplitudeOf((clip.gainDb ?? 0) + line) * fadesAt(clip, at);
}

// What of the song is delivered: markers, fades and silence, as data. Pure
// functions; the actions in actions/head-tail-actions.ts put their results into
// the document, and a drag's draft shows them. What the engine's loader would
// refuse never comes out of here.
// Units: frames at the session's rate. Thread: any (no state).

import type { FadeCurve, HeadTailDocument } from '@lathe/worklet/session/session-document';
import { clamp, type FadeSide } from './clips';

/** As the engine's loader takes it: a minute at 192 kHz. */
export const MOST_SILENCE_FRAMES = 60 * 192000;

export type SilenceSide = 'before' | 'after';

export interface FrameRange {
  startFrame: number;
  endFrame: number;
}

/** The range that is delivered, of a song whose clips end at `clipsEnd`. */
export function deliveredRange(given: HeadTailDocument, clipsEnd: number): FrameRange {
  return { startFrame: given.startFrame ?? 0, endFrame: given.endFrame ?? clipsEnd };
}

/** How long a file of it is. */
export function deliveredFrames(given: HeadTailDocument, clipsEnd: number): number {
  const { startFrame, endFrame } = deliveredRange(given, clipsEnd);
  const { silenceBeforeFrames: before = 0, silenceAfterFrames: after = 0 } = given;
  return before + Math.max(0, endFrame - startFrame) + after;
}

export function edgeFade(given: HeadTailDocument, side: FadeSide) {
  return side === 'in'
    ? { frames: given.fadeInFrames ?? 0, curve: given.fadeInCurve ?? 'linear' }
    : { frames: given.fadeOutFrames ?? 0, curve: given.fadeOutCurve ?? 'linear' };
}

export function silenceOf(given: HeadTailDocument, side: SilenceSide): number {
  return (side === 'before' ? given.silenceBeforeFrames : given.silenceAfterFrames) ?? 0;
}

/** Within the song, and without what stands at its default; undefined where nothing is left. */
export function fitted(given: HeadTailDocument, clipsEnd: number): HeadTailDocument | undefined {
  const whole = (value: number | undefined) => Math.max(0, Math.round(value ?? 0));
  const endFrame = given.endFrame === undefined ? undefined : Math.max(1, whole(given.endFrame));
  const end = endFrame ?? clipsEnd;
  const start = whole(given.startFrame);
  // A song that has become shorter leaves a start behind it nothing to begin with.
  const startFrame = start < end || end === 0 ? start : endFrame === undefined ? 0 : end - 1;
  const longest = end === 0 ? Number.POSITIVE_INFINITY : end - startFrame;
  const fade = (frames: number | undefined) => Math.min(whole(frames), longest);
  const silence = (frames: number | undefined) => Math.min(whole(frames), MOST_SILENCE_FRAMES);
  const fadeInFrames = fade(given.fadeInFrames);
  const fadeOutFrames = fade(given.fadeOutFrames);
  const silenceBeforeFrames = silence(given.silenceBeforeFrames);
  const silenceAfterFrames = silence(given.silenceAfterFrames);
  const curve = (name: FadeCurve | undefined) => name !== undefined && name !== 'linear';
  const fit: HeadTailDocument = {
    ...(startFrame > 0 ? { startFrame } : {}),
    ...(endFrame === undefined ? {} : { endFrame }),
    ...(fadeInFrames > 0 ? { fadeInFrames } : {}),
    ...(fadeInFrames > 0 && curve(given.fadeInCurve) ? { fadeInCurve: given.fadeInCurve } : {}),
    ...(fadeOutFrames > 0 ? { fadeOutFrames } : {}),
    ...(fadeOutFrames > 0 && curve(given.fadeOutCurve) ? { fadeOutCurve: given.fadeOutCurve } : {}),
    ...(silenceBeforeFrames > 0 ? { silenceBeforeFrames } : {}),
    ...(silenceAfterFrames > 0 ? { silenceAfterFrames } : {}),
  };
  return Object.keys(fit).length > 0 ? fit : undefined;
}

/** The start stays before the end, and the end behind the start. */
export function withStart(given: HeadTailDocument, frame: number, clipsEnd: number) {
  const { endFrame } = deliveredRange(given, clipsEnd);
  return { ...given, startFrame: clamp(Math.round(frame), 0, endFrame - 1) };
}

/** At the last clip's end, or null: no marker, so that it moves with the clips. */
export function withEnd(
  { endFrame: _was, ...given }: HeadTailDocument,
  frame: number | null,
  clipsEnd: number,
): HeadTailDocument {
  if (frame === null) return given;
  const endFrame = Math.max(Math.round(frame), (given.startFrame ?? 0) + 1);
  return endFrame === clipsEnd ? given : { ...given, endFrame };
}

export function withEdgeFade(given: HeadTailDocument, side: FadeSide, frames: number) {
  return { ...given, [side === 'in' ? 'fadeInFrames' : 'fadeOutFrames']: frames };
}

export function withEdgeCurve(given: HeadTailDocument, side: FadeSide, curve: FadeCurve) {
  return { ...given, [side === 'in' ? 'fadeInCurve' : 'fadeOutCurve']: curve };
}

export function withSilence(given: HeadTailDocument, side: SilenceSide, frames: number) {
  return { ...given, [side === 'before' ? 'silenceBeforeFrames' : 'silenceAfterFrames']: frames };
}

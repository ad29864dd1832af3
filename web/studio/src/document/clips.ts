// Clips as data: what a split, a trim, a fade makes of one. Pure functions;
// the actions in actions/clip-actions.ts put their results into the document.
// Units: frames at the session's rate. Thread: any (no state).

import type { FadeCurve, GainPointDocument } from '@lathe/worklet/session/session-document';
import type { ClipRecord, TrackRecord } from './records';

export const CLIP_GAIN_DB = { min: -36, max: 24 } as const;
export const POINT_GAIN_DB = { min: -60, max: 24 } as const;
export const DELAY_MS = { min: -100, max: 100 } as const;
/** As many as the engine's loader takes. */
export const MAX_GAIN_POINTS = 1000;
export const MAX_CLIPS = 10000;

export type FadeSide = 'in' | 'out';

export interface Fade {
  /** All of it, with what a split cut off. */
  frames: number;
  cut: number;
  curve: FadeCurve;
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

/** The track's delay in whole frames, rounded as the engine does. */
export function delayFrames(track: Pick<TrackRecord, 'delayMs'>, sampleRate: number): number {
  return Math.floor(((track.delayMs ?? 0) * sampleRate) / 1000 + 0.5);
}

export function endOf(clip: ClipRecord): number {
  return clip.startFrame + clip.frames;
}

export function fadeOf(clip: ClipRecord, side: FadeSide): Fade {
  return side === 'in'
    ? {
        frames: clip.fadeInFrames ?? 0,
        cut: clip.fadeInCutFrames ?? 0,
        curve: clip.fadeInCurve ?? 'linear',
      }
    : {
        frames: clip.fadeOutFrames ?? 0,
        cut: clip.fadeOutCutFrames ?? 0,
        curve: clip.fadeOutCurve ?? 'linear',
      };
}

/** Frames of the clip over which the fade is heard. */
export function heardFade(clip: ClipRecord, side: FadeSide): number {
  const { frames, cut } = fadeOf(clip, side);
  return clamp(frames - cut, 0, clip.frames);
}

/** A fade of no length is gone with its curve. */
export function withFade(clip: ClipRecord, side: FadeSide, fade: Fade): ClipRecord {
  const frames = fade.frames > fade.cut ? fade.frames : 0;
  const cut = frames > 0 ? fade.cut : 0;
  const curve = frames > 0 ? fade.curve : 'linear';
  return tidy(
    side === 'in'
      ? { ...clip, fadeInFrames: frames, fadeInCutFrames: cut, fadeInCurve: curve }
      : { ...clip, fadeOutFrames: frames, fadeOutCutFrames: cut, fadeOutCurve: curve },
  );
}

/** What stands at its default is left out, so that a clip put back leaves no trace. */
export function tidy(clip: ClipRecord): ClipRecord {
  const { gainDb, fadeInFrames, fadeOutFrames, fadeInCurve, fadeOutCurve, ...rest } = clip;
  const { fadeInCutFrames, fadeOutCutFrames, muted, gainLine, ...plain } = rest;
  return {
    ...plain,
    ...(gainDb ? { gainDb } : {}),
    ...(fadeInFrames ? { fadeInFrames } : {}),
    ...(fadeOutFrames ? { fadeOutFrames } : {}),
    ...(fadeInCurve && fadeInCurve !== 'linear' ? { fadeInCurve } : {}),
    ...(fadeOutCurve && fadeOutCurve !== 'linear' ? { fadeOutCurve } : {}),
    ...(fadeInCutFrames ? { fadeInCutFrames } : {}),
    ...(fadeOutCutFrames ? { fadeOutCutFrames } : {}),
    ...(muted ? { muted } : {}),
    ...(gainLine && gainLine.length > 0 ? { gainLine } : {}),
  };
}

/** Points that the clip's frames are worked out from: its own, and the nearest on either side. */
function pointsFor(clip: ClipRecord): GainPointDocument[] {
  const line = clip.gainLine ?? [];
  const end = clip.sourceFrame + clip.frames;
  const first = line.findLastIndex(({ sourceFrame }) => sourceFrame <= clip.sourceFrame);
  const last = line.findIndex(({ sourceFrame }) => sourceFrame >= end - 1);
  return line.slice(Math.max(0, first), last < 0 ? line.length : last + 1);
}

/**
 * Two clips that together sound as the one did, to the bit: a fade or a slope that the cut goes
 * through is kept whole on either side. Null where `frame` (of the song) is not inside the clip.
 */
export function splitClip(
  clip: ClipRecord,
  frame: number,
  rightId: string,
): [ClipRecord, ClipRecord] | null {
  const at = Math.round(frame) - clip.startFrame;
  if (at < 1 || at >= clip.frames) return null;
  const fadeIn = fadeOf(clip, 'in');
  const fadeOut = fadeOf(clip, 'out');
  const left: ClipRecord = { ...clip, frames: at };
  const right: ClipRecord = {
    ...clip,
    id: rightId,
    sourceFrame: clip.sourceFrame + at,
    startFrame: clip.startFrame + at,
    frames: clip.frames - at,
  };
  const keep = (half: ClipRecord) => tidy({ ...half, gainLine: pointsFor(half) });
  return [
    keep(withFade(left, 'out', { ...fadeOut, cut: fadeOut.cut + right.frames })),
    keep(withFade(right, 'in', { ...fadeIn, cut: fadeIn.cut + at })),
  ];
}

/** An edge that is moved takes its fade along, and no fade stays longer than the clip. */
function withFadesInside(clip: ClipRecord, moved: FadeSide): ClipRecord {
  const other = moved === 'in' ? 'out' : 'in';
  const own = fadeOf(clip, moved);
  const far = fadeOf(clip, other);
  const fitted = withFade(clip, moved, {
    frames: Math.min(own.frames - own.cut, clip.frames),
    cut: 0,
    curve: own.curve,
  });
  if (far.frames - far.cut <= clip.frames) return fitted;
  return withFade(fitted, other, { ...far, frames: far.cut + clip.frames });
}

/** The left edge at song frame `frame`: as far as the stem and the song's start allow. */
export function trimStart(clip: ClipRecord, frame: number): ClipRecord {
  const earliest = Math.max(0, clip.startFrame - clip.sourceFrame);
  const startFrame = clamp(Math.round(frame), earliest, endOf(clip) - 1);
  const by = startFrame - clip.startFrame;
  if (by === 0) return clip;
  return withFadesInside(
    { ...clip, startFrame, sourceFrame: clip.sourceFrame + by, frames: clip.frames - by },
    'in',
  );
}

/** The right edge at song frame `frame`, as far as the stem goes. */
export function trimEnd(clip: ClipRecord, frame: number, stemFrames: number): ClipRecord {
  const latest = clip.startFrame + stemFrames - clip.sourceFrame;
  const end = clamp(Math.round(frame), clip.startFrame + 1, latest);
  if (end === endOf(clip)) return clip;
  return withFadesInside({ ...clip, frames: end - clip.startFrame }, 'out');
}

/** Its point `index`, or where that is −1 a new one, at a place between its neighbours. */
export function withPoint(
  clip: ClipRecord,
  index: number,
  { sourceFrame, gainDb }: GainPointDocument,
): ClipRecord {
  const line = clip.gainLine ?? [];
  const own = line[index];
  const rest = own ? line.filter((point) => point !== own) : line;
  let frame = clamp(Math.round(sourceFrame), clip.sourceFrame, clip.sourceFrame + clip.frames - 1);
  if (own) {
    const before = line[index - 1];
    const after = line[index + 1];
    frame = clamp(
      frame,
      before ? before.sourceFrame + 1 : 0,
      after ? after.sourceFrame - 1 : frame,
    );
  }
  const gain = clamp(gainDb, POINT_GAIN_DB.min, POINT_GAIN_DB.max);
  const point = { sourceFrame: frame, gainDb: Math.round(gain * 100) / 100 };
  // A new point on an old one's frame takes its place.
  const others = rest.filter((other) => other.sourceFrame !== frame);
  if (others.length >= MAX_GAIN_POINTS) return clip;
  const gainLine = [...others, point].sort((a, b) => a.sourceFrame - b.sourceFrame);
  return { ...clip, gainLine };
}

export function withoutPoint(clip: ClipRecord, index: number): ClipRecord {
  return tidy({ ...clip, gainLine: (clip.gainLine ?? []).filter((_, i) => i !== index) });
}

/** True where both play the same sound at the same time, so that a cross-fade adds amplitudes. */
export function playTheSame(a: ClipRecord, b: ClipRecord): boolean {
  return a.stem === b.stem && a.sourceFrame - a.startFrame === b.sourceFrame - b.startFrame;
}

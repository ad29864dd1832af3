// Actions on clips: where they stand, what of their stems they play, and how
// loud from frame to frame. Frames are the song's before the track's delay.
// A clip that is gone is left alone.
// Thread: main.

import { framesAtRate } from '@lathe/worklet/session/sample-rates';
import type { FadeCurve } from '@lathe/worklet/session/session-document';
import { type DocumentContext, documentAction } from '../action';
import {
  CLIP_GAIN_DB,
  clamp,
  endOf,
  type FadeSide,
  fadeOf,
  MAX_CLIPS,
  playTheSame,
  splitClip,
  tidy,
  trimEnd,
  trimStart,
  withFade,
  withoutPoint,
  withPoint,
} from '../clips';
import { type ClipRecord, newId, type TrackRecord } from '../records';
import type { DocumentStore } from '../store';

interface ClipArgs {
  clip: string;
}

/** Ids, so that tests and replays are repeatable. */
interface MakesClip {
  random?: () => number;
}

/** A cross-fade of clips that only touch is made this long, where their stems have as much. */
const CROSS_FADE_SECONDS = 0.02;

export function trackOfClip(store: DocumentStore, clip: string): TrackRecord | undefined {
  for (const id of store.session.trackIds) {
    const track = store.find('track', id);
    if (track?.clipIds.includes(clip)) return track;
  }
  return undefined;
}

/** The clip that begins next on its track; of those that begin together, the next in order. */
export function nextClip(store: DocumentStore, id: string): ClipRecord | undefined {
  const clip = store.find('clip', id);
  const track = trackOfClip(store, id);
  if (!clip || !track) return undefined;
  const at = track.clipIds.indexOf(id);
  let next: ClipRecord | undefined;
  track.clipIds.forEach((otherId, i) => {
    const other = store.find('clip', otherId);
    if (!other || other === clip || other.startFrame < clip.startFrame) return;
    if (other.startFrame === clip.startFrame && i < at) return;
    if (!next || other.startFrame < next.startFrame) next = other;
  });
  return next;
}

/** What a cross-fade goes to: the next clip, where it touches or overlaps this one and goes on. */
export function crossFadePartner(store: DocumentStore, id: string): ClipRecord | undefined {
  const clip = store.find('clip', id);
  const next = nextClip(store, id);
  if (!clip || !next || next.startFrame > endOf(clip) || endOf(next) < endOf(clip))
    return undefined;
  return next;
}

function change(
  { store, transaction }: DocumentContext,
  id: string,
  to: (c: ClipRecord) => ClipRecord,
) {
  const clip = store.find('clip', id);
  if (clip) transaction.put(to(clip));
}

/** Puts a clip on a track, behind `after` in the order in which clips are summed. */
function insert(
  { transaction }: DocumentContext,
  track: TrackRecord,
  clip: ClipRecord,
  after: string,
) {
  const at = track.clipIds.indexOf(after) + 1;
  transaction.put(clip);
  transaction.put({
    ...track,
    clipIds: [...track.clipIds.slice(0, at), clip.id, ...track.clipIds.slice(at)],
  });
}

/** A stem that no clip plays any more leaves the document, which would ask for its file. */
function dropUnusedStem({ store, transaction }: DocumentContext, stem: string): void {
  for (const record of store.records()) if (record.kind === 'clip' && record.stem === stem) return;
  const session = store.session;
  transaction.remove(`stem:${stem}`);
  transaction.put({ ...session, stemIds: session.stemIds.filter((id) => id !== stem) });
}

/** Of the stem that a clip plays; for one that is not known, as far as the clip goes. */
export function stemFrames(store: DocumentStore, clip: ClipRecord): number {
  const stem = store.find('stem', clip.stem);
  if (!stem) return clip.sourceFrame + clip.frames;
  return framesAtRate(stem, store.session.sampleRate);
}

export const clipActions = {
  'clip.split': documentAction<ClipArgs & MakesClip & { frame: number }>({
    label: 'Split the clip',
    undo: 'step',
    run(context, { clip: id, frame, random }) {
      const { store, transaction } = context;
      const clip = store.find('clip', id);
      const track = trackOfClip(store, id);
      if (!clip || !track || track.clipIds.length >= MAX_CLIPS) return;
      const halves = splitClip(clip, frame, newId('clip', random));
      if (!halves) return;
      transaction.put(halves[0]);
      insert(context, track, halves[1], id);
    },
  }),

  'clip.trimStart': documentAction<ClipArgs & { frame: number }>({
    label: 'Trim the clip’s start',
    undo: 'step',
    run: (context, { clip, frame }) => change(context, clip, (c) => trimStart(c, frame)),
  }),

  'clip.trimEnd': documentAction<ClipArgs & { frame: number }>({
    label: 'Trim the clip’s end',
    undo: 'step',
    run: (context, { clip, frame }) =>
      change(context, clip, (c) => trimEnd(c, frame, stemFrames(context.store, c))),
  }),

  /** Along its track, or to the same or another place on another. */
  'clip.move': documentAction<ClipArgs & { startFrame: number; track?: string }>({
    label: 'Move the clip',
    undo: 'merge',
    mergeKey: ({ clip }) => `clip.move/${clip}`,
    run(context, { clip: id, startFrame, track: toId }) {
      const { store, transaction } = context;
      const from = trackOfClip(store, id);
      const to = toId === undefined ? from : store.find('track', toId);
      if (!from || !to || (from !== to && to.clipIds.length >= MAX_CLIPS)) return;
      change(context, id, (c) => ({ ...c, startFrame: Math.max(0, Math.round(startFrame)) }));
      if (from === to) return;
      transaction.put({ ...from, clipIds: from.clipIds.filter((other) => other !== id) });
      transaction.put({ ...to, clipIds: [...to.clipIds, id] });
    },
  }),

  /** A second one behind it. */
  'clip.duplicate': documentAction<ClipArgs & MakesClip>({
    label: 'Duplicate the clip',
    undo: 'step',
    run(context, { clip: id, random }) {
      const clip = context.store.find('clip', id);
      const track = trackOfClip(context.store, id);
      if (!clip || !track || track.clipIds.length >= MAX_CLIPS) return;
      const second = { ...clip, id: newId('clip', random), startFrame: endOf(clip) };
      insert(context, track, second, id);
    },
  }),

  'clip.delete': documentAction<ClipArgs>({
    label: 'Delete the clip',
    undo: 'step',
    run(context, { clip: id }) {
      const { store, transaction } = context;
      const clip = store.find('clip', id);
      const track = trackOfClip(store, id);
      if (!clip || !track) return;
      transaction.remove(`clip:${id}`);
      transaction.put({ ...track, clipIds: track.clipIds.filter((other) => other !== id) });
      dropUnusedStem(context, clip.stem);
    },
  }),

  'clip.mute': documentAction<ClipArgs>({
    label: 'Mute the clip',
    undo: 'step',
    run: (context, { clip }) => change(context, clip, (c) => tidy({ ...c, muted: !c.muted })),
  }),

  'clip.gain': documentAction<ClipArgs & { gainDb: number }>({
    label: 'Clip gain',
    undo: 'merge',
    mergeKey: ({ clip }) => `clip.gain/${clip}`,
    run: (context, { clip, gainDb }) =>
      change(context, clip, (c) =>
        tidy({ ...c, gainDb: clamp(gainDb, CLIP_GAIN_DB.min, CLIP_GAIN_DB.max) }),
      ),
  }),

  /** Its length; what a split cut off goes. */
  'clip.fade': documentAction<ClipArgs & { side: FadeSide; frames: number }>({
    label: 'Fade the clip',
    undo: 'merge',
    mergeKey: ({ clip, side }) => `clip.fade/${clip}/${side}`,
    describe: (_, { side }) => (side === 'in' ? 'Fade in' : 'Fade out'),
    run: (context, { clip, side, frames }) =>
      change(context, clip, (c) => {
        const { curve } = fadeOf(c, side);
        return withFade(c, side, { frames: clamp(Math.round(frames), 0, c.frames), cut: 0, curve });
      }),
  }),

  'clip.fadeCurve': documentAction<ClipArgs & { side: FadeSide; curve: FadeCurve }>({
    label: 'Change the fade’s curve',
    undo: 'step',
    run: (context, { clip, side, curve }) =>
      change(context, clip, (c) => withFade(c, side, { ...fadeOf(c, side), curve })),
  }),

  /**
   * The clip out and the next one in over the span they share; clips that only touch are first
   * drawn over each other. Of different sounds at equal power, of the same sound at equal gain.
   */
  'clip.crossFade': documentAction<ClipArgs>({
    label: 'Cross-fade with the next clip',
    undo: 'step',
    run({ store, transaction }, { clip: id }) {
      let first = store.find('clip', id);
      let second = crossFadePartner(store, id);
      if (!first || !second) return;
      if (endOf(first) === second.startFrame) {
        const middle = second.startFrame;
        const half = Math.round((CROSS_FADE_SECONDS / 2) * store.session.sampleRate);
        first = trimEnd(first, middle + Math.min(half, second.frames), stemFrames(store, first));
        second = trimStart(second, Math.max(middle - half, first.startFrame));
      }
      const frames = endOf(first) - second.startFrame;
      if (frames < 1) return;
      const curve = playTheSame(first, second) ? 'linear' : 'equalPower';
      transaction.put(withFade(first, 'out', { frames, cut: 0, curve }));
      transaction.put(withFade(second, 'in', { frames, cut: 0, curve }));
    },
  }),

  'clip.addPoint': documentAction<ClipArgs & { sourceFrame: number; gainDb: number }>({
    label: 'Add a gain point',
    undo: 'step',
    run: (context, { clip, ...point }) => change(context, clip, (c) => withPoint(c, -1, point)),
  }),

  'clip.movePoint': documentAction<
    ClipArgs & { index: number; sourceFrame: number; gainDb: number }
  >({
    label: 'Move a gain point',
    undo: 'merge',
    mergeKey: ({ clip, index }) => `clip.movePoint/${clip}/${index}`,
    run: (context, { clip, index, ...point }) =>
      change(context, clip, (c) => (c.gainLine?.[index] ? withPoint(c, index, point) : c)),
  }),

  'clip.removePoint': documentAction<ClipArgs & { index: number }>({
    label: 'Remove a gain point',
    undo: 'step',
    run: (context, { clip, index }) => change(context, clip, (c) => withoutPoint(c, index)),
  }),

  'clip.clearLine': documentAction<ClipArgs>({
    label: 'Remove the gain line',
    undo: 'step',
    run: (context, { clip }) => change(context, clip, (c) => tidy({ ...c, gainLine: [] })),
  }),
} as const;

// The document at another sample rate: everything that counts in frames, of the song or
// of a stem, goes to the nearest frame. What a clip plays and where it stands move by
// one rounding each, so that the parts of a clip that was cut still meet in the song as
// they do in their stem.
// Units: frames, Hz. Thread: any (no state).

import { framesAtRate } from '@lathe/worklet/session/sample-rates';
import type {
  ClipRecord,
  DocumentRecord,
  MasterRecord,
  SessionRecord,
  StemRecord,
} from './records';
import type { DocumentStore } from './store';

/** From one rate's frames to another's. */
export type Rerate = (frame: number) => number;

export function rerate(fromHz: number, toHz: number): Rerate {
  return (frame) => framesAtRate({ frames: frame, sampleRate: fromHz }, toHz);
}

/** Frames that rise go on rising: those that fall together stand one apart. */
function rising(frames: readonly number[], at: Rerate): number[] {
  let least = Number.NEGATIVE_INFINITY;
  return frames.map((frame) => {
    const here = Math.max(least, at(frame));
    least = here + 1;
    return here;
  });
}

function clipAtRate(
  clip: ClipRecord,
  stem: StemRecord | undefined,
  fromHz: number,
  toHz: number,
): ClipRecord {
  const at = rerate(fromHz, toHz);
  const { sourceFrame, frames, startFrame, gainLine } = clip;
  const from = at(sourceFrame);
  const last = stem ? framesAtRate(stem, toHz) : Number.POSITIVE_INFINITY;
  const toItsEnd = stem !== undefined && sourceFrame + frames >= framesAtRate(stem, fromHz);
  const source = Math.max(0, Math.min(from, last - 1));
  const end = toItsEnd ? last : Math.min(last, at(sourceFrame + frames));
  const next: ClipRecord = {
    ...clip,
    sourceFrame: source,
    frames: Math.max(1, end - source),
    startFrame: Math.max(0, source + at(startFrame - sourceFrame)),
  };
  for (const key of [
    'fadeInFrames',
    'fadeOutFrames',
    'fadeInCutFrames',
    'fadeOutCutFrames',
  ] as const) {
    const length = clip[key];
    if (length !== undefined) next[key] = at(length);
  }
  if (gainLine) {
    const places = rising(
      gainLine.map((point) => point.sourceFrame),
      at,
    );
    next.gainLine = gainLine.map((point, i) => ({ ...point, sourceFrame: places[i] as number }));
  }
  return next;
}

function marksAtRate<Mark extends { frame: number }>(marks: readonly Mark[], at: Rerate): Mark[] {
  const frames = rising(
    marks.map(({ frame }) => frame),
    at,
  );
  return marks.map((mark, i) => ({ ...mark, frame: frames[i] as number }));
}

function sessionAtRate(session: SessionRecord, toHz: number): SessionRecord {
  const at = rerate(session.sampleRate, toHz);
  return {
    ...session,
    sampleRate: toHz,
    tempo: marksAtRate(session.tempo, at),
    timeSignatures: marksAtRate(session.timeSignatures, at),
  };
}

function masterAtRate(master: MasterRecord, at: Rerate): MasterRecord {
  const { headTail } = master;
  if (!headTail) return master;
  const next = { ...headTail };
  for (const key of [
    'startFrame',
    'endFrame',
    'fadeInFrames',
    'fadeOutFrames',
    'silenceBeforeFrames',
    'silenceAfterFrames',
  ] as const) {
    const frame = headTail[key];
    if (frame !== undefined) next[key] = at(frame);
  }
  return { ...master, headTail: next };
}

/** Every record that is another at that rate. */
export function recordsAtRate(store: DocumentStore, toHz: number): DocumentRecord[] {
  const { session } = store;
  const fromHz = session.sampleRate;
  const at = rerate(fromHz, toHz);
  const changed: DocumentRecord[] = [sessionAtRate(session, toHz), masterAtRate(store.master, at)];
  for (const record of store.records()) {
    if (record.kind === 'clip') {
      changed.push(clipAtRate(record, store.find('stem', record.stem), fromHz, toHz));
    } else if (record.kind === 'lane') {
      changed.push({ ...record, points: marksAtRate(record.points, at) });
    }
  }
  return changed;
}

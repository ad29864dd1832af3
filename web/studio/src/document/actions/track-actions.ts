// Actions on what the session is made of: its tracks, stems and names.
// Thread: main.

import type { ImportedStem } from '@lathe/worklet/client/studio-engine';
import { framesAtRate, isSampleRate } from '@lathe/worklet/session/sample-rates';
import { documentAction } from '../action';
import { withoutLanes } from '../automation';
import { clamp, DELAY_MS } from '../clips';
import { MIX_BUS, newId, TRACK_COLOURS } from '../records';
import { strips, withoutKeysFrom } from '../routing';
import { recordsAtRate } from '../session-rate';
import type { DocumentStore } from '../store';

/** "Lead Vox_03.wav" → "Lead Vox_03": the file's name is the track's first name. */
export function trackNameFromFile(fileName: string): string {
  const base = fileName.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]{1,5}$/i, '');
  return base.trim() || 'Track';
}

export interface AddStemArgs {
  stem: ImportedStem;
  colour?: string;
  name?: string;
  /** Stems of one drop are one undo step. */
  batch: string;
  /** Set when the session has no stem yet: the rate it takes on. */
  sessionRateHz?: number;
  /** Ids, so that tests and replays are repeatable. */
  random?: () => number;
}

function stemIdByHash(store: DocumentStore, sha256: string): string | null {
  for (const id of store.session.stemIds) {
    if (store.find('stem', id)?.fileSha256 === sha256) return id;
  }
  return null;
}

function nextColour(store: DocumentStore): string {
  return TRACK_COLOURS[store.session.trackIds.length % TRACK_COLOURS.length] as string;
}

function trimmed(name: string): string {
  return name.trim().slice(0, 200);
}

/** What the engine's loader takes. */
const LOWEST_BPM = 10;
const HIGHEST_BPM = 1000;

export const trackActions = {
  'track.addFromStem': documentAction<AddStemArgs>({
    label: 'Add stems',
    undo: 'merge',
    mergeKey: ({ batch }) => `batch:${batch}`,
    mergeWindowMs: Number.POSITIVE_INFINITY,
    run({ store, transaction }, { stem, colour, name, sessionRateHz, random }) {
      const session = store.session;
      const sampleRate = sessionRateHz ?? session.sampleRate;
      const known = stemIdByHash(store, stem.fileSha256);
      const stemId = known ?? newId('stem', random);
      const trackId = newId('track', random);
      const clipId = newId('clip', random);
      if (!known) {
        transaction.put({
          kind: 'stem',
          id: stemId,
          name: stem.name,
          frames: stem.frames,
          channels: stem.channels,
          sampleRate: stem.sampleRate,
          fileSha256: stem.fileSha256,
        });
      }
      transaction.put({
        kind: 'clip',
        id: clipId,
        stem: stemId,
        sourceFrame: 0,
        frames: framesAtRate(stem, sampleRate),
        startFrame: 0,
      });
      transaction.put({
        kind: 'track',
        id: trackId,
        name: trimmed(name ?? trackNameFromFile(stem.name)) || 'Track',
        colour: colour ?? nextColour(store),
        channels: stem.channels >= 2 ? 2 : 1,
        output: MIX_BUS,
        params: {},
        sends: [],
        clipIds: [clipId],
      });
      transaction.put({
        ...session,
        sampleRate,
        stemIds: known ? session.stemIds : [...session.stemIds, stemId],
        trackIds: [...session.trackIds, trackId],
      });
    },
  }),

  'track.remove': documentAction<{ track: string }>({
    label: 'Remove the track',
    undo: 'step',
    run({ store, transaction }, { track: id }) {
      const track = store.find('track', id);
      if (!track) return;
      const session = store.session;
      const trackIds = session.trackIds.filter((other) => other !== id);
      // A stem that no clip plays any more leaves with its last track; undo brings both back.
      const stillUsed = new Set<string>();
      for (const other of trackIds) {
        for (const clipId of store.find('track', other)?.clipIds ?? []) {
          const clip = store.find('clip', clipId);
          if (clip) stillUsed.add(clip.stem);
        }
      }
      const stemIds = session.stemIds.filter((stem) => stillUsed.has(stem));
      for (const clipId of track.clipIds) transaction.remove(`clip:${clipId}`);
      for (const stem of session.stemIds) {
        if (!stillUsed.has(stem)) transaction.remove(`stem:${stem}`);
      }
      transaction.remove(`track:${id}`);
      for (const strip of strips(store)) {
        const kept = withoutKeysFrom(strip, id);
        if (strip.id !== id && kept !== strip) transaction.put(kept);
      }
      const laneIds = withoutLanes(store, transaction, ({ strip }) => strip === id);
      transaction.put({ ...session, trackIds, stemIds, laneIds });
    },
  }),

  'track.move': documentAction<{ track: string; toIndex: number }>({
    label: 'Move the track',
    undo: 'step',
    run({ store, transaction }, { track: id, toIndex }) {
      const session = store.session;
      const rest = session.trackIds.filter((other) => other !== id);
      if (rest.length === session.trackIds.length) return;
      const index = Math.min(rest.length, Math.max(0, Math.trunc(toIndex)));
      const trackIds = [...rest.slice(0, index), id, ...rest.slice(index)];
      if (trackIds.every((other, i) => other === session.trackIds[i])) return;
      transaction.put({ ...session, trackIds });
    },
  }),

  /** Of the mark at `frame`; what is no tempo is left undone. */
  'session.tempo': documentAction<{ frame: number; bpm: number }>({
    label: 'Change the tempo',
    undo: 'step',
    run({ store, transaction }, { frame, bpm }) {
      const { session } = store;
      if (!(bpm >= LOWEST_BPM && bpm <= HIGHEST_BPM)) return;
      const tempo = session.tempo.map((mark) => (mark.frame === frame ? { frame, bpm } : mark));
      transaction.put({ ...session, tempo });
    },
  }),

  /** Its sound, later or (below 0) earlier; 0 leaves no trace. */
  'track.delay': documentAction<{ track: string; delayMs: number }>({
    label: 'Delay the track',
    undo: 'merge',
    mergeKey: ({ track }) => `track.delay/${track}`,
    describe: (store, { track }) => `${store.find('track', track)?.name ?? 'Track'} delay`,
    run({ store, transaction }, { track: id, delayMs }) {
      const record = store.find('track', id);
      if (!record) return;
      const { delayMs: _old, ...track } = record;
      const delay = Math.round(clamp(delayMs, DELAY_MS.min, DELAY_MS.max) * 100) / 100;
      transaction.put(delay === 0 ? track : { ...track, delayMs: delay });
    },
  }),

  /** All that counts in frames goes with it; stems keep their files. */
  'session.sampleRate': documentAction<{ sampleRate: number }>({
    label: 'Change the session’s rate',
    undo: 'step',
    run({ store, transaction }, { sampleRate }) {
      if (!isSampleRate(sampleRate) || sampleRate === store.session.sampleRate) return;
      for (const record of recordsAtRate(store, sampleRate)) transaction.put(record);
    },
  }),

  'session.rename': documentAction<{ name: string }>({
    label: 'Rename the session',
    undo: 'step',
    run({ store, transaction }, { name }) {
      const next = trimmed(name);
      if (next) transaction.put({ ...store.session, name: next });
    },
  }),
} as const;

// Between the store's records and the SessionDocument that the link, the disk,
// the command line and the engine read. Both ways are lossless: what goes in
// comes out, property for property. The C++ loader is the authority on what
// is valid; call `fromDocument` only with what it has passed.
// Thread: main.

import type {
  ClipDocument,
  SessionDocument,
  StemDocument,
  TrackDocument,
} from '@lathe/worklet/session/session-document';
import type { ClipRecord, DocumentRecord, StemRecord, TrackRecord } from './records';
import type { DocumentStore } from './store';

function withoutKind<T extends { kind: string }>(record: T): Omit<T, 'kind'> {
  const { kind: _kind, ...rest } = record;
  return rest;
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The document refers to a ${what} that is not there.`);
  return value;
}

function trackDocument(store: DocumentStore, track: TrackRecord): TrackDocument {
  return {
    id: track.id,
    name: track.name,
    colour: track.colour,
    channels: track.channels,
    clips: track.clipIds.map(
      (id) => withoutKind(present(store.find('clip', id), 'clip')) as ClipDocument,
    ),
    strip: { output: track.output, params: { ...track.params }, sends: [] },
  };
}

export function toDocument(store: DocumentStore): SessionDocument {
  const session = store.session;
  return {
    format: 'lathe-session',
    version: 1,
    name: session.name,
    sampleRate: session.sampleRate,
    tempo: session.tempo.map((mark) => ({ ...mark })),
    timeSignatures: session.timeSignatures.map((mark) => ({ ...mark })),
    ditherSeed: session.ditherSeed,
    stems: session.stemIds.map(
      (id) => withoutKind(present(store.find('stem', id), 'stem')) as StemDocument,
    ),
    tracks: session.trackIds.map((id) =>
      trackDocument(store, present(store.find('track', id), 'track')),
    ),
    buses: session.buses.map((bus) => ({ ...bus })),
    automation: [],
    params: { ...session.params },
    master: { params: { ...store.master.params } },
  };
}

export function fromDocument(document: SessionDocument): DocumentRecord[] {
  const records: DocumentRecord[] = [
    {
      kind: 'session',
      name: document.name,
      sampleRate: document.sampleRate,
      tempo: document.tempo.map((mark) => ({ ...mark })),
      timeSignatures: document.timeSignatures.map((mark) => ({ ...mark })),
      ditherSeed: document.ditherSeed,
      buses: document.buses.map((bus) => ({ ...bus })),
      params: { ...document.params },
      stemIds: document.stems.map((stem) => stem.id),
      trackIds: document.tracks.map((track) => track.id),
    },
    { kind: 'master', params: { ...document.master.params } },
  ];
  for (const stem of document.stems) records.push({ ...stem, kind: 'stem' } satisfies StemRecord);
  for (const track of document.tracks) {
    records.push({
      kind: 'track',
      id: track.id,
      name: track.name,
      colour: track.colour,
      channels: track.channels,
      output: track.strip.output,
      params: { ...track.strip.params },
      clipIds: track.clips.map((clip) => clip.id),
    });
    for (const clip of track.clips) records.push({ ...clip, kind: 'clip' } satisfies ClipRecord);
  }
  return records;
}

/** End of the last clip, in frames at the session's rate. */
export function songFrames(store: DocumentStore): number {
  let end = 0;
  for (const record of store.records()) {
    if (record.kind === 'clip') end = Math.max(end, record.startFrame + record.frames);
  }
  return end;
}

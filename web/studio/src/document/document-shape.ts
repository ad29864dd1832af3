// Between the store's records and the SessionDocument that the link, the disk,
// the command line and the engine read. Both ways are lossless: what goes in
// comes out, property for property. The C++ loader is the authority on what
// is valid; call `fromDocument` only with what it has passed.
// Thread: main.

import type {
  AutomationLaneDocument,
  BusDocument,
  ClipDocument,
  KeyDocument,
  MasterDocument,
  SendDocument,
  SessionDocument,
  StemDocument,
  TrackDocument,
} from '@lathe/worklet/session/session-document';
import { laneId } from './automation';
import { delayFrames } from './clips';
import {
  type BusRecord,
  type ClipRecord,
  type DocumentRecord,
  type DocumentTarget,
  type LaneRecord,
  MIX_BUS,
  type SendRecord,
  type StemRecord,
  type StripRecord,
  type TrackRecord,
} from './records';
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
    ...(track.delayMs === undefined ? {} : { delayMs: track.delayMs }),
    clips: track.clipIds.map(
      (id) => withoutKind(present(store.find('clip', id), 'clip')) as ClipDocument,
    ),
    strip: {
      output: track.output,
      params: { ...track.params },
      sends: sendDocuments(track),
      ...extrasOf(track),
    },
  };
}

/** What few strips have: it is left out of the others, of records and documents alike. */
function extrasOf({ keys, link }: Pick<StripRecord, 'keys' | 'link'>): {
  keys?: KeyDocument[];
  link?: number;
} {
  return {
    ...(keys && keys.length > 0 ? { keys: keys.map((key) => ({ ...key })) } : {}),
    ...(link ? { link } : {}),
  };
}

function sendDocuments(strip: StripRecord): SendDocument[] {
  return strip.sends.map(({ to, params }) => ({ to, params: { ...params } }));
}

/** What stands at its default is left out, as the engine's own writer does. */
function busDocument(bus: BusRecord): BusDocument {
  const sends = sendDocuments(bus);
  const strip = {
    ...(bus.output === MIX_BUS ? {} : { output: bus.output }),
    params: { ...bus.params },
    ...(sends.length > 0 ? { sends } : {}),
    ...extrasOf(bus),
  };
  const plain = Object.keys(strip).length === 1 && Object.keys(strip.params).length === 0;
  return {
    id: bus.id,
    kind: bus.use,
    ...(bus.name === '' ? {} : { name: bus.name }),
    ...(bus.colour === '' ? {} : { colour: bus.colour }),
    ...(plain ? {} : { strip }),
    ...(bus.effect ? { effect: { ...bus.effect, params: { ...bus.effect.params } } } : {}),
  };
}

function busRecord({ id, kind, name, colour, strip, effect }: BusDocument): BusRecord {
  return {
    kind: 'bus',
    id,
    use: kind,
    name: name ?? '',
    colour: colour ?? '',
    channels: 2,
    output: strip?.output ?? MIX_BUS,
    params: { ...strip?.params },
    sends: sendRecords(strip?.sends ?? []),
    ...extrasOf(strip ?? {}),
    effect: effect ? { kind: effect.kind, params: { ...effect.params } } : null,
  };
}

function sendRecords(sends: readonly SendDocument[]): SendRecord[] {
  return sends.map(({ to, params }) => ({ to, params: { ...params } }));
}

function laneDocument({ target, param, points }: LaneRecord): AutomationLaneDocument {
  const copy = points.map((point) => ({ ...point }));
  if (typeof target === 'string') return { target, param, points: copy };
  const { strip, to, effect } = target;
  if (effect) return { target: 'effect', strip, param, points: copy };
  if (to === undefined) return { target: 'strip', strip, param, points: copy };
  return { target: 'send', strip, to, param, points: copy };
}

function laneTarget(
  { target, strip = '', to = '' }: AutomationLaneDocument,
  buses: readonly BusDocument[],
): DocumentTarget {
  switch (target) {
    case 'strip':
      return { strip };
    case 'send':
      return { strip, to };
    case 'effect': {
      const effect = present(buses.find(({ id }) => id === strip)?.effect, 'effect');
      return { strip, effect: effect.kind };
    }
    default:
      return target;
  }
}

function laneRecord(lane: AutomationLaneDocument, buses: readonly BusDocument[]): LaneRecord {
  const { param, points } = lane;
  const target = laneTarget(lane, buses);
  const copy = points.map((point) => ({ ...point }));
  return { kind: 'lane', id: laneId(target, param), target, param, points: copy };
}

function masterDocument({ params, headTail }: MasterDocument): MasterDocument {
  return { params: { ...params }, ...(headTail ? { headTail: { ...headTail } } : {}) };
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
    buses: session.busIds.map((id) => busDocument(present(store.find('bus', id), 'bus'))),
    automation: session.laneIds.map((id) => laneDocument(present(store.find('lane', id), 'lane'))),
    params: { ...session.params },
    master: masterDocument(store.master),
  };
}

export function fromDocument(document: SessionDocument): DocumentRecord[] {
  const lanes = document.automation.map((lane) => laneRecord(lane, document.buses));
  const records: DocumentRecord[] = [
    {
      kind: 'session',
      name: document.name,
      sampleRate: document.sampleRate,
      tempo: document.tempo.map((mark) => ({ ...mark })),
      timeSignatures: document.timeSignatures.map((mark) => ({ ...mark })),
      ditherSeed: document.ditherSeed,
      params: { ...document.params },
      stemIds: document.stems.map((stem) => stem.id),
      trackIds: document.tracks.map((track) => track.id),
      busIds: document.buses.map((bus) => bus.id),
      laneIds: lanes.map((lane) => lane.id),
    },
    { kind: 'master', ...masterDocument(document.master) },
    ...lanes,
  ];
  for (const stem of document.stems) records.push({ ...stem, kind: 'stem' } satisfies StemRecord);
  for (const bus of document.buses) records.push(busRecord(bus));
  for (const track of document.tracks) {
    records.push({
      kind: 'track',
      id: track.id,
      name: track.name,
      colour: track.colour,
      channels: track.channels,
      output: track.strip.output,
      params: { ...track.strip.params },
      sends: sendRecords(track.strip.sends),
      ...extrasOf(track.strip),
      clipIds: track.clips.map((clip) => clip.id),
      ...(track.delayMs === undefined ? {} : { delayMs: track.delayMs }),
    });
    for (const clip of track.clips) records.push({ ...clip, kind: 'clip' } satisfies ClipRecord);
  }
  return records;
}

/** What the song's length is made of. */
type SongView = Pick<DocumentStore, 'session' | 'master' | 'find'>;

/** As the engine has it: to the end of the last clip, or to an end marker behind it. */
export function songFrames(store: SongView): number {
  const end = clipsEnd(store);
  return end > 0 ? Math.max(end, store.master.headTail?.endFrame ?? 0) : 0;
}

/**
 * End of the last clip, in frames at the session's rate, with its track's delay where that is
 * positive: a track that sounds earlier leaves the song as long as it is.
 */
export function clipsEnd(store: Pick<SongView, 'session' | 'find'>): number {
  let end = 0;
  for (const id of store.session.trackIds) {
    const track = store.find('track', id);
    if (!track) continue;
    const delay = Math.max(0, delayFrames(track, store.session.sampleRate));
    for (const clipId of track.clipIds) {
      const clip = store.find('clip', clipId);
      if (clip) end = Math.max(end, clip.startFrame + clip.frames + delay);
    }
  }
  return end;
}

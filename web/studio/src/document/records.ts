// The document as flat records with ids. A record is immutable: a change
// replaces it, so that a diff is two references and an unchanged record keeps
// its identity. The shape on disk is SessionDocument (document-shape.ts).
// Thread: main.

import type { ParamTarget } from '@lathe/worklet/client/studio-engine';
import type {
  AutomationPointDocument,
  BusKind,
  ClipDocument,
  EffectKind,
  HeadTailDocument,
  KeyDocument,
  ParamRecord,
  SessionDocument,
  StemDocument,
} from '@lathe/worklet/session/session-document';

/** A target whose parameters are in the document (the monitor's are not). */
export type DocumentTarget = Exclude<ParamTarget, 'monitor'>;

export interface SessionRecord {
  readonly kind: 'session';
  readonly name: string;
  readonly sampleRate: number;
  readonly tempo: SessionDocument['tempo'];
  readonly timeSignatures: SessionDocument['timeSignatures'];
  readonly ditherSeed: number;
  readonly params: ParamRecord;
  /** Order in the document. */
  readonly stemIds: readonly string[];
  /** Order on screen. */
  readonly trackIds: readonly string[];
  /** Order on screen; the first is the mix. */
  readonly busIds: readonly string[];
  /** Order in the document. */
  readonly laneIds: readonly string[];
}

export interface StemRecord extends StemDocument {
  readonly kind: 'stem';
}

export interface SendRecord {
  /** Id of a group or return; a strip sends to each at most once. */
  readonly to: string;
  readonly params: ParamRecord;
}

/** What tracks and buses have in common: a channel of the console. */
interface StripFields {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly channels: 1 | 2;
  /** Id of a bus. */
  readonly output: string;
  readonly params: ParamRecord;
  readonly sends: readonly SendRecord[];
  /** At most one a stage. Left out: every stage hears its own strip. */
  readonly keys?: readonly Readonly<KeyDocument>[];
  /** Strips of one number move their faders together. Left out: it moves alone. */
  readonly link?: number;
}

export interface TrackRecord extends StripFields {
  readonly kind: 'track';
  readonly clipIds: readonly string[];
  /** Left out: in time. */
  readonly delayMs?: number;
}

/** What a return does with what it is sent. */
export interface EffectRecord {
  readonly kind: EffectKind;
  readonly params: ParamRecord;
}

export interface BusRecord extends StripFields {
  readonly kind: 'bus';
  readonly use: BusKind;
  readonly effect: EffectRecord | null;
}

export type StripRecord = TrackRecord | BusRecord;

export const MIX_BUS = 'mix';

export interface ClipRecord extends ClipDocument {
  readonly kind: 'clip';
}

export interface MasterRecord {
  readonly kind: 'master';
  readonly params: ParamRecord;
  /** Left out: the whole song is delivered as it is. */
  readonly headTail?: Readonly<HeadTailDocument>;
}

/** One parameter's automation; its id is made of what it names (automation.ts). */
export interface LaneRecord {
  readonly kind: 'lane';
  readonly id: string;
  readonly target: DocumentTarget;
  readonly param: string;
  /** Rising in frame, at least one. */
  readonly points: readonly AutomationPointDocument[];
}

export type DocumentRecord =
  | SessionRecord
  | StemRecord
  | TrackRecord
  | BusRecord
  | ClipRecord
  | LaneRecord
  | MasterRecord;

export interface RecordByKind {
  session: SessionRecord;
  stem: StemRecord;
  track: TrackRecord;
  bus: BusRecord;
  clip: ClipRecord;
  lane: LaneRecord;
  master: MasterRecord;
}

export type RecordKind = keyof RecordByKind;

/**
 * Where a record stands in the store. Ids in documents are only unique within
 * their kind, so the kind is part of the key; there is one session and one master.
 */
export type RecordKey =
  | 'session'
  | 'master'
  | `stem:${string}`
  | `track:${string}`
  | `bus:${string}`
  | `clip:${string}`
  | `lane:${string}`;

export function keyOf(record: DocumentRecord): RecordKey {
  switch (record.kind) {
    case 'session':
    case 'master':
      return record.kind;
    default:
      return `${record.kind}:${record.id}`;
  }
}

/** A new id: short, unguessable enough never to meet another, safe in any file. */
export function newId(prefix: string, random: () => number = Math.random): string {
  let id = '';
  for (let i = 0; i < 10; ++i) id += Math.floor(random() * 36).toString(36);
  return `${prefix}-${id}`;
}

export const TRACK_COLOURS = [
  '#f08a7d',
  '#6ba4f8',
  '#a5d158',
  '#5bc8c4',
  '#eeb44f',
  '#b48cf0',
  '#ee88c0',
  '#9aa6c8',
] as const;

/** What buses are called where the document gives them no name. */
const BUS_NAMES = { mix: 'Mix bus', group: 'Group', return: 'Return' } as const;
const UNCOLOURED_BUS = '#9aa6c8';
const MIX_COLOUR = '#eeb44f';

export function stripName(strip: StripRecord | undefined): string {
  if (!strip) return '';
  return strip.name || (strip.kind === 'bus' ? BUS_NAMES[strip.use] : '');
}

export function stripColour(strip: StripRecord | undefined): string {
  if (strip?.colour) return strip.colour;
  return strip?.kind === 'bus' && strip.use === 'mix' ? MIX_COLOUR : UNCOLOURED_BUS;
}

// Who feeds whom among strips and buses, as the store has it: what a strip may
// feed without a loop, and what has to change when a bus goes.
// Thread: main.

import type { KeyedStage } from '@lathe/worklet/session/session-document';
import { type BusRecord, MIX_BUS, type StripRecord } from './records';
import type { DocumentStore } from './store';

/** What is read of the document: the store itself, or the page's tracked view of it. */
export type RoutingView = Pick<DocumentStore, 'session' | 'find'>;

export const MAX_GROUPS = 16;
export const MAX_RETURNS = 8;
export const MAX_LINKS = 16;

export function buses(store: RoutingView): BusRecord[] {
  return store.session.busIds.flatMap((id) => store.find('bus', id) ?? []);
}

/** Tracks, then buses, in the order of the screen. */
export function strips(store: RoutingView): StripRecord[] {
  return [
    ...store.session.trackIds.flatMap((id) => store.find('track', id) ?? []),
    ...buses(store),
  ];
}

/** A track or bus: their ids are unique together. */
export function findStrip(store: RoutingView, id: string): StripRecord | undefined {
  return store.find('track', id) ?? store.find('bus', id);
}

export interface StripOrder {
  readonly tracks: readonly string[];
  readonly groups: readonly string[];
  readonly returns: readonly string[];
}

/** The console's strips from left to right; the mix bus stands after them. */
export function stripOrder(store: RoutingView): StripOrder {
  const ids = (use: BusRecord['use']) =>
    buses(store).flatMap((bus) => (bus.use === use ? [bus.id] : []));
  return { tracks: store.session.trackIds, groups: ids('group'), returns: ids('return') };
}

/** Whether the engine has room for one more. */
export function canAddBus(store: RoutingView, use: 'group' | 'return'): boolean {
  const present = buses(store).filter((bus) => bus.use === use).length;
  return present < (use === 'group' ? MAX_GROUPS : MAX_RETURNS);
}

/** The buses that a strip feeds: its output, then its sends. */
export function fedBy(strip: StripRecord): string[] {
  const sends = strip.sends.map(({ to }) => to);
  return strip.id === MIX_BUS ? sends : [strip.output, ...sends];
}

/** True where what leaves `from` arrives at `to`, through however many buses. */
export function leadsTo(store: RoutingView, from: string, to: string): boolean {
  if (from === to) return true;
  const bus = store.find('bus', from);
  return bus !== undefined && fedBy(bus).some((next) => leadsTo(store, next, to));
}

/** Strips whose faders move with this one's, itself left out. */
export function linkedWith(store: RoutingView, strip: StripRecord): StripRecord[] {
  if (!strip.link) return [];
  return strips(store).filter(({ id, link }) => link === strip.link && id !== strip.id);
}

/** What a strip's stage hears instead of its own sound; undefined for nothing else. */
export function keySource(strip: StripRecord | undefined, stage: KeyedStage): string | undefined {
  return strip?.keys?.find((key) => key.stage === stage)?.from;
}

/** The strip, with nothing keyed by `gone` any more; itself where nothing is. */
export function withoutKeysFrom<T extends StripRecord>(strip: T, gone: string): T {
  if (!strip.keys?.some(({ from }) => from === gone)) return strip;
  const { keys, ...unkeyed } = strip;
  const kept = keys.filter(({ from }) => from !== gone);
  return (kept.length > 0 ? { ...strip, keys: kept } : unkeyed) as T;
}

/** Buses that the strip's output may go to. */
export function possibleOutputs(store: RoutingView, strip: string): BusRecord[] {
  return buses(store).filter(({ id, use }) => use !== 'return' && !leadsTo(store, id, strip));
}

/** Groups and returns that the strip may send to. */
export function possibleSends(store: RoutingView, strip: string): BusRecord[] {
  return buses(store).filter(({ id, use }) => use !== 'mix' && !leadsTo(store, id, strip));
}

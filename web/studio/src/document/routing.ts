// Who feeds whom among strips and buses, as the store has it: what a strip may
// feed without a loop, and what has to change when a bus goes.
// Thread: main.

import { type BusRecord, MIX_BUS, type StripRecord } from './records';
import type { DocumentStore } from './store';

export const MAX_GROUPS = 16;
export const MAX_RETURNS = 8;

export function buses(store: DocumentStore): BusRecord[] {
  return store.session.busIds.flatMap((id) => store.find('bus', id) ?? []);
}

/** Tracks, then buses, in the order of the screen. */
export function strips(store: DocumentStore): StripRecord[] {
  return [
    ...store.session.trackIds.flatMap((id) => store.find('track', id) ?? []),
    ...buses(store),
  ];
}

/** The buses that a strip feeds: its output, then its sends. */
export function fedBy(strip: StripRecord): string[] {
  const sends = strip.sends.map(({ to }) => to);
  return strip.id === MIX_BUS ? sends : [strip.output, ...sends];
}

/** True where what leaves `from` arrives at `to`, through however many buses. */
export function leadsTo(store: DocumentStore, from: string, to: string): boolean {
  if (from === to) return true;
  const bus = store.find('bus', from);
  return bus !== undefined && fedBy(bus).some((next) => leadsTo(store, next, to));
}

/** Buses that the strip's output may go to. */
export function possibleOutputs(store: DocumentStore, strip: string): BusRecord[] {
  return buses(store).filter(({ id, use }) => use !== 'return' && !leadsTo(store, id, strip));
}

/** Groups and returns that the strip may send to. */
export function possibleSends(store: DocumentStore, strip: string): BusRecord[] {
  return buses(store).filter(({ id, use }) => use !== 'mix' && !leadsTo(store, id, strip));
}

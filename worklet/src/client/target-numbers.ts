// The numbers by which the engine knows what the page names by id: tracks,
// buses, sends and effects in the order of the document that an engine was made from.
// Thread: main.

import { FirstTarget, Target } from '../engine/engine-constants';
import type { SendDocument, SessionDocument } from '../session/session-document';
import type { ParamTarget } from './studio-engine';

/** Stable text for a target, for maps. */
export function targetKey(target: ParamTarget): string {
  if (typeof target === 'string') return target;
  if (target.effect) return `/${target.strip}//${target.effect}`;
  return target.to === undefined ? `/${target.strip}` : `/${target.strip}/${target.to}`;
}

/** Strips in the order of the engine's meters: tracks, then buses. */
export function stripIds(document: SessionDocument): string[] {
  return [...document.tracks.map(({ id }) => id), ...document.buses.map(({ id }) => id)];
}

/** By `targetKey`; what the document lacks has none. */
export function targetNumbers(document: SessionDocument): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>(Object.entries(Target));
  let send: number = FirstTarget.send;
  const addStrip = (strip: string, number: number, sends: readonly SendDocument[]) => {
    numbers.set(targetKey({ strip }), number);
    for (const { to } of sends) numbers.set(targetKey({ strip, to }), send++);
  };
  for (const [index, { id, strip }] of document.tracks.entries()) {
    addStrip(id, index, strip.sends);
  }
  for (const [index, { id, strip, effect }] of document.buses.entries()) {
    addStrip(id, FirstTarget.bus + index, strip?.sends ?? []);
    if (!effect) continue;
    numbers.set(targetKey({ strip: id, effect: effect.kind }), FirstTarget.effect + index);
  }
  return numbers;
}

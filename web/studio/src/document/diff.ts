// What changed between two states of the store: for each touched record, what
// it was and what it is. Diffs compose (a drag's many moves become one) and
// invert (undo).
// Thread: main.

import type { DocumentRecord, RecordKey } from './records';

export interface RecordChange {
  readonly before: DocumentRecord | undefined;
  readonly after: DocumentRecord | undefined;
}

export type Diff = ReadonlyMap<RecordKey, RecordChange>;

export const EMPTY_DIFF: Diff = new Map();

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The same data, whatever the objects' identity; identical parts are not looked into. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isPlain(a) || !isPlain(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => key in b && sameData(a[key], b[key]));
}

export function invert(diff: Diff): Diff {
  const inverse = new Map<RecordKey, RecordChange>();
  for (const [key, change] of diff) {
    inverse.set(key, { before: change.after, after: change.before });
  }
  return inverse;
}

/** First `first`, then `second`, as one diff; records that end where they began drop out. */
export function compose(first: Diff, second: Diff): Diff {
  const composed = new Map(first);
  for (const [key, change] of second) {
    const earlier = composed.get(key);
    const before = earlier ? earlier.before : change.before;
    if (sameData(before, change.after)) composed.delete(key);
    else composed.set(key, { before, after: change.after });
  }
  return composed;
}

// Keeps what is delivered within the song, in the transaction of whatever changed
// either: the engine's loader refuses a start behind the song's end.
// Thread: main.

import type { HeadTailDocument } from '@lathe/worklet/session/session-document';
import { sameData } from './diff';
import { clipsEnd } from './document-shape';
import { fitted } from './head-tail';
import type { DocumentStore, Transaction } from './store';

export function putHeadTail(
  store: DocumentStore,
  transaction: Transaction,
  given: HeadTailDocument,
): void {
  const { headTail: was, ...master } = store.master;
  const next = fitted(given, clipsEnd(store));
  if (sameData(was, next)) return;
  transaction.put(next ? { ...master, headTail: next } : master);
}

/** After any action: where the song has become shorter, what is delivered of it gives way. */
export function fitHeadTail(store: DocumentStore, transaction: Transaction): void {
  const { headTail } = store.master;
  if (headTail) putHeadTail(store, transaction, headTail);
}

// What an action is: the one way anything changes, shared by buttons, keys,
// drop targets and tests. Each declares how it is undone.
// Thread: main.

import type { Diff } from './diff';
import { fitHeadTail } from './fit-head-tail';
import type { History } from './history';
import type { DocumentStore, Transaction } from './store';

/**
 * step: one undo step of its own; merge: bursts with the same `mergeKey` are one
 * step; none: not part of the document (transport, selection, dialogs).
 * Inside an open gesture the first two belong to the gesture.
 */
export type UndoBehaviour = 'step' | 'merge' | 'none';

interface ActionBase {
  /** On buttons, in help and as the undo step's name. */
  readonly label: string;
  /** In tinykeys' syntax; several are separated by a comma and a space. */
  readonly shortcut?: string;
}

/** Changes the document, synchronously, inside one transaction. */
export interface DocumentAction<Args> extends ActionBase {
  readonly undo: 'step' | 'merge';
  /** Which bursts belong together; used where `undo` is 'merge'. */
  mergeKey?(args: Args): string;
  /** Names the step more closely than the label: "Kick fader". */
  describe?(store: DocumentStore, args: Args): string;
  /** How long a burst may pause; default MERGE_WINDOW_MS. */
  readonly mergeWindowMs?: number;
  run(context: DocumentContext, args: Args): void;
}

export interface DocumentContext {
  readonly store: DocumentStore;
  readonly transaction: Transaction;
  readonly atMark: History['atMark'];
}

/** Does something outside the document, or runs other actions. */
export interface HostAction<Args, Host> extends ActionBase {
  readonly undo: 'none';
  enabled?(host: Host): boolean;
  run(host: Host, args: Args): void | Promise<void>;
}

export function documentAction<Args>(action: DocumentAction<Args>): DocumentAction<Args> {
  return action;
}

/** Runs a document action as its undo behaviour says; returns what it changed. */
export function runDocumentAction<Args>(
  store: DocumentStore,
  history: History,
  action: DocumentAction<Args>,
  args: Args,
): Diff {
  let diff: Diff = new Map();
  history.step(
    action.describe?.(store, args) ?? action.label,
    () => {
      diff = store.transact((transaction) => {
        action.run({ store, transaction, atMark: history.atMark.bind(history) }, args);
        fitHeadTail(store, transaction);
      });
      return diff;
    },
    action.undo === 'merge' && action.mergeKey
      ? {
          mergeKey: action.mergeKey(args),
          ...(action.mergeWindowMs === undefined ? {} : { mergeWindowMs: action.mergeWindowMs }),
        }
      : {},
  );
  return diff;
}

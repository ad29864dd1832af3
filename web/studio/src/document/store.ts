// The document: a framework-free store of immutable records. All writing
// happens inside `transact`, which yields the diff that history keeps and that
// listeners (controls, the engine's follower, autosave) read.
// Thread: main.

import { type Diff, type RecordChange, sameData } from './diff';
import {
  type DocumentRecord,
  keyOf,
  type MasterRecord,
  type RecordByKind,
  type RecordKey,
  type RecordKind,
  type SessionRecord,
} from './records';

/** Writes within one transaction. */
export interface Transaction {
  put(record: DocumentRecord): void;
  remove(key: RecordKey): void;
}

export type DiffListener = (diff: Diff) => void;

export class DocumentStore {
  readonly #records = new Map<RecordKey, DocumentRecord>();
  readonly #recordListeners = new Map<RecordKey, Set<() => void>>();
  readonly #diffListeners = new Set<DiffListener>();
  #open: Map<RecordKey, RecordChange> | null = null;

  constructor(records: Iterable<DocumentRecord>) {
    for (const record of records) this.#records.set(keyOf(record), record);
  }

  get(key: RecordKey): DocumentRecord | undefined {
    return this.#records.get(key);
  }

  /** The record of that kind and id; undefined when there is none. */
  find<Kind extends Exclude<RecordKind, 'session' | 'master'>>(
    kind: Kind,
    id: string,
  ): RecordByKind[Kind] | undefined {
    return this.#records.get(`${kind}:${id}`) as RecordByKind[Kind] | undefined;
  }

  get session(): SessionRecord {
    return this.#records.get('session') as SessionRecord;
  }

  get master(): MasterRecord {
    return this.#records.get('master') as MasterRecord;
  }

  records(): IterableIterator<DocumentRecord> {
    return this.#records.values();
  }

  /**
   * Runs `write` and returns what it changed. When it throws, everything it
   * wrote is taken back. Transactions do not nest.
   */
  transact(write: (transaction: Transaction) => void): Diff {
    if (this.#open) throw new Error('A change to the document is already under way.');
    const changes = new Map<RecordKey, RecordChange>();
    this.#open = changes;
    try {
      write({
        put: (record) => this.#write(keyOf(record), record),
        remove: (key) => this.#write(key, undefined),
      });
    } catch (error) {
      for (const [key, change] of changes) this.#set(key, change.before);
      throw error;
    } finally {
      this.#open = null;
    }
    for (const [key, change] of changes) {
      const { before, after } = change;
      if (!sameData(before, after)) continue;
      // The old record stays, so that who holds it sees that nothing changed.
      this.#set(key, before);
      changes.delete(key);
    }
    this.#announce(changes);
    return changes;
  }

  /** Puts every record of `diff` as it is after it; undo applies an inverse. */
  apply(diff: Diff): void {
    for (const [key, change] of diff) this.#set(key, change.after);
    this.#announce(diff);
  }

  /** Replaces the whole document, as one change. */
  replace(records: Iterable<DocumentRecord>): Diff {
    const next = new Map<RecordKey, DocumentRecord>();
    for (const record of records) next.set(keyOf(record), record);
    return this.transact((transaction) => {
      for (const key of [...this.#records.keys()]) {
        if (!next.has(key)) transaction.remove(key);
      }
      for (const record of next.values()) transaction.put(record);
    });
  }

  /** Calls `listener` after each change of that record; returns how to stop. */
  subscribe(key: RecordKey, listener: () => void): () => void {
    let listeners = this.#recordListeners.get(key);
    if (!listeners) {
      listeners = new Set();
      this.#recordListeners.set(key, listeners);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#recordListeners.get(key) === listeners) {
        this.#recordListeners.delete(key);
      }
    };
  }

  /** Calls `listener` with every change; returns how to stop. */
  onChange(listener: DiffListener): () => void {
    this.#diffListeners.add(listener);
    return () => this.#diffListeners.delete(listener);
  }

  #write(key: RecordKey, after: DocumentRecord | undefined): void {
    const changes = this.#open;
    if (!changes) throw new Error('The document is only written inside a transaction.');
    const earlier = changes.get(key);
    changes.set(key, { before: earlier ? earlier.before : this.#records.get(key), after });
    this.#set(key, after);
  }

  #set(key: RecordKey, record: DocumentRecord | undefined): void {
    if (record) this.#records.set(key, record);
    else this.#records.delete(key);
  }

  #announce(diff: Diff): void {
    if (diff.size === 0) return;
    for (const listener of this.#diffListeners) listener(diff);
    for (const key of diff.keys()) {
      for (const listener of [...(this.#recordListeners.get(key) ?? [])]) listener();
    }
  }
}

// Undo and redo as diffs between marks. A gesture (one drag) opens a mark and
// is one step however many moves it makes; bailing out of it restores the
// document as it was. Steps with the same merge key that follow each other
// closely (typing, wheel, keys on one control) become one.
// Thread: main.

import { compose, type Diff, EMPTY_DIFF, invert } from './diff';
import type { DocumentRecord, RecordKey } from './records';
import type { DocumentStore } from './store';

/** Bursts on one control within this time are one step. */
export const MERGE_WINDOW_MS = 1000;

interface Step {
  label: string;
  diff: Diff;
  mergeKey: string | null;
  /** When it was last added to. */
  timeMs: number;
}

export interface StepOptions {
  mergeKey?: string;
  /** Default MERGE_WINDOW_MS; Infinity merges until another step comes between. */
  mergeWindowMs?: number;
}

export class History {
  readonly #store: DocumentStore;
  readonly #now: () => number;
  readonly #done: Step[] = [];
  readonly #undone: Step[] = [];
  readonly #listeners = new Set<() => void>();
  #gesture: { label: string; diff: Diff } | null = null;

  constructor(store: DocumentStore, now: () => number = () => performance.now()) {
    this.#store = store;
    this.#now = now;
  }

  /** Runs `write` as one step, as part of the open gesture, or merged into the last step. */
  step(label: string, write: () => Diff, options: StepOptions = {}): void {
    const diff = write();
    if (diff.size === 0) return;
    if (this.#gesture) {
      this.#gesture.diff = compose(this.#gesture.diff, diff);
      return;
    }
    this.#push(label, diff, options);
  }

  /** Opens a mark. A gesture that is still open is committed first. */
  begin(label: string): void {
    this.commit();
    this.#gesture = { label, diff: EMPTY_DIFF };
  }

  get inGesture(): boolean {
    return this.#gesture !== null;
  }

  /**
   * A record as it was before the open gesture, or before the burst of steps that one with
   * `mergeKey` would now go on with; as it is where there is neither.
   */
  atMark(key: RecordKey, mergeKey: string): DocumentRecord | undefined {
    const diff = this.#gesture?.diff ?? this.#burst(mergeKey, MERGE_WINDOW_MS)?.diff;
    const change = diff?.get(key);
    return change ? change.before : this.#store.get(key);
  }

  /** Closes the gesture: everything since its mark is one step. */
  commit(): void {
    const gesture = this.#gesture;
    this.#gesture = null;
    if (gesture && gesture.diff.size > 0) this.#push(gesture.label, gesture.diff, {});
  }

  /** Closes the gesture and restores what it changed. */
  bail(): void {
    const gesture = this.#gesture;
    this.#gesture = null;
    if (gesture && gesture.diff.size > 0) this.#store.apply(invert(gesture.diff));
  }

  /** Label of what `undo` would take back; null when there is nothing. */
  get undoLabel(): string | null {
    return this.#gesture?.label ?? this.#done.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.#undone.at(-1)?.label ?? null;
  }

  /** Takes back the last step; during a gesture, the gesture. */
  undo(): boolean {
    if (this.#gesture) {
      this.bail();
      return true;
    }
    const step = this.#done.pop();
    if (!step) return false;
    this.#undone.push(step);
    this.#store.apply(invert(step.diff));
    this.#announce();
    return true;
  }

  redo(): boolean {
    if (this.#gesture) this.commit();
    const step = this.#undone.pop();
    if (!step) return false;
    this.#done.push({ ...step, mergeKey: null });
    this.#store.apply(step.diff);
    this.#announce();
    return true;
  }

  /** Forgets everything: another document was opened. */
  clear(): void {
    this.#gesture = null;
    this.#done.length = 0;
    this.#undone.length = 0;
    this.#announce();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #push(label: string, diff: Diff, options: StepOptions): void {
    const timeMs = this.#now();
    const mergeKey = options.mergeKey ?? null;
    const last = this.#burst(mergeKey, options.mergeWindowMs ?? MERGE_WINDOW_MS);
    this.#undone.length = 0;
    if (last) {
      last.diff = compose(last.diff, diff);
      last.timeMs = timeMs;
      if (last.diff.size === 0) this.#done.pop();
    } else {
      this.#done.push({ label, diff, mergeKey, timeMs });
    }
    this.#announce();
  }

  /** The last step, where one with that key would be merged into it now. */
  #burst(mergeKey: string | null, windowMs: number): Step | null {
    const last = this.#done.at(-1);
    if (mergeKey === null || last?.mergeKey !== mergeKey || this.#undone.length > 0) return null;
    return this.#now() - last.timeMs <= windowMs ? last : null;
  }

  #announce(): void {
    for (const listener of this.#listeners) listener();
  }
}

// Saves the document shortly after it changes, and at once when the page is
// left. The engine writes two checksummed slots in turn, so a save that is cut
// short loses nothing.
// Thread: main.

import { toDocument } from './document-shape';
import type { DocumentStore } from './store';

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

export interface AutosaveOptions {
  save(json: string): Promise<void>;
  onState(state: SaveState, error?: unknown): void;
  /** Pause after the last change. */
  delayMs?: number;
  /** A long drag is saved this often all the same. */
  longestDelayMs?: number;
}

export class Autosave {
  readonly #store: DocumentStore;
  readonly #options: Required<AutosaveOptions>;
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #dirtySinceMs: number | null = null;
  #saving: Promise<void> | null = null;

  constructor(store: DocumentStore, options: AutosaveOptions) {
    this.#store = store;
    this.#options = { delayMs: 600, longestDelayMs: 5000, ...options };
    this.#stop = store.onChange(() => this.#changed());
  }

  /** Saves now if anything is unsaved; resolves when it is on the disk. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    while (this.#saving) await this.#saving;
    if (this.#dirtySinceMs === null) return;
    this.#dirtySinceMs = null;
    this.#saving = this.#saveOnce();
    await this.#saving;
  }

  /** Saves at once when the page is hidden or left. Returns how to stop. */
  listenTo(window: Window): () => void {
    const flush = () => void this.flush();
    const onVisibility = () => {
      if (window.document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('pagehide', flush);
    window.document.addEventListener('visibilitychange', onVisibility);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.document.removeEventListener('visibilitychange', onVisibility);
    };
  }

  close(): void {
    this.#stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #changed(): void {
    const now = Date.now();
    this.#dirtySinceMs ??= now;
    this.#options.onState('unsaved');
    if (this.#timer !== null) clearTimeout(this.#timer);
    const left = this.#options.longestDelayMs - (now - this.#dirtySinceMs);
    const delay = Math.max(0, Math.min(this.#options.delayMs, left));
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  async #saveOnce(): Promise<void> {
    this.#options.onState('saving');
    try {
      await this.#options.save(JSON.stringify(toDocument(this.#store)));
      this.#options.onState(this.#dirtySinceMs === null ? 'saved' : 'unsaved');
    } catch (error) {
      this.#options.onState('failed', error);
    } finally {
      this.#saving = null;
    }
  }
}

// The page's one animation-frame loop. Everything that moves (meters, playhead,
// clock, histories) paints from here, straight to canvases and text nodes;
// nothing that changes every frame goes through the framework.
// Thread: main.

import type { MeterFrame } from '@lathe/worklet/client/studio-engine';

export interface Frame {
  /** The newest meters; null until the engine has sent any. */
  readonly meters: MeterFrame | null;
  /** Meters that arrived for this very frame. */
  readonly fresh: MeterFrame | null;
  /** The same while they keep coming; null once they have stopped, so that meters fall. */
  readonly levels: MeterFrame | null;
  readonly nowMs: number;
  /** Since the last frame; at most 100 ms, so that a hidden tab does not jump. */
  readonly elapsedMs: number;
}

export type Painter = (frame: Frame) => void;

const LONGEST_FRAME_MS = 100;
/** Without newer ones for this long, the last meters are no longer what is heard. */
const LEVELS_LAST_MS = 200;

export class FrameLoop {
  readonly #painters = new Set<Painter>();
  readonly #readMeters: () => MeterFrame | null;
  #handle: number | null = null;
  #lastMs: number | null = null;
  #lastMeters: MeterFrame | null = null;
  #metersAtMs = 0;

  constructor(readMeters: () => MeterFrame | null) {
    this.#readMeters = readMeters;
  }

  /** The newest there have been. */
  get meters(): MeterFrame | null {
    return this.#lastMeters;
  }

  /** Calls `painter` in every frame; returns how to stop. */
  add(painter: Painter): () => void {
    this.#painters.add(painter);
    return () => this.#painters.delete(painter);
  }

  start(): void {
    if (this.#handle !== null) return;
    const tick = (nowMs: number) => {
      this.#handle = requestAnimationFrame(tick);
      const elapsedMs = Math.min(LONGEST_FRAME_MS, nowMs - (this.#lastMs ?? nowMs));
      this.#lastMs = nowMs;
      const fresh = this.#readMeters();
      if (fresh) {
        this.#lastMeters = fresh;
        this.#metersAtMs = nowMs;
      }
      const meters = this.#lastMeters;
      const levels = nowMs - this.#metersAtMs <= LEVELS_LAST_MS ? meters : null;
      const frame: Frame = { meters, fresh, levels, nowMs, elapsedMs };
      for (const painter of this.#painters) painter(frame);
    };
    this.#handle = requestAnimationFrame(tick);
  }

  stop(): void {
    if (this.#handle !== null) cancelAnimationFrame(this.#handle);
    this.#handle = null;
    this.#lastMs = null;
  }
}

// Play, pause, return, seek and loop. The engine is the authority on whether
// it plays and where; the page's signals follow its meters.
// Thread: main.

import type { StudioEngine } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import type { FrameRange } from '../document/head-tail';
import type { Frame } from './frame-loop';

export type LoopRange = FrameRange;

/** A shorter loop is a slip of the hand. */
const SHORTEST_LOOP_SECONDS = 0.05;
/** The engine's own word counts again this long after a command was given. */
const COMMAND_SETTLES_MS = 500;

export interface TransportHost {
  engine: StudioEngine;
  songFrames(): number;
  /** What is delivered of the song: where playing begins and ends by itself. */
  range(): FrameRange;
  sampleRate(): number;
  onError(error: unknown, doing: string): void;
}

export class Transport {
  readonly #host: TransportHost;
  readonly #playing = createSignal(false);
  readonly #loop = createSignal<LoopRange | null>(null);
  readonly #looping = createSignal(false);
  #playheadFrame = 0;
  #commandedAtMs = Number.NEGATIVE_INFINITY;

  constructor(host: TransportHost) {
    this.#host = host;
  }

  playing(): boolean {
    return this.#playing[0]();
  }

  /** The loop's range, whether it is on or not. */
  loopRange(): LoopRange | null {
    return this.#loop[0]();
  }

  looping(): boolean {
    return this.#looping[0]();
  }

  /** Where the sound is; changes every frame, so it is not a signal. */
  get playheadFrame(): number {
    return this.#playheadFrame;
  }

  async toggle(): Promise<void> {
    if (this.playing()) this.pause();
    else await this.play();
  }

  async play(): Promise<void> {
    if (this.#host.songFrames() === 0) return;
    const { startFrame, endFrame } = this.#host.range();
    if (!this.looping() && this.#playheadFrame >= endFrame) this.seek(startFrame);
    this.#command();
    this.#playing[1](true);
    try {
      await this.#host.engine.play();
      this.#command();
    } catch (error) {
      this.#playing[1](false);
      this.#host.onError(error, 'Playing');
    }
  }

  pause(): void {
    this.#command();
    this.#playing[1](false);
    this.#host.engine.pause();
  }

  /** Pauses at the start of what is delivered, or of the loop. */
  stop(): void {
    this.pause();
    const loop = this.looping() ? this.loopRange() : null;
    this.seek((loop ?? this.#host.range()).startFrame);
  }

  /** To where what is delivered begins. */
  toStart(): void {
    this.seek(this.#host.range().startFrame);
  }

  seek(frame: number): void {
    const target = Math.round(Math.min(Math.max(0, frame), this.#host.songFrames()));
    this.#command();
    this.#playheadFrame = target;
    this.#host.engine.seek(target);
  }

  seekBy(seconds: number): void {
    this.seek(this.#playheadFrame + seconds * this.#host.sampleRate());
  }

  /** Sets the range and turns the loop on; a range too short takes it away. */
  setLoop(range: LoopRange | null): void {
    const shortest = SHORTEST_LOOP_SECONDS * this.#host.sampleRate();
    const usable = range && range.endFrame - range.startFrame >= shortest ? range : null;
    this.#loop[1](usable);
    this.#looping[1](usable !== null);
    this.#sendLoop();
  }

  /** On: the range that was marked, or all that is delivered. */
  toggleLoop(): void {
    if (!this.looping() && !this.loopRange()) {
      this.setLoop(this.#host.range());
      return;
    }
    this.#looping[1](!this.looping());
    this.#sendLoop();
  }

  /** Start or end of the loop at the playhead. */
  markLoop(edge: 'start' | 'end'): void {
    const here = this.#playheadFrame;
    const range = this.loopRange() ?? this.#host.range();
    this.setLoop(edge === 'start' ? { ...range, startFrame: here } : { ...range, endFrame: here });
  }

  /** Another song was opened. */
  reset(): void {
    if (this.playing()) this.pause();
    this.setLoop(null);
    this.seek(0);
  }

  /** Follows the engine; once a frame. */
  follow({ fresh, nowMs }: Frame): void {
    // What is heard lags behind a command by the output's latency.
    if (!fresh || nowMs - this.#commandedAtMs < COMMAND_SETTLES_MS) return;
    this.#playheadFrame = fresh.playheadFrame;
    const end = this.#host.range().endFrame;
    // The engine stops by itself soon after the end: a busy page may see only that it has.
    const played = fresh.playing || this.playing();
    if (fresh.playing !== this.playing()) this.#playing[1](fresh.playing);
    if (played && !this.looping() && end > 0 && fresh.playheadFrame >= end) this.stop();
  }

  #sendLoop(): void {
    this.#host.engine.setLoop(this.looping() ? this.loopRange() : null);
  }

  #command(): void {
    this.#commandedAtMs = performance.now();
  }
}

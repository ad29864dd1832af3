// Which part of the song the lanes show: zoom and scroll, shared by the ruler,
// the waveforms and the playhead.
// Units: frames at the session's rate, CSS pixels. Thread: main.

import { createSignal } from 'solid-js';

export const MOST_ZOOM = 256;
/** Room after the song's end, so that it is seen to end. */
const TAIL = 1.03;

export class Timeline {
  readonly #zoom = createSignal(1);
  readonly #startFrame = createSignal(0);
  readonly #widthPx = createSignal(1);

  zoom(): number {
    return this.#zoom[0]();
  }

  widthPx(): number {
    return this.#widthPx[0]();
  }

  setWidth(px: number): void {
    this.#widthPx[1](Math.max(1, px));
  }

  startFrame(): number {
    return this.#startFrame[0]();
  }

  /** Frames that the whole width shows. */
  visibleFrames(songFrames: number): number {
    return Math.max(1, (songFrames * TAIL) / this.zoom());
  }

  framesPerPx(songFrames: number): number {
    return this.visibleFrames(songFrames) / this.widthPx();
  }

  pxOf(frame: number, songFrames: number): number {
    return (frame - this.startFrame()) / this.framesPerPx(songFrames);
  }

  frameAt(px: number, songFrames: number): number {
    return this.startFrame() + px * this.framesPerPx(songFrames);
  }

  /** Zooms by `factor` around `px`, which keeps its frame. */
  zoomBy(factor: number, px: number, songFrames: number): void {
    const anchor = this.frameAt(px, songFrames);
    this.#zoom[1](Math.min(MOST_ZOOM, Math.max(1, this.zoom() * factor)));
    this.scrollTo(anchor - px * this.framesPerPx(songFrames), songFrames);
  }

  scrollTo(frame: number, songFrames: number): void {
    const last = songFrames * TAIL - this.visibleFrames(songFrames);
    this.#startFrame[1](Math.max(0, Math.min(frame, last)));
  }

  /** Turns to a frame that is out of view. */
  reveal(frame: number, songFrames: number): void {
    const visible = this.visibleFrames(songFrames);
    const start = this.startFrame();
    if (frame < start || frame > start + visible) {
      this.scrollTo(frame - visible * 0.05, songFrames);
    }
  }

  /** Turns the page when the playhead has left it. */
  follow(playheadFrame: number, songFrames: number): void {
    if (this.zoom() !== 1) this.reveal(playheadFrame, songFrames);
  }
}

// The order in which playback will want the song's frames, cut into slabs: on
// from a start, round a loop, to the song's end.
// Thread: I/O worker. Frames; everything on the block grid.

import { kBlockFrames } from '../engine/engine-constants';
import type { FeedStart, Loop } from '../messages/io-protocol';

export interface Stretch {
  startFrame: number;
  frames: number;
}

/** As the engine snaps: to the nearest blocks, at least one long. Null where there is no loop. */
export function snapLoop(loop: Loop | null): Loop | null {
  if (!loop || loop.endFrame <= Math.max(0, loop.startFrame)) return null;
  const startFrame = blockFloor(Math.max(0, loop.startFrame) + kBlockFrames / 2);
  const endFrame = Math.max(
    blockFloor(loop.endFrame + kBlockFrames / 2),
    startFrame + kBlockFrames,
  );
  return { startFrame, endFrame };
}

function blockFloor(frame: number): number {
  return Math.floor(frame / kBlockFrames) * kBlockFrames;
}

export class SongOrder {
  readonly #endFrame: number;
  readonly #loop: Loop | null;
  #next: number;

  constructor(start: FeedStart, songFrames: number) {
    this.#endFrame = blockFloor(songFrames + kBlockFrames - 1);
    this.#loop = snapLoop(start.loop);
    this.#next = blockFloor(Math.max(0, start.startFrame));
    if (this.#loop && this.#next < this.#loop.endFrame) this.#wrap(this.#loop);
  }

  /** The next stretch of at most `maxFrames` (whole blocks); null at the song's end. */
  next(maxFrames: number): Stretch | null {
    const startFrame = this.#next;
    const loop = this.#loop && startFrame < this.#loop.endFrame ? this.#loop : null;
    const end = Math.min(loop?.endFrame ?? this.#endFrame, this.#endFrame);
    const frames = Math.min(maxFrames, end - startFrame);
    if (frames <= 0) return null;
    this.#next = startFrame + frames;
    if (loop) this.#wrap(loop);
    return { startFrame, frames };
  }

  /** Past the song's end nothing is wanted until the loop's start comes round. */
  #wrap(loop: Loop): void {
    if (this.#next >= Math.min(loop.endFrame, this.#endFrame)) this.#next = loop.startFrame;
  }
}

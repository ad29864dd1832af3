// A slab is a stretch of all track channels on the song's timeline, the unit
// in which the I/O worker hands audio to the worklet: contiguous song frames,
// planar float32, a multiple of 128 frames long. Every slab has the same
// capacity; one cut short by a loop's end holds fewer frames.
//
// A slab belongs to one side at a time. The I/O worker acquires an empty one,
// fills it and publishes it; the worklet takes it, plays from it and recycles
// it, in any order. Two transports carry them: shared memory where the page is
// isolated, transferred buffers elsewhere. Neither blocks.
// Thread: any (types and constants only).

export interface SlabShape {
  channels: number;
  /** A multiple of the engine's block. */
  capacityFrames: number;
  /** Slabs in circulation. */
  count: number;
}

export interface Slab {
  /** Which request for audio it answers; grows with every seek or loop change. */
  generation: number;
  /** Song frame of its first frame. */
  startFrame: number;
  /** Frames that hold audio, at most the capacity. */
  frames: number;
  /** Channel c starts at c × capacityFrames. */
  readonly samples: Float32Array;
}

/** The I/O worker's end. */
export interface SlabSender {
  /** An empty slab, or null while the worklet holds all of them. */
  acquire(): Slab | null;
  publish(slab: Slab): void;
  /** Called when slabs came back; may be spurious. */
  onSpace: (() => void) | null;
}

/** The worklet's end. */
export interface SlabReceiver {
  /** The next slab that arrived, or null. */
  take(): Slab | null;
  recycle(slab: Slab): void;
}

/** About one second of read-ahead in slabs of about 1 MB or less. */
export function slabShape(channels: number, sampleRate: number): SlabShape {
  const capacityFrames = channels > 64 ? 2048 : 4096;
  return {
    channels,
    capacityFrames,
    count: Math.ceil(sampleRate / capacityFrames) + 2,
  };
}

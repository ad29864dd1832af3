// Records float32 as it comes: four channels from two inputs (monitor, tap).
// Thread: audio (worklet).

declare const currentFrame: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort };

class CaptureProcessor extends AudioWorkletProcessor {
  readonly #channels: Float32Array[];
  #firstFrame = -1;
  #filled = 0;
  #ended = false;

  constructor({ processorOptions }: { processorOptions: { frames: number } }) {
    super();
    this.#channels = Array.from({ length: 4 }, () => new Float32Array(processorOptions.frames));
    this.port.onmessage = () => {
      this.#ended = true;
      const channels = this.#channels.map((samples) => samples.slice(0, this.#filled));
      this.port.postMessage({ channels, firstFrame: this.#firstFrame });
    };
  }

  process(inputs: Float32Array[][]): boolean {
    const first = inputs[0]?.[0];
    if (!first || this.#ended) return !this.#ended;
    if (this.#firstFrame < 0) this.#firstFrame = currentFrame;
    const room = this.#channels[0]!.length - this.#filled;
    if (room < first.length) return true;
    for (let channel = 0; channel < 4; ++channel) {
      const samples = inputs[channel >> 1]?.[channel & 1];
      if (samples) this.#channels[channel]!.set(samples, this.#filled);
    }
    this.#filled += first.length;
    return true;
  }
}

registerProcessor('capture', CaptureProcessor);

// The AudioWorklet processor 'lathe': the engine behind the page's controls.
// Output 0 is the monitor, output 1 the tap: the mix as exported, before the
// monitor section.
//
// When a document's structure changes the page makes a second node. Its
// processor waits until it has audio for where the first one is, then takes
// over between two quanta: the first fades out while the second fades in. Both
// live in one global scope, so that they find each other in `current`.
//
// Thread: audio (worklet).

import { ListenMode, MasterListenMode, Target } from '../engine/engine-constants';
import type { FeedStart, Loop } from '../messages/io-protocol';
import type {
  FromProcessor,
  ListenNumbers,
  MeteringNumbers,
  ProcessorOptions,
  ReferenceFeed,
  SoloNumbers,
  ToProcessor,
} from '../messages/processor-protocol';
import { kProcessorName } from '../messages/processor-protocol';
import { AudioFeed, kNoLoop } from './audio-feed';
import { kMaxQuantum, LiveEngine } from './live-engine';
import { MeterSender } from './meter-sender';

declare const sampleRate: number;
declare const currentFrame: number;
declare function registerProcessor(name: string, processor: unknown): void;
declare const AudioWorkletProcessor: new () => { readonly port: MessagePort };

/** The processor that is heard. */
let current: LatheProcessor | null = null;
let made = 0;

class LatheProcessor extends AudioWorkletProcessor {
  /** A later one follows a later document. */
  readonly #order = made++;
  readonly #engine: LiveEngine;
  readonly #start: FeedStart;
  #feed: AudioFeed | null = null;
  /** Another record, which goes wherever the song goes. */
  #reference: { feed: AudioFeed; endFrame: number } | null = null;
  /** That the engine follows. */
  #loop: Loop | null = null;
  readonly #meters: MeterSender;
  #waiting: boolean;
  /** Told to pause; its fade-out may still be heard. */
  #paused = false;
  #soloed: number[] = [];
  #retiring = false;
  #retired = false;

  constructor(node: { processorOptions: ProcessorOptions }) {
    super();
    const options = node.processorOptions;
    this.#waiting = current !== null;
    this.#engine = new LiveEngine(options.modules, options.session, !this.#waiting);
    this.#start = options.start;
    const { output } = this.#engine;
    this.#meters = new MeterSender(this.#engine, this.port, sampleRate);
    this.#meters.scope.on = options.scope;
    this.#setParams(options.params);
    this.#setSolo(options.solo);
    this.#setMetering(options.metering);
    this.#setListen(options.listen);
    const { startFrame, loop } = options.start;
    this.#loop = loop;
    if (loop) output.setLoop(loop.startFrame, loop.endFrame);
    if (startFrame > 0) output.seek(startFrame);
    if (!this.#waiting) current = this;
    this.port.onmessage = (event: MessageEvent<ToProcessor>) => this.#obey(event.data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    if (this.#retired) return false;
    if (this.#waiting && this.#retiring) this.#tryToEnd();
    else if (this.#waiting) this.#tryToTakeOver();
    if (this.#waiting) return !this.#retired;
    const monitor = outputs[0]!;
    const tap = outputs[1]!;
    const quantum = monitor[0]!.length;
    for (let done = 0; done < quantum; ) {
      const frames = Math.min(quantum - done, kMaxQuantum);
      this.#render(frames);
      this.#engine.copyOutput(0, monitor, done, frames);
      this.#engine.copyOutput(2, tap, done, frames);
      done += frames;
    }
    this.#meters.scope.add(tap, quantum);
    if (this.#retiring) this.#tryToEnd();
    else this.#meters.send(currentFrame + quantum);
    return true;
  }

  #render(frames: number): void {
    const { output } = this.#engine;
    while (output.needsBlock(frames)) {
      this.#takeLoop(false);
      const frame = output.nextBlockFrame();
      const ready = frame < 0 || this.#fillInputs(frame);
      this.#engine.processBlock(ready, ready && this.#fillReference(frame));
      if (!ready) break;
    }
    output.pull(frames);
  }

  #fillInputs(frame: number): boolean {
    const feed = this.#feed;
    const slab = feed?.find(frame);
    if (!feed || !slab) return false;
    this.#engine.fillInputs(slab, frame, feed.capacityFrames);
    return true;
  }

  /** False where there is no record; where it has no audio it is silent. */
  #fillReference(frame: number): boolean {
    if (!this.#reference) return false;
    const { feed, endFrame } = this.#reference;
    const slab = frame >= 0 && frame < endFrame ? feed.find(frame) : null;
    this.#engine.fillReference(slab, frame, feed);
    return true;
  }

  #obey(message: ToProcessor): void {
    const { output } = this.#engine;
    switch (message.type) {
      case 'feed':
        this.#feed = new AudioFeed(message.transport, message.port, this.#start);
        this.#tell({ type: 'ready' });
        break;
      case 'params':
        this.#setParams(message.values);
        break;
      case 'holds':
        for (let i = 0; i + 3 < message.values.length; i += 4) {
          const [target, id, hold, offset] = message.values.slice(i, i + 4);
          this.#engine.holdAutomation(target!, id!, hold!, offset!);
        }
        break;
      case 'solo':
        this.#setSolo(message);
        break;
      case 'metering':
        this.#setMetering(message);
        break;
      case 'listen':
        this.#setListen(message);
        break;
      case 'scope':
        this.#meters.scope.on = message.on;
        break;
      case 'reference': {
        this.#reference?.feed.close();
        this.#reference = message.feed && this.#openReference(message.feed);
        break;
      }
      case 'hearReference':
        output.setReference(message.heard, message.gain);
        break;
      case 'play':
        this.#play();
        break;
      case 'pause':
        this.#paused = true;
        output.pause();
        break;
      case 'seek':
        this.#takeLoop(true);
        output.seek(message.frame);
        this.#request(message.frame);
        break;
      case 'loop': {
        const { loop } = message;
        const playing = output.playing() && !this.#paused;
        if (this.#feed?.setLoop(loop, this.#position(), playing) ?? true) this.#followLoop(loop);
        break;
      }
      case 'resetMeters':
        output.resetMeters();
        break;
      case 'meterBuffer':
        this.#meters.recycle(message.buffer);
        break;
      case 'retire':
        this.#retire();
        break;
    }
  }

  /** Changes to a loop that waited for its audio, once that is here; or `now`. */
  #takeLoop(now: boolean): void {
    if (!this.#feed?.loopWaits) return;
    const loop = this.#feed.takeLoop(this.#position(), now);
    if (loop !== undefined) this.#followLoop(loop);
  }

  #followLoop(loop: Loop | null): void {
    this.#loop = loop;
    const { startFrame, endFrame } = loop ?? kNoLoop;
    this.#engine.output.setLoop(startFrame, endFrame);
    this.#reference?.feed.setLoop(loop, this.#position(), false);
  }

  /** The next song frame that the engine will ask for, as near as can be said. */
  #position(): number {
    const { output } = this.#engine;
    const next = output.nextBlockFrame();
    return next >= 0 ? next : output.playheadFrame();
  }

  #play(): void {
    const { output } = this.#engine;
    const jumps = output.jumps();
    this.#paused = false;
    output.play();
    // From the song's end it starts again at 0.
    if (output.jumps() !== jumps) this.#request(this.#position());
  }

  #openReference({ transport, port, start, endFrame }: ReferenceFeed) {
    const feed = new AudioFeed(transport, port, start);
    // While it was opened the loop may have become another.
    const { startFrame, endFrame: loopEnd } = this.#loop ?? kNoLoop;
    const given = start.loop ?? kNoLoop;
    if (given.startFrame !== startFrame || given.endFrame !== loopEnd) {
      feed.setLoop(this.#loop, this.#position(), false);
    }
    return { feed, endFrame };
  }

  /** Playback jumps to `frame`. */
  #request(frame: number): void {
    this.#feed?.request(frame);
    this.#reference?.feed.request(frame);
  }

  #setParams(values: ArrayLike<number>): void {
    for (let i = 0; i + 2 < values.length; i += 3) {
      this.#engine.setParam(values[i]!, values[i + 1]!, values[i + 2]!);
    }
  }

  #setSolo({ targets, mode }: SoloNumbers): void {
    const { console } = this.#engine;
    console.setSoloMode(mode);
    for (const target of this.#soloed) {
      if (!targets.includes(target)) console.setSolo(target, false);
    }
    for (const target of targets) console.setSolo(target, true);
    this.#soloed = targets;
  }

  #setMetering({ preFader, probe }: MeteringNumbers): void {
    const { console, output } = this.#engine;
    console.setPreFaderMeters(preFader);
    console.setProbe(probe);
    output.resetProbe();
  }

  /** One thing at a time: what a strip's stage gives up, the master's takes, and back. */
  #setListen({ target, stage, mode, bands }: ListenNumbers): void {
    const { console, output } = this.#engine;
    const ofMaster = target === Target.master;
    console.setListen(target, stage, ofMaster ? ListenMode.off : mode);
    output.setListen(stage, ofMaster ? mode : MasterListenMode.off, bands);
  }

  #tryToTakeOver(): void {
    const old = current;
    const { output } = this.#engine;
    if (old && old.#order > this.#order) {
      // Overtaken while it waited for audio.
      this.#retire();
      return;
    }
    if (old && !old.#retired) {
      const frame = old.#position();
      if (old.#engine.output.playing() && !old.#paused) {
        const end = output.songFrames();
        if (frame < end && !this.#feed?.findAhead(frame, end)) return;
        output.seek(frame);
        output.play();
        this.#reference?.feed.request(frame);
      } else {
        output.seek(frame);
        this.#request(frame);
      }
      old.#retire();
    }
    current = this;
    this.#waiting = false;
  }

  #retire(): void {
    this.#retiring = true;
    this.#engine.output.pause();
  }

  #tryToEnd(): void {
    if (this.#engine.output.playing()) return;
    this.#retired = true;
    if (current === this) current = null;
    this.#feed?.close();
    this.#reference?.feed.close();
    this.#tell({ type: 'retired' });
  }

  #tell(message: FromProcessor): void {
    this.port.postMessage(message);
  }
}

registerProcessor(kProcessorName, LatheProcessor);

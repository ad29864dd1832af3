// What the views know of markers and fades beside the document: how they look
// while one is dragged, and what the fields of the master's page turn.
// Frames are the song's. Thread: main.

import type { HeadTailDocument } from '@lathe/worklet/session/session-document';
import { createMemo, createRoot, createSignal } from 'solid-js';
import type { FadeSide } from '../document/clips';
import { clipsEnd } from '../document/document-shape';
import {
  deliveredFrames,
  deliveredRange,
  edgeFade,
  type FrameRange,
  fitted,
  MOST_SILENCE_FRAMES,
  type SilenceSide,
  silenceOf,
  withEdgeFade,
  withEnd,
  withSilence,
  withStart,
} from '../document/head-tail';
import type { ControlModel } from '../ui/control-model';
import { heldModel, numberSpec } from './held-model';
import type { Studio } from './studio';

/** What can be taken hold of on the timeline. */
export type HeadTailPart = 'start' | 'end' | 'fadeIn' | 'fadeOut';

/** The longest fade and silence that a field reaches; a handle goes on through the range. */
const LONGEST_FADE_SECONDS = 60;
const LONGEST_SILENCE_SECONDS = 30;
/** How far behind the last clip the end's field reaches, for tails to ring in. */
const TAIL_SECONDS = 60;

export class HeadTailDesk {
  readonly #studio: Studio;
  readonly #draft = createSignal<HeadTailDocument | null>(null);
  readonly #clipsEnd: () => number;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#clipsEnd = createRoot(() => createMemo(() => clipsEnd(studio.records.routing)));
  }

  /** As a drag has it now, or as it is in the document; tracked. */
  shown(): HeadTailDocument {
    return this.#draft[0]() ?? this.stored();
  }

  stored(): HeadTailDocument {
    return this.#studio.records.master().headTail ?? {};
  }

  /** Null: no longer. */
  setDraft(draft: HeadTailDocument | null): void {
    this.#draft[1](draft && (fitted(draft, this.clipsEnd()) ?? {}));
  }

  /** Where the last clip ends; tracked. */
  clipsEnd(): number {
    return this.#clipsEnd();
  }

  /** Of `shown`; tracked. */
  range(): FrameRange {
    return deliveredRange(this.shown(), this.clipsEnd());
  }

  /** A file's length in seconds; tracked. */
  seconds(): number {
    const { sampleRate } = this.#studio.records.session();
    return deliveredFrames(this.shown(), this.clipsEnd()) / sampleRate;
  }

  /** Where a part stands in the song; tracked. */
  frameOf(part: HeadTailPart): number {
    const { startFrame, endFrame } = this.range();
    if (part === 'start') return startFrame;
    if (part === 'end') return endFrame;
    if (part === 'fadeIn') return startFrame + edgeFade(this.shown(), 'in').frames;
    return endFrame - edgeFade(this.shown(), 'out').frames;
  }

  /** What is delivered with that part at `frame`. */
  moved(part: HeadTailPart, frame: number): HeadTailDocument {
    const given = this.stored();
    const { startFrame, endFrame } = deliveredRange(given, this.clipsEnd());
    if (part === 'start') return withStart(given, frame, this.clipsEnd());
    if (part === 'end') return withEnd(given, frame, this.clipsEnd());
    if (part === 'fadeIn') return withEdgeFade(given, 'in', frame - startFrame);
    return withEdgeFade(given, 'out', endFrame - frame);
  }

  /** The same in the document. */
  move(part: HeadTailPart, frame: number): void {
    const studio = this.#studio;
    const { startFrame, endFrame } = deliveredRange(this.stored(), this.clipsEnd());
    if (part === 'start') studio.change('headTail.start', { frame });
    else if (part === 'end') studio.change('headTail.end', { frame });
    else if (part === 'fadeIn') this.#setFade('in', frame - startFrame);
    else this.#setFade('out', endFrame - frame);
  }

  /** As if that part had never been touched. */
  clear(part: HeadTailPart): void {
    const studio = this.#studio;
    if (part === 'start') studio.change('headTail.start', { frame: 0 });
    else if (part === 'end') studio.change('headTail.end', { frame: null });
    else this.#setFade(part === 'fadeIn' ? 'in' : 'out', 0);
  }

  #setFade(side: FadeSide, frames: number): void {
    this.#studio.change('headTail.fade', { side, frames: Math.max(0, frames) });
  }

  markerModel(part: 'start' | 'end'): ControlModel {
    const name = part === 'start' ? 'Start' : 'End';
    const reach = this.clipsEnd() / this.#rate() + (part === 'end' ? TAIL_SECONDS : 0);
    return this.#model(`${name} marker`, 'time', reach, {
      stored: () => this.frameOf(part),
      drawn: (frames) => this.moved(part, frames),
      put: (frames) => this.move(part, frames),
    });
  }

  fadeModel(side: FadeSide): ControlModel {
    return this.#model(`Song fade ${side}`, 's', LONGEST_FADE_SECONDS, {
      stored: () => edgeFade(this.shown(), side).frames,
      drawn: (frames) => withEdgeFade(this.stored(), side, frames),
      put: (frames) => this.#setFade(side, frames),
    });
  }

  silenceModel(side: SilenceSide): ControlModel {
    const most = Math.min(LONGEST_SILENCE_SECONDS, MOST_SILENCE_FRAMES / this.#rate());
    return this.#model(`Silence ${side}`, 's', most, {
      stored: () => silenceOf(this.shown(), side),
      drawn: (frames) => withSilence(this.stored(), side, frames),
      put: (frames) => this.#studio.change('headTail.silence', { side, frames }),
    });
  }

  #rate(): number {
    return this.#studio.store.session.sampleRate;
  }

  #model(
    name: string,
    unit: 'time' | 's',
    reachSeconds: number,
    {
      stored,
      drawn,
      put,
    }: {
      stored(): number;
      drawn(frames: number): HeadTailDocument;
      put(frames: number): void;
    },
  ): ControlModel {
    const rate = this.#rate();
    const frames = (seconds: number) => Math.round(seconds * rate);
    return heldModel({
      spec: numberSpec(name, unit, 0, Math.max(1, Math.ceil(reachSeconds))),
      name: () => name,
      stored: () => stored() / rate,
      show: (value) => this.setDraft(value === null ? null : drawn(frames(value))),
      put: (value) => put(frames(value)),
    });
  }
}

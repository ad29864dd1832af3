// Recording automation. While the song plays, a control that is moved in a
// writing mode writes into its lane what the hand did, at the song frame that
// was heard when it did it: the playhead lags by what the chain, the buffers
// and the sound device take, and so does what is written. A pass ends when
// playback or the mode does, and is one undo step.
//
//   read   lanes are followed; a control that is moved is heard while it is, and
//          glides back
//   touch  writes from when a control is touched until it is let go
//   latch  writes from when it is touched to the end of the pass
//   write  as latch, but from the start of the pass on: until the first touch,
//          what the control stood at
//   trim   as touch, but moves what is there by as much as the control is moved
//
// A control whose parameter has no lane gets one: what it stood at, and the ride.
// While the song stands, a move of an automated control sets its lane's value at
// the playhead.
// Thread: main.

import type { StudioEngine } from '@lathe/worklet/client/studio-engine';
import { clampParam, toStored } from '@lathe/worklet/params/param-values';
import { createSignal, type Signal } from 'solid-js';
import { canBeAutomated, laneId, laneOf, type Point } from '../document/automation';
import { offsetBetween, type Ride, withRide } from '../document/automation-ride';
import { type ParamRef, specOf } from '../document/params';
import type { DocumentTarget } from '../document/records';
import type { DocumentStore } from '../document/store';
import { automationValueAt } from '../params/automation-curve';

export const AUTOMATION_MODES = ['read', 'touch', 'latch', 'write', 'trim'] as const;
export type AutomationMode = (typeof AUTOMATION_MODES)[number];

/** A wheel or key has no end of its own: this long after its last step it has let go. */
export const LETS_GO_MS = 500;
/** The playhead has jumped if it is further from where it was a moment ago. */
const JUMP_SECONDS = 0.5;

export interface AutomationHost {
  readonly store: DocumentStore;
  readonly engine: Pick<StudioEngine, 'holdAutomation' | 'setParam' | 'heardFrame'>;
  playing(): boolean;
  /** Where the song stands while it does not play. */
  playheadFrame(): number;
  /** The document's value, automation apart. */
  storedValue(ref: AutomatedRef): number;
  write(lanes: { target: DocumentTarget; key: string; points: Point[] }[]): void;
  put(ref: AutomatedRef, frame: number, value: number): void;
  nowMs(): number;
  /** When the hand did what is being handled, by the same clock. */
  handMs(): number;
}

export interface AutomatedRef {
  target: DocumentTarget;
  key: string;
}

interface Hand {
  readonly ref: AutomatedRef;
  /** What the control stands at under the hand; null when the lane has it. */
  readonly shown: Signal<number | null>;
  readonly rides: Ride[];
  open: Ride | null;
  touched: boolean;
  movedAtMs: number;
  /** Of the lane where a trim began. */
  trimmedFrom: number;
}

export class AutomationRecord {
  readonly #host: AutomationHost;
  readonly #mode = createSignal<AutomationMode>('read');
  readonly #hands = new Map<string, Hand>();
  /** Changes when a hand comes or goes, for those who look for one. */
  readonly #handsTurn = createSignal(0);
  /** Where the pass began and has come to; null while none is under way. */
  #pass: { startFrame: number; atFrame: number } | null = null;
  /** What is heard, for what shows lanes' values. */
  readonly #frame = createSignal(0);

  constructor(host: AutomationHost) {
    this.#host = host;
  }

  mode(): AutomationMode {
    return this.#mode[0]();
  }

  setMode(mode: AutomationMode): void {
    this.endPass();
    this.#mode[1](mode);
    if (this.#host.playing()) this.#beginPass();
  }

  /** What the control shows instead of the document's value; tracked. Null without automation. */
  shown(ref: ParamRef, points: readonly Point[] | undefined): number | null {
    if (ref.target === 'monitor') return null;
    this.#handsTurn[0]();
    const hand = this.#hands.get(laneId(ref.target, ref.key));
    const held = hand?.shown[0]() ?? null;
    if (held !== null) return held;
    return points ? automationValueAt(points, specOf(ref), this.#frame[0]()) : null;
  }

  /** A hand takes the control: what it does is one gesture until `letGo`. */
  touch(ref: ParamRef): void {
    if (this.#host.playing() && this.has(ref)) this.#handOf(ref).touched = true;
  }

  letGo(ref: ParamRef): void {
    if (ref.target === 'monitor') return;
    const hand = this.#hands.get(laneId(ref.target, ref.key));
    if (!hand?.touched) return;
    hand.touched = false;
    this.#release(hand);
  }

  /** As letGo, and what this hand did last is forgotten: the drag was taken back. */
  takeBack(ref: ParamRef): void {
    if (ref.target === 'monitor') return;
    const hand = this.#hands.get(laneId(ref.target, ref.key));
    if (!hand) return;
    hand.touched = false;
    hand.rides.splice(hand.open ? hand.rides.indexOf(hand.open) : hand.rides.length);
    hand.open = null;
    this.#giveBack(ref as AutomatedRef);
    hand.shown[1](null);
  }

  /** Whether a move made now would be the automation's, and not the document's value. */
  has(ref: ParamRef): ref is AutomatedRef {
    if (!canBeAutomated(ref)) return false;
    const writes = this.#host.playing() && this.mode() !== 'read';
    return writes || laneOf(this.#host.store, ref) !== undefined;
  }

  /** True where the automation took the move. */
  move(ref: ParamRef, moved: number, atMs = this.#host.handMs()): boolean {
    if (!this.has(ref)) return false;
    const value = clampParam(specOf(ref), moved);
    if (!this.#host.playing()) {
      this.#host.put(ref, this.#host.playheadFrame(), value);
      return true;
    }
    const hand = this.#handOf(ref);
    hand.movedAtMs = this.#host.nowMs();
    if (this.mode() !== 'read') this.#note(hand, value, this.#heard(atMs));
    this.#tell(hand, value);
    hand.shown[1](value);
    return true;
  }

  /** Once a frame. */
  follow(): void {
    const playing = this.#host.playing();
    if (!playing) {
      this.endPass();
      this.#frame[1](this.#host.playheadFrame());
      return;
    }
    if (!this.#pass) this.#beginPass();
    const heard = this.#heard();
    this.#frame[1](heard);
    this.#followJump(heard);
    const nowMs = this.#host.nowMs();
    for (const hand of this.#hands.values()) {
      if (!hand.touched && nowMs - hand.movedAtMs > LETS_GO_MS) this.#release(hand);
    }
  }

  /** Writes what the pass has recorded, in one step; lanes have their parameters again. */
  endPass(): void {
    if (!this.#pass) return;
    const hands = [...this.#hands.values()];
    for (const hand of hands) this.#close(hand);
    this.#pass = null;
    this.#hands.clear();
    const lanes = hands.flatMap((hand) => this.#laneOf(hand) ?? []);
    if (lanes.length > 0) this.#host.write(lanes);
    for (const { ref } of hands) this.#giveBack(ref);
    this.#handsTurn[1]((turn) => turn + 1);
  }

  /** Forgets what the pass has recorded: another document was opened. */
  drop(): void {
    for (const hand of this.#hands.values()) hand.rides.length = 0;
    for (const hand of this.#hands.values()) hand.open = null;
    this.endPass();
  }

  #heard(atMs?: number): number {
    return Math.round(this.#host.engine.heardFrame(atMs) ?? this.#host.playheadFrame());
  }

  #beginPass(): void {
    const frame = this.#heard();
    this.#pass = { startFrame: frame, atFrame: frame };
  }

  #handOf(ref: AutomatedRef): Hand {
    const id = laneId(ref.target, ref.key);
    let hand = this.#hands.get(id);
    if (!hand) {
      if (!this.#pass) this.#beginPass();
      hand = {
        ref,
        shown: createSignal<number | null>(null),
        rides: [],
        open: null,
        touched: false,
        movedAtMs: this.#host.nowMs(),
        trimmedFrom: 0,
      };
      this.#hands.set(id, hand);
      this.#handsTurn[1]((turn) => turn + 1);
    }
    return hand;
  }

  #base({ ref }: Hand): readonly Point[] {
    const lane = laneOf(this.#host.store, ref);
    if (lane) return lane.points;
    return [{ frame: 0, value: toStored(specOf(ref), this.#host.storedValue(ref)) }];
  }

  /** What the lane, as the pass found it, is worth. */
  #laneValue(hand: Hand, frame: number): number {
    return automationValueAt(this.#base(hand), specOf(hand.ref), frame);
  }

  #note(hand: Hand, value: number, frame: number): void {
    const spec = specOf(hand.ref);
    const trims = this.mode() === 'trim' && spec.kind === 'number';
    if (!hand.open) {
      hand.open = { kind: trims ? 'trim' : 'write', values: [], endFrame: frame };
      hand.rides.push(hand.open);
      const start = this.#pass?.startFrame ?? frame;
      if (this.mode() === 'write' && hand.rides.length === 1 && start < frame) {
        hand.open.values.push({ frame: start, value: this.#laneValue(hand, start) });
      }
      hand.trimmedFrom = this.#laneValue(hand, frame);
    }
    const written = trims ? offsetBetween(spec, hand.trimmedFrom, value) : value;
    const last = hand.open.values.at(-1);
    if (last && last.frame >= frame) last.value = written;
    else hand.open.values.push({ frame, value: written });
    hand.open.endFrame = Math.max(hand.open.endFrame, frame);
  }

  /** The engine plays what the hand does. */
  #tell({ ref, open, trimmedFrom }: Hand, value: number): void {
    const { engine, store } = this.#host;
    if (!laneOf(store, ref)) {
      engine.setParam(ref.target, ref.key, value);
    } else if (open?.kind === 'trim') {
      const offset = offsetBetween(specOf(ref), trimmedFrom, value);
      engine.holdAutomation(ref.target, ref.key, 'trimmed', offset);
    } else {
      engine.holdAutomation(ref.target, ref.key, 'held');
      engine.setParam(ref.target, ref.key, value);
    }
  }

  #release(hand: Hand): void {
    const mode = this.mode();
    if (mode === 'latch' || mode === 'write') return;
    if (hand.shown[0]() === null && !hand.open) return;
    this.#close(hand);
    this.#giveBack(hand.ref);
    hand.shown[1](null);
  }

  #giveBack(ref: AutomatedRef): void {
    const { engine, store } = this.#host;
    if (laneOf(store, ref)) engine.holdAutomation(ref.target, ref.key, 'read');
    else engine.setParam(ref.target, ref.key, this.#host.storedValue(ref));
  }

  #close(hand: Hand): void {
    if (!hand.open) return;
    hand.open.endFrame = Math.max(hand.open.endFrame, this.#pass?.atFrame ?? 0);
    hand.open = null;
  }

  /** At a loop's end, or where the playhead is put elsewhere, rides go on from there. */
  #followJump(heard: number): void {
    const pass = this.#pass;
    if (!pass) return;
    const furthest = pass.atFrame + JUMP_SECONDS * this.#host.store.session.sampleRate;
    if (heard < pass.atFrame || heard > furthest) {
      for (const hand of this.#hands.values()) {
        const value = hand.open?.values.at(-1)?.value;
        if (!hand.open || value === undefined) continue;
        const { kind } = hand.open;
        this.#close(hand);
        hand.open = { kind, values: [{ frame: heard, value }], endFrame: heard };
        hand.rides.push(hand.open);
      }
      pass.startFrame = heard;
    }
    pass.atFrame = heard;
  }

  #laneOf(hand: Hand): { target: DocumentTarget; key: string; points: Point[] } | null {
    if (hand.rides.length === 0) return null;
    const spec = specOf(hand.ref);
    const { sampleRate } = this.#host.store.session;
    let points = [...this.#base(hand)];
    for (const ride of hand.rides) points = withRide(points, spec, ride, sampleRate);
    return { ...hand.ref, points };
  }
}

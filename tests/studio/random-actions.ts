// A seeded player of random actions over a document, as a hand at the desk
// would mix them: single changes, bursts, drags, drags bailed out of, stems
// added and removed.
import { runDocumentAction } from '../../web/studio/src/document/action';
import {
  type DocumentActionArgs,
  type DocumentActionId,
  documentActions,
} from '../../web/studio/src/document/actions';
import type { History } from '../../web/studio/src/document/history';
import type { DocumentTarget } from '../../web/studio/src/document/params';
import { scopeOf } from '../../web/studio/src/document/params';
import type { DocumentStore } from '../../web/studio/src/document/store';
import { paramSpecs } from '../../worklet/src/params/params.generated';

/** mulberry32: small, seeded, good enough to choose with. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const EFFECTS = ['reverb', 'delay', null] as const;

export function hashOf(random: () => number): string {
  let text = '';
  while (text.length < 64) text += Math.floor(random() * 16).toString(16);
  return text;
}

export class RandomPlayer {
  readonly counts: Record<string, number> = {};

  constructor(
    readonly store: DocumentStore,
    readonly history: History,
    readonly random: () => number,
    readonly clock: { nowMs: number },
  ) {}

  run<Id extends DocumentActionId>(id: Id, args: DocumentActionArgs<Id>): void {
    this.counts[id] = (this.counts[id] ?? 0) + 1;
    // The registry's entry and its arguments belong together by `Id`.
    runDocumentAction(this.store, this.history, documentActions[id] as never, args as never);
  }

  /** One move of the hand. */
  move(): void {
    const { random, history } = this;
    this.clock.nowMs += Math.floor(random() * 700);
    const chance = random();
    if (chance < 0.06) {
      history.begin('Drag');
      const target = this.target();
      const moves = 1 + Math.floor(random() * 6);
      for (let i = 0; i < moves; ++i) this.setParam(target);
      if (random() < 0.4) history.bail();
      else history.commit();
      return;
    }
    const track = this.track();
    if (chance < 0.6) this.setParam(this.target());
    else if (chance < 0.64) this.toggle();
    else if (chance < 0.68) this.automate(this.effect() ?? this.target());
    else if (chance < 0.74) this.setMany();
    else if (chance < 0.82 || !track) this.addStem();
    else if (chance < 0.9) this.changeRouting();
    else if (chance < 0.94) this.changeTrack(track, (chance - 0.9) * 4 + 0.82);
    else if (chance < 0.97) this.changeClip();
    else if (chance < 0.98) this.changeHeadTail();
    else if (chance < 0.99) {
      this.run('param.copy', { fromStrip: track, toStrip: this.strip(), prefix: '' });
    } else {
      this.run('master.applyLoudness', {
        driveDb: random() * 12,
        trimDb: -random() * 6,
        limiterOn: random() < 0.8,
        limiterCeilingDbtp: -1 - random(),
      });
    }
  }

  /** One change of one clip, or of its track's delay. */
  changeClip(): void {
    const { random, store } = this;
    const track = this.track();
    const ids = (track && store.find('track', track)?.clipIds) || [];
    const clip = ids[Math.floor(random() * ids.length)];
    const record = clip && store.find('clip', clip);
    if (!track || !clip || !record) return;
    // A little outside the clip and out of every range too.
    const within = (random() * 1.2 - 0.1) * record.frames;
    const frame = record.startFrame + within;
    const sourceFrame = record.sourceFrame + within;
    const gainDb = random() * 120 - 80;
    const index = Math.floor(random() * (record.gainLine?.length ?? 0));
    const side = random() < 0.5 ? 'in' : 'out';
    const curves = ['linear', 'equalPower', 'slow', 'fast', 'sCurve'] as const;
    const curve = curves[Math.floor(random() * curves.length)]!;
    const changes = [
      () => this.run('clip.split', { clip, frame, random }),
      () => this.run('clip.trimStart', { clip, frame }),
      () => this.run('clip.trimEnd', { clip, frame }),
      () => this.run('clip.move', { clip, startFrame: frame }),
      () => this.run('clip.move', { clip, startFrame: frame, track: this.track() ?? track }),
      () => this.run('clip.duplicate', { clip, random }),
      () => this.run('clip.delete', { clip }),
      () => this.run('clip.mute', { clip }),
      () => this.run('clip.gain', { clip, gainDb }),
      () => this.run('clip.fade', { clip, side, frames: within }),
      () => this.run('clip.fadeCurve', { clip, side, curve }),
      () => this.run('clip.crossFade', { clip }),
      () => this.run('clip.addPoint', { clip, sourceFrame, gainDb }),
      () => this.run('clip.movePoint', { clip, index, sourceFrame, gainDb }),
      () => this.run('clip.removePoint', { clip, index }),
      () => this.run('clip.clearLine', { clip }),
      () => this.run('track.delay', { track, delayMs: random() * 300 - 150 }),
    ];
    changes[Math.floor(random() * changes.length)]!();
  }

  /** One change of what is delivered, also where there is no song for it. */
  changeHeadTail(): void {
    const { random } = this;
    const frame = random() * 130_000 - 10_000;
    const side = random() < 0.5 ? 'in' : 'out';
    const curve = random() < 0.5 ? 'sCurve' : 'linear';
    const changes = [
      () => this.run('headTail.start', { frame }),
      () => this.run('headTail.end', { frame }),
      () => this.run('headTail.end', { frame: null }),
      () => this.run('headTail.fade', { side, frames: frame }),
      () => this.run('headTail.curve', { side, curve }),
      () => this.run('headTail.silence', { side: 'before', frames: frame * 200 }),
      () => this.run('headTail.silence', { side: 'after', frames: frame }),
      () => this.run('headTail.reset', undefined),
    ];
    changes[Math.floor(random() * changes.length)]!();
  }

  private changeTrack(track: string, chance: number): void {
    const { random } = this;
    if (chance < 0.87) this.run('track.remove', { track });
    else if (chance < 0.9)
      this.run('strip.rename', { strip: track, name: `T${random().toFixed(4)}` });
    else if (chance < 0.94) {
      this.run('track.move', { track, toIndex: Math.floor(random() * 12) - 1 });
    } else if (chance < 0.95) this.run('strip.colour', { strip: track, colour: '#a1b2c3' });
    else if (chance < 0.96) this.run('session.rename', { name: `S${random().toFixed(4)}` });
    else {
      this.run('param.reset', {
        target: { strip: track },
        prefix: random() < 0.5 ? 'eq.' : 'comp.',
      });
    }
  }

  /** A lane of whatever the target has, put, moved, bent, taken away. */
  private automate(target: DocumentTarget): void {
    const { random } = this;
    const specs = paramSpecs(scopeOf(target)).filter(({ automatable }) => automatable);
    // Few, so that lanes are met again.
    const spec = specs[Math.floor(random() * Math.min(4, specs.length))];
    if (!spec) return;
    const key = spec.key;
    const frame = Math.floor(random() * 10) * 4800;
    const value = spec.min + random() * (spec.max - spec.min);
    const chance = random();
    if (chance < 0.6) this.run('automation.put', { target, key, frame, value });
    else if (chance < 0.75) {
      this.run('automation.move', { target, key, frame, toFrame: frame + 2400, value });
    } else if (chance < 0.85) {
      this.run('automation.bend', { target, key, frame, curve: 2 * random() - 1 });
    } else if (chance < 0.95) this.run('automation.remove', { target, key, frame });
    else this.run('automation.clear', { target, key });
  }

  /** That of a return, now and then, where it has one. */
  private effect(): DocumentTarget | undefined {
    const strip = this.bus();
    const kind = this.store.find('bus', strip)?.effect?.kind;
    return kind && this.random() < 0.5 ? { strip, effect: kind } : undefined;
  }

  private changeRouting(): void {
    const { random } = this;
    const strip = this.strip();
    const bus = this.bus();
    const chance = random();
    if (chance < 0.15) {
      const members = [this.strip(), this.strip()].slice(0, Math.floor(random() * 3));
      const use = random() < 0.5 ? 'group' : 'return';
      const effect = EFFECTS[Math.floor(random() * 3)];
      const args = { use, members: [...new Set(members)], random } as const;
      this.run('bus.add', effect ? { ...args, effect } : args);
    } else if (chance < 0.22) this.run('bus.remove', { bus });
    else if (chance < 0.27) {
      this.run('effect.choose', { bus, kind: EFFECTS[Math.floor(random() * 3)] ?? null });
    } else if (chance < 0.4) {
      const effect = this.store.find('bus', bus)?.effect?.kind ?? 'reverb';
      this.setParam({ strip: bus, effect });
    } else if (chance < 0.5) this.run('strip.route', { strip, to: bus });
    else if (chance < 0.7) this.run('send.add', { strip, to: bus });
    else if (chance < 0.78) this.run('send.remove', { strip, to: this.send(strip) ?? bus });
    else if (chance < 0.8) {
      this.run('strip.link', { strip, link: random() < 0.3 ? null : Math.ceil(random() * 3) });
    } else if (chance < 0.86) {
      const stage = random() < 0.5 ? 'gate' : 'compressor';
      this.run('strip.key', { strip, stage, from: random() < 0.3 ? null : this.strip() });
    } else {
      const to = this.send(strip);
      this.setParam(to === undefined ? { strip } : { strip, to });
    }
  }

  private bus(): string {
    const ids = this.store.session.busIds;
    return ids[Math.floor(this.random() * ids.length)]!;
  }

  /** A track or bus. */
  private strip(): string {
    return (this.random() < 0.7 ? this.track() : undefined) ?? this.bus();
  }

  private send(strip: string): string | undefined {
    const record = this.store.find('track', strip) ?? this.store.find('bus', strip);
    const sends = record?.sends ?? [];
    return sends[Math.floor(this.random() * sends.length)]?.to;
  }

  track(): string | undefined {
    const ids = this.store.session.trackIds;
    return ids[Math.floor(this.random() * ids.length)];
  }

  target(): DocumentTarget {
    const track = this.random() < 0.85 ? this.track() : undefined;
    if (track) return { strip: track };
    return this.random() < 0.7 ? 'master' : 'session';
  }

  private setParam(target: DocumentTarget): void {
    const specs = paramSpecs(scopeOf(target));
    const spec = specs[Math.floor(this.random() * specs.length)]!;
    // A little outside the range too: what is written is clamped.
    const span = spec.max - spec.min;
    const value = spec.min - 0.1 * span + this.random() * 1.2 * span;
    this.run('param.set', { target, key: spec.key, value });
  }

  private setMany(): void {
    const track = this.track();
    if (!track) return;
    const band = 1 + Math.floor(this.random() * 6);
    this.run('param.setMany', {
      target: { strip: track },
      values: {
        'eq.on': 1,
        [`eq.band${band}.freqHz`]: 20 * 1000 ** this.random(),
        [`eq.band${band}.gainDb`]: this.random() * 36 - 18,
      },
    });
  }

  private toggle(): void {
    const track = this.track();
    if (track) this.run('param.toggle', { target: { strip: track }, key: 'mute' });
    else this.run('param.toggle', { target: 'master', key: 'limiter.on' });
  }

  private addStem(): void {
    if (this.store.session.trackIds.length >= 24) return;
    const { random } = this;
    const frames = 1000 + Math.floor(random() * 100000);
    const reuse = random() < 0.2 ? this.store.session.stemIds[0] : undefined;
    const known = reuse ? this.store.find('stem', reuse) : undefined;
    this.run('track.addFromStem', {
      stem: known ?? {
        name: `Stem ${random().toFixed(5)}.wav`,
        frames,
        channels: random() < 0.5 ? 1 : 2,
        sampleRate: 48000,
        fileSha256: hashOf(random),
        nonFiniteSamples: 0,
      },
      batch: `${Math.floor(random() * 3)}`,
      random,
    } as DocumentActionArgs<'track.addFromStem'>);
  }
}

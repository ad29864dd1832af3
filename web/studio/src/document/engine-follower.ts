// Makes the engine follow the document, telling it as little as will do: a
// parameter for a changed value, the whole document where its structure
// changed, nothing for names, colours and screen order.
// Thread: main.

import type { ParamTarget } from '@lathe/worklet/client/studio-engine';
import { stripIds } from '@lathe/worklet/client/target-numbers';
import { paramSpecs } from '@lathe/worklet/params/params.generated';
import type { ParamRecord, SessionDocument } from '@lathe/worklet/session/session-document';
import { type Diff, type RecordChange, sameData } from './diff';
import { toDocument } from './document-shape';
import { isEquallyLate } from './latency';
import { type DocumentTarget, readParam, scopeOf, targetKey } from './params';
import type { BusRecord, DocumentRecord, StripRecord, TrackRecord } from './records';
import type { DocumentStore } from './store';

/** What the follower needs of the engine. */
export interface EngineSink {
  open(document: SessionDocument): Promise<void>;
  setParam(target: ParamTarget, key: string, value: number): void;
}

type Effect = 'none' | 'params' | 'structure';

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}

function stripEffect(before: StripRecord, after: StripRecord): Effect {
  if (before.channels !== after.channels || before.output !== after.output) return 'structure';
  const targets = (strip: StripRecord) => strip.sends.map(({ to }) => to).join('\n');
  if (targets(before) !== targets(after)) return 'structure';
  if (!sameData(before.keys ?? [], after.keys ?? [])) return 'structure';
  if (before.params === after.params && before.sends === after.sends) return 'none';
  return isEquallyLate(before.params, after.params) ? 'params' : 'structure';
}

function busEffect(before: BusRecord, after: BusRecord): Effect {
  if (before.effect?.kind !== after.effect?.kind) return 'structure';
  const strip = stripEffect(before, after);
  return strip === 'none' && before.effect !== after.effect ? 'params' : strip;
}

function trackEffect(before: TrackRecord, after: TrackRecord): Effect {
  // Clips that overlap sum in their order, so the order counts.
  if (before.clipIds.join('\n') !== after.clipIds.join('\n')) return 'structure';
  if (before.delayMs !== after.delayMs) return 'structure';
  return stripEffect(before, after);
}

/** What a change of one record means to the engine. */
export function effectOf({ before, after }: RecordChange): Effect {
  if (!before || !after || before.kind !== after.kind) return 'structure';
  if (before.kind === 'track') return trackEffect(before, after as TrackRecord);
  if (before.kind === 'bus') return busEffect(before, after as BusRecord);
  if (before.kind === 'master') {
    const { params, headTail } = after as typeof before;
    if (!sameData(before.headTail, headTail)) return 'structure';
    return isEquallyLate(before.params, params, 'master') ? 'params' : 'structure';
  }
  if (before.kind !== 'session') return 'structure';
  const next = after as typeof before;
  if (before.sampleRate !== next.sampleRate) return 'structure';
  // Echoes follow it.
  if (before.tempo !== next.tempo && !sameData(before.tempo, next.tempo)) return 'structure';
  if (
    !sameIds(before.trackIds, next.trackIds) ||
    !sameIds(before.stemIds, next.stemIds) ||
    !sameIds(before.busIds, next.busIds) ||
    !sameIds(before.laneIds, next.laneIds)
  ) {
    return 'structure';
  }
  return before.params === next.params ? 'none' : 'params';
}

/** Whether anything of it reaches the mix or the master. */
export function isHeard(diff: Diff): boolean {
  return [...diff.values()].some((change) => effectOf(change) !== 'none');
}

/** A record's targets with their stored values. */
function valuesIn(record: DocumentRecord): { target: DocumentTarget; params: ParamRecord }[] {
  if (record.kind === 'session' || record.kind === 'master') {
    return [{ target: record.kind, params: record.params }];
  }
  if (record.kind !== 'track' && record.kind !== 'bus') return [];
  const sends = record.sends.map(({ to, params }) => ({
    target: { strip: record.id, to },
    params,
  }));
  const effects =
    record.kind === 'bus' && record.effect
      ? [{ target: { strip: record.id, effect: record.effect.kind }, params: record.effect.params }]
      : [];
  return [{ target: { strip: record.id }, params: record.params }, ...sends, ...effects];
}

export class EngineFollower {
  readonly #store: DocumentStore;
  readonly #sink: EngineSink;
  readonly #onError: (error: unknown) => void;
  readonly #stop: () => void;
  #opening: Promise<void> | null = null;
  #openWanted = false;
  #resend = new Map<string, { target: DocumentTarget; key: string; value: number }>();
  /** Ids of tracks, then buses, in the order of the document that is open: the meters' order. */
  openedStrips: readonly string[] = [];

  constructor(store: DocumentStore, sink: EngineSink, onError: (error: unknown) => void) {
    this.#store = store;
    this.#sink = sink;
    this.#onError = onError;
    this.#stop = store.onChange((diff) => this.#follow(diff));
  }

  close(): void {
    this.#stop();
  }

  /** Opens the document anew, for what the store cannot see: a stem that has arrived. */
  reopen(): Promise<void> {
    this.#openWanted = true;
    this.#opening ??= this.#openUntilCurrent();
    return this.#opening;
  }

  /** Resolves when the engine has the document as it is. */
  async settled(): Promise<void> {
    while (this.#opening) await this.#opening;
  }

  #follow(diff: Diff): void {
    const effects = [...diff.values()].map((change) => ({ change, effect: effectOf(change) }));
    if (effects.some(({ effect }) => effect === 'structure')) {
      void this.reopen();
      return;
    }
    for (const { change, effect } of effects) {
      if (effect === 'params') this.#sendParams(change);
    }
  }

  #sendParams({ before, after }: RecordChange): void {
    if (!before || !after) return;
    const earlier = valuesIn(before);
    valuesIn(after).forEach(({ target, params }, index) => {
      this.#sendChanged(target, (earlier[index] as (typeof earlier)[number]).params, params);
    });
  }

  #sendChanged(target: DocumentTarget, was: ParamRecord, is: ParamRecord): void {
    if (was === is) return;
    const scope = scopeOf(target);
    for (const spec of paramSpecs(scope)) {
      if (was[spec.key] === is[spec.key]) continue;
      const value = readParam(is, spec);
      if (value === readParam(was, spec)) continue;
      this.#sink.setParam(target, spec.key, value);
      // An engine that is being built starts from an older document: tell it again.
      if (this.#opening) {
        this.#resend.set(`${targetKey(target)} ${spec.key}`, { target, key: spec.key, value });
      }
    }
  }

  async #openUntilCurrent(): Promise<void> {
    // One turn later, so that a run of changes in one task opens once.
    await Promise.resolve();
    try {
      while (this.#openWanted) {
        this.#openWanted = false;
        this.#resend = new Map();
        const document = toDocument(this.#store);
        await this.#sink.open(document);
        this.openedStrips = stripIds(document);
        for (const { target, key, value } of this.#resend.values()) {
          this.#sink.setParam(target, key, value);
        }
      }
    } catch (error) {
      this.#onError(error);
    } finally {
      this.#resend.clear();
      this.#opening = null;
      if (this.#openWanted) void this.reopen();
    }
  }
}

// Actions on routing: buses, effects of returns, outputs and sends. Whatever would make a loop is
// left undone; the page does not offer it.
// Thread: main.

import type { EffectKind, KeyedStage } from '@lathe/worklet/session/session-document';
import { documentAction } from '../action';
import { withoutLanes } from '../automation';
import { type BusRecord, MIX_BUS, newId, stripName, TRACK_COLOURS } from '../records';
import {
  buses,
  canAddBus,
  findStrip,
  keySource,
  MAX_LINKS,
  possibleOutputs,
  possibleSends,
  strips,
  withoutKeysFrom,
} from '../routing';
import type { DocumentStore } from '../store';

export interface AddBusArgs {
  use: 'group' | 'return';
  /** Of a return; its parameters are the defaults. */
  effect?: EffectKind;
  name?: string;
  /** Strips that go through a new group, or send to a new return. */
  members?: readonly string[];
  /** Ids, so that tests and replays are repeatable. */
  random?: () => number;
}

/** Level of a new send: audible at once, and not too much. */
const kNewSendDb = -12;

const WORDS = { group: 'Group', return: 'Return', reverb: 'Reverb', delay: 'Delay' } as const;

function numberedName(store: DocumentStore, { use, effect }: AddBusArgs): string {
  const word = WORDS[(use === 'return' && effect) || use];
  const taken = new Set(buses(store).map(({ name }) => name));
  for (let number = 1; ; ++number) if (!taken.has(`${word} ${number}`)) return `${word} ${number}`;
}

export const routingActions = {
  'bus.add': documentAction<AddBusArgs>({
    label: 'Add a bus',
    undo: 'step',
    describe: (_, { use, effect }) => `Add a ${effect ?? use}`,
    run({ store, transaction }, args) {
      const { use, effect, name, members = [], random } = args;
      const session = store.session;
      if (!canAddBus(store, use)) return;
      const id = newId(use, random);
      const colour = TRACK_COLOURS[(session.busIds.length * 3) % TRACK_COLOURS.length] as string;
      transaction.put({
        kind: 'bus',
        id,
        use,
        name: name?.trim().slice(0, 200) || numberedName(store, args),
        colour,
        channels: 2,
        output: MIX_BUS,
        params: {},
        sends: [],
        effect: use === 'return' && effect ? { kind: effect, params: {} } : null,
      });
      transaction.put({ ...session, busIds: [...session.busIds, id] });
      for (const member of members) {
        const strip = findStrip(store, member);
        if (!strip || member === MIX_BUS) continue;
        if (use === 'group') transaction.put({ ...strip, output: id });
        else transaction.put({ ...strip, sends: [...strip.sends, newSend(id)] });
      }
    },
  }),

  /** What fed it feeds what it fed; sends to it and keys from it are gone. */
  'bus.remove': documentAction<{ bus: string }>({
    label: 'Remove the bus',
    undo: 'step',
    run({ store, transaction }, { bus: id }) {
      const bus = store.find('bus', id);
      if (!bus || id === MIX_BUS) return;
      for (const strip of strips(store)) {
        if (strip.id === id) continue;
        const sends = strip.sends.filter(({ to }) => to !== id);
        const output = strip.output === id ? bus.output : strip.output;
        const kept = withoutKeysFrom(strip, id);
        const same = output === strip.output && sends.length === strip.sends.length;
        if (!same || kept !== strip) transaction.put({ ...kept, output, sends });
      }
      transaction.remove(`bus:${id}`);
      const session = store.session;
      const laneIds = withoutLanes(
        store,
        transaction,
        ({ strip, to }) => strip === id || to === id,
      );
      const busIds = session.busIds.filter((other) => other !== id);
      transaction.put({ ...session, busIds, laneIds });
    },
  }),

  /** Another effect starts from its defaults; none passes on what the return is sent. */
  'effect.choose': documentAction<{ bus: string; kind: EffectKind | null }>({
    label: 'Choose the effect',
    undo: 'step',
    describe: (store, { bus, kind }) =>
      `${stripName(findStrip(store, bus))}: ${kind ?? 'no effect'}`,
    run({ store, transaction }, { bus: id, kind }) {
      const bus = store.find('bus', id);
      if (bus?.use !== 'return' || (bus.effect?.kind ?? null) === kind) return;
      transaction.put({ ...bus, effect: kind ? { kind, params: {} } : null });
      const laneIds = withoutLanes(
        store,
        transaction,
        (target) => target.strip === id && target.effect !== undefined,
      );
      transaction.put({ ...store.session, laneIds });
    },
  }),

  'strip.route': documentAction<{ strip: string; to: string }>({
    label: 'Change the output',
    undo: 'step',
    run({ store, transaction }, { strip: id, to }) {
      const strip = findStrip(store, id);
      if (!strip || id === MIX_BUS) return;
      if (!possibleOutputs(store, id).some((bus) => bus.id === to)) return;
      transaction.put({ ...strip, output: to });
    },
  }),

  'send.add': documentAction<{ strip: string; to: string }>({
    label: 'Add a send',
    undo: 'step',
    run({ store, transaction }, { strip: id, to }) {
      const strip = findStrip(store, id);
      if (!strip || id === MIX_BUS || strip.sends.some((send) => send.to === to)) return;
      if (!possibleSends(store, id).some((bus) => bus.id === to)) return;
      transaction.put({ ...strip, sends: [...strip.sends, newSend(to)] });
    },
  }),

  'send.remove': documentAction<{ strip: string; to: string }>({
    label: 'Remove the send',
    undo: 'step',
    run({ store, transaction }, { strip: id, to }) {
      const strip = findStrip(store, id);
      if (!strip?.sends.some((send) => send.to === to)) return;
      transaction.put({ ...strip, sends: strip.sends.filter((send) => send.to !== to) });
      const laneIds = withoutLanes(
        store,
        transaction,
        (target) => target.strip === id && target.to === to,
      );
      transaction.put({ ...store.session, laneIds });
    },
  }),

  /** What a stage's detector hears; null: the strip's own sound. */
  'strip.key': documentAction<{ strip: string; stage: KeyedStage; from: string | null }>({
    label: 'Choose the key',
    undo: 'step',
    describe: (store, { strip, stage }) => `${stripName(findStrip(store, strip))} ${stage} key`,
    run({ store, transaction }, { strip: id, stage, from }) {
      const strip = findStrip(store, id);
      if (!strip || from === id || (keySource(strip, stage) ?? null) === from) return;
      if (from !== null && !findStrip(store, from)) return;
      const others = (strip.keys ?? []).filter((key) => key.stage !== stage);
      const { keys: _old, ...unkeyed } = strip;
      const keys = from === null ? others : [...others, { stage, from }];
      transaction.put(keys.length > 0 ? { ...unkeyed, keys } : unkeyed);
    },
  }),

  /** The link whose faders the strip's moves with; null: none. */
  'strip.link': documentAction<{ strip: string; link: number | null }>({
    label: 'Link the fader',
    undo: 'step',
    describe: (store, { strip }) => `${stripName(findStrip(store, strip))} fader link`,
    run({ store, transaction }, { strip: id, link }) {
      const strip = findStrip(store, id);
      if (!strip || (strip.link ?? null) === link) return;
      if (link !== null && !(Number.isInteger(link) && link >= 1 && link <= MAX_LINKS)) return;
      const { link: _old, ...alone } = strip;
      transaction.put(link === null ? alone : { ...alone, link });
    },
  }),

  'strip.rename': documentAction<{ strip: string; name: string }>({
    label: 'Rename',
    undo: 'step',
    run({ store, transaction }, { strip: id, name }) {
      const strip = findStrip(store, id);
      const next = name.trim().slice(0, 200);
      if (strip && next) transaction.put({ ...strip, name: next });
    },
  }),

  'strip.colour': documentAction<{ strip: string; colour: string }>({
    label: 'Colour',
    undo: 'step',
    run({ store, transaction }, { strip: id, colour }) {
      const strip = findStrip(store, id);
      if (strip && /^#[0-9a-f]{6}$/.test(colour)) transaction.put({ ...strip, colour });
    },
  }),
} as const;

function newSend(to: BusRecord['id']) {
  return { to, params: { levelDb: kNewSendDb } };
}

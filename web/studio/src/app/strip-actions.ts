// The registry's actions on strips: tracks, groups, returns and, for what it
// has, the mix bus.
// Thread: main.

import type { EffectKind } from '@lathe/worklet/session/session-document';
import { MIX_BUS, stripName } from '../document/records';
import { canAddBus, findStrip, stripOrder } from '../document/routing';
import type { Studio } from './studio';
import { action, hasTracks, type StudioAction } from './studio-action';

const hasStrip = (studio: Studio) => studio.selectedStrip() !== null;
const hasTrack = (studio: Studio) => selectedTrack(studio) !== null;
const hasInserts = (studio: Studio) => studio.selection() !== null;

function selectedTrack(studio: Studio): string | null {
  const strip = studio.selectedStrip();
  return strip && studio.records.track(strip) ? strip : null;
}

function withStrip(run: (studio: Studio, strip: string) => void) {
  return (studio: Studio) => {
    const strip = studio.selectedStrip();
    if (strip) run(studio, strip);
  };
}

function withTrack(run: (studio: Studio, track: string) => void) {
  return (studio: Studio) => {
    const track = selectedTrack(studio);
    if (track) run(studio, track);
  };
}

/** Equaliser and compressor: the mix bus has them too. */
function toggleInsert(key: 'eq.on' | 'comp.on') {
  return (studio: Studio) => {
    const selection = studio.selection();
    if (!selection) return;
    const strip = selection === 'master' ? MIX_BUS : selection;
    studio.change('param.toggle', { target: { strip }, key });
  };
}

/** Selects the strip `by` places away; the mix bus is the last. */
function selectBy(studio: Studio, by: number): void {
  const { tracks, groups, returns } = stripOrder(studio.store);
  const order = [...tracks, ...groups, ...returns, 'master'];
  const at = order.indexOf(studio.selection() ?? '');
  studio.select(order[Math.min(order.length - 1, Math.max(0, at + by))] ?? null);
}

function moveBy(studio: Studio, track: string, by: number): void {
  const index = studio.store.session.trackIds.indexOf(track);
  studio.change('track.move', { track, toIndex: index + by });
}

function removeStrip(studio: Studio, id: string): void {
  const strip = findStrip(studio.store, id);
  if (!strip) return;
  const { tracks, groups, returns } = stripOrder(studio.store);
  const ids = strip.kind === 'track' ? tracks : [...tracks, ...groups, ...returns];
  const index = ids.indexOf(id);
  const name = stripName(strip);
  if (strip.kind === 'track') studio.change('track.remove', { track: id });
  else studio.change('bus.remove', { bus: id });
  studio.select(ids[index + 1] ?? ids[index - 1] ?? null);
  studio.faults.notice(`${name} was removed.`, 'Undo brings it back.');
}

/** A group or return to be named at once. */
function addNamedBus(studio: Studio, use: 'group' | 'return', effect?: EffectKind): void {
  studio.change('bus.add', { use, ...(effect ? { effect } : {}) });
  const id = studio.store.session.busIds.at(-1);
  if (!id) return;
  studio.select(id);
  studio.rename(id);
}

export const stripActions = {
  'strip.mute': action(
    'Strips',
    'Mute the selected strip',
    'm',
    withStrip((s, strip) => s.change('param.toggle', { target: { strip }, key: 'mute' })),
    hasStrip,
  ),
  'strip.solo': action(
    'Strips',
    'Solo the selected strip',
    's',
    withStrip((s, strip) => s.solo.toggle(strip)),
    hasStrip,
  ),
  'strip.soloAlone': action(
    'Strips',
    'Solo it alone',
    'Shift+S',
    withStrip((s, strip) => s.solo.toggle(strip, true)),
    hasStrip,
  ),
  'strip.clearSolo': action(
    'Strips',
    'Clear all solos',
    'Alt+KeyS',
    (s) => {
      s.solo.clear();
      if (s.stageListening.bands().length > 0) s.stageListening.clear();
    },
    (s) => s.solo.any() || s.stageListening.bands().length > 0,
  ),
  'strip.equaliser': action(
    'Strips',
    'Equaliser on or off',
    'e',
    toggleInsert('eq.on'),
    hasInserts,
  ),
  'strip.compressor': action(
    'Strips',
    'Compressor on or off',
    'c',
    toggleInsert('comp.on'),
    hasInserts,
  ),
  'strip.previous': action(
    'Strips',
    'Select the strip before',
    'Alt+ArrowUp',
    (s) => selectBy(s, -1),
    hasTracks,
  ),
  'strip.next': action(
    'Strips',
    'Select the strip after',
    'Alt+ArrowDown',
    (s) => selectBy(s, 1),
    hasTracks,
  ),
  'strip.moveUp': action(
    'Strips',
    'Move the track up',
    'Alt+Shift+ArrowUp',
    withTrack((s, track) => moveBy(s, track, -1)),
    hasTrack,
  ),
  'strip.moveDown': action(
    'Strips',
    'Move the track down',
    'Alt+Shift+ArrowDown',
    withTrack((s, track) => moveBy(s, track, 1)),
    hasTrack,
  ),
  'strip.rename': action(
    'Strips',
    'Rename the strip',
    'F2',
    withStrip((s, strip) => s.rename(strip)),
    hasStrip,
  ),
  'strip.remove': action(
    'Strips',
    'Remove the strip',
    'Shift+Delete',
    withStrip(removeStrip),
    hasStrip,
  ),
  'bus.addGroup': action(
    'Strips',
    'Add a group',
    'g',
    (s) => addNamedBus(s, 'group'),
    (s) => hasTracks(s) && canAddBus(s.records.routing, 'group'),
  ),
  'bus.addReverb': action(
    'Strips',
    'Add a reverb',
    'Shift+V',
    (s) => addNamedBus(s, 'return', 'reverb'),
    (s) => hasTracks(s) && canAddBus(s.records.routing, 'return'),
  ),
  'bus.addDelay': action(
    'Strips',
    'Add a delay',
    'Shift+D',
    (s) => addNamedBus(s, 'return', 'delay'),
    (s) => hasTracks(s) && canAddBus(s.records.routing, 'return'),
  ),
  'bus.addReturn': action(
    'Strips',
    'Add a return without effect',
    'Shift+G',
    (s) => addNamedBus(s, 'return'),
    (s) => hasTracks(s) && canAddBus(s.records.routing, 'return'),
  ),
} as const satisfies Record<string, StudioAction>;

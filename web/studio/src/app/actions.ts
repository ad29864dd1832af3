// Everything the page can do besides turning a control: one registry that
// buttons, keys and the list of keys share. Those that change the document do
// it through document actions, which carry their own undo.
// Thread: main.

import type { HostAction } from '../document/action';
import type { Studio } from './studio';

export type StudioAction = HostAction<void, Studio> & {
  readonly shortcut: string;
  /** Heading in the list of keys. */
  readonly group: 'Transport' | 'Strips' | 'Session' | 'Listening' | 'View';
};

function action(
  group: StudioAction['group'],
  label: string,
  shortcut: string,
  run: (studio: Studio) => void | Promise<void>,
  enabled?: (studio: Studio) => boolean,
): StudioAction {
  return { group, label, shortcut, undo: 'none', run, ...(enabled ? { enabled } : {}) };
}

const hasTracks = (studio: Studio) => studio.records.session().trackIds.length > 0;
const hasTrack = (studio: Studio) => studio.selectedTrack() !== null;

function withTrack(run: (studio: Studio, track: string) => void) {
  return (studio: Studio) => {
    const track = studio.selectedTrack();
    if (track) run(studio, track);
  };
}

/** Selects the strip `by` places away; the mix bus is the last. */
function selectBy(studio: Studio, by: number): void {
  const order = [...studio.store.session.trackIds, 'master'];
  const at = order.indexOf(studio.selection() ?? '');
  studio.select(order[Math.min(order.length - 1, Math.max(0, at + by))] ?? null);
}

function moveBy(studio: Studio, track: string, by: number): void {
  const index = studio.store.session.trackIds.indexOf(track);
  studio.change('track.move', { track, toIndex: index + by });
}

export const studioActions = {
  'transport.playPause': action(
    'Transport',
    'Play or pause',
    'Space',
    (s) => s.transport.toggle(),
    hasTracks,
  ),
  'transport.stop': action(
    'Transport',
    'Stop and return to the start',
    'Shift+Space',
    (s) => s.transport.stop(),
    hasTracks,
  ),
  'transport.start': action(
    'Transport',
    'To the start',
    'Home',
    (s) => s.transport.seek(0),
    hasTracks,
  ),
  'transport.back': action(
    'Transport',
    'Back 5 seconds',
    ',',
    (s) => s.transport.seekBy(-5),
    hasTracks,
  ),
  'transport.forward': action(
    'Transport',
    'Forward 5 seconds',
    '.',
    (s) => s.transport.seekBy(5),
    hasTracks,
  ),
  'transport.loop': action(
    'Transport',
    'Loop on or off',
    'l',
    (s) => s.transport.toggleLoop(),
    hasTracks,
  ),
  'transport.loopStart': action(
    'Transport',
    'Loop from here',
    '[',
    (s) => s.transport.markLoop('start'),
    hasTracks,
  ),
  'transport.loopEnd': action(
    'Transport',
    'Loop to here',
    ']',
    (s) => s.transport.markLoop('end'),
    hasTracks,
  ),

  'strip.mute': action(
    'Strips',
    'Mute the selected strip',
    'm',
    withTrack((s, track) => s.change('param.toggle', { target: { strip: track }, key: 'mute' })),
    hasTrack,
  ),
  'strip.solo': action(
    'Strips',
    'Solo the selected strip',
    's',
    withTrack((s, track) => s.solo.toggle(track)),
    hasTrack,
  ),
  'strip.soloAlone': action(
    'Strips',
    'Solo it alone',
    'Shift+S',
    withTrack((s, track) => s.solo.toggle(track, true)),
    hasTrack,
  ),
  'strip.clearSolo': action(
    'Strips',
    'Clear all solos',
    'Alt+KeyS',
    (s) => s.solo.clear(),
    (s) => s.solo.any(),
  ),
  'strip.equaliser': action(
    'Strips',
    'Equaliser on or off',
    'e',
    withTrack((s, track) => s.change('param.toggle', { target: { strip: track }, key: 'eq.on' })),
    hasTrack,
  ),
  'strip.compressor': action(
    'Strips',
    'Compressor on or off',
    'c',
    withTrack((s, track) => s.change('param.toggle', { target: { strip: track }, key: 'comp.on' })),
    hasTrack,
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
    'Rename the track',
    'F2',
    withTrack((s, track) => s.rename(track)),
    hasTrack,
  ),
  'strip.remove': action(
    'Strips',
    'Remove the track',
    'Shift+Delete',
    withTrack(removeTrack),
    hasTrack,
  ),

  'session.undo': action(
    'Session',
    'Undo',
    '$mod+KeyZ',
    (s) => void s.history.undo(),
    (s) => s.undoLabel() !== null,
  ),
  'session.redo': action(
    'Session',
    'Redo',
    '$mod+Shift+KeyZ',
    (s) => void s.history.redo(),
    (s) => s.redoLabel() !== null,
  ),
  'session.open': action('Session', 'Open or add…', '$mod+KeyO', (s) => s.showDialog('open')),
  'session.save': action('Session', 'Save now', '$mod+KeyS', (s) => s.autosave.flush()),
  'session.share': action(
    'Session',
    'Share link…',
    '$mod+Shift+KeyL',
    (s) => s.showDialog('share'),
    hasTracks,
  ),
  'session.export': action(
    'Session',
    'Export…',
    '$mod+KeyE',
    (s) => s.showDialog('export'),
    hasTracks,
  ),
  'session.loudness': action(
    'Session',
    'Reach the loudness wanted',
    '$mod+Shift+KeyU',
    (s) => s.loudness.run(),
    hasTracks,
  ),

  'listen.dim': action('Listening', 'Dim', 'd', (s) => s.monitor.toggle('dimOn')),
  'listen.mono': action('Listening', 'Mono', 'o', (s) => s.monitor.toggle('mono')),
  'listen.mute': action('Listening', 'Mute the monitor', 'Shift+M', (s) =>
    s.monitor.toggle('mute'),
  ),
  'listen.resetMeters': action('Listening', 'Reset the meters', 'r', (s) => s.engine.resetMeters()),

  'view.zoomIn': action('View', 'Zoom in', '+', (s) => zoom(s, 2), hasTracks),
  'view.zoomOut': action('View', 'Zoom out', '-', (s) => zoom(s, 0.5), hasTracks),
  'view.keys': action('View', 'All keys', 'Shift+?', (s) => s.showDialog('keys')),
  'view.settings': action('View', 'Settings…', '$mod+,', (s) => s.showDialog('settings')),
} as const satisfies Record<string, StudioAction>;

export type StudioActionId = keyof typeof studioActions;

function removeTrack(studio: Studio, track: string): void {
  const ids = studio.store.session.trackIds;
  const index = ids.indexOf(track);
  const name = studio.store.find('track', track)?.name ?? 'The track';
  studio.change('track.remove', { track });
  studio.select(ids[index + 1] ?? ids[index - 1] ?? null);
  studio.faults.notice(`${name} was removed.`, 'Undo brings it back.');
}

function zoom(studio: Studio, factor: number): void {
  const song = studio.songFrames();
  const at = studio.timeline.pxOf(studio.transport.playheadFrame, song);
  const middle = studio.timeline.widthPx() / 2;
  const inView = at >= 0 && at <= studio.timeline.widthPx();
  studio.timeline.zoomBy(factor, inView ? at : middle, song);
}

/** Whether it can be done now; tracked. */
export function actionEnabled(studio: Studio, id: StudioActionId): boolean {
  const { enabled } = studioActions[id] as StudioAction;
  return enabled?.(studio) ?? true;
}

export function runAction(studio: Studio, id: StudioActionId): void {
  if (!actionEnabled(studio, id)) return;
  void Promise.resolve((studioActions[id] as StudioAction).run(studio)).catch((error) =>
    studio.faults.report(error, studioActions[id].label),
  );
}

/** Redo answers to a second key on keyboards where it is the custom. */
const OTHER_KEYS: Readonly<Record<string, StudioActionId>> = {
  '$mod+KeyY': 'session.redo',
  Backspace: 'transport.stop',
};

/** Every key binding, by key. */
export function keyBindings(): [string, StudioActionId][] {
  const ids = Object.keys(studioActions) as StudioActionId[];
  return [
    ...ids.map((id): [string, StudioActionId] => [studioActions[id].shortcut, id]),
    ...Object.entries(OTHER_KEYS),
  ];
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  $mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ',': ',',
  '.': '.',
};

/** "$mod+Shift+KeyZ" → "Ctrl Shift Z". */
export function keyText(shortcut: string): string {
  if (shortcut === 'Shift+?') return '?';
  return shortcut
    .split('+')
    .map((part, index, all) => (part === '' && index === all.length - 1 ? '+' : part))
    .filter((part) => part !== '')
    .map((part) => KEY_NAMES[part] ?? part.replace(/^Key/, ''))
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join(' ');
}

/** For tooltips: "Play or pause (Space)". */
export function actionTitle(id: StudioActionId): string {
  const { label, shortcut } = studioActions[id];
  return `${label} (${keyText(shortcut)})`;
}

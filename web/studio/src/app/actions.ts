// Everything the page can do besides turning a control: one registry that
// buttons, keys and the list of keys share. Those that change the document do
// it through document actions, which carry their own undo.
// Thread: main.

import { clipKeys } from './clip-keys';
import { headTailKeys } from './head-tail-keys';
import { SOLO_MODES } from './solo';
import { stripActions } from './strip-actions';
import type { Studio } from './studio';
import { action, hasTracks, type StudioAction } from './studio-action';

export type { StudioAction };

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
    (s) => s.transport.toStart(),
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

  ...stripActions,
  ...clipKeys,
  ...headTailKeys,

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
  'listen.endStage': action(
    'Listening',
    'End listening to a stage',
    'Escape',
    (s) => s.stageListening.clear(),
    (s) => s.stageListening.heard() !== null,
  ),
  'listen.reference': action(
    'Listening',
    'Hear the reference',
    'b',
    (s) => s.references.toggle(),
    (s) => s.references.chosen() !== null,
  ),
  'listen.resetMeters': action('Listening', 'Reset the meters', 'r', (s) => {
    s.meters.reset();
    s.metering.setProbe(s.metering.probe());
    s.metering.clearOvers();
  }),
  'listen.clearOvers': action(
    'Listening',
    'Forget what went over full scale',
    'Alt+KeyR',
    (s) => s.metering.clearOvers(),
    (s) => s.metering.anyOvers(),
  ),
  'listen.soloMode': action('Listening', 'Solo in place, AFL or PFL', 'Alt+KeyL', (s) => {
    const next = (SOLO_MODES.indexOf(s.solo.mode()) + 1) % SOLO_MODES.length;
    s.solo.setMode(SOLO_MODES[next] ?? 'inPlace');
  }),

  'view.mix': action('View', 'The mix', '1', (s) => s.views.showPage('mix'), hasTracks),
  'view.master': action('View', 'The master', '2', (s) => s.views.showPage('master'), hasTracks),
  'view.zoomIn': action('View', 'Zoom in', '+', (s) => zoom(s, 2), hasTracks),
  'view.zoomOut': action('View', 'Zoom out', '-', (s) => zoom(s, 0.5), hasTracks),
  'view.keys': action('View', 'All keys', 'Shift+?', (s) => s.showDialog('keys')),
  'view.help': action('View', 'Help', 'F1', (s) => s.showDialog('help')),
  'view.selfTest': action('View', 'Self-test of the meters', 'Alt+KeyT', (s) =>
    s.showDialog('selfTest'),
  ),
  'view.settings': action('View', 'Settings…', '$mod+,', (s) => s.showDialog('settings')),
} as const satisfies Record<string, StudioAction>;

export type StudioActionId = keyof typeof studioActions;

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
  BracketLeft: '[',
  BracketRight: ']',
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

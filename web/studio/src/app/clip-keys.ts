// The registry's actions on clips: they act on the selected one. On a clip that
// has the focus, S and M are its own keys too (views/track-clip.tsx).
// Thread: main.

import { crossFadePartner, trackOfClip } from '../document/actions/clip-actions';
import { endOf } from '../document/clips';
import type { ClipRecord } from '../document/records';
import type { Studio } from './studio';
import { action, hasTracks, type StudioAction } from './studio-action';

const hasClip = (studio: Studio) => studio.clips.selected() !== null;

function withClip(run: (studio: Studio, clip: ClipRecord) => void) {
  return (studio: Studio) => {
    const clip = studio.clips.selected();
    if (clip) run(studio, clip);
  };
}

/** The playhead as a frame of the clip's track before its delay. */
function playheadOn(studio: Studio, clip: ClipRecord): number {
  return Math.round(studio.transport.playheadFrame) - studio.clips.delayOfClip(clip.id);
}

function isInside(frame: number, clip: ClipRecord): boolean {
  return frame > clip.startFrame && frame < endOf(clip);
}

/** Says why a key did nothing where it could not have. */
function sayOutside(studio: Studio, clip: ClipRecord): void {
  studio.faults.notice(
    `The playhead is not inside ${studio.clips.name(clip.id)}.`,
    'Click where it should be cut, then try again.',
  );
}

function split(studio: Studio, clip: ClipRecord): void {
  const frame = playheadOn(studio, clip);
  if (isInside(frame, clip)) studio.change('clip.split', { clip: clip.id, frame });
  else sayOutside(studio, clip);
}

function trim(edge: 'clip.trimStart' | 'clip.trimEnd') {
  return (studio: Studio, clip: ClipRecord) => {
    const frame = playheadOn(studio, clip);
    if (isInside(frame, clip)) studio.change(edge, { clip: clip.id, frame });
    else sayOutside(studio, clip);
  };
}

function duplicate(studio: Studio, clip: ClipRecord): void {
  studio.change('clip.duplicate', { clip: clip.id });
  const ids = trackOfClip(studio.store, clip.id)?.clipIds ?? [];
  studio.clips.select(ids[ids.indexOf(clip.id) + 1] ?? clip.id);
}

function remove(studio: Studio, clip: ClipRecord): void {
  const { clips } = studio;
  const name = clips.name(clip.id);
  const next = clips.neighbour(clip.id, 1) ?? clips.neighbour(clip.id, -1);
  studio.change('clip.delete', { clip: clip.id });
  clips.select(next);
  studio.faults.notice(`${name} was deleted.`, 'Undo brings it back.');
}

function crossFade(studio: Studio, clip: ClipRecord): void {
  const before = studio.undoLabel();
  studio.change('clip.crossFade', { clip: clip.id });
  const partner = crossFadePartner(studio.store, clip.id);
  if (studio.store.find('clip', clip.id) !== clip || before !== studio.undoLabel()) return;
  studio.faults.notice(
    partner
      ? `${studio.clips.name(clip.id)} has nothing to cross-fade with: the sound ends at the cut.`
      : `No clip touches the end of ${studio.clips.name(clip.id)}.`,
    'Move the next clip over this one’s end, then try again.',
  );
}

/** Mute, or cross-fade, of a clip by its own button or key. */
export const clipCommands = { split, duplicate, remove, crossFade } as const;

export const clipKeys = {
  'clip.split': action('Clips', 'Split at the playhead', 'x', withClip(split), hasClip),
  'clip.duplicate': action('Clips', 'Duplicate', '$mod+KeyD', withClip(duplicate), hasClip),
  'clip.delete': action('Clips', 'Delete the clip', 'Delete', withClip(remove), hasClip),
  'clip.mute': action(
    'Clips',
    'Mute the clip',
    'Alt+KeyM',
    withClip((s, clip) => s.change('clip.mute', { clip: clip.id })),
    hasClip,
  ),
  'clip.trimStart': action(
    'Clips',
    'Trim its start to the playhead',
    'Alt+BracketLeft',
    withClip(trim('clip.trimStart')),
    hasClip,
  ),
  'clip.trimEnd': action(
    'Clips',
    'Trim its end to the playhead',
    'Alt+BracketRight',
    withClip(trim('clip.trimEnd')),
    hasClip,
  ),
  'clip.crossFade': action(
    'Clips',
    'Cross-fade with the next',
    'Alt+KeyX',
    withClip(crossFade),
    hasClip,
  ),
  'clip.gainLine': action('Clips', 'Show gain lines', 'a', (s) => s.clips.toggleLine(), hasTracks),
} as const satisfies Record<string, StudioAction>;

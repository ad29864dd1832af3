// What the number fields of a clip and of a track's delay turn.
// Thread: main.

import type { ParamSpec } from '@lathe/worklet/params/params.generated';
import {
  CLIP_GAIN_DB,
  clamp,
  DELAY_MS,
  type FadeSide,
  fadeOf,
  heardFade,
  tidy,
  withFade,
} from '../document/clips';
import type { ClipRecord } from '../document/records';
import type { ControlModel } from '../ui/control-model';
import { heldModel, numberSpec } from './held-model';
import type { Studio } from './studio';

/** The longest fade that a field reaches; a handle goes on to the clip's end. */
const LONGEST_FADE_MS = 10_000;

interface ClipField {
  spec: ParamSpec;
  name: string;
  stored(clip: ClipRecord): number;
  /** The clip with that value, to be drawn. */
  drawn(clip: ClipRecord, value: number): ClipRecord;
  put(clip: string, value: number): void;
}

function clipModel(studio: Studio, id: string, field: ClipField): ControlModel {
  const { clips } = studio;
  return heldModel({
    spec: field.spec,
    name: () => `${clips.name(id)} ${field.name}`,
    stored: () => {
      const clip = clips.shown(id);
      return clip ? field.stored(clip) : 0;
    },
    show: (value) => {
      const clip = studio.store.find('clip', id);
      const track = clips.trackOf(id);
      if (!clip || !track) return;
      clips.setDraft(value === null ? null : { clip: field.drawn(clip, value), track });
    },
    put: (value) => field.put(id, value),
  });
}

export function clipGainModel(studio: Studio, id: string): ControlModel {
  const { min, max } = CLIP_GAIN_DB;
  return clipModel(studio, id, {
    spec: numberSpec('Gain', 'dB', min, max),
    name: 'gain',
    stored: (clip) => clip.gainDb ?? 0,
    drawn: (clip, gainDb) => tidy({ ...clip, gainDb }),
    put: (clip, gainDb) => studio.change('clip.gain', { clip, gainDb }),
  });
}

export function clipStartModel(studio: Studio, id: string): ControlModel {
  const rate = studio.store.session.sampleRate;
  const seconds = Math.max(60, Math.ceil((studio.songFrames() / rate) * 1.25));
  const frames = (value: number) => Math.max(0, Math.round(value * rate));
  return clipModel(studio, id, {
    spec: numberSpec('Start', '', 0, seconds),
    name: 'start',
    stored: (clip) => clip.startFrame / rate,
    drawn: (clip, value) => ({ ...clip, startFrame: frames(value) }),
    put: (clip, value) => studio.change('clip.move', { clip, startFrame: frames(value) }),
  });
}

export function clipFadeModel(studio: Studio, id: string, side: FadeSide): ControlModel {
  const rate = studio.store.session.sampleRate;
  const frames = (value: number) => Math.round((value * rate) / 1000);
  const clip = studio.store.find('clip', id);
  const longest = clamp(((clip?.frames ?? 0) / rate) * 1000, 1, LONGEST_FADE_MS);
  return clipModel(studio, id, {
    spec: numberSpec(side === 'in' ? 'Fade in' : 'Fade out', 'ms', 0, longest),
    name: side === 'in' ? 'fade in' : 'fade out',
    stored: (record) => (heardFade(record, side) / rate) * 1000,
    drawn: (record, value) =>
      withFade(record, side, {
        frames: clamp(frames(value), 0, record.frames),
        cut: 0,
        curve: fadeOf(record, side).curve,
      }),
    put: (record, value) =>
      studio.change('clip.fade', { clip: record, side, frames: frames(value) }),
  });
}

export function trackDelayModel(studio: Studio, track: string, name: () => string): ControlModel {
  return heldModel({
    spec: numberSpec('Delay', 'ms', DELAY_MS.min, DELAY_MS.max),
    name: () => `${name()} delay`,
    stored: () => studio.records.track(track)?.delayMs ?? 0,
    show: () => {},
    put: (delayMs) => studio.change('track.delay', { track, delayMs }),
  });
}

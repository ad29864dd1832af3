// What the song's view knows of clips beside the document: which one is
// selected, how one looks while it is dragged, what edges snap to, whether gain
// lines are shown. Frames "heard" have the track's delay in them.
// Thread: main.

import { createMemo, createRoot, createSignal } from 'solid-js';
import { nextClip, trackOfClip } from '../document/actions/clip-actions';
import { delayFrames, endOf } from '../document/clips';
import type { ClipRecord } from '../document/records';
import { type Beat, beatsUntil, nearest } from './beat-grid';
import { readSetting, writeSetting } from './settings';
import type { Studio } from './studio';

/** A clip as a drag would leave it; the document has it when the drag ends. */
export interface ClipDraft {
  clip: ClipRecord;
  track: string;
}

/** Edges snap within this distance on the screen; beats too where they are this far apart. */
const SNAP_PX = 8;
const BEATS_APART_PX = 24;

export class ClipDesk {
  readonly #studio: Studio;
  readonly #selected = createSignal<string | null>(null);
  readonly #point = createSignal<number | null>(null);
  readonly #draft = createSignal<ClipDraft | null>(null);
  readonly #snap = createSignal<number | null>(null);
  readonly #showsLine = createSignal(readSetting('gainLine') === 'on');
  readonly #beats: () => Beat[];

  constructor(studio: Studio) {
    this.#studio = studio;
    this.#beats = createRoot(() =>
      createMemo(() => beatsUntil(studio.records.session(), studio.songFrames() * 2)),
    );
  }

  /**
   * The selected clip as it is in the document; tracked. None while another strip is selected, so
   * that a key meant for that does not reach a clip that is out of mind.
   */
  selected(): ClipRecord | null {
    const id = this.#selected[0]();
    if (id === null || this.#studio.selection() !== this.trackOf(id)) return null;
    return this.record(id);
  }

  select(id: string | null): void {
    if (id !== this.#selected[0]()) this.#point[1](null);
    this.#selected[1](id);
    const track = id === null ? undefined : trackOfClip(this.#studio.store, id);
    if (track) this.#studio.select(track.id);
  }

  /** Index of the gain point that was touched last on the selected clip; tracked. */
  point(): number | null {
    return this.#point[0]();
  }

  choosePoint(index: number | null): void {
    this.#point[1](index);
  }

  record(id: string): ClipRecord | null {
    return (this.#studio.records.get(`clip:${id}`) as ClipRecord | undefined) ?? null;
  }

  /** As a drag has it now, or as it is in the document; tracked. */
  shown(id: string): ClipRecord | null {
    const draft = this.draft();
    return draft?.clip.id === id ? draft.clip : this.record(id);
  }

  draft(): ClipDraft | null {
    return this.#draft[0]();
  }

  setDraft(draft: ClipDraft | null): void {
    this.#draft[1](draft);
    if (!draft) this.#snap[1](null);
  }

  /** Where a dragged edge has snapped to, to be shown; tracked. */
  snapFrame(): number | null {
    return this.#snap[0]();
  }

  showsLine(): boolean {
    return this.#showsLine[0]();
  }

  toggleLine(): void {
    const shown = !this.showsLine();
    this.#showsLine[1](shown);
    writeSetting('gainLine', shown ? 'on' : 'off');
  }

  /** The track's clips in the order of its document, a dragged one as it would be; tracked. */
  onTrack(track: string): ClipRecord[] {
    const draft = this.draft();
    const ids = this.#studio.records.track(track)?.clipIds ?? [];
    const clips = ids.flatMap((id) => {
      if (id !== draft?.clip.id) return this.record(id) ?? [];
      return draft.track === track ? draft.clip : [];
    });
    if (draft?.track === track && !ids.includes(draft.clip.id)) clips.push(draft.clip);
    return clips;
  }

  /** "Kick clip 2": its place in time on its track. Tracked. */
  name(id: string): string {
    const track = trackOfClip(this.#studio.store, id);
    if (!track) return 'Clip';
    const ids = this.#studio.records.track(track.id)?.clipIds ?? [];
    const starts = ids.map((other, order) => ({
      other,
      order,
      start: this.record(other)?.startFrame ?? 0,
    }));
    starts.sort((a, b) => a.start - b.start || a.order - b.order);
    return `${track.name} clip ${starts.findIndex(({ other }) => other === id) + 1}`;
  }

  trackOf(id: string): string | null {
    return trackOfClip(this.#studio.store, id)?.id ?? null;
  }

  /** The track's delay in frames; tracked. */
  delay(track: string): number {
    const record = this.#studio.records.track(track);
    return record ? delayFrames(record, this.#studio.records.session().sampleRate) : 0;
  }

  delayOfClip(id: string): number {
    const track = trackOfClip(this.#studio.store, id);
    return track ? this.delay(track.id) : 0;
  }

  /** The selected clip's neighbour in time on its track. */
  neighbour(id: string, by: 1 | -1): string | null {
    if (by === 1) return nextClip(this.#studio.store, id)?.id ?? null;
    const ids = trackOfClip(this.#studio.store, id)?.clipIds ?? [];
    return ids.find((other) => nextClip(this.#studio.store, other)?.id === id) ?? null;
  }

  /**
   * The first of `edges` (frames heard) that lies near a bar, a beat, the song's start, the
   * playhead or another clip's edge, as the distance to go; 0 where none does.
   */
  snapBy(edges: readonly number[], dragged: string): number {
    const studio = this.#studio;
    const framesPerPx = studio.timeline.framesPerPx(studio.songFrames());
    const beats = this.#beats();
    const beatPx = ((beats[1]?.frame ?? 0) - (beats[0]?.frame ?? 0)) / framesPerPx;
    const targets = beats
      .filter(({ isBar }) => isBar || beatPx >= BEATS_APART_PX)
      .map(({ frame }) => frame);
    targets.push(Math.round(studio.transport.playheadFrame));
    for (const track of studio.store.session.trackIds) {
      const delay = this.delay(track);
      for (const id of studio.store.find('track', track)?.clipIds ?? []) {
        const clip = studio.store.find('clip', id);
        if (clip && id !== dragged) targets.push(clip.startFrame + delay, endOf(clip) + delay);
      }
    }
    for (const edge of edges) {
      const target = nearest(targets, edge, SNAP_PX * framesPerPx);
      if (target === null) continue;
      this.#snap[1](target);
      return target - edge;
    }
    this.#snap[1](null);
    return 0;
  }

  /** Frames of the beat at `frame`: how far a key moves a clip. */
  beatFrames(frame: number): number {
    const beats = this.#beats();
    const at = Math.max(
      0,
      beats.findLastIndex((beat) => beat.frame <= frame),
    );
    const here = beats[at];
    const next = beats[at + 1];
    return here && next ? next.frame - here.frame : this.#studio.store.session.sampleRate / 2;
  }
}

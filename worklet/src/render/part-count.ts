// How many engines render a song together. Each works whole shards of tracks on
// a core of its own, and takes memory of its own, some 25 MB: more than one,
// then, where there is enough to do for them, and room.
// Thread: any.

import { ListenStage } from '../engine/engine-constants';
import type { SessionDocument, TrackDocument } from '../session/session-document';

/** Tracks of a shard: kStripsPerShard of wasm-core/console. */
const kShardTracks = 8;
/** More would wait for the last one, which has the buses and the master. */
const kMostParts = 4;
/** From what `deviceMemory` says there is room for a second engine, and for more. */
const kGigabytesForTwo = 4;
const kGigabytesForMore = 8;

/** For this machine, at the most. */
export function partsOfMachine(cores: number, memoryGigabytes: number): number {
  if (memoryGigabytes < kGigabytesForTwo || cores < 2) return 1;
  // Of more than two cores one is left to the page, to playback and to the reading of stems.
  return memoryGigabytes < kGigabytesForMore || cores < 4 ? 2 : Math.min(kMostParts, cores - 1);
}

/**
 * For this song, at the most `most`. Tracks without a stage that is on are sooner added up than
 * handed on, and do not count. A track that hears a bus wants the bus in its own engine, so that
 * one engine renders all.
 */
export function partsOfSong({ tracks, buses }: SessionDocument, most: number): number {
  const busIds = new Set(buses.map(({ id }) => id));
  const hearsBus = tracks.some(({ strip }) => strip.keys?.some(({ from }) => busIds.has(from)));
  const shards = Math.ceil(tracks.filter(hasStage).length / kShardTracks);
  return hearsBus ? 1 : Math.max(1, Math.min(most, shards));
}

function hasStage({ strip }: TrackDocument): boolean {
  return Object.keys(ListenStage).some((stage) => strip.params[`${stage}.on`] === true);
}

/** `deviceMemory` where the browser says it (Chromium); enough for two elsewhere. */
export function machineParts(): number {
  const { hardwareConcurrency, deviceMemory } = navigator as Navigator & { deviceMemory?: number };
  return partsOfMachine(hardwareConcurrency, deviceMemory ?? kGigabytesForTwo);
}

// Where bars and beats begin, from the tempo map and the time signatures, and
// what a dragged edge snaps to. A new time signature begins a bar.
// Units: frames at the session's rate. Thread: any (no state).

import type { SessionRecord } from '../document/records';

export interface Beat {
  frame: number;
  isBar: boolean;
}

/** No song has more; a damaged tempo map stops here. */
const MOST_BEATS = 50_000;

type TempoMap = Pick<SessionRecord, 'tempo' | 'timeSignatures' | 'sampleRate'>;

/** The frame that lies `quarters` behind `frame`, through changes of tempo. */
function advance({ tempo, sampleRate }: TempoMap, frame: number, quarters: number): number {
  let at = frame;
  let left = quarters;
  for (;;) {
    const current = tempo.findLast((mark) => mark.frame <= at) ?? tempo[0];
    const framesPerQuarter = (60 / (current?.bpm ?? 120)) * sampleRate;
    const change = tempo.find((mark) => mark.frame > at)?.frame ?? Number.POSITIVE_INFINITY;
    const end = at + left * framesPerQuarter;
    if (end <= change) return end;
    left -= (change - at) / framesPerQuarter;
    at = change;
  }
}

/** Beats from the song's start to `endFrame`, the first of each bar marked. */
export function beatsUntil(map: TempoMap, endFrame: number): Beat[] {
  const beats: Beat[] = [];
  let frame = 0;
  let inBar = 0;
  let signature = map.timeSignatures[0];
  while (frame <= endFrame && beats.length < MOST_BEATS) {
    const here = map.timeSignatures.findLast((mark) => mark.frame <= frame);
    if (here !== signature) inBar = 0;
    signature = here;
    beats.push({ frame: Math.round(frame), isBar: inBar === 0 });
    inBar = (inBar + 1) % (signature?.numerator ?? 4);
    const next = advance(map, frame, 4 / (signature?.denominator ?? 4));
    const change = map.timeSignatures.find((mark) => mark.frame > frame)?.frame;
    frame = change !== undefined && change < next ? change : next;
  }
  return beats;
}

/** The nearest of `targets` to `frame`, where it is within `reach`; else null. */
export function nearest(targets: Iterable<number>, frame: number, reach: number): number | null {
  let found: number | null = null;
  for (const target of targets) {
    const away = Math.abs(target - frame);
    if (away <= reach && (found === null || away < Math.abs(found - frame))) found = target;
  }
  return found;
}

// A session of many tracks out of a few, every stage and kind of bus at work.
import type { SessionDocument } from '../../../worklet/src/session/session-document';
import { mixedSession } from './mixed-session';

/** Many tracks of a few stems, mixed by rule; of keys only those that every engine can follow. */
export function manyTracks(
  plain: SessionDocument,
  count: number,
  busKeys: boolean,
): SessionDocument {
  const document = structuredClone(plain);
  const few = document.tracks;
  document.tracks = Array.from({ length: count }, (_, i) => {
    const track = structuredClone(few[i % few.length]!);
    track.id = `t${(i * 11) % count}`;
    track.clips = track.clips.map((clip) => ({ ...clip, id: `c${i}`, startFrame: 37 * i }));
    return track;
  });
  const mixed = mixedSession(document);
  const buses = new Set(mixed.buses.map(({ id }) => id));
  for (const { strip } of mixed.tracks) {
    strip.params['fader.gainDb'] = Number(strip.params['fader.gainDb']) - 14;
    if (!busKeys) strip.keys = strip.keys?.filter(({ from }) => !buses.has(from)) ?? [];
  }
  mixed.automation = mixed.automation.filter(({ param }) => param !== 'fader.gainDb');
  return mixed;
}

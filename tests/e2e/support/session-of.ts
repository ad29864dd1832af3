// A session with one track and one clip for each stem.
import type { ImportedStem } from '../../../worklet/src/client/studio-engine';
import { emptySession } from '../../../worklet/src/session/empty-session';
import type { ParamRecord, SessionDocument } from '../../../worklet/src/session/session-document';

export function sessionOf(
  stems: readonly ImportedStem[],
  params: readonly ParamRecord[] = [],
  master: ParamRecord = {},
): SessionDocument {
  const session = emptySession({ name: 'Test', sampleRate: stems[0]?.sampleRate ?? 48000 });
  stems.forEach((stem, i) => {
    const { name, frames, channels, sampleRate, fileSha256 } = stem;
    session.stems.push({ id: `s${i}`, name, frames, channels, sampleRate, fileSha256 });
    session.tracks.push({
      id: `t${i}`,
      name,
      colour: '#4a90d9',
      channels: channels as 1 | 2,
      clips: [{ id: `c${i}`, stem: `s${i}`, sourceFrame: 0, frames, startFrame: 0 }],
      strip: { output: 'mix', params: params[i] ?? {}, sends: [] },
    });
  });
  session.master.params = master;
  return session;
}

// Another record as a session of one track at unity, on the song's timeline: so
// that it is fed and measured as songs are.
// Units: frames at the session's rate, but for the stem's own. Thread: any (no state).

import type { ReferenceRecord } from '../client/studio-engine';
import { emptySession } from './empty-session';
import { framesAtRate } from './sample-rates';
import type { SessionDocument } from './session-document';

/** `rateHz`: the session's; the stem is made ready for it where its own is another. */
export function referenceDocument(
  { stem, offsetFrames }: ReferenceRecord,
  rateHz: number,
): SessionDocument {
  const document = emptySession({ name: stem.name, sampleRate: rateHz });
  const { name, channels, sampleRate, fileSha256 } = stem;
  const frames = framesAtRate(stem, rateHz);
  // What stands before the song's first frame is not heard.
  const sourceFrame = Math.min(Math.max(0, -offsetFrames), frames - 1);
  document.stems = [{ id: 'record', name, frames: stem.frames, channels, sampleRate, fileSha256 }];
  document.tracks = [
    {
      id: 'record',
      name,
      colour: '#808080',
      channels: channels === 1 ? 1 : 2,
      clips: [
        {
          id: 'record',
          stem: 'record',
          sourceFrame,
          frames: frames - sourceFrame,
          startFrame: Math.max(0, offsetFrames),
        },
      ],
      strip: { output: 'mix', params: {}, sends: [] },
    },
  ];
  return document;
}

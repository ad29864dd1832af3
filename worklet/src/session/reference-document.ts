// Another record as a session of one track at unity, on the song's timeline: so
// that it is fed and measured as songs are.
// Thread: any (no state).

import type { ReferenceRecord } from '../client/studio-engine';
import { emptySession } from './empty-session';
import type { SessionDocument } from './session-document';

export function referenceDocument({ stem, offsetFrames }: ReferenceRecord): SessionDocument {
  const document = emptySession({ name: stem.name, sampleRate: stem.sampleRate });
  const { name, frames, channels, sampleRate, fileSha256 } = stem;
  // What stands before the song's first frame is not heard.
  const sourceFrame = Math.min(Math.max(0, -offsetFrames), frames - 1);
  document.stems = [{ id: 'record', name, frames, channels, sampleRate, fileSha256 }];
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

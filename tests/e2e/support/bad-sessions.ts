// Session files and links that the studio has to refuse, each made from a good
// one, with what it has to say about them.
import { deflateRawSync } from 'node:zlib';
import { toBase64Url } from '../../../web/studio/src/link/base64url';
import { encodeLink } from '../../../web/studio/src/link/settings-link';
import { emptySession } from '../../../worklet/src/session/empty-session';
import type { SessionDocument } from '../../../worklet/src/session/session-document';
import { type BadFile, good, kFrames } from './bad-stems';

export interface BadLink {
  what: string;
  fragment: string;
  says: RegExp;
}

export function tracks(count: number): SessionDocument {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return {
    ...emptySession({ name: 'From elsewhere' }),
    stems: [
      {
        id: 'stem',
        name: 'tone.wav',
        frames: kFrames,
        channels: 1,
        sampleRate: 48000,
        fileSha256: '5'.repeat(64),
      },
    ],
    tracks: numbers.map((i) => ({
      id: `t${i}`,
      name: `Track ${i}`,
      colour: '#4fa3d1',
      channels: 1,
      clips: [{ id: `c${i}`, stem: 'stem', sourceFrame: 0, frames: kFrames, startFrame: 0 }],
      strip: { output: 'mix', params: {}, sends: [] },
    })),
  };
}

const goodText = JSON.stringify(tracks(2));
const levels = (count: number) => '['.repeat(count) + ']'.repeat(count);

function replaced(from: string, to: string): Buffer {
  if (!goodText.includes(from)) throw new Error(`the session does not hold ${from}`);
  return Buffer.from(goodText.replace(from, to));
}

export const badSessions: BadFile[] = [
  {
    what: 'a list',
    name: 'list.json',
    buffer: Buffer.from('[1, 2, 3]'),
    says: /not an object.*Open a file that Lathe/,
  },
  {
    what: 'something else that is JSON',
    name: 'package.json',
    buffer: Buffer.from('{"name": "p", "version": 1}'),
    says: /format.*not "lathe-session".*Open a file that Lathe/,
  },
  {
    what: 'an empty file',
    name: 'none.json',
    buffer: Buffer.alloc(0),
    says: /The document is empty\. Open another copy/,
  },
  {
    what: 'a session cut short',
    name: 'half.json',
    buffer: Buffer.from(goodText.slice(0, goodText.length / 2)),
    says: /was cut off\. Copy or download it again/,
  },
  {
    what: 'no JSON at all',
    name: 'prose.lathe',
    buffer: Buffer.from('Dear engineer, turn the vocal up.'),
    says: /not JSON.*Correct it, or open an earlier copy/,
  },
  {
    what: 'audio under the name of a session',
    name: 'wave.json',
    buffer: good,
    says: /zero byte.*Copy or download it again/,
  },
  {
    what: 'the wrong shape',
    name: 'shape.json',
    buffer: replaced('"tempo":[{"frame":0,"bpm":120}]', '"tempo":{"frame":0}'),
    says: /"tempo" is an object; it has to be a list\. Change it/,
  },
  {
    what: 'a field missing',
    name: 'less.json',
    buffer: replaced('"ditherSeed":1,', ''),
    says: /ditherSeed.*is missing\. Add it/,
  },
  {
    what: 'a field too many',
    name: 'more.json',
    buffer: replaced('"ditherSeed":1', '"__proto__":{"polluted":1},"ditherSeed":1'),
    says: /__proto__.*is no field.*remove it/,
  },
  {
    what: '1e999',
    name: 'huge.json',
    buffer: replaced('"frames":48000', '"frames":1e999'),
    says: /1e999.* too large for any number\. Correct it/,
  },
  {
    what: 'wrong types',
    name: 'types.json',
    buffer: replaced('"sampleRate":48000', '"sampleRate":"48000"'),
    says: /"sampleRate" is text in quotes; it has to be a number\. Change it/,
  },
  {
    what: 'a value out of range',
    name: 'range.json',
    buffer: replaced('"params":{}', '"params":{"fader.gainDb":400}'),
    says: /fader\.gainDb.*is 400; it can be .*Change it to a value in that range/,
  },
  {
    what: 'duplicate keys',
    name: 'twice.json',
    buffer: replaced('"name":"From elsewhere"', '"name":"One","name":"Two"'),
    says: /"name" is given twice.*Remove one of the two/,
  },
  {
    what: '10,000 levels',
    name: 'deep.json',
    buffer: Buffer.from(levels(10_000)),
    says: /nested more than 64 deep.*Open another file/,
  },
  {
    what: '10,000 levels inside a session',
    name: 'deeper.json',
    buffer: replaced('"automation":[]', `"automation":${levels(10_000)}`),
    says: /nested more than 64 deep.*Open another file/,
  },
  {
    what: '200 tracks',
    name: 'crowd.json',
    buffer: Buffer.from(JSON.stringify(tracks(200))),
    says: /"tracks" has 200 entries; it can have up to 128\. Remove 72 of them/,
  },
  {
    what: 'a newer version',
    name: 'future.json',
    buffer: replaced('"version":1', '"version":2'),
    says: /"version" is 2: .*newer version of Lathe.*Update Lathe/,
  },
  {
    what: 'more bytes than any session',
    name: 'bulk.json',
    buffer: Buffer.alloc(17 << 20, ' '),
    says: /larger than any session \(16 MB\)\. Choose the session file that Lathe wrote/,
  },
];

// The bad links.

const linkOf = (text: string | Buffer) => `#s=1.${toBase64Url(deflateRawSync(text))}`;
const goodFragment = encodeLink(tracks(2));

export const badLinks: BadLink[] = [
  {
    what: 'of a newer version',
    fragment: goodFragment.replace('#s=1.', '#s=2.'),
    says: /link was made by a newer version of Lathe\. Reload this page/,
  },
  {
    what: 'to a session of a newer version',
    fragment: linkOf(goodText.replace('"version":1', '"version":7')),
    says: /This link cannot be opened: .*"version" is 7.*Update Lathe/,
  },
  {
    what: 'cut short',
    fragment: goodFragment.slice(0, goodFragment.length / 2),
    says: /This link is (damaged or )?cut short\. Ask for the link again/,
  },
  {
    what: 'with foreign characters',
    fragment: `${goodFragment}%%%`,
    says: /This link is damaged\. Ask for the link again/,
  },
  {
    what: 'that unpacks to 64 MB',
    fragment: linkOf(Buffer.alloc(64 << 20)),
    says: /unpacks to more than 16 MB.*Ask for the link again/,
  },
  {
    what: 'that is nested 10,000 deep',
    fragment: linkOf(levels(10_000)),
    says: /This link cannot be opened: .*nested more than 64 deep/,
  },
  {
    what: 'to bytes that are no text',
    fragment: linkOf(Buffer.from([0x22, 0xff, 0xfe, 0x22])),
    says: /This link is damaged\. Ask for the link again/,
  },
  {
    what: 'with 200 tracks',
    fragment: linkOf(JSON.stringify(tracks(200))),
    says: /This link cannot be opened: .*200 entries.*Remove 72/,
  },
];

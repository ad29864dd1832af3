import { constants, deflateRawSync } from 'node:zlib';
import { deflateSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../../web/studio/src/link/base64url';
import { decodeLink, encodeLink, isLink } from '../../web/studio/src/link/settings-link';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { hashOf, seededRandom } from './random-actions';

function sessionOf(tracks: number): SessionDocument {
  const random = seededRandom(tracks);
  const document = emptySession({ name: 'Night Bus – “Überfahrt” 🌙' });
  for (let i = 0; i < tracks; ++i) {
    document.stems.push({
      id: `stem-${i}`,
      name: `Stem ${i}.wav`,
      frames: 9000000 + i,
      channels: 2,
      sampleRate: 48000,
      fileSha256: hashOf(random),
      path: `/home/someone/private/Stem ${i}.wav`,
    });
    document.tracks.push({
      id: `track-${i}`,
      name: `Stem ${i}`,
      colour: '#f08a7d',
      channels: 2,
      clips: [
        { id: `clip-${i}`, stem: `stem-${i}`, sourceFrame: 0, frames: 9000000 + i, startFrame: 0 },
      ],
      strip: {
        output: 'mix',
        params: { 'fader.gainDb': -random() * 20, 'eq.on': true },
        sends: [],
      },
    });
  }
  return document;
}

function linkOf(bytes: Uint8Array, version = '1'): string {
  return `#s=${version}.${toBase64Url(deflateSync(bytes))}`;
}

function refused(fragment: string): string {
  const decoded = decodeLink(fragment);
  if (decoded.ok) throw new Error(`accepted: ${decoded.json.slice(0, 60)}`);
  expect(decoded.remedy).toMatch(/\.$/);
  return decoded.message;
}

describe('settings link', () => {
  it('carries the document, without where files lie', () => {
    const document = sessionOf(12);
    const fragment = encodeLink(document);
    expect(fragment).toMatch(/^#s=1\.[A-Za-z0-9_-]+$/);
    expect(isLink(fragment)).toBe(true);
    const decoded = decodeLink(fragment);
    if (!decoded.ok) throw new Error(decoded.message);
    const expected = { ...document, stems: document.stems.map(({ path: _path, ...stem }) => stem) };
    expect(JSON.parse(decoded.json)).toEqual(expected);
    expect(decoded.json).not.toContain('private');
    console.log(`[ figure ] link_length 12 tracks ${fragment.length} characters`);
  });

  it('stays under 20 kB at 128 tracks', () => {
    const length = encodeLink(sessionOf(128)).length;
    console.log(`[ figure ] link_length 128 tracks ${length} characters`);
    expect(length).toBeLessThan(20000);
  });

  it('refuses every truncation', () => {
    const fragment = encodeLink(sessionOf(3));
    for (let length = 3; length < fragment.length; ++length) refused(fragment.slice(0, length));
  });

  it('never throws on a link with a wrong character, and yields text or a refusal', () => {
    const fragment = encodeLink(sessionOf(3));
    const random = seededRandom(9);
    for (let i = 0; i < 2000; ++i) {
      const at = 5 + Math.floor(random() * (fragment.length - 5));
      const wrong = String.fromCharCode(32 + Math.floor(random() * 95));
      const decoded = decodeLink(fragment.slice(0, at) + wrong + fragment.slice(at + 1));
      if (!decoded.ok) expect(decoded.message.length).toBeGreaterThan(10);
    }
  });

  it('stops a deflate bomb at 16 MB without inflating the rest', () => {
    // 512 MB of zeros, a mebibyte deflated and repeated: each ends at a byte, and the last block is empty.
    const part = deflateRawSync(new Uint8Array(1024 * 1024), {
      finishFlush: constants.Z_FULL_FLUSH,
    });
    const parts = Array.from({ length: 512 }, () => part);
    const bomb = `#s=1.${toBase64Url(Buffer.concat([...parts, Buffer.from([3, 0])]))}`;
    const startedMs = performance.now();
    const heapBefore = process.memoryUsage().rss;
    expect(refused(bomb)).toContain('16 MB');
    const tookMs = performance.now() - startedMs;
    const grew = (process.memoryUsage().rss - heapBefore) / 1e6;
    console.log(`[ figure ] bomb_refused ${tookMs.toFixed(0)} ms, memory +${grew.toFixed(0)} MB`);
    expect(tookMs).toBeLessThan(6000);
  });

  it('takes a document of just under 16 MB', () => {
    const decoded = decodeLink(linkOf(new TextEncoder().encode(' '.repeat(16 * 1024 * 1024))));
    expect(decoded.ok).toBe(true);
  });

  it.each([
    ['a newer version', '#s=2.abcd', 'newer version'],
    ['version 0', '#s=0.abcd', 'not a link'],
    ['no data', '#s=1.', 'damaged'],
    ['no version', '#s=abcd', 'not a link'],
    ['foreign text', '#s=1.<script>', 'damaged'],
    ['half a sextet', '#s=1.abcde', 'damaged'],
    ['not deflated', `#s=1.${toBase64Url(new Uint8Array(64).fill(255))}`, 'damaged or cut short'],
    ['not UTF-8', linkOf(new Uint8Array([0xff, 0xfe, 0xc0])), 'damaged'],
    ['another fragment', '#top', 'not a link'],
  ])('says clearly what is wrong with %s', (_what, fragment, message) => {
    expect(refused(fragment)).toContain(message);
  });

  it('refuses a fragment longer than any session before decoding it', () => {
    expect(refused(`#s=1.${'A'.repeat(9 * 1024 * 1024)}`)).toContain('longer than any session');
  });
});

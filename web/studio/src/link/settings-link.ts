// The settings link: the document as JSON, raw deflate (RFC 1951), base64url,
// in the URL's fragment, which browsers never send to a server:
//   #s=1.<data>
// "1" is the format's version. Stems are named by hash, name and length, never
// by path. A link comes from anywhere, so decoding is bounded: it stops at
// 16 MB inflated, and what it yields is only text, for the C++ loader to check.
// Thread: main.

import type { SessionDocument } from '@lathe/worklet/session/session-document';
import { deflateSync, Inflate } from 'fflate';
import { fromBase64Url, toBase64Url } from './base64url';

export const LINK_VERSION = 1;
/** The loader's own bound on a document. */
export const LONGEST_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** Longer fragments are refused before they are decoded. */
export const LONGEST_FRAGMENT_CHARS = 8 * 1024 * 1024;
/** Deflate grows at most 1032-fold, so one piece yields at most 4 MB before the next check. */
const PIECE_BYTES = 4096;

export type DecodedLink =
  | { ok: true; json: string }
  | { ok: false; message: string; remedy: string };

/** The document as others should get it: without where files lie on this machine. */
export function shareable(document: SessionDocument): SessionDocument {
  return {
    ...document,
    stems: document.stems.map(({ path: _path, ...stem }) => stem),
  };
}

/** The fragment, with its "#". */
export function encodeLink(document: SessionDocument): string {
  const json = new TextEncoder().encode(JSON.stringify(shareable(document)));
  return `#s=${LINK_VERSION}.${toBase64Url(deflateSync(json, { level: 9, mem: 12 }))}`;
}

/** True when the fragment claims to be a settings link, of any version. */
export function isLink(fragment: string): boolean {
  return /^#?s=/.test(fragment);
}

const ASK_AGAIN = 'Ask for the link again and copy all of it.';

function refuse(message: string, remedy: string): DecodedLink {
  return { ok: false, message, remedy };
}

export function decodeLink(fragment: string): DecodedLink {
  if (fragment.length > LONGEST_FRAGMENT_CHARS) {
    return refuse('This link is longer than any session.', ASK_AGAIN);
  }
  const match = /^#?s=(\d{1,6})\.(.*)$/s.exec(fragment);
  if (!match) return refuse('This is not a link that Lathe made.', ASK_AGAIN);
  const version = Number(match[1]);
  if (version > LINK_VERSION) {
    return refuse(
      'This link was made by a newer version of Lathe.',
      'Reload this page to get the newest version, then open the link again.',
    );
  }
  if (version < 1) return refuse('This is not a link that Lathe made.', ASK_AGAIN);
  const packed = fromBase64Url(match[2] ?? '');
  if (!packed || packed.length === 0) return refuse('This link is damaged.', ASK_AGAIN);
  return inflateBounded(packed);
}

function inflateBounded(packed: Uint8Array): DecodedLink {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let ended = false;
  const inflate = new Inflate((piece, final) => {
    total += piece.length;
    if (total <= LONGEST_DOCUMENT_BYTES) pieces.push(piece);
    ended = final;
  });
  try {
    for (let at = 0; at < packed.length; at += PIECE_BYTES) {
      const end = Math.min(packed.length, at + PIECE_BYTES);
      inflate.push(packed.subarray(at, end), end === packed.length);
      if (total > LONGEST_DOCUMENT_BYTES) {
        return refuse('This link unpacks to more than 16 MB, which no session is.', ASK_AGAIN);
      }
    }
  } catch {
    return refuse('This link is damaged or cut short.', ASK_AGAIN);
  }
  if (!ended) return refuse('This link is cut short.', ASK_AGAIN);
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  try {
    return { ok: true, json: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refuse('This link is damaged.', ASK_AGAIN);
  }
}

// What makes a song's mix, as text: two documents with the same key have the same
// mix, to the bit, whatever their masters. Names, colours, links and dither are not
// in it; the order on screen is, which costs a render too many and no more. Nor is
// what of the song is delivered: how far a mix goes, the cache knows.
// Thread: any (no state).

import type { SessionDocument } from '../session/session-document';

/** Keys of a document, at any depth, that nothing of the mix depends on. */
const kUnheard = new Set([
  'name',
  'colour',
  'link',
  'path',
  'ditherSeed',
  'timeSignatures',
  'master',
]);

export function mixKey(session: SessionDocument): string {
  const automation = session.automation.filter(({ target }) => target !== 'master');
  return JSON.stringify({ ...session, automation }, (key, value) =>
    kUnheard.has(key) ? undefined : value,
  );
}

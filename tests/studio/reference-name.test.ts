import { describe, expect, it } from 'vitest';
import { isReferenceName } from '../../web/studio/src/app/reference-name';

describe('a file that is to be compared with', () => {
  it.each([
    'ref.wav',
    'Song_REF_v2.flac',
    'Reference - Artist.wav',
    'rough mix 3.wav',
    '01-Rough.wav',
  ])('is %s', (name) => expect(isReferenceName(name)).toBe(true));
  it.each(['Refrain vocal.wav', 'Kick.wav', 'Through.wav', 'Toms brief.wav', 'prefer.ref'])(
    'is not %s',
    (name) => expect(isReferenceName(name)).toBe(false),
  );
});

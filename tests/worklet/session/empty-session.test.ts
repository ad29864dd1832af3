import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { emptySession } from '../../../worklet/src/session/empty-session';

describe('a new session', () => {
  test('is the document that the engine loads as an empty session', () => {
    const fixture = new URL('../../fixtures/sessions/v1-empty.json', import.meta.url);
    expect(emptySession()).toEqual(JSON.parse(readFileSync(fixture, 'utf8')));
  });

  test('takes its name, rate and seed', () => {
    const session = emptySession({ name: 'Song', sampleRate: 44100, ditherSeed: 7 });
    expect(session).toMatchObject({ name: 'Song', sampleRate: 44100, ditherSeed: 7 });
  });

  test('shares nothing with another one', () => {
    const first = emptySession();
    first.tempo[0]!.bpm = 90;
    first.master.params.driveDb = 3;
    expect(emptySession()).toEqual({ ...emptySession(), master: { params: {} } });
    expect(emptySession().tempo[0]!.bpm).toBe(120);
  });
});

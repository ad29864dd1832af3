// Which strips solo silences, by the same cases as the engine's.
import { describe, expect, it } from 'vitest';
import { silencedBySolo } from '../../web/studio/src/app/solo-heard';
import type { BusRecord, StripRecord, TrackRecord } from '../../web/studio/src/document/records';

const fields = { name: '', colour: '', channels: 2, params: {}, sends: [] } as const;
const track = (id: string, output: string): TrackRecord => ({
  ...fields,
  kind: 'track',
  id,
  output,
  clipIds: [],
});
const bus = (id: string, use: BusRecord['use'], output = 'mix'): BusRecord => ({
  ...fields,
  kind: 'bus',
  id,
  use,
  output,
  effect: null,
});

// kick, snare → drums → band → mix; bass → band; vocal → mix; room is a return.
const desk: StripRecord[] = [
  track('kick', 'drums'),
  track('snare', 'drums'),
  track('bass', 'band'),
  track('vocal', 'mix'),
  bus('mix', 'mix'),
  bus('drums', 'group', 'band'),
  bus('band', 'group'),
  bus('room', 'return'),
];

function heard(...soloed: string[]): string[] {
  const silenced = silencedBySolo(desk, new Set(soloed));
  return desk.map(({ id }) => id).filter((id) => !silenced.has(id));
}

describe('what is heard', () => {
  it.each([
    ['nothing soloed: all', [], desk.map(({ id }) => id)],
    ['a track: its way to the mix', ['kick'], ['kick', 'mix', 'drums', 'band', 'room']],
    [
      'a group: its children and its way',
      ['drums'],
      ['kick', 'snare', 'mix', 'drums', 'band', 'room'],
    ],
    [
      'a group of groups: all below it',
      ['band'],
      ['kick', 'snare', 'bass', 'mix', 'drums', 'band', 'room'],
    ],
    ['a track on the mix', ['vocal'], ['vocal', 'mix', 'room']],
    ['a return: only what is sent to it', ['room'], ['mix', 'room']],
    ['two', ['kick', 'vocal'], ['kick', 'vocal', 'mix', 'drums', 'band', 'room']],
    ['a strip that is gone silences nothing', ['gone'], desk.map(({ id }) => id)],
  ])('%s', (_what, soloed, expected) => {
    expect(heard(...soloed)).toEqual(expected);
  });
});

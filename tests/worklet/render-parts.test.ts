// How many engines a song gets, and how their sums travel: in order, no more
// chunks ahead than there are buffers, and a fault at the place where it struck.
import { expect, test } from 'vitest';
import { EngineError } from '../../worklet/src/client/studio-engine';
import { fault } from '../../worklet/src/messages/fault';
import { partsOfMachine, partsOfSong } from '../../worklet/src/render/part-count';
import { SumReceiver, SumSender, sendFault } from '../../worklet/src/render/track-sums';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { SessionDocument } from '../../worklet/src/session/session-document';

function songOf(tracks: number, stageOn: boolean): SessionDocument {
  const session = emptySession({ name: 'Test', sampleRate: 48000 });
  for (let i = 0; i < tracks; ++i) {
    session.tracks.push({
      id: `t${i}`,
      name: '',
      colour: '#4a90d9',
      channels: 2,
      clips: [],
      strip: { output: 'mix', params: stageOn ? { 'comp.on': true } : {}, sends: [] },
    });
  }
  return session;
}

test('a small machine renders with one engine, two cores with two, none with more than four', () => {
  const parts = [
    [1, 8],
    [2, 2],
    [2, 8],
    [8, 4],
    [4, 8],
    [32, 32],
  ].map(([cores, gigabytes]) => partsOfMachine(cores!, gigabytes!));
  expect(parts).toEqual([1, 1, 2, 2, 3, 4]);
});

test('a song gets no more engines than it has shards at work', () => {
  expect([0, 8, 9, 20, 128].map((tracks) => partsOfSong(songOf(tracks, true), 4))).toEqual([
    1, 1, 2, 3, 4,
  ]);
  expect(partsOfSong(songOf(128, true), 2)).toBe(2);
  expect(partsOfSong(songOf(128, false), 4), 'nothing but faders').toBe(1);
});

test('one engine renders all where a track hears a bus; not where a bus hears a track', () => {
  const session = songOf(20, true);
  session.buses.push({
    id: 'drums',
    kind: 'group',
    strip: { params: {}, keys: [{ stage: 'compressor', from: 't3' }] },
  });
  expect(partsOfSong(session, 4)).toBe(3);
  session.tracks[7]!.strip.keys = [{ stage: 'gate', from: 't12' }];
  expect(partsOfSong(session, 4)).toBe(3);
  session.tracks[7]!.strip.keys = [{ stage: 'gate', from: 'drums' }];
  expect(partsOfSong(session, 4)).toBe(1);
});

test('sums arrive in order, and whoever sends them waits for the slower one', async () => {
  const { port1, port2 } = new MessageChannel();
  const sender = new SumSender(port1, 2);
  const receiver = new SumReceiver(port2);
  let sent = 0;
  const sending = (async () => {
    for (; sent < 20; ++sent) await sender.send(new Float64Array([sent, sent + 0.5]));
  })();
  await new Promise((resolve) => setTimeout(resolve, 50));
  console.log(`[ figure ] chunks ahead of one that takes none: ${sent}`);
  expect(sent).toBe(3);
  const into = new Float64Array(2);
  for (let i = 0; i < 20; ++i) {
    await receiver.receive(into);
    expect([...into]).toEqual([i, i + 0.5]);
  }
  await sending;
  receiver.close();
});

test('what stops a part is thrown to whoever waits for its sums, behind those that came', async () => {
  const { port1, port2 } = new MessageChannel();
  const sender = new SumSender(port1, 1);
  const receiver = new SumReceiver(port2);
  await sender.send(new Float64Array([7]));
  const into = new Float64Array(1);
  await receiver.receive(into);
  expect(into[0]).toBe(7);
  const waiting = receiver.receive(into);
  sendFault(port1, fault('internal', 'A stem ends early.', 'Import it again.').fault);
  await expect(waiting).rejects.toThrow(EngineError);
  await expect(receiver.receive(into)).rejects.toThrow('A stem ends early.');
  receiver.close();
});

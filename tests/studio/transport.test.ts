// The page's transport follows the engine's word: what it shows when the engine
// has stopped by itself, even where a busy page saw nothing of the last blocks.
import { expect, test } from 'vitest';
import type { Frame } from '../../web/studio/src/app/frame-loop';
import { Transport } from '../../web/studio/src/app/transport';

const kRange = { startFrame: 20_000, endFrame: 120_000 };
/** Long after any command: the engine's own word counts. */
const kLater = 1e9;

function transportOf() {
  const seeks: number[] = [];
  const engine = {
    play: () => Promise.resolve(),
    pause: () => {},
    seek: (frame: number) => seeks.push(frame),
    setLoop: () => {},
  };
  const transport = new Transport({
    engine: engine as never,
    songFrames: () => 144_000,
    range: () => kRange,
    sampleRate: () => 48_000,
    onError: (error) => {
      throw error;
    },
  });
  const follow = (playing: boolean, playheadFrame: number) =>
    transport.follow({ fresh: { playing, playheadFrame }, nowMs: kLater } as Frame);
  return { transport, seeks, follow };
}

test('at the end marker it returns to the start marker', async () => {
  const { transport, seeks, follow } = transportOf();
  await transport.play();
  follow(true, 119_000);
  expect(seeks).toEqual([]);
  follow(true, 120_100);
  expect(seeks).toEqual([kRange.startFrame]);
  expect(transport.playing()).toBe(false);
});

test('it returns where the end was passed between two looks at the engine', async () => {
  const { transport, seeks, follow } = transportOf();
  await transport.play();
  follow(true, 119_000);
  follow(false, 120_200);
  expect(seeks).toEqual([kRange.startFrame]);
  expect(transport.playing()).toBe(false);
  expect(transport.playheadFrame).toBe(kRange.startFrame);
});

test('paused behind the end marker it stays there', async () => {
  const { transport, seeks, follow } = transportOf();
  await transport.play();
  transport.pause();
  follow(false, 130_000);
  expect(seeks).toEqual([]);
  expect(transport.playheadFrame).toBe(130_000);
});

test('an engine that stopped inside the song leaves the playhead there', async () => {
  const { transport, seeks, follow } = transportOf();
  await transport.play();
  follow(false, 60_000);
  expect(transport.playing()).toBe(false);
  expect(seeks).toEqual([]);
  expect(transport.playheadFrame).toBe(60_000);
});

// What makes a mix another mix, and what is kept of one: the whole of it or nothing,
// one at a time, and no file left behind.
import { expect, test } from 'vitest';
import type { EngineModule, MixRenderer } from '../../worklet/src/engine/engine-module';
import type { MasterPass } from '../../worklet/src/engine/master-module';
import { MixCache } from '../../worklet/src/render/mix-cache';
import type { MixFile } from '../../worklet/src/render/mix-file';
import { mixKey } from '../../worklet/src/render/mix-key';
import { emptySession } from '../../worklet/src/session/empty-session';
import type { SessionDocument } from '../../worklet/src/session/session-document';
import { MemoryDisk } from './memory-folder';

const kSongFrames = 1000;
const kBlock = 128;

function song(): SessionDocument {
  const session = emptySession({ name: 'Test', sampleRate: 48000 });
  session.stems.push({
    id: 's',
    name: 'Kick',
    frames: 9,
    channels: 2,
    sampleRate: 48000,
    fileSha256: 'a',
  });
  session.tracks.push({
    id: 't',
    name: 'Kick',
    colour: '#000000',
    channels: 2,
    clips: [{ id: 'c', stem: 's', sourceFrame: 0, frames: 9, startFrame: 0 }],
    strip: { output: 'mix', params: {}, sends: [] },
  });
  session.automation.push({
    target: 'master',
    param: 'driveDb',
    points: [{ frame: 0, value: 1 }],
  });
  return session;
}

function keyWith(change: (session: SessionDocument) => void): string {
  const changed = song();
  change(changed);
  return mixKey(changed);
}

test('the key of a mix follows what is heard of it, and not the master, names or colours', () => {
  const key = mixKey(song());
  const same: ((session: SessionDocument) => void)[] = [
    (s) => {
      s.name = 'Renamed';
    },
    (s) => {
      s.master.params = { 'limiter.on': true, driveDb: 6 };
    },
    (s) => {
      s.master.headTail = { startFrame: 3, endFrame: 8, fadeOutFrames: 2, silenceAfterFrames: 9 };
    },
    (s) => {
      s.automation[0]!.points[0]!.value = 9;
    },
    (s) => {
      s.tracks[0]!.name = 'Boom';
      s.tracks[0]!.colour = '#ffffff';
      s.tracks[0]!.strip.link = 3;
    },
    (s) => {
      s.ditherSeed = 77;
    },
  ];
  const other: ((session: SessionDocument) => void)[] = [
    (s) => {
      s.tracks[0]!.strip.params['fader.gainDb'] = -1;
    },
    (s) => {
      s.stems[0]!.fileSha256 = 'b';
    },
    (s) => {
      s.tracks[0]!.clips[0]!.startFrame = 1;
    },
    (s) => {
      s.tracks[0]!.delayMs = 2;
    },
    (s) => {
      s.buses[0]!.strip = { params: { 'comp.on': true } };
    },
    (s) => {
      s.params.panLaw = 'linear';
    },
    (s) => {
      s.tempo[0]!.bpm += 1;
    },
    (s) => {
      s.automation.push({ ...s.automation[0]!, target: 'strip', strip: 't', param: 'mute' });
    },
  ];
  expect(same.map((change) => keyWith(change) === key)).toEqual(same.map(() => true));
  expect(other.map((change) => keyWith(change) === key)).toEqual(other.map(() => false));
});

const kPass = { mostLatencyFrames: () => 500 } as MasterPass;
const kEngine = { HEAPU8: new Uint8Array(1 << 16) } as unknown as EngineModule;
const kMix = {
  songFrames: () => kSongFrames,
  latencyFrames: () => 100,
  mix: (channel: number) => channel * 4 * kBlock,
} as unknown as MixRenderer;

/** Renders `share` of the mix into `file`. */
function render(file: MixFile | null, share = 1): void {
  const wanted = file?.begin(kMix, kPass) ?? 0;
  for (let at = 0; at < share * wanted; at += kBlock) file?.write(kEngine, kMix, kBlock);
}

test('a mix is kept when it is whole, and the next takes its place on the disk', async () => {
  const { root: folder } = new MemoryDisk();
  const mixes = new MixCache(async () => folder, true);
  await mixes.fill('one', async (mix) => render(mix));
  expect(mixes.find('one')?.songFrames).toBe(kSongFrames);
  expect(mixes.find('two')).toBeNull();
  await mixes.fill('two', async (mix) => render(mix));
  expect([mixes.find('one'), mixes.find('two')?.songFrames]).toEqual([null, kSongFrames]);
  expect(await folder.names()).toHaveLength(1);
  await mixes.drop();
  expect(await folder.names()).toHaveLength(0);
});

test('a mix serves every end marker that lies within it', async () => {
  const { root: folder } = new MemoryDisk();
  const mixes = new MixCache(async () => folder, true);
  await mixes.fill('one', async (mix) => render(mix));
  expect(mixes.find('one', kSongFrames)?.songFrames).toBe(kSongFrames);
  expect(mixes.find('one', 10)?.songFrames).toBe(kSongFrames);
  expect(mixes.find('one', kSongFrames + 1)).toBeNull();
  await mixes.drop();
});

test('half a mix is not kept, whether its render ended early or failed', async () => {
  const { root: folder } = new MemoryDisk();
  const mixes = new MixCache(async () => folder, true);
  await mixes.fill('half', async (mix) => render(mix, 0.5));
  expect(mixes.find('half')).toBeNull();
  const failing = mixes.fill('half', async (mix) => {
    render(mix, 0.5);
    throw new Error('cancelled');
  });
  await expect(failing).rejects.toThrow('cancelled');
  expect(mixes.find('half')).toBeNull();
  expect(await folder.names()).toHaveLength(0);
});

test('a full disk costs the kept mix, not the render', async () => {
  const { root: folder } = new MemoryDisk();
  folder.disk.quotaBytes = 3000;
  const mixes = new MixCache(async () => folder, true);
  const asked: boolean[] = [];
  const result = await mixes.fill('large', async (mix) => {
    asked.push(mix !== null);
    render(mix);
    return 'rendered';
  });
  expect(result).toBe('rendered');
  expect(asked).toEqual([true, false]);
  expect(mixes.find('large')).toBeNull();
  expect(await folder.names()).toHaveLength(0);
});

test('nothing is kept where files are in memory', async () => {
  const { root: folder } = new MemoryDisk();
  const mixes = new MixCache(async () => folder, false);
  await mixes.fill('one', async (mix) => render(mix));
  expect(mixes.find('one')).toBeNull();
  expect(await folder.names()).toHaveLength(0);
});

// The FLAC decoder against the reference encoder and decoder (`flac`), and
// against damaged files.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FlacDecoder } from '../../worklet/src/decoders/flac-decoder';
import { flacOffset, readFlacStreamInfo } from '../../worklet/src/decoders/flac-stream-info';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lathe-flac-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Tones, noise bursts and silence: every kind of subframe gets its turn. */
function makeSamples(frames: number, channels: number, bits: number): Int32Array {
  const full = 2 ** (bits - 1) - 1;
  let seed = 1;
  const noise = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    return seed / 2 ** 31;
  };
  const samples = new Int32Array(frames * channels);
  for (let i = 0; i < frames; ++i) {
    const part = Math.floor((8 * i) / frames);
    for (let c = 0; c < channels; ++c) {
      let value = 0;
      if (part === 1) value = Math.sin((i * (c + 2)) / 30);
      else if (part === 2) value = noise();
      else if (part === 3) value = 0.5;
      else if (part === 4) value = Math.sin(i / 15) * 0.5 + noise() * 0.01;
      else if (part === 5) value = i % 2 === 0 ? 1 : -1;
      else if (part === 6) value = (Math.round(Math.sin(i / 50) * 20) * 16) / full;
      else if (part === 7) value = Math.sin(i / 7) * (c === 0 ? 1 : -1);
      samples[i * channels + c] = Math.round(Math.max(-1, Math.min(1, value)) * full);
    }
  }
  return samples;
}

function rawBytes(samples: Int32Array, bits: number): Buffer {
  const bytes = Math.ceil(bits / 8);
  const raw = Buffer.alloc(samples.length * bytes);
  samples.forEach((value, i) => void raw.writeIntLE(value, i * bytes, bytes));
  return raw;
}

function encode(
  name: string,
  samples: Int32Array,
  channels: number,
  bits: number,
  flags: string[],
) {
  const raw = join(folder, `${name}.raw`);
  const flac = join(folder, `${name}.flac`);
  writeFileSync(raw, rawBytes(samples, bits));
  execFileSync('flac', [
    ...['-s', '-f', '--force-raw-format', '--endian=little', '--sign=signed'],
    ...[`--channels=${channels}`, `--bps=${bits}`, '--sample-rate=48000'],
    ...flags,
    ...['-o', flac, raw],
  ]);
  return new Uint8Array(readFileSync(flac));
}

async function decode(file: Uint8Array, chunkBytes: number) {
  const offset = flacOffset(file);
  const info = readFlacStreamInfo(file.subarray(offset, offset + 42), offset)!;
  const decoder = new FlacDecoder(info);
  const parts: number[][] = [];
  const take = ({ planar, frames }: { planar: Int32Array[]; frames: number }) => {
    for (let i = 0; i < frames; ++i) parts.push(planar.map((samples) => samples[i]!));
  };
  for (let at = 0; at < file.length; at += chunkBytes) {
    take(await decoder.decode(file.subarray(at, at + chunkBytes)));
  }
  take(await decoder.finish());
  return { info, samples: Int32Array.from(parts.flat()) };
}

describe('FLAC decodes to the very samples that were encoded', () => {
  const frames = 60000;
  const cases: [string, number, number, string[]][] = [
    ['16-bit stereo, best compression', 16, 2, ['-8']],
    ['16-bit mono, fastest', 16, 1, ['-0']],
    ['24-bit stereo, best compression', 24, 2, ['-8', '-e', '-p']],
    ['24-bit stereo, small blocks', 24, 2, ['-5', '-b', '576']],
    ['24-bit stereo, uneven blocks', 24, 2, ['-5', '-b', '4608', '--lax']],
    ['24-bit mono, 32 coefficients', 24, 1, ['--lax', '-l', '32', '-b', '16384']],
    ['8-bit stereo', 8, 2, ['-5']],
    ['24-bit stereo, fixed predictors', 24, 2, ['-l', '0', '-b', '4096']],
    [
      '24-bit stereo, nothing predicted',
      24,
      2,
      ['--disable-constant-subframes', '--disable-fixed-subframes'],
    ],
  ];
  for (const [name, bits, channels, flags] of cases) {
    test(name, async () => {
      const samples = makeSamples(frames, channels, bits);
      const file = encode(name.replaceAll(/\W+/g, '-'), samples, channels, bits, flags);
      const { info, samples: decoded } = await decode(file, 10007);
      expect([info.bitsPerSample, info.channels, info.totalFrames]).toEqual([
        bits,
        channels,
        frames,
      ]);
      expect(decoded.length).toBe(samples.length);
      const wrong = samples.findIndex((value, i) => value !== decoded[i]);
      expect(wrong, `first wrong sample at ${wrong}`).toBe(-1);
    });
  }

  test('behind an ID3v2 tag, and with bytes arriving one by one', async () => {
    const samples = makeSamples(3000, 1, 16);
    const flac = encode('tagged', samples, 1, 16, ['-5']);
    const tag = new Uint8Array(10 + 200);
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 72]);
    const file = new Uint8Array(tag.length + flac.length);
    file.set(tag);
    file.set(flac, tag.length);
    const { samples: decoded } = await decode(file, 1);
    expect(decoded).toEqual(samples);
  });
});

test('a flipped bit anywhere in the audio is noticed: frames go missing', async () => {
  const samples = makeSamples(20000, 2, 16);
  const file = encode('damaged', samples, 2, 16, ['-5']);
  for (let i = 0; i < 40; ++i) {
    const damaged = file.slice();
    const at = 9000 + Math.floor(((file.length - 9000) * i) / 40);
    damaged[at]! ^= 1 << (i % 8);
    const { samples: decoded } = await decode(damaged, 65536);
    expect(decoded.length, `byte ${at}`).toBeLessThan(samples.length);
  }
});

test('noise in the place of a file ends quietly', async () => {
  const samples = makeSamples(2000, 2, 16);
  const file = encode('noise', samples, 2, 16, ['-5']);
  let seed = 7;
  for (let round = 0; round < 50; ++round) {
    const damaged = file.slice();
    for (let i = 42; i < damaged.length; ++i) {
      seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
      damaged[i] = seed >>> 24;
    }
    const { samples: decoded } = await decode(damaged, 4096);
    expect(decoded.length).toBeLessThan(samples.length);
  }
});

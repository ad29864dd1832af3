// Stems made on the spot, as the bytes of WAV and FLAC files.
import { execFileSync } from 'node:child_process';

export interface SyntheticStem {
  name: string;
  channels: 1 | 2;
  bits: 16 | 24;
  /** Sample of channel c at frame i, −1…1. */
  sample: (i: number, c: number) => number;
  flac?: boolean;
}

function seededNoise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

/** Loud from the very first frame on, so that a fade or a missing frame shows. */
export function threeStems(): SyntheticStem[] {
  const noise = seededNoise(5);
  return [
    {
      name: 'tone.wav',
      channels: 2,
      bits: 24,
      sample: (i, c) => 0.3 * Math.cos((i * (c + 1) * 220 * 2 * Math.PI) / 48000),
    },
    {
      name: 'hits.wav',
      channels: 1,
      bits: 16,
      sample: (i) => noise() * 0.5 * Math.exp(-(i % 12000) / 2000),
    },
    {
      name: 'chord.flac',
      channels: 2,
      bits: 24,
      flac: true,
      sample: (i, c) => 0.2 * Math.cos((i * (330 + 3 * c) * 2 * Math.PI) / 48000),
    },
  ];
}

export function wavBytes(stem: SyntheticStem, frames: number, sampleRate = 48000): Buffer {
  const bytesPerSample = stem.bits / 8;
  const dataBytes = frames * stem.channels * bytesPerSample;
  const file = Buffer.alloc(44 + dataBytes);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(stem.channels, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * stem.channels * bytesPerSample, 28);
  file.writeUInt16LE(stem.channels * bytesPerSample, 32);
  file.writeUInt16LE(stem.bits, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  const scale = 2 ** (stem.bits - 1) - 1;
  let at = 44;
  for (let i = 0; i < frames; ++i) {
    for (let c = 0; c < stem.channels; ++c, at += bytesPerSample) {
      file.writeIntLE(Math.round(stem.sample(i, c) * scale), at, bytesPerSample);
    }
  }
  return file;
}

export function stemBytes(stem: SyntheticStem, frames: number, sampleRate = 48000): Buffer {
  const wav = wavBytes(stem, frames, sampleRate);
  if (!stem.flac) return wav;
  return execFileSync('flac', ['-s', '-c', '-5', '-'], {
    input: wav,
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

// Stems that the studio has to refuse, each made from a good one, with what it
// has to say about them.
import { stemBytes, wavBytes } from './synthetic-stems';

export interface GivenFile {
  name: string;
  buffer: Buffer;
}

export interface BadFile extends GivenFile {
  what: string;
  says: RegExp;
}

/** Of the good stems. */
export const kFrames = 48000;

export const tone = (i: number) => 0.25 * Math.sin((i * 330 * 2 * Math.PI) / 48000);
export const good = wavBytes({ name: '', channels: 2, bits: 16, sample: tone }, kFrames);
export const goodFlac = stemBytes(
  { name: '', channels: 1, bits: 16, sample: (i) => tone(i) + 0.1 * tone(7 * i), flac: true },
  kFrames,
);

function patched(bytes: Buffer, at: number, value: number, count: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUIntLE(value, at, count);
  return copy;
}

function withChannels(channels: number): Buffer {
  const copy = patched(good, 22, channels, 2);
  return patched(copy, 32, channels * 2, 2);
}

/** 32-bit float, one channel. */
export function floatWav(samples: Float32Array): Buffer {
  const bytes = wavBytes({ name: '', channels: 1, bits: 16, sample: () => 0 }, 0);
  bytes.writeUInt32LE(36 + samples.byteLength, 4);
  bytes.writeUInt16LE(3, 20);
  bytes.writeUInt32LE(48000 * 4, 28);
  bytes.writeUInt16LE(4, 32);
  bytes.writeUInt16LE(32, 34);
  bytes.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([bytes, Buffer.from(samples.buffer)]);
}

export const badStems: BadFile[] = [
  {
    what: 'not audio',
    name: 'letter.wav',
    buffer: Buffer.from('This is a letter, not a recording of anything.'),
    says: /letter\.wav is not a WAV or FLAC file\. Export the stem as WAV or FLAC/,
  },
  {
    what: 'an MP3',
    name: 'song.mp3',
    buffer: Buffer.concat([Buffer.from('ID3\x03'), Buffer.alloc(400, 7)]),
    says: /song\.mp3 is not a WAV or FLAC file\. Export the stem as WAV or FLAC/,
  },
  {
    what: 'zero bytes',
    name: 'nothing.wav',
    buffer: Buffer.alloc(0),
    says: /nothing\.wav is empty\. Export it again/,
  },
  {
    what: 'a truncated WAV',
    name: 'half.wav',
    buffer: good.subarray(0, 44 + 4 * 24000),
    says: /half\.wav is cut short: .*48000 frames .*only 24000 frames .*Copy or download it again/,
  },
  {
    what: 'a WAV cut inside its header',
    name: 'head.wav',
    buffer: good.subarray(0, 21),
    says: /head\.wav ends inside its header\. Copy or download it again/,
  },
  {
    what: 'a header that lies about its size',
    name: 'liar.wav',
    buffer: patched(good, 40, 4 * 480000, 4),
    says: /liar\.wav .*lies about its size: .*480000 frames .*only 48000 frames .*ffmpeg -i/,
  },
  {
    what: 'a header that was never finished',
    name: 'crashed.wav',
    buffer: patched(good, 40, 0, 4),
    says: /crashed\.wav has a header that was never finished.* ffmpeg/,
  },
  {
    what: 'no frames',
    name: 'short.wav',
    buffer: wavBytes({ name: '', channels: 1, bits: 16, sample: tone }, 0),
    says: /short\.wav holds no audio.*Export it again/,
  },
  {
    what: 'a rate that no session has',
    name: 'phone.wav',
    buffer: wavBytes({ name: '', channels: 1, bits: 16, sample: tone }, 4410, 8000),
    says: /phone\.wav is at 8 kHz, a sample rate that Lathe does not take\. Export it at 22\.05, .*48, .* or 192 kHz/,
  },
  {
    what: 'six channels',
    name: 'surround.wav',
    buffer: withChannels(6),
    says: /surround\.wav has 6 channels; a track takes one or two\. Export it as mono or stereo/,
  },
  {
    what: 'a truncated FLAC',
    name: 'half.flac',
    buffer: goodFlac.subarray(0, Math.floor(goodFlac.length / 2)),
    says: /half\.flac is damaged or cut short: \d+ of 48000 frames .*Copy or export it again/,
  },
  {
    what: 'a FLAC damaged in its middle',
    name: 'scratched.flac',
    buffer: patched(goodFlac, Math.floor(goodFlac.length / 2), 0x5a5a5a5a5a, 5),
    says: /scratched\.flac is damaged or cut short: \d+ of 48000 frames .*Copy or export it again/,
  },
  {
    what: 'a FLAC of nothing but its mark',
    name: 'mark.flac',
    buffer: Buffer.from('fLaC'),
    says: /mark\.flac is not a WAV or FLAC file\. Export/,
  },
];

// What the tests of the command line share: running it, and making and reading
// WAV files without any of the engine's code.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const binary = process.env.LATHE ?? 'build/native/lathe';

/** Runs `lathe` and waits. */
export function lathe(args, options = {}) {
  const run = spawnSync(binary, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  return { status: run.status, signal: run.signal, stdout: run.stdout, stderr: run.stderr };
}

/** Runs `lathe`, which has to succeed. */
export function latheOk(args, options) {
  const run = lathe(args, options);
  if (run.status !== 0) {
    throw new Error(`lathe ${args.join(' ')} ended with ${run.status}: ${run.stderr}`);
  }
  return run;
}

/** True where another program is there to compare with; says so where it is not. */
export function have(program, context) {
  const found = spawnSync('which', [program]).status === 0;
  if (!found) context.skip(`${program} is not installed`);
  return found;
}

export function tool(program, args) {
  const run = spawnSync(program, args, { maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`${program}: ${run.stderr}`);
  return run;
}

/** A folder of its own, removed when the file's tests are done. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lathe-cli-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const tags = { s16: 1, s24: 1, s32: 1, u8: 1, f32: 3, f64: 3 };
const widths = { s16: 2, s24: 3, s32: 4, u8: 1, f32: 4, f64: 8 };

/**
 * A WAV file's bytes. `channels`: arrays of numbers, full scale 1 (integers are
 * rounded); `type`: u8, s16, s24, s32, f32 or f64; with a channel `mask`,
 * WAVE_FORMAT_EXTENSIBLE.
 */
export function wav(channels, { rate = 48000, type = 's24', mask } = {}) {
  const width = widths[type];
  const frames = channels[0].length;
  const data = Buffer.alloc(frames * channels.length * width);
  const scale = 2 ** (8 * width - 1);
  let at = 0;
  for (let i = 0; i < frames; i++) {
    for (const channel of channels) {
      if (type === 'f32') data.writeFloatLE(channel[i], at);
      else if (type === 'f64') data.writeDoubleLE(channel[i], at);
      else if (type === 'u8') data.writeUInt8(Math.round(channel[i] * 128) + 128, at);
      else
        data.writeIntLE(
          Math.max(-scale, Math.min(scale - 1, Math.round(channel[i] * scale))),
          at,
          width,
        );
      at += width;
    }
  }
  const more = mask === undefined ? 0 : 24;
  const head = Buffer.alloc(44 + more);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + more + data.length + (data.length % 2), 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16 + more, 16);
  head.writeUInt16LE(mask === undefined ? tags[type] : 0xfffe, 20);
  head.writeUInt16LE(channels.length, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * channels.length * width, 28);
  head.writeUInt16LE(channels.length * width, 32);
  head.writeUInt16LE(8 * width, 34);
  if (mask !== undefined) {
    head.writeUInt16LE(22, 36);
    head.writeUInt16LE(8 * width, 38);
    head.writeUInt32LE(mask, 40);
    head.writeUInt16LE(tags[type], 44);
    head.write('000000001000800000aa00389b71', 46, 'hex');
  }
  head.write('data', 36 + more);
  head.writeUInt32LE(data.length, 40 + more);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

export function writeWav(path, channels, options) {
  writeFileSync(path, wav(channels, options));
  return path;
}

/** Reads a WAV file of 16, 24 or 32f: its rate and channels as Float64Array. */
export function readWav(path) {
  const bytes = readFileSync(path);
  let at = 12;
  let format;
  for (;;) {
    const id = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    if (id === 'fmt ') format = at + 8;
    if (id === 'data') break;
    at += 8 + size + (size % 2);
  }
  const count = bytes.readUInt16LE(format + 2);
  const width = bytes.readUInt16LE(format + 14) / 8;
  const isFloat = bytes.readUInt16LE(format) === 3;
  const frames = bytes.readUInt32LE(at + 4) / (count * width);
  const channels = Array.from({ length: count }, () => new Float64Array(frames));
  at += 8;
  for (let i = 0; i < frames; i++) {
    for (let ch = 0; ch < count; ch++, at += width) {
      channels[ch][i] = isFloat
        ? bytes.readFloatLE(at)
        : bytes.readIntLE(at, width) / 2 ** (8 * width - 1);
    }
  }
  return { rate: bytes.readUInt32LE(format + 4), bits: 8 * width, isFloat, frames, channels };
}

/** Uniform noise in ±amplitude on the 24-bit grid, the same for the same seed. */
export function noise(frames, amplitude, seed) {
  let state = seed >>> 0;
  return Float64Array.from({ length: frames }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.round(amplitude * (state / 2 ** 31 - 1) * 2 ** 23) / 2 ** 23;
  });
}

export function sine(frames, hz, amplitude, rate = 48000, phase = 0) {
  return Float64Array.from(
    { length: frames },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / rate + phase),
  );
}

export function figure(name, value, unit) {
  console.log(`[ figure ] ${name} ${value} ${unit}`);
}

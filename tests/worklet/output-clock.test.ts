// What is heard is told evenly though the device's buffers come unevenly.
import { expect, test } from 'vitest';
import { OutputClock } from '../../worklet/src/client/output-clock';

const kBufferSeconds = 1024 / 48000;
const kLatencySeconds = 0.064;

/** A context whose device asks for its buffers late by `lateMs(n)`. */
class Device {
  nowMs = 0;
  startMs = 0;
  readonly baseLatency = kBufferSeconds;
  readonly outputLatency = kLatencySeconds;
  readonly #lateMs: (buffer: number) => number;

  constructor(lateMs: (buffer: number) => number) {
    this.#lateMs = lateMs;
  }

  /** What reaches the ear, which knows of no buffers. */
  get heard(): number {
    return (this.nowMs - this.startMs) / 1000 - kLatencySeconds;
  }

  get #buffer(): { index: number; askedMs: number } {
    let index = Math.floor((this.nowMs - this.startMs) / 1000 / kBufferSeconds);
    const askedMs = (n: number) => this.startMs + n * kBufferSeconds * 1000 + this.#lateMs(n);
    while (askedMs(index) > this.nowMs) --index;
    return { index, askedMs: askedMs(index) };
  }

  get currentTime(): number {
    return (this.#buffer.index + 1) * kBufferSeconds;
  }

  getOutputTimestamp() {
    const { index, askedMs } = this.#buffer;
    return { contextTime: index * kBufferSeconds - kLatencySeconds, performanceTime: askedMs };
  }
}

function clockOf(device: Device): OutputClock {
  return new OutputClock(device as unknown as AudioContext, () => device.nowMs);
}

/** Largest error in ms over `seconds` of a page that looks 60 times a second. */
function worstMs(device: Device, clock: OutputClock, seconds: number): number {
  let worst = 0;
  for (const end = device.nowMs + seconds * 1000; device.nowMs < end; device.nowMs += 16.7) {
    worst = Math.max(worst, Math.abs(clock.heardTime() - device.heard) * 1000);
  }
  return worst;
}

test('buffers that are asked for in time are told to the sample', () => {
  const device = new Device(() => 0);
  device.nowMs = 1000;
  expect(worstMs(device, clockOf(device), 2)).toBeLessThan(1 / 48);
});

test('every third buffer up to 20 ms late moves what is heard by less than 1 ms', () => {
  const device = new Device((n) => (n % 3 === 0 ? 5 + ((n * 7) % 16) : 0));
  device.nowMs = 1000;
  const clock = clockOf(device);
  worstMs(device, clock, 0.5);
  const worst = worstMs(device, clock, 5);
  console.log(`[ figure ] heard is off by at most ${worst.toFixed(3)} ms`);
  expect(worst).toBeLessThan(1);
});

test('after a pause of the device the clock is right with the first buffer', () => {
  const device = new Device(() => 0);
  device.nowMs = 1000;
  const clock = clockOf(device);
  worstMs(device, clock, 2);
  device.startMs += 700;
  device.nowMs += 700 + kBufferSeconds * 1000;
  expect(worstMs(device, clock, 1)).toBeLessThan(1 / 48);
});

test('without timestamps, or with ones nobody can believe, latencies count', () => {
  const device = new Device(() => 0);
  device.nowMs = 5000;
  device.getOutputTimestamp = () => ({ contextTime: 0, performanceTime: 5000 });
  const expected = device.currentTime - kBufferSeconds - kLatencySeconds;
  expect(clockOf(device).heardTime()).toBeCloseTo(expected, 9);
  device.getOutputTimestamp = () => ({ contextTime: 0, performanceTime: 0 });
  expect(clockOf(device).heardTime()).toBeCloseTo(expected, 9);
});

// The spectrum on the page: calibrated in level and frequency at every size, in
// both channels, with the averages and the hold that it names.
import { describe, expect, it } from 'vitest';
import {
  SPECTRUM_SIZES,
  Spectrum,
  type SpectrumSettings,
  type SpectrumSize,
} from '../../web/studio/src/audio/spectrum';
import { spectrumColumns, tiltAt } from '../../web/studio/src/audio/spectrum-curve';

const kRate = 48000;
const kUsual: SpectrumSettings = { source: 'both', averaging: 'fast', hold: 'off' };
const db = (power: number | undefined) => 10 * Math.log10(power ?? 0);

function sine(frames: number, hz: number, dbfs: number, phase = 0.3): Float32Array {
  const amplitude = 10 ** (dbfs / 20);
  return Float32Array.from(
    { length: frames },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / kRate + phase),
  );
}

function measured(size: SpectrumSize, left: Float32Array, right = left, settings = kUsual) {
  const spectrum = new Spectrum(size, kRate);
  spectrum.add(left, right, settings, 20);
  return spectrum;
}

describe('spectrum', () => {
  it('reads a sine of full scale on a bin as 0 dB, at every size', () => {
    for (const size of SPECTRUM_SIZES) {
      for (const bin of [10, size / 8, size / 2 - 10]) {
        const spectrum = measured(size, sine(size, (bin * kRate) / size, 0));
        const reads = db(spectrum.power[bin]);
        console.log(`[ figure ] full scale on bin ${bin} of ${size}: ${reads.toFixed(4)} dB`);
        expect(Math.abs(reads)).toBeLessThan(0.01);
      }
    }
  });

  it('names a tone between bins by its true level and frequency', () => {
    for (const size of SPECTRUM_SIZES) {
      for (const hz of [997, 1000, 3170.7, 12345.6]) {
        const tone = measured(size, sine(size, hz, -20)).loudest();
        console.log(
          `[ figure ] ${hz} Hz at −20 dBFS, ${size} samples: ${tone?.hz.toFixed(2)} Hz, ${tone?.db.toFixed(3)} dB`,
        );
        expect(tone?.db).toBeCloseTo(-20, 1);
        expect(Math.abs((tone?.hz ?? 0) - hz)).toBeLessThan(0.02 * (kRate / size));
      }
    }
  });

  it('falls off a bin by no more than its window does: 1.42 dB', () => {
    const size = 4096;
    const spectrum = measured(size, sine(size, (100.5 * kRate) / size, 0));
    expect(db(spectrum.power[100])).toBeCloseTo(-1.42, 1);
    // Hann's side lobes: 18 dB an octave from −31 dB.
    expect(db(spectrum.power[120])).toBeLessThan(-75);
  });

  it('takes both channels by their mean power, the mid and the side by themselves', () => {
    const size = 2048;
    const tone = sine(size, (64 * kRate) / size, -6);
    const silence = new Float32Array(size);
    const opposite = tone.map((x) => -x);
    const reads = (source: SpectrumSettings['source'], left: Float32Array, right: Float32Array) =>
      db(measured(size, left, right, { ...kUsual, source }).power[64]);
    expect(reads('both', tone, tone)).toBeCloseTo(-6, 3);
    expect(reads('both', tone, silence)).toBeCloseTo(-6 - 3.0103, 3);
    expect(reads('both', silence, tone)).toBeCloseTo(-6 - 3.0103, 3);
    expect(reads('mid', tone, tone)).toBeCloseTo(-6, 3);
    expect(reads('mid', tone, silence)).toBeCloseTo(-6 - 6.0206, 3);
    expect(reads('mid', tone, opposite)).toBeLessThan(-140);
    expect(reads('side', tone, opposite)).toBeCloseTo(-6, 3);
    expect(reads('side', tone, tone)).toBeLessThan(-140);
    // Two tones that are not the same in both stay apart.
    const other = sine(size, (200 * kRate) / size, -30);
    const two = measured(size, tone, other);
    expect(db(two.power[64])).toBeCloseTo(-9.01, 2);
    expect(db(two.power[200])).toBeCloseTo(-33.01, 2);
  });

  it('averages by 125 ms or 1 s: at 63 % of the power after that, however often', () => {
    const size = 2048;
    const tone = sine(size, (64 * kRate) / size, 0);
    const silence = new Float32Array(size);
    for (const [averaging, ms] of [
      ['fast', 125],
      ['slow', 1000],
    ] as const) {
      for (const parts of [5, 50]) {
        const spectrum = new Spectrum(size, kRate);
        const settings = { ...kUsual, averaging };
        spectrum.add(silence, silence, settings, 10);
        for (let i = 0; i < parts; ++i) spectrum.add(tone, tone, settings, ms / parts);
        expect(spectrum.power[64]).toBeCloseTo(1 - Math.exp(-1), 3);
      }
    }
  });

  it('holds what was highest: for good, or until it falls by 20 dB in 1.7 s', () => {
    const size = 2048;
    const tone = sine(size, (64 * kRate) / size, 0);
    const silence = new Float32Array(size);
    const after = (hold: SpectrumSettings['hold'], ms: number) => {
      const spectrum = measured(size, tone, tone, { ...kUsual, hold });
      for (let i = 0; i < ms / 10; ++i) spectrum.add(silence, silence, { ...kUsual, hold }, 10);
      return db(spectrum.held[64]);
    };
    expect(after('endless', 10000)).toBeCloseTo(0, 3);
    expect(after('falling', 1400)).toBeCloseTo(0, 3);
    const fallen = after('falling', 1500 + 1700);
    console.log(`[ figure ] held 1.5 s, then for 1.7 s: ${fallen.toFixed(2)} dB`);
    expect(fallen).toBeCloseTo(-20, 0);
  });
});

describe('its curve', () => {
  it('passes over no tone, whatever the columns, and tilts around 1 kHz', () => {
    const size = 16384;
    const columns = new Float32Array(300);
    for (const hz of [50, 1000, 9001, 19000]) {
      const spectrum = measured(
        size,
        sine(size, Math.round((hz * size) / kRate) * (kRate / size), -12),
      );
      for (const tilt of [0, 3, 4.5]) {
        spectrumColumns(spectrum.power, spectrum.binHz, 20, 20000, tilt, columns);
        const most = columns.reduce((a, b) => Math.max(a, b));
        const column = columns.indexOf(most);
        expect(20 * 1000 ** (column / 299)).toBeGreaterThan(hz * 0.97);
        expect(20 * 1000 ** (column / 299)).toBeLessThan(hz * 1.03);
        // As near as a column is wide: a sixtieth of an octave, or at 50 Hz a bin.
        expect(Math.abs(most - (-12 + tilt * Math.log2(hz / 1000)))).toBeLessThan(0.35);
      }
    }
    expect(tiltAt(8000, 4.5)).toBeCloseTo(13.5, 9);
    expect(tiltAt(1000, 4.5)).toBe(0);
  });

  it('lays pink noise level with a tilt of 3 dB', () => {
    // By bins alone: a bin of pink noise has half the power an octave higher.
    const pink = Float64Array.from({ length: 4096 }, (_, k) => (k === 0 ? 0 : 1 / k));
    const columns = new Float32Array(40);
    spectrumColumns(pink, 5.859375, 200, 20000, 10 * Math.log10(2), columns);
    const spread = Math.max(...columns) - Math.min(...columns);
    console.log(
      `[ figure ] pink noise tilted by 3.01 dB an octave: level within ${spread.toFixed(2)} dB`,
    );
    expect(spread).toBeLessThan(0.6);
  });
});

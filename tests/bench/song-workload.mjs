// The song's work: the demo song's mix through the master of usual settings, through
// the master with every stage at work, and a finished song being measured; with
// the modules that ship.
// Runs in node and in a page; plain JavaScript so that both take it as it is.

import { compileSession, prepared, sessionOf } from './strip-workload.mjs';

const kChunkFrames = 8192;
const kF32 = 4; // SampleEncoding.F32 of worklet/src/engine/engine-constants.ts

const kBands = [
  { type: 'lowShelf', freqHz: 90, gainDb: 1.5, q: 0.71 },
  { type: 'bell', freqHz: 320, gainDb: -1.5, q: 1 },
  { type: 'bell', freqHz: 3200, gainDb: 1, q: 0.8 },
  { type: 'highShelf', freqHz: 11000, gainDb: 2, q: 0.71 },
];

function equaliser() {
  const params = { 'eq.on': true, 'eq.highPass.on': true, 'eq.highPass.freqHz': 25 };
  kBands.forEach((band, n) => {
    params[`eq.band${n + 1}.on`] = true;
    for (const [key, value] of Object.entries(band)) params[`eq.band${n + 1}.${key}`] = value;
  });
  return params;
}

/** Equaliser, glue and limiter, each at work: glue takes 2 dB, the limiter 3 off the peaks. */
const kUsual = {
  ...equaliser(),
  'glue.on': true,
  'glue.thresholdDb': -16,
  driveDb: 4,
  'limiter.on': true,
};

const kStages = ['eq', 'multiband', 'glue', 'exciter', 'stereo', 'clipper', 'limiter'];

/** Everything, each at its dearest: two of the equaliser's bands on mid and side, one dynamic. */
function everything() {
  const params = { ...kUsual, driveDb: 8 };
  for (const stage of kStages) params[`${stage}.on`] = true;
  Object.assign(params, {
    'eq.phase': 'linear',
    'eq.tiltDb': -0.5,
    'eq.band3.placement': 'mid',
    'eq.band4.placement': 'side',
    'eq.band2.dynOn': true,
    'eq.band2.dynGainDb': -3,
    'eq.band2.dynThresholdDb': -30,
    'multiband.bands': '5',
    'stereo.lowWidthPercent': 80,
    'stereo.highWidthPercent': 120,
    'stereo.monoBelowHz': 120,
    'clipper.thresholdDb': -2,
  });
  for (let band = 1; band <= 5; band++) params[`multiband.band${band}.thresholdDb`] = -30;
  ['warm', 'rich', 'tape', 'warm'].forEach((character, n) => {
    params[`exciter.band${n + 1}.amountDb`] = 9;
    params[`exciter.band${n + 1}.character`] = character;
  });
  return params;
}

/** Masters by name: usual, everything, each stage of everything alone, none. */
export function masters() {
  const off = Object.fromEntries(kStages.map((stage) => [`${stage}.on`, false]));
  const alone = kStages.map((stage) => [stage, { ...everything(), ...off, [`${stage}.on`]: true }]);
  return new Map([['usual', kUsual], ['everything', everything()], ...alone, ['none', {}]]);
}

export function masterSession(params, frames) {
  return { ...sessionOf(1, frames, () => ({})), master: { params } };
}

/** `song`: interleaved stereo float32. Seconds that MasterPass takes for it. */
export function masterSeconds({ files, master }, params, song, now) {
  const frames = song.length / 2;
  const planar = [new Float32Array(frames), new Float32Array(frames)];
  for (let i = 0; i < song.length; i++) planar[i % 2][i >> 1] = song[i];
  const pass = new master.MasterPass();
  prepared(master, compileSession(files, masterSession(params, frames)), (at, bytes) =>
    pass.prepare(at, bytes, 0, kChunkFrames),
  );
  const started = now();
  for (let at = 0; !pass.done(); at += kChunkFrames) {
    const count = Math.max(0, Math.min(kChunkFrames, frames - at));
    for (const c of [0, 1]) {
      master.HEAPF32.set(planar[c].subarray(at, at + count), pass.input(c) / 4);
    }
    pass.process(count);
  }
  const elapsed = now() - started;
  pass.delete();
  return elapsed / 1000;
}

/** Seconds to measure it as the studio does a file that it has written: from its samples' bytes. */
export function measureSeconds({ files }, sampleRate, song, now) {
  const bytes = new Uint8Array(song.buffer, song.byteOffset, song.byteLength);
  const converter = new files.PcmConverter(kF32, 2, 8, kChunkFrames);
  const measurer = new files.FileMeasurer(sampleRate, 2);
  const started = now();
  for (let at = 0; at < bytes.length; at += 8 * kChunkFrames) {
    const chunk = bytes.subarray(at, at + 8 * kChunkFrames);
    files.HEAPU8.set(chunk, converter.input());
    converter.convert(chunk.length / 8);
    measurer.feed(converter.channel(0), converter.channel(1), chunk.length / 8);
  }
  measurer.resultJson();
  const elapsed = now() - started;
  measurer.delete();
  converter.delete();
  return elapsed / 1000;
}

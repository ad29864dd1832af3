// The work that the bench times: eight different stereo strips over 60 s. In the
// table's first row each has an 8-band equaliser (high-pass, low-pass, six bands)
// and a compressor: the same for the engine (natively, in node, in a browser),
// Chromium's own nodes and ffmpeg's filters. full-strip.mjs adds the rest.
// Runs in node and in a page; plain JavaScript so that both take it as it is.

export const sampleRate = 48000;
export const strips = 8;
export const seconds = 60;

/** Band types, frequencies and Qs; gains alternate so that no band is neutral. */
const bands = [
  { type: 'lowShelf', freqHz: 90, gainDb: 2, q: 0.71 },
  { type: 'bell', freqHz: 220, gainDb: -3, q: 1.2 },
  { type: 'bell', freqHz: 520, gainDb: -2, q: 1 },
  { type: 'bell', freqHz: 1600, gainDb: 2.5, q: 0.9 },
  { type: 'bell', freqHz: 4200, gainDb: -3.5, q: 2 },
  { type: 'highShelf', freqHz: 9500, gainDb: 3, q: 0.71 },
];

/** Settings of one strip; every strip differs a little from its neighbours. */
export function stripSettings(index) {
  const shift = 1 + index * 0.04;
  return {
    highPass: { freqHz: 70 * shift, q: 0.71 },
    lowPass: { freqHz: 16000 / shift, q: 0.71 },
    bands: bands.map((band) => ({ ...band, freqHz: band.freqHz * shift })),
    compressor: { thresholdDb: -24 + index, ratio: 3, kneeDb: 6, attackMs: 10, releaseMs: 120 },
  };
}

/** Stereo float32, interleaved, −6 dBFS: noise with a pulse twice a second, so that the compressor works. */
export function stemSamples(index) {
  const frames = sampleRate * seconds;
  const samples = new Float32Array(frames * 2);
  let state = 0x9e3779b9 ^ (index + 1);
  for (let i = 0; i < samples.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const phase = ((i >> 1) % (sampleRate / 2)) / (sampleRate / 2);
    samples[i] = (state / 2147483648) * 0.5 * (0.1 + 0.9 * (1 - phase) ** 4);
  }
  return samples;
}

/** Stage parameters of one strip: equaliser with two filters and six bands, compressor. */
export function stripParams(index) {
  const { highPass, lowPass, bands: eq, compressor } = stripSettings(index);
  const params = {
    'eq.on': true,
    'comp.on': true,
    'eq.highPass.on': true,
    'eq.highPass.freqHz': highPass.freqHz,
    'eq.highPass.q': highPass.q,
    'eq.lowPass.on': true,
    'eq.lowPass.freqHz': lowPass.freqHz,
    'eq.lowPass.q': lowPass.q,
  };
  eq.forEach((band, n) => {
    for (const [key, value] of Object.entries(band)) params[`eq.band${n + 1}.${key}`] = value;
    params[`eq.band${n + 1}.on`] = true;
  });
  for (const [key, value] of Object.entries(compressor)) params[`comp.${key}`] = value;
  return params;
}

/** A document of `tracks` stereo tracks, each with one clip of its own stem, `frames` long. */
export function sessionOf(tracks, frames, paramsOf) {
  const numbers = Array.from({ length: tracks }, (_, i) => i);
  return {
    format: 'lathe-session',
    version: 1,
    name: 'bench',
    sampleRate,
    tempo: [{ frame: 0, bpm: 120 }],
    timeSignatures: [{ frame: 0, numerator: 4, denominator: 4 }],
    ditherSeed: 1,
    stems: numbers.map((i) => ({
      id: `s${i}`,
      name: `s${i}.wav`,
      frames,
      channels: 2,
      sampleRate,
      fileSha256: `${i}`.padStart(64, '0'),
    })),
    tracks: numbers.map((i) => ({
      id: `t${i}`,
      name: `t${i}`,
      colour: '#888888',
      channels: 2,
      clips: [{ id: `c${i}`, stem: `s${i}`, sourceFrame: 0, frames, startFrame: 0 }],
      strip: { output: 'mix', params: paramsOf(i), sends: [] },
    })),
    buses: [{ id: 'mix', kind: 'mix' }],
    automation: [],
    params: {},
    master: { params: {} },
  };
}

/** The first row's session. */
export function stripSession() {
  return sessionOf(strips, sampleRate * seconds, stripParams);
}

const kChunkFrames = 8192;
const F32 = 4; // SampleEncoding.F32 of worklet/src/engine/engine-constants.ts

/** An instance of a module whose glue's factory is `create`. */
export function instantiate(create, module) {
  return create({
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      receive(instance, module);
      return instance.exports;
    },
    locateFile: (path) => path,
  });
}

function copyToHeap(module, bytes) {
  const pointer = module.allocate(bytes.length);
  module.HEAPU8.set(bytes, pointer);
  return pointer;
}

/** The session as the engine takes it, by the module that reads documents. */
export function compileSession(files, session) {
  const json = new TextEncoder().encode(JSON.stringify(session));
  const compiler = new files.SessionCompiler();
  if (compiler.compile(copyToHeap(files, json), json.length) > 0) {
    throw new Error(compiler.faultsJson());
  }
  return files.HEAPU8.slice(compiler.bytes(), compiler.bytes() + compiler.byteCount());
}

/** `prepare(pointer, bytes)` is handed the compiled session in the module's heap, and says 0. */
export function prepared(module, compiled, prepare) {
  const pointer = copyToHeap(module, compiled);
  const refusal = prepare(pointer, compiled.length);
  module.release(pointer);
  if (refusal !== 0) throw new Error(`the engine refuses the session (${refusal})`);
}

/**
 * Renders a compiled session once, mix and master; returns seconds of wall time. `stems`: bytes of
 * each stem.
 */
export function renderWithEngine({ engine, master }, compiled, stems, now) {
  const renderer = new engine.MixRenderer();
  const pass = new master.MasterPass();
  const frames = sampleRate * seconds;
  for (let i = 0; i < strips; i++) renderer.addStem(0, frames, 2, sampleRate, F32, 8);
  prepared(engine, compiled, (at, bytes) => renderer.prepare(at, bytes, kChunkFrames));
  const latency = renderer.latencyFrames();
  prepared(master, compiled, (at, bytes) => pass.prepare(at, bytes, latency, kChunkFrames));
  const started = now();
  while (!pass.done()) {
    const count = renderer.plan();
    const at = renderer.requests() / 8;
    for (let i = 0; i < count; i++) {
      const [stem, offset, bytes, destination] = engine.HEAPF64.subarray(
        at + i * 4,
        at + i * 4 + 4,
      );
      engine.HEAPU8.set(stems[stem].subarray(offset, offset + bytes), destination);
    }
    const mixed = renderer.render();
    for (const channel of [0, 1]) {
      const from = renderer.mix(channel) / 4;
      master.HEAPF32.set(engine.HEAPF32.subarray(from, from + mixed), pass.input(channel) / 4);
    }
    pass.process(mixed);
  }
  const elapsed = now() - started;
  renderer.delete();
  pass.delete();
  return elapsed / 1000;
}

/** The same work with the browser's own nodes in an OfflineAudioContext. */
export async function renderWithNodes(now) {
  const frames = sampleRate * seconds;
  const context = new OfflineAudioContext(2, frames, sampleRate);
  const nodeType = { lowShelf: 'lowshelf', bell: 'peaking', highShelf: 'highshelf' };
  for (let i = 0; i < strips; i++) {
    const settings = stripSettings(i);
    const samples = stemSamples(i);
    const buffer = context.createBuffer(2, frames, sampleRate);
    for (let channel = 0; channel < 2; channel++) {
      const data = buffer.getChannelData(channel);
      for (let frame = 0; frame < frames; frame++) data[frame] = samples[2 * frame + channel];
    }
    const source = new AudioBufferSourceNode(context, { buffer });
    let last = source;
    const filter = (type, { freqHz, q, gainDb = 0 }) => {
      const node = new BiquadFilterNode(context, { type, frequency: freqHz, Q: q, gain: gainDb });
      last = last.connect(node);
    };
    filter('highpass', settings.highPass);
    for (const band of settings.bands) filter(nodeType[band.type], band);
    filter('lowpass', settings.lowPass);
    const { thresholdDb, ratio, kneeDb, attackMs, releaseMs } = settings.compressor;
    last = last.connect(
      new DynamicsCompressorNode(context, {
        threshold: thresholdDb,
        ratio,
        knee: kneeDb,
        attack: attackMs / 1000,
        release: releaseMs / 1000,
      }),
    );
    last.connect(context.destination);
    source.start();
  }
  const started = now();
  await context.startRendering();
  return (now() - started) / 1000;
}

/** ffmpeg's filters of one strip, as a filter chain. */
export function ffmpegChain(index) {
  const { highPass, lowPass, bands: eq, compressor } = stripSettings(index);
  const name = { lowShelf: 'lowshelf', bell: 'equalizer', highShelf: 'highshelf' };
  const number = (x) => x.toFixed(4);
  const filters = [`highpass=f=${number(highPass.freqHz)}:t=q:w=${highPass.q}`];
  for (const band of eq)
    filters.push(`${name[band.type]}=f=${number(band.freqHz)}:t=q:w=${band.q}:g=${band.gainDb}`);
  filters.push(`lowpass=f=${number(lowPass.freqHz)}:t=q:w=${lowPass.q}`);
  const { thresholdDb, ratio, kneeDb, attackMs, releaseMs } = compressor;
  const linear = (db) => number(10 ** (db / 20));
  filters.push(
    `acompressor=threshold=${linear(thresholdDb)}:ratio=${ratio}:knee=${linear(kneeDb)}:attack=${attackMs}:release=${releaseMs}`,
  );
  return filters.join(',');
}

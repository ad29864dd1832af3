// A channel vocoder: the spectrum of spoken words on the pitch of a melody.
// 24 bands of two cascaded band-passes (RBJ cookbook), envelopes of 8 ms; what
// is unvoiced (strong above 4 kHz) excites with noise so that consonants stay
// readable. For making the demo song's voice only; no part of the engine.

const BANDS = 24;
const LOW_HZ = 140;
const HIGH_HZ = 9000;

function bandPass(frequencyHz, q, sampleRate) {
  const w = (2 * Math.PI * frequencyHz) / sampleRate;
  const alpha = Math.sin(w) / (2 * q);
  const a0 = 1 + alpha;
  const b0 = alpha / a0;
  const a1 = (-2 * Math.cos(w)) / a0;
  const a2 = (1 - alpha) / a0;
  let x1 = 0,
    x2 = 0,
    y1 = 0,
    y2 = 0;
  return (x) => {
    const y = b0 * (x - x2) - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    return y;
  };
}

function follower(milliseconds, sampleRate) {
  const keep = Math.exp(-1000 / (milliseconds * sampleRate));
  let level = 0;
  return (x) => {
    const magnitude = Math.abs(x);
    level =
      magnitude > level
        ? magnitude + (level - magnitude) * keep * 0.5
        : magnitude + (level - magnitude) * keep;
    return level;
  };
}

/** Seeded noise in −1…1 (xorshift32), so that the song comes out the same each time. */
export function noise(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2147483648 - 1;
  };
}

/** A sung tone: two detuned saws (polyBLEP) with vibrato that sets in late, gliding between notes. */
function singer(pitchAt, sampleRate) {
  const phases = [0, 0.37];
  const detune = [1.0015, 0.9985];
  let glide = pitchAt(0);
  let sinceChange = 0;
  return (frame) => {
    const target = pitchAt(frame);
    if (Math.abs(target - glide) > 0.02) sinceChange = 0;
    glide += (target - glide) * (1 - Math.exp(-1 / (0.025 * sampleRate)));
    sinceChange++;
    const depth = Math.min(1, sinceChange / (0.35 * sampleRate)) * 0.22;
    const semitone = glide + depth * Math.sin((2 * Math.PI * 5.3 * frame) / sampleRate);
    const hz = 440 * 2 ** ((semitone - 69) / 12);
    let out = 0;
    for (let i = 0; i < 2; i++) {
      const step = (hz * detune[i]) / sampleRate;
      phases[i] = (phases[i] + step) % 1;
      const p = phases[i];
      let saw = 2 * p - 1;
      if (p < step) saw -= -((1 - p / step) ** 2);
      else if (p > 1 - step) saw -= ((p - 1) / step + 1) ** 2;
      out += saw * 0.5;
    }
    return out;
  };
}

/** speech: Float64Array; pitchAt(frame) → MIDI note (fractional). Returns Float64Array. */
export function vocode(speech, pitchAt, sampleRate, seed) {
  const sing = singer(pitchAt, sampleRate);
  const hiss = noise(seed);
  const bands = Array.from({ length: BANDS }, (_, i) => {
    const hz = LOW_HZ * (HIGH_HZ / LOW_HZ) ** (i / (BANDS - 1));
    const q = 5.2;
    return {
      speech: [bandPass(hz, q, sampleRate), bandPass(hz, q, sampleRate)],
      carrier: [bandPass(hz, q, sampleRate), bandPass(hz, q, sampleRate)],
      envelope: follower(8, sampleRate),
      lift: 1 + 2.2 * (i / (BANDS - 1)),
    };
  });
  const sibilance = bandPass(6000, 0.7, sampleRate);
  const body = bandPass(400, 0.5, sampleRate);
  const highLevel = follower(12, sampleRate);
  const lowLevel = follower(12, sampleRate);
  const out = new Float64Array(speech.length);
  for (let frame = 0; frame < speech.length; frame++) {
    const x = speech[frame];
    const high = highLevel(sibilance(x));
    const low = lowLevel(body(x));
    const unvoiced = Math.min(1, Math.max(0, (high / (low + 1e-4) - 0.5) * 1.5));
    const source = sing(frame) * (1 - unvoiced) + hiss() * unvoiced * 0.7;
    let sum = 0;
    for (const band of bands) {
      const level = band.envelope(band.speech[1](band.speech[0](x)));
      sum += band.carrier[1](band.carrier[0](source)) * level * band.lift;
    }
    out[frame] = sum * 9;
  }
  return out;
}

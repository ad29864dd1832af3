// `lathe render` writes what the document says, sample by sample, or nothing.
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { figure, lathe, latheOk, noise, readWav, temporaryFolder, writeWav } from './support.mjs';

const folder = temporaryFolder();
const frames = 10000;
const stereo = [noise(frames, 0.3, 1), noise(frames, 0.3, 2)];
const mono = noise(7000, 0.3, 3);
const late = noise(3001, 0.2, 4);
const stems = [
  writeWav(join(folder, 'pads.wav'), stereo),
  writeWav(join(folder, 'bass.wav'), [mono]),
  writeWav(join(folder, 'vox.wav'), [late]),
];
const sessionPath = join(folder, 'song.json');
latheOk(['new', ...stems, '-o', sessionPath]);
const unity = JSON.parse(readFileSync(sessionPath, 'utf8'));

function writeSession(name, change) {
  const session = structuredClone(unity);
  change(session);
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(session));
  return path;
}

function render(session, extra = [], name = 'out.wav') {
  const out = join(folder, name);
  const run = latheOk(['render', session, '-o', out, ...extra]);
  return { ...readWav(out), stdout: run.stdout, stderr: run.stderr, path: out };
}

const at = (samples, i) => (i >= 0 && i < samples.length ? samples[i] : 0);

test('unity is the exact sum of the stems, from frame 0 to the last', () => {
  const out = render(sessionPath, ['--bits', '32f']);
  assert.equal(out.frames, frames);
  assert.equal(out.isFloat, true);
  assert.match(out.stdout, /LUFS.*dBTP/);
  for (let i = 0; i < frames; i++) {
    for (const ch of [0, 1]) {
      const sum = Math.fround(stereo[ch][i] + at(mono, i) + at(late, i));
      if (out.channels[ch][i] !== sum) {
        assert.fail(`frame ${i}, channel ${ch}: ${out.channels[ch][i]} instead of ${sum}`);
      }
    }
  }
});

test('a master of long latency is as long and as early as one of none', () => {
  // Flat, in linear phase: its delay is longer than the renderer's chunks.
  const session = writeSession('linear.json', (s) => {
    s.master.params = { 'eq.on': true, 'eq.phase': 'linear' };
  });
  const out = render(session, ['--bits', '32f'], 'linear.wav');
  assert.equal(out.frames, frames);
  let worst = 0;
  for (let i = 0; i < frames; i++) {
    const sum = stereo[0][i] + at(mono, i) + at(late, i);
    worst = Math.max(worst, Math.abs(out.channels[0][i] - sum));
  }
  figure('flat_linear_phase_residue', worst.toExponential(1), '');
  assert.ok(worst < 1e-5);
});

test('clips, fades, gains, polarity, pan and mute do what they say', () => {
  const session = writeSession('edited.json', (s) => {
    const [pads, bass, vox] = s.tracks;
    pads.strip.params = { 'fader.gainDb': -6.5, 'trim.polarityR': true };
    bass.strip.params = { mute: true };
    vox.strip.params = { 'pan.position': -100 };
    vox.clips = [
      {
        id: 'a',
        stem: 'stem-3',
        sourceFrame: 100,
        frames: 2000,
        startFrame: 300,
        gainDb: 3,
        fadeInFrames: 500,
        fadeOutFrames: 250,
      },
      { id: 'b', stem: 'stem-3', sourceFrame: 0, frames: 3001, startFrame: 1500 },
    ];
  });
  const out = render(session, ['--bits', '32f']);
  const fader = 10 ** (-6.5 / 20);
  const clipGain = 10 ** (3 / 20);
  const left = Math.SQRT2; // −3 dB law, compensated: +3.01 dB at the side
  let worst = 0;
  for (let i = 0; i < frames; i++) {
    const k = i - 300;
    const inClip = k >= 0 && k < 2000;
    const fade = Math.min(1, k / 500) * Math.min(1, (2000 - k) / 250);
    const voice = (inClip ? late[100 + k] * clipGain * fade : 0) + at(late, i - 1500);
    worst = Math.max(
      worst,
      Math.abs(out.channels[0][i] - (stereo[0][i] * fader + voice * left)),
      Math.abs(out.channels[1][i] + stereo[1][i] * fader),
    );
  }
  figure('render_error_against_definition', worst.toExponential(2), 'of full scale');
  assert.ok(worst < 5e-7, `${worst}`);
});

test('the limiter neither shifts nor shortens the song', () => {
  const session = writeSession('limited.json', (s) => {
    s.tracks[0].strip.params = { 'fader.gainDb': -30 };
    s.tracks[1].strip.params = { mute: true };
    s.tracks[2].strip.params = { mute: true };
    s.master.params = { 'limiter.on': true };
  });
  const plain = render(
    writeSession('plain.json', (s) => {
      s.tracks[0].strip.params = { 'fader.gainDb': -30 };
      s.tracks[1].strip.params = { mute: true };
      s.tracks[2].strip.params = { mute: true };
    }),
    ['--bits', '32f'],
    'plain.wav',
  );
  const limited = render(session, ['--bits', '32f'], 'limited.wav');
  assert.equal(limited.frames, frames);
  assert.deepEqual(limited.channels, plain.channels);
});

test('16 and 24 bits carry the float render plus dither of their own size', () => {
  const float = render(sessionPath, ['--bits', '32f'], 'float.wav');
  for (const [bits, theory] of [
    [16, -96.33],
    [24, -144.49],
  ]) {
    const out = render(sessionPath, ['--bits', `${bits}`], `int${bits}.wav`);
    assert.equal(out.bits, bits);
    let power = 0;
    for (const ch of [0, 1]) {
      for (let i = 0; i < frames; i++) power += (out.channels[ch][i] - float.channels[ch][i]) ** 2;
    }
    const db = 10 * Math.log10(power / (2 * frames));
    figure(`dither_${bits}_bit`, db.toFixed(2), 'dBFS');
    assert.ok(Math.abs(db - theory) < 0.25, `${db} dBFS`);
  }
  const again = render(sessionPath, ['--bits', '16'], 'again.wav');
  assert.deepEqual(readFileSync(again.path), readFileSync(join(folder, 'int16.wav')));
  const reseeded = render(
    writeSession('seed.json', (s) => {
      s.ditherSeed = 99;
    }),
    ['--bits', '16'],
    'seed.wav',
  );
  assert.notDeepEqual(readFileSync(reseeded.path), readFileSync(join(folder, 'int16.wav')));
});

test('the dither that is asked for is the one that is written', () => {
  const float = render(sessionPath, ['--bits', '32f'], 'float.wav');
  const none = render(sessionPath, ['--bits', '16', '--dither', 'none'], 'none16.wav');
  for (const ch of [0, 1]) {
    assert.deepEqual(
      none.channels[ch],
      float.channels[ch].map((v) => Math.floor(32768 * v + 0.5) / 32768),
    );
  }
  const plain = render(sessionPath, ['--bits', '16'], 'plain16.wav');
  const named = render(sessionPath, ['--bits', '16', '--dither', 'tpdf'], 'named16.wav');
  assert.deepEqual(named.channels, plain.channels);
  const shaped = render(sessionPath, ['--bits', '16', '--dither', 'shaped'], 'shaped16.wav');
  assert.notDeepEqual(shaped.channels, plain.channels);
  assert.equal(shaped.stderr, '');
});

test('an integer file that would clip says so, and a float file keeps everything', () => {
  const hot = writeSession('hot.json', (s) => {
    for (const track of s.tracks) track.strip.params = { 'fader.gainDb': 10 };
  });
  const clipped = render(hot, [], 'hot24.wav');
  const count = Number(
    /warning: .*hot24\.wav: (\d+) samples go beyond full scale/.exec(clipped.stderr)?.[1],
  );
  const float = render(hot, ['--bits', '32f'], 'hot32.wav');
  assert.equal(float.stderr, '');
  const beyond = float.channels.reduce((n, ch) => n + ch.filter((v) => Math.abs(v) > 1).length, 0);
  assert.ok(beyond > 0);
  assert.equal(count, beyond);
});

test('stems are found by path, then by name beside the session, then in --stems, and only by hash', () => {
  const moved = join(folder, 'moved');
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(moved);
  mkdirSync(elsewhere);
  for (const [i, stem] of ['pads.wav', 'bass.wav', 'vox.wav'].entries()) {
    writeFileSync(join(i < 2 ? moved : elsewhere, stem), readFileSync(join(folder, stem)));
  }
  const session = join(moved, 'song.json');
  const text = JSON.stringify({
    ...unity,
    stems: unity.stems.map((s) => ({ ...s, path: `gone/${s.name}` })),
  });
  writeFileSync(session, text);
  const missing = lathe(['render', session, '-o', join(moved, 'x.wav')]);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /vox\.wav: cannot be found.*--stems/);
  assert.equal(missing.stderr.trim().split('\n').length, 1, 'the other two were found by name');
  const found = render(session, ['--bits', '32f', '--stems', elsewhere], 'found.wav');
  const reference = render(sessionPath, ['--bits', '32f']);
  assert.deepEqual(found.channels, reference.channels);

  // Another file under a stem's name is not that stem.
  writeWav(join(elsewhere, 'vox.wav'), [noise(3001, 0.2, 5)]);
  const changed = lathe(['render', session, '-o', join(moved, 'x.wav'), '--stems', elsewhere]);
  assert.equal(changed.status, 1);
  assert.match(
    changed.stderr,
    /vox\.wav: is not the file this session was made with.*Put the original back/,
  );
  assert.equal(existsSync(join(moved, 'x.wav')), false);
});

test('stems of other rates sound as lathe convert makes them, NaN told', () => {
  // Two at the session's own rate, which most of the stems have; two above and below it.
  const rates = [48000, 48000, 44100, 96000];
  const paths = rates.map((rate, i) => {
    const samples = Float64Array.from(noise(rate / 10 + i, 0.2, 20 + i));
    if (rate === 96000) samples[1000] = Number.NaN;
    return writeWav(join(folder, `rate-${i}.wav`), [samples], { rate, type: 'f32' });
  });
  const session = join(folder, 'rates.json');
  latheOk(['new', ...paths, '-o', session]);
  const out = render(session, ['--bits', '32f'], 'rates-out.wav');
  assert.match(out.stderr, /rate-3\.wav: 1 sample is not a finite number/);
  const converted = paths.map((path, i) => {
    const at48 = join(folder, `at48-${i}.wav`);
    latheOk(['convert', path, '-o', at48, '--rate', '48000', '--bits', '32f']);
    return at48;
  });
  const plain = join(folder, 'plain.json');
  latheOk(['new', ...converted, '-o', plain]);
  const reference = render(plain, ['--bits', '32f'], 'plain-out.wav');
  assert.equal(out.frames, 4802); // of 4412 frames at 44.1 kHz: 4802.2
  assert.deepEqual(out.channels, reference.channels);
});

test('a stem that is not at the rate the session says is refused with the remedy', () => {
  const session = writeSession('lie.json', (s) => {
    s.stems[2].sampleRate = 44100;
    for (const clip of s.tracks[2].clips) clip.frames = 100;
  });
  const run = lathe(['render', session, '-o', join(folder, 'x.wav')]);
  assert.equal(run.status, 1);
  assert.match(
    run.stderr,
    /does not hold what the session says: .* 48000 Hz instead of .* 44100 Hz/,
  );
});

test('NaN and Inf in a stem are silenced, counted and told', () => {
  const bad = Float64Array.from(noise(5000, 0.2, 6));
  bad[100] = Number.NaN;
  bad[200] = Number.POSITIVE_INFINITY;
  bad[300] = Number.NEGATIVE_INFINITY;
  const path = writeWav(join(folder, 'bad.wav'), [bad], { type: 'f32' });
  latheOk(['new', path, '-o', join(folder, 'bad.json')]);
  const out = render(join(folder, 'bad.json'), ['--bits', '32f'], 'bad-out.wav');
  assert.match(out.stderr, /bad\.wav: 3 samples are not a finite number.*Export the file again/);
  for (const i of [100, 200, 300]) assert.equal(out.channels[0][i], 0);
  assert.equal(out.channels[0][101], Math.fround(bad[101]));
});

test('a session that is wrong is refused with its place and remedy, and nothing is written', () => {
  const cases = [
    ['not json', 'stems: 3', /line 1/],
    [
      '1e999',
      JSON.stringify(unity).replace('"ditherSeed":1', '"ditherSeed":1e999'),
      /ditherSeed|range|large/,
    ],
    [
      'duplicate keys',
      JSON.stringify(unity).replace('{"format"', '{"format":"x","format"'),
      /format.*(twice|duplicate|again)/,
    ],
    ['newer version', JSON.stringify({ ...unity, version: 99 }), /version/],
    ['10,000 levels', '['.repeat(10000), /64|deep|level/],
    ['no tracks', JSON.stringify({ ...unity, tracks: [] }), /no clips/],
  ];
  for (const [what, text, says] of cases) {
    const path = join(folder, 'wrong.json');
    writeFileSync(path, text);
    const out = join(folder, 'wrong.wav');
    const run = lathe(['render', path, '-o', out]);
    assert.equal(run.status, 1, what);
    assert.match(run.stderr, /wrong\.json: /, what);
    assert.match(run.stderr, says, what);
    assert.equal(existsSync(out), false, what);
  }
  const missing = lathe(['render', join(folder, 'gone.json'), '-o', join(folder, 'x.wav')]);
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /gone\.json: does not exist/);
});

test('an output that exists survives a failed render, and no temporary file remains', () => {
  const out = join(folder, 'keep.wav');
  writeFileSync(out, 'precious');
  const hidden = `${stems[2]}.hidden`;
  renameSync(stems[2], hidden);
  const run = lathe(['render', sessionPath, '-o', out]);
  renameSync(hidden, stems[2]);
  assert.equal(run.status, 1);
  assert.equal(readFileSync(out, 'utf8'), 'precious');
  const overStem = lathe(['render', sessionPath, '-o', stems[0]]);
  assert.equal(overStem.status, 1);
  assert.match(overStem.stderr, /Name another output file/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => /\.wav\../.test(name)),
    [],
  );
});

// `lathe master --target`, `--settings` and `--report`: a name brings what it asks
// for, settings are heard, and the report says what the file is.
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { latheOk, sine } from './support.mjs';
import { beat, measured, ownJson, truePeak16x, workshop } from './workshop.mjs';

const { path, write, make, refuse } = workshop();
const mix = write('mix.wav', [beat(44100, 1, 6), beat(44100, 2, 6)], { rate: 44100 });
const master = (...args) => make('master', mix, 'out.wav', ...args);
const targets = ownJson('wasm-core/delivery/targets.json');

function document(name, content) {
  writeFileSync(path(name), JSON.stringify(content));
  return path(name);
}

test('a name brings loudness and ceiling, and the rate and bits that it insists on', () => {
  const loud = targets.intents.find(({ id }) => id === 'loud').defaultLufs;
  for (const [name, lufs, ceiling, rate, bits, ...args] of [
    ['spotify', -14, -1, 44100, 24],
    ['spotify', -10, -2, 44100, 24, '--lufs', '-10'],
    ['ebu-r128', -23, -1, 48000, 24],
    ['atsc-a85', -24, -2, 44100, 16, '--rate', '44100', '--bits', '16'],
    ['cd', -12, -0.3, 44100, 16, '--lufs', '-12'],
    ['loud', loud, -1, 44100, 24],
    ['loud', loud, -0.5, 44100, 24, '--ceiling', '-0.5'],
  ]) {
    const out = master('--target', name, ...args);
    assert.deepEqual([out.rate, out.bits], [rate, bits], name);
    assert.equal(out.frames, 6 * rate, name);
    const { integratedLufs } = measured(out.path);
    assert.ok(Math.abs(integratedLufs - lufs) <= 0.1, `${name}: ${integratedLufs} LUFS`);
    const peak = truePeak16x(out.path);
    assert.ok(peak <= ceiling + 0.05, `${name}: ${peak} dBTP`);
    if (rate !== 44100) assert.match(out.stdout, /Converted from 44100 to 48000 Hz/);
  }
});

test('a name that is not known lists those that are, and one without a loudness asks for it', () => {
  const unknown = refuse('master', mix, 2, '--target', 'nowhere');
  for (const { id } of [...targets.intents, ...targets.targets]) {
    assert.ok(unknown.includes(id), `${id} is not listed`);
  }
  assert.match(refuse('master', mix, 2, '--target', 'vinyl'), /no loudness.*--lufs/);
  assert.match(refuse('master', mix, 2), /--target,--lufs/);
});

test('settings are heard, from a session or from its master alone, and reach the same loudness', () => {
  const params = { 'stereo.on': true, 'stereo.sideDb': -24, 'glue.on': true };
  latheOk(['new', mix, '-o', path('session.json')]);
  const session = JSON.parse(readFileSync(path('session.json'), 'utf8'));
  session.master.params = params;
  const alone = document('master.json', { params });
  const whole = document('whole.json', session);
  const plain = measured(master('--target', 'open').path);
  const fromAlone = master('--target', 'open', '--settings', alone);
  const narrow = measured(fromAlone.path);
  assert.ok(plain.correlation < 0.9 && narrow.correlation > 0.98, `${narrow.correlation}`);
  assert.ok(Math.abs(narrow.integratedLufs + 14) <= 0.1, `${narrow.integratedLufs} LUFS`);
  const bytes = readFileSync(fromAlone.path);
  assert.deepEqual(readFileSync(master('--target', 'open', '--settings', whole).path), bytes);
});

test('settings that are wrong are refused with their place, and nothing is written', () => {
  const faulty = document('faulty.json', { params: { 'limiter.releaseMs': 3 }, colour: 'red' });
  const said = refuse('master', mix, 1, '--target', 'open', '--settings', faulty);
  assert.match(said, /\/params\/limiter\.releaseMs/);
  assert.match(said, /\/colour/);
  const other = document('other.json', { format: 'other', version: 1 });
  assert.match(refuse('master', mix, 1, '--target', 'open', '--settings', other), /\/format/);
  assert.match(refuse('master', mix, 1, '--target', 'open', '--settings', mix), /mix\.wav/);
});

test('automation of the master does not go with its settings, and that is told', () => {
  latheOk(['new', mix, '-o', path('session.json')]);
  const session = JSON.parse(readFileSync(path('session.json'), 'utf8'));
  session.automation = [{ target: 'master', param: 'driveDb', points: [{ frame: 0, value: 3 }] }];
  const moving = document('moving.json', session);
  const out = master('--target', 'open', '--settings', moving);
  assert.match(out.stderr, /moving\.json: moves the master.*lathe render/);
});

test('the report is what measuring the file gives, judged at every target', () => {
  const out = master('--target', 'ebu-r128', '--report', path('report.json'), '--dither', 'none');
  const text = readFileSync(path('report.json'), 'utf8');
  const report = JSON.parse(text);
  assert.deepEqual([report.format, report.version], ['lathe-report', 1]);
  assert.equal(report.lathe, ownJson('package.json').version);
  assert.deepEqual(report.file, {
    name: 'out.wav',
    bytes: statSync(out.path).size,
    sampleRate: 48000,
    bits: 24,
    float: false,
    channels: 2,
    durationSeconds: 6,
    dither: 'none',
  });
  assert.deepEqual(report.aim, { lufs: -23, ceilingDbtp: -1, target: 'ebu-r128' });
  assert.deepEqual(report.misses, []);
  latheOk(['measure', out.path, '--report', path('measure.json')]);
  assert.deepEqual(report.song, JSON.parse(readFileSync(path('measure.json'), 'utf8')));
  const lines = latheOk(['targets', out.path, '--json']).stdout.trim().split('\n');
  for (const [i, line] of lines.entries()) {
    assert.deepEqual({ file: out.path, ...report.delivery[i] }, JSON.parse(line));
  }
  assert.equal(report.delivery.length, targets.targets.length);
  assert.equal(report.date, undefined);
  master('--target', 'ebu-r128', '--report', path('again.json'), '--dither', 'none');
  assert.equal(readFileSync(path('again.json'), 'utf8'), text);
});

test('a render that no limiter holds reports no aim, and one that clips says so', () => {
  const hot = write('hot.wav', [sine(48000, 997, 1.4)], { type: 'f32' });
  latheOk(['new', hot, '-o', path('hot.json')]);
  make('render', path('hot.json'), 'hot-out.wav', '--report', path('hot-report.json'));
  const report = JSON.parse(readFileSync(path('hot-report.json'), 'utf8'));
  assert.deepEqual(report.aim, { lufs: null, ceilingDbtp: null });
  assert.deepEqual(report.misses, []);
  assert.ok(report.song.clippedSamples > 100);
  assert.equal(report.delivery.find(({ target }) => target === 'spotify').verdict, 'fail');
});

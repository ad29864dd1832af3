// Exit status 2 for usage, 0 for help, and the two tables on stdout.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lathe, latheOk } from './support.mjs';

test('wrong usage ends with status 2 and says what is wrong', () => {
  const cases = [
    [[], /subcommand/i],
    [['sing'], /sing|subcommand/],
    [['new', 'a.wav'], /output/],
    [['new', '-o', 'x.json'], /stems/],
    [['render', 'x.json'], /output/],
    [['render', 'x.json', '-o', 'y.wav', '--bits', '20'], /20/],
    [['render', 'x.json', '-o', 'y.wav', '--dither', 'blue'], /blue/],
    [['convert', 'a.wav', '-o', 'b.wav'], /rate/],
    [['convert', 'a.wav', '--rate', '44100'], /output/],
    [['convert', 'a.wav', '-o', 'b.wav', '--rate', '7999'], /rate/],
    [['convert', 'a.wav', '-o', 'b.wav', '--rate', 'high'], /high/],
    [['measure'], /files/],
    [['measure', 'a.wav', '--loud'], /--loud/],
    [['master', 'a.wav', '-o', 'b.wav', '--ceiling', '-1'], /lufs/],
    [['master', 'a.wav', '-o', 'b.wav', '--lufs', '-14', '--rate', '7999'], /rate/],
    [['render', 'x.json', '-o', 'y.wav', '--rate', 'high'], /high/],
    [['master', 'a.wav', '-o', 'b.wav', '--lufs', 'loud', '--ceiling', '-1'], /loud/],
    [['master', 'a.wav', '-o', 'b.wav', '--lufs', '-14', '--ceiling', '3'], /ceiling/],
  ];
  for (const [args, says] of cases) {
    const run = lathe(args);
    assert.equal(run.status, 2, `lathe ${args.join(' ')}: ${run.stderr}`);
    assert.match(run.stderr, says);
    assert.equal(run.stdout, '');
  }
});

test('help and version are not errors', () => {
  assert.match(latheOk(['--help']).stdout, /master/);
  assert.match(latheOk(['render', '--help']).stdout, /--stems/);
  assert.match(latheOk(['--version']).stdout, /^lathe \d+\.\d+\.\d+/);
});

test('params --json holds every parameter once, default inside its range', () => {
  const table = JSON.parse(latheOk(['params', '--json']).stdout);
  const parameters = Array.isArray(table) ? table : table.parameters;
  const names = parameters.map((p) => `${p.scope} ${p.key}`);
  assert.equal(new Set(names).size, names.length);
  for (const key of ['comp.thresholdDb', 'eq.band6.q', 'fader.gainDb', 'driveDb']) {
    assert.ok(
      parameters.some((p) => p.key === key),
      key,
    );
  }
  assert.equal(latheOk(['params']).stdout.trim().split('\n').length, parameters.length);
});

test('schema is a JSON Schema of the session document', () => {
  const schema = JSON.parse(latheOk(['schema']).stdout);
  assert.match(schema.$schema, /json-schema\.org/);
  assert.ok(schema.properties.tracks && schema.properties.stems && schema.properties.master);
});

// `lathe selftest`: the conformance table where the user is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, lathe, latheOk } from './support.mjs';

test('every case passes at 48 kHz, and says what it read', () => {
  const started = Date.now();
  const { stdout } = latheOk(['selftest', '--rate', '48000']);
  figure('selftest at one rate', (Date.now() - started) / 1000, 's');
  const lines = stdout.trim().split('\n');
  assert.equal(lines.length, 26);
  for (const line of lines.slice(0, 25)) {
    assert.match(line, /^pass {2}334[12]-\d+ +48000 Hz {2}.+: expected .+ (LUFS|dBTP|LU), read /);
  }
  assert.match(lines[0], /3341-1 .*expected −23\.0 ±0\.1 LUFS, read −2[23]\.\d\d$/);
  assert.match(lines[16], /3341-19 .*expected 3\.0 \+0\.2\/−0\.4 dBTP, read /);
  assert.equal(lines[25], '25 of 25 cases passed');
});

test('--json is one object a case', () => {
  const lines = latheOk(['selftest', '--json', '--rate', '8000'])
    .stdout.trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(lines.length, 25);
  for (const result of lines) {
    assert.equal(result.passed, true, result.id);
    assert.equal(result.sampleRate, 8000);
    const off = result.read - result.expected;
    assert.ok(off <= result.toleranceOver + 1e-3 && off >= -result.toleranceUnder - 1e-3);
  }
});

test('a rate that is none is wrong usage', () => {
  for (const rate of ['0', '-48000', 'fast', '1e9']) {
    assert.equal(lathe(['selftest', '--rate', rate]).status, 2, rate);
  }
});

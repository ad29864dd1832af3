// Prints the performance table, row after row: each contender in turn, five
// rounds, median and spread. One run, one machine: only ratios from the same run
// mean anything. Next to the ratio of medians stands that of the fastest rounds:
// a neighbour on the same core slows wide arithmetic more than narrow.
// Usage: node tests/bench/run.mjs [--rounds N] [--only ROW] [--json]
//   ROW: strips, full, master, measure or live

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPage } from './browser.mjs';
import { ffmpegSeconds } from './ffmpeg.mjs';
import { fullStrip } from './full-strip.mjs';
import { liveLoad, loadSeconds } from './live-load.mjs';
import { interleaved, median } from './rounds.mjs';
import { songFiles } from './song-files.mjs';
import { masterRow, measureRow } from './song-rows.mjs';
import { sampleRate, seconds, stemSamples, stripSession, strips } from './strip-workload.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);
const rounds = Number(args[args.indexOf('--rounds') + 1]) || 5;
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : null;
const asked = (row) => only === null || only === row;
const chromium = process.env.LATHE_CHROMIUM;
const say = (text) => (args.includes('--json') ? undefined : process.stdout.write(`${text}\n`));
const results = {};

function run(command, ...parameters) {
  const result = spawnSync(command, parameters, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr}`);
  return result.stdout;
}

const work = mkdtempSync(join(tmpdir(), 'lathe-bench-'));
const site = chromium
  ? await openPage(chromium, root, 'tests/bench/bench-page.html', 'bench')
  : null;
const browser = site && ((request) => site.page.evaluate((r) => window.bench.seconds(r), request));
const inBrowser = browser && ((document) => browser({ work: 'strips', document }));
const songBench = (...parameters) =>
  JSON.parse(run(join(root, 'build/native/tests/bench/song_bench'), ...parameters)).seconds;

/** Contenders, one a line; `own` is what the others are compared with. */
function printContenders(rows, own) {
  say(
    `${'contender'.padEnd(28)}${'x real time'.padStart(12)}${'spread'.padStart(18)}${'Lathe is'.padStart(12)}${'at best'.padStart(12)}`,
  );
  for (const { name, realTime, slowest, fastest, latheIs, latheAtBest } of rows) {
    const spread = `${slowest.toFixed(0)}-${fastest.toFixed(0)}`;
    const ratios = name === own ? [] : [latheIs, latheAtBest];
    say(
      `${name.padEnd(28)}${realTime.toFixed(0).padStart(12)}${spread.padStart(18)}${ratios.map((x) => `${x.toFixed(2)}x`.padStart(12)).join('')}`,
    );
  }
}

async function stripRow() {
  const stemFiles = Array.from({ length: strips }, (_, i) => {
    const path = join(work, `stem${i}.f32`);
    writeFileSync(path, new Uint8Array(stemSamples(i).buffer));
    return path;
  });
  const sessionFile = join(work, 'session.json');
  writeFileSync(sessionFile, JSON.stringify(stripSession()));
  const native = join(root, 'build/native/tests/bench/session_bench');
  const wasm = site ? 'Lathe, WASM in Chromium' : 'Lathe, WASM in node';
  const times = await interleaved(
    [
      ['Lathe, native', () => JSON.parse(run(native, sessionFile, ...stemFiles)).seconds],
      [
        'Lathe, WASM in node',
        () => JSON.parse(run('node', join(root, 'tests/bench/node-engine.mjs'))).seconds,
      ],
      ...(site
        ? [
            ['Lathe, WASM in Chromium', () => inBrowser(stripSession())],
            ["Chromium's own nodes", () => site.page.evaluate(() => window.bench.nodes())],
          ]
        : []),
      ['ffmpeg, native filters', () => ffmpegSeconds(stemFiles)],
    ],
    rounds,
  );
  const audio = seconds * strips;
  results.strips = [...times].map(([name, list]) => ({
    name,
    realTime: audio / median(list),
    slowest: audio / Math.max(...list),
    fastest: audio / Math.min(...list),
    latheIs: median(list) / median(times.get(wasm)),
    latheAtBest: Math.min(...list) / Math.min(...times.get(wasm)),
  }));
  say(
    `\n8-band EQ + compressor, per stereo strip: ${strips} strips x ${seconds} s at ${sampleRate / 1000} kHz`,
  );
  printContenders(results.strips, wasm);
}

async function fullRow() {
  const full = await fullStrip(inBrowser, rounds);
  results.full = full;
  say('\nThe full strip, every stage at work, WASM in Chromium, one core');
  say(
    `${full.realTime.toFixed(0)}x real time per stereo strip (${full.slowest.toFixed(0)}-${full.fastest.toFixed(0)})`,
  );
  for (const [stage, percent] of full.shares) {
    say(`  ${stage.padEnd(18)}${percent.toFixed(1).padStart(6)} %`);
  }
}

async function masterRows() {
  const files = songFiles(root, run);
  const seconds = (files.mix.samples.length / 2 / files.sampleRate).toFixed(0);
  const where = browser ? 'WASM in Chromium' : 'WASM in node';
  if (asked('master')) {
    const master = await masterRow(files, songBench, browser, work, rounds);
    results.master = master;
    say(`\nThe master over a mix of ${seconds} s, ${where}, one core`);
    for (const { name, realTime, slowest, fastest, ofNative, ofNativeAtBest } of master.masters) {
      say(
        `${name.padEnd(12)}${realTime.toFixed(0).padStart(5)}x real time (${slowest.toFixed(0)}-${fastest.toFixed(0)}), ${ofNative.toFixed(2)} of native (${ofNativeAtBest.toFixed(2)} at best)`,
      );
    }
    for (const [stage, percent] of master.shares) {
      say(`  ${stage.padEnd(18)}${percent.toFixed(1).padStart(6)} % of everything`);
    }
  }
  if (asked('measure')) {
    results.measure = await measureRow(files, songBench, browser, rounds);
    say(`\nLoudness, range and true peak of a song of ${seconds} s`);
    printContenders(results.measure, results.measure[0].name);
  }
}

async function liveRow() {
  const live = await liveLoad(chromium, join(root, 'build/test-page'), rounds);
  results.live = live;
  const { play } = live;
  say(
    '\nLive: 64 stereo stems with EQ, compressor, gate, de-esser, 16 saturated, 8 groups, limiter',
  );
  say(
    `${live.loadPercent.toFixed(1)} % of real time (${live.least.toFixed(1)}-${live.most.toFixed(1)}), ${loadSeconds} s in an OfflineAudioContext`,
  );
  say(
    `${play.playedSeconds.toFixed(1)} s played from disk: ${play.starvedBlocks} starved blocks, ${play.underruns ?? 'unknown'} underruns`,
  );
}

say(`${cpus()[0].model}, one core each, median of ${rounds} interleaved rounds`);
try {
  if (asked('strips')) await stripRow();
  if (asked('full') && site) await fullRow();
  if (asked('master') || asked('measure')) await masterRows();
  await site?.close();
  if (asked('live') && chromium) await liveRow();
} finally {
  rmSync(work, { recursive: true, force: true });
}
if (args.includes('--json')) process.stdout.write(`${JSON.stringify(results)}\n`);
process.exit(0);

// Prints the performance table: each contender in turn, five rounds, median
// and spread, as a multiple of real time per stereo strip and as ratios.
// One run, one machine: only ratios from the same run mean anything.
// Usage: node tests/bench/run.mjs [--rounds N] [--json]

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ffmpegChain,
  sampleRate,
  seconds,
  stemSamples,
  stripSession,
  strips,
} from './strip-workload.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const args = process.argv.slice(2);
const rounds = Number(args[args.indexOf('--rounds') + 1]) || 5;
const audioSeconds = seconds * strips;

function run(command, ...parameters) {
  const result = spawnSync(command, parameters, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr}`);
  return result.stdout;
}

const work = mkdtempSync(join(tmpdir(), 'lathe-bench-'));
const stemFiles = Array.from({ length: strips }, (_, i) => {
  const path = join(work, `stem${i}.f32`);
  writeFileSync(path, new Uint8Array(stemSamples(i).buffer));
  return path;
});

const sessionFile = join(work, 'session.json');
writeFileSync(sessionFile, JSON.stringify(stripSession()));

/** Seconds of CPU that ffmpeg spends on the strips, the cost of reading and writing taken off. */
function ffmpegSeconds() {
  const user = (chain) => {
    const log = spawnSync(
      'ffmpeg',
      [
        '-hide_banner',
        '-benchmark',
        '-threads',
        '1',
        '-filter_threads',
        '1',
        '-f',
        'f32le',
        '-ar',
        `${sampleRate}`,
        '-ac',
        '2',
        '-i',
        chain.file,
        '-af',
        chain.filter,
        '-f',
        'null',
        '-',
      ],
      { encoding: 'utf8' },
    ).stderr;
    const times = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(log);
    if (!times) throw new Error(`ffmpeg did not run: ${log.slice(-500)}`);
    return Number(times[1]) + Number(times[2]);
  };
  let total = 0;
  for (let i = 0; i < strips; i++) {
    total +=
      user({ file: stemFiles[i], filter: ffmpegChain(i) }) -
      user({ file: stemFiles[i], filter: 'anull' });
  }
  return total;
}

async function browserContenders() {
  const chromium = process.env.LATHE_CHROMIUM;
  if (!chromium) return null;
  const { chromium: driver } = await import('playwright-core');
  const types = {
    '.html': 'text/html',
    '.mjs': 'text/javascript',
    '.js': 'text/javascript',
    '.wasm': 'application/wasm',
  };
  const server = createServer((request, response) => {
    const path = normalize(join(root, new URL(request.url, 'http://localhost').pathname));
    try {
      if (!path.startsWith(root)) throw new Error('outside');
      const body = readFileSync(path);
      response.writeHead(200, {
        'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await driver.launch({
    executablePath: chromium,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/tests/bench/bench-page.html`);
  await page.waitForFunction(() => window.bench);
  return {
    engine: () => page.evaluate(() => window.bench.engine()),
    nodes: () => page.evaluate(() => window.bench.nodes()),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const browser = await browserContenders();
const contenders = [
  [
    'Lathe, native',
    () =>
      JSON.parse(
        run(join(root, 'build/native/tests/bench/session_bench'), sessionFile, ...stemFiles),
      ).seconds,
  ],
  [
    'Lathe, WASM in node',
    () => JSON.parse(run('node', join(root, 'tests/bench/node-engine.mjs'))).seconds,
  ],
  ...(browser
    ? [
        ['Lathe, WASM in Chromium', browser.engine],
        ["Chromium's own nodes", browser.nodes],
      ]
    : []),
  ['ffmpeg, native filters', ffmpegSeconds],
];

const times = new Map(contenders.map(([name]) => [name, []]));
for (const [, measure] of contenders) await measure(); // warm-up: compilation, caches, tier-up
for (let round = 0; round < rounds; round++) {
  for (const [name, measure] of contenders) times.get(name).push(await measure());
}
await browser?.close();
rmSync(work, { recursive: true, force: true });

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const speed = (name) => audioSeconds / median(times.get(name));
const rows = contenders.map(([name]) => {
  const list = times.get(name).map((s) => audioSeconds / s);
  return { name, realTime: speed(name), slowest: Math.min(...list), fastest: Math.max(...list) };
});
if (args.includes('--json')) process.stdout.write(`${JSON.stringify(rows)}\n`);
else {
  const wasm = browser ? 'Lathe, WASM in Chromium' : 'Lathe, WASM in node';
  process.stdout.write(
    `8-band EQ + compressor, per stereo strip: ${strips} strips x ${seconds} s at ${sampleRate / 1000} kHz\n`,
  );
  process.stdout.write(
    `${cpus()[0].model}, one core each, median of ${rounds} interleaved rounds\n\n`,
  );
  process.stdout.write(
    `${'contender'.padEnd(28)}${'x real time'.padStart(12)}${'spread'.padStart(18)}${`Lathe is`.padStart(12)}\n`,
  );
  for (const { name, realTime, slowest, fastest } of rows) {
    const spread = `${slowest.toFixed(0)}-${fastest.toFixed(0)}`;
    const ratio = name === wasm ? '' : `${(speed(wasm) / realTime).toFixed(2)}x`;
    process.stdout.write(
      `${name.padEnd(28)}${realTime.toFixed(0).padStart(12)}${spread.padStart(18)}${ratio.padStart(12)}\n`,
    );
  }
}

// The AudioWorklet's bundle must run where almost no global exists.
import { readdirSync as readdir, readFileSync } from 'node:fs';
import vm from 'node:vm';
import { build } from 'vite';
import { beforeAll, expect, test } from 'vitest';

/** What worklet scopes lack (all three browsers), as far as code might reach for it. */
const kForbidden = [
  'TextDecoder',
  'TextEncoder',
  'performance',
  'crypto',
  'URL',
  'Blob',
  'self',
  'window',
  'document',
  'location',
  'navigator',
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'queueMicrotask',
  'requestAnimationFrame',
  'fetch',
  'XMLHttpRequest',
  'importScripts',
  'atob',
  'btoa',
  'structuredClone',
  'MessageChannel',
  'Worker',
  'eval',
  'Function',
];

let code = '';
beforeAll(async () => {
  const output = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: {
        entry: new URL('../../worklet/src/processor/lathe-processor.ts', import.meta.url).pathname,
        formats: ['es'],
        fileName: 'processor',
      },
    },
  });
  const [bundle] = Array.isArray(output) ? output : [output];
  if (!bundle || !('output' in bundle)) throw new Error('nothing was built');
  expect(bundle.output.map(({ type }) => type)).toEqual(['chunk']);
  code = bundle.output[0].code;
});

test('it is one module that imports nothing', () => {
  const imports = code.match(/^\s*import[\s{*"'].*|\bimport\(.*|\bimport\.meta.*/gm);
  expect(imports).toBeNull();
});

test('it loads and registers with none of the globals that worklets lack', () => {
  const registered: string[] = [];
  const touched = new Set<string>();
  const scope: Record<string, unknown> = {
    registerProcessor: (name: string) => registered.push(name),
    AudioWorkletProcessor: class {},
    sampleRate: 48000,
    currentFrame: 0,
    WebAssembly,
  };
  // `typeof missing` is allowed: that is how glue asks what there is.
  for (const name of kForbidden) {
    Object.defineProperty(scope, name, {
      get() {
        touched.add(name);
        return undefined;
      },
    });
  }
  const script = code.replace(/^export\s*\{[^}]*\};?\s*$/m, '');
  vm.runInNewContext(script, scope);
  expect(registered).toEqual(['lathe']);
  for (const name of touched) {
    expect(code, `${name} is used other than in typeof`).toMatch(new RegExp(`typeof ${name}\\b`));
  }
});

test('our own code names none of them', () => {
  const sources = ['processor', 'slabs'].flatMap((folder) => {
    const path = new URL(`../../worklet/src/${folder}/`, import.meta.url);
    return readdir(path).map((name) => readFileSync(new URL(name, path), 'utf8'));
  });
  const withoutComments = sources.map((text) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''));
  for (const name of kForbidden) {
    const use = new RegExp(`(?<![-.\\w'#])${name}\\b(?!\\w*:)`);
    expect(
      withoutComments.some((text) => use.test(text)),
      name,
    ).toBe(false);
  }
});

test('nothing in it makes a Map, a Set or a closure array inside process()', () => {
  const body = /process\(_inputs, outputs\) \{([\s\S]*?)\n\s{1,4}\}\n/.exec(code)?.[1] ?? '';
  expect(body.length).toBeGreaterThan(50);
  expect(body).not.toMatch(/new |\[\]|=>|\{\s*\}|\.map\(|\.slice\(|\.subarray\(/);
});

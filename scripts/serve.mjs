// Serves a folder of static files over http, with the headers the studio wants:
//   node scripts/serve.mjs FOLDER [--port N] [--no-isolation]
// Node alone, no packages. COOP and COEP isolate the page, so that rings can be
// shared memory; --no-isolation leaves them out. The Content-Security-Policy is
// the strictest that WebAssembly runs under. If the port is taken by the same
// build, that is said and all is well.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.flac': 'audio/flac',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

const kPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const kIsolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The file that a request's path names inside `folder`; null for one outside it. */
function fileFor(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  return file.startsWith(folder + sep) ? file : null;
}

/** First and last byte of a Range header, or null. */
function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const first = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return first <= last ? { first, last } : null;
}

/** A server of `folder`, not yet listening. */
export function createStaticServer(folder, { isolation = true, build = '' } = {}) {
  const root = resolve(folder);
  return createServer(async (request, response) => {
    const headers = {
      'Content-Security-Policy': kPolicy,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
      'X-Lathe-Build': build,
      ...(isolation ? kIsolation : {}),
    };
    const refuse = (status, text) => {
      response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET.');
    const file = fileFor(root, request.url ?? '/');
    const info = file && (await stat(file).catch(() => null));
    if (!info?.isFile()) return refuse(404, 'There is no such file.');
    const range = parseRange(request.headers.range, info.size);
    const { first, last } = range ?? { first: 0, last: info.size - 1 };
    response.writeHead(range ? 206 : 200, {
      ...headers,
      'Content-Type': kTypes[extname(file).toLowerCase()] ?? 'application/octet-stream',
      'Content-Length': last - first + 1,
      'Accept-Ranges': 'bytes',
      ...(range ? { 'Content-Range': `bytes ${first}-${last}/${info.size}` } : {}),
    });
    if (request.method === 'HEAD' || info.size === 0) return response.end();
    createReadStream(file, { start: first, end: last }).pipe(response);
  });
}

/** Names the build in `folder`: its path and what its index page says. */
async function buildName(folder) {
  const index = await readFile(join(folder, 'index.html')).catch(() => null);
  if (!index) return null;
  return createHash('sha256').update(resolve(folder)).update(index).digest('hex').slice(0, 16);
}

async function isServedAlready(port, build) {
  try {
    const response = await fetch(`http://localhost:${port}/`, { method: 'HEAD' });
    return response.headers.get('X-Lathe-Build') === build;
  } catch {
    return false;
  }
}

async function main(words) {
  const usage = 'usage: node scripts/serve.mjs FOLDER [--port N] [--no-isolation]';
  let folder = null;
  let port = 4173;
  let isolation = true;
  for (let i = 0; i < words.length; ++i) {
    if (words[i] === '--port') port = Number(words[++i]);
    else if (words[i] === '--no-isolation') isolation = false;
    else if (folder === null && !words[i].startsWith('-')) folder = words[i];
    else return fail(usage, 2);
  }
  if (folder === null || !(Number.isInteger(port) && port >= 0 && port < 65536)) {
    return fail(usage, 2);
  }
  const build = await buildName(folder);
  if (!build) return fail(`There is no index.html in ${folder}. Build first: scripts/build.`, 1);
  const server = createStaticServer(folder, { isolation, build });
  server.on('error', async (error) => {
    if (error.code !== 'EADDRINUSE') return fail(error.message, 1);
    if (await isServedAlready(port, build)) {
      console.log(`This build is already being served at http://localhost:${port}`);
      return;
    }
    fail(`Port ${port} is taken by something else. Choose another with --port.`, 1);
  });
  server.listen(port, () => {
    console.log(`Serving ${folder} at http://localhost:${server.address().port}`);
  });
}

function fail(message, status) {
  console.error(message);
  process.exitCode = status;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await main(process.argv.slice(2));

// The I/O worker: owner of every stem's file handle. It imports, keeps the
// saved session, and feeds worklets with audio ahead of their playheads.
// Thread: a dedicated worker of its own.

import type { EngineModule } from '../engine/engine-module';
import type { FilesModule } from '../engine/files-module';
import { instantiateEngine } from '../engine/instantiate';
import { instantiateFiles } from '../engine/instantiate-files';
import { fault, toFault } from '../messages/fault';
import type { IoMethods, IoNotice, IoReady, WasmModules } from '../messages/io-protocol';
import { type CallContext, serveOver, type Wire } from '../messages/rpc';
import { compileSession } from '../session/compiled-session';
import type { SessionDocument } from '../session/session-document';
import { slabShape } from '../slabs/slab';
import { channelCount, Feed, type FeedStem } from './feed';
import { openFeedTransport } from './feed-transport';
import { type Folder, openRootFolder } from './folder';
import { importStem, prepareStem } from './import-stem';
import { serveReads } from './read-service';
import { takeStoreLock } from './session-lock';
import { SlotPair } from './slot-pair';
import { StemReaders } from './stem-readers';
import { StemStore } from './stem-store';

const scope = globalThis as unknown as Wire;

interface Running {
  writable: boolean;
  engine: EngineModule;
  files: FilesModule;
  store: StemStore;
  readers: StemReaders;
  session: SlotPair;
}

let running: Running | null = null;
/** Imports run one after another: each wants the disk and one heap for itself. */
let imports: Promise<unknown> = Promise.resolve();
const feeds = new Map<number, { feed: Feed; files: Set<string>; port: MessagePort }>();

function ready(): Running {
  if (!running) throw new Error('the I/O worker has not been started');
  return running;
}

function requireWritable(): Running {
  const state = ready();
  if (!state.writable) {
    throw fault(
      'read-only',
      'This session is open in another tab; nothing is changed from here.',
      'Go on in the other tab, or close it and reload this one.',
    );
  }
  return state;
}

function notify(error: unknown, doing: string): void {
  scope.postMessage({ notice: toFault(error, doing) } satisfies IoNotice, []);
}

async function start(modules: WasmModules): Promise<IoReady> {
  const { folder: root, lasting } = await openRootFolder();
  // What is in memory is this tab's alone.
  const writable = !lasting || (await takeStoreLock());
  const store = await StemStore.open(root, writable);
  if (writable) await removeAll(await root.folder('renders'));
  const session = new SlotPair(root, 'session');
  running = {
    writable,
    engine: instantiateEngine(modules.engine),
    files: instantiateFiles(modules.files),
    store,
    readers: new StemReaders(store.folder, writable),
    session,
  };
  return { writable, lasting };
}

/** What renders left behind; files that another tab has open stay. */
async function removeAll(folder: Folder): Promise<void> {
  for (const name of await folder.names()) await folder.remove(name).catch(() => {});
}

function inTurn<T>(job: () => Promise<T>): Promise<T> {
  const done = imports.then(job);
  imports = done.catch(() => {});
  return done;
}

async function importOne(argument: Parameters<IoMethods['importStem']>[0], context: CallContext) {
  const { files, store } = requireWritable();
  return inTurn(() => importStem(files, store, argument, context));
}

async function prepareOne(argument: Parameters<IoMethods['prepareStem']>[0], context: CallContext) {
  const { files, store } = ready();
  if (store.played(argument.sha256, argument.sampleRate)) return;
  requireWritable();
  await inTurn(() => prepareStem(files, store, argument, context));
}

async function forgetReference({ sha256 }: Parameters<IoMethods['forgetReference']>[0]) {
  const { store, readers } = requireWritable();
  await inTurn(async () => {
    if (!store.get(sha256)?.onlyCompared) return;
    await closeUnfed(readers);
    await store.forget(sha256);
  });
}

/** Handles of files that no feed reads: a render that is at one of them opens it again. */
function closeUnfed(readers: StemReaders): Promise<void> {
  return readers.keepOnly(new Set([...feeds.values()].flatMap(({ files }) => [...files])));
}

async function openFeed(argument: Parameters<IoMethods['openFeed']>[0]) {
  const { engine, files: documents, store, readers, writable } = ready();
  const { feed: number, sessionJson, sampleRate, start: begin, shared, port } = argument;
  if (!writable) await store.reload();
  const { compiled, faults } = compileSession(documents, sessionJson);
  if (!compiled) throw new Error(`the session cannot be played: ${faults[0]?.message}`);
  const session = JSON.parse(sessionJson) as SessionDocument;
  const files = new Set<string>();
  const stems: FeedStem[] = [];
  for (const { fileSha256 } of session.stems) {
    const stem = store.stemFile(fileSha256, sampleRate);
    if (stem) files.add(stem.fileName);
    stems.push(stem ? { stem, read: await readers.reader(stem.fileName) } : null);
  }
  const shape = slabShape(Math.max(1, channelCount(session)), sampleRate);
  const { transport, sender } = openFeedTransport(shape, shared, port, (next) =>
    feed.restart(next),
  );
  const onFault = (error: unknown) => notify(error, 'reading stems for playback');
  const feed = new Feed({ engine, compiled, stems, sender, shape, start: begin, onFault });
  feeds.set(number, { feed, files, port });
  void feed.pump();
  return transport;
}

async function closeFeed(number: number): Promise<void> {
  const entry = feeds.get(number);
  if (!entry) return;
  feeds.delete(number);
  entry.feed.close();
  entry.port.close();
  const { store, readers, writable } = ready();
  await closeUnfed(readers);
  if (writable) await store.removeLeft();
}

serveOver<IoMethods>(scope, {
  start,
  serveReads: ({ port }) => serveReads(port, () => ready().readers),
  importStem: importOne,
  prepareStem: prepareOne,
  forgetReference,
  async presentStems({ sha256 }) {
    const { store, writable } = ready();
    if (!writable) await store.reload();
    return sha256.filter((hash) => store.get(hash) !== undefined);
  },
  async stemFiles({ sha256, sampleRate }) {
    const { store } = ready();
    return sha256.flatMap((hash) => store.stemFile(hash, sampleRate) ?? []);
  },
  async stemPeaks({ sha256, sampleRate }) {
    const { store } = ready();
    const played = store.played(sha256, sampleRate);
    const file = played && (await store.folder.snapshot(played.peaksFile));
    if (!played || !file) {
      throw fault('stem-missing', 'This stem is not in the store.', 'Import its file again.');
    }
    return {
      framesPerPeak: played.framesPerPeak,
      pairs: new Int8Array(await file.arrayBuffer()),
    };
  },
  loadSaved: () => ready().session.read(),
  save: ({ json }) => requireWritable().session.write(json),
  openFeed,
  closeFeed: ({ feed }) => closeFeed(feed),
});

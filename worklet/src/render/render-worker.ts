// The render worker: its own engine, and part workers beside it for large songs,
// for export, whole-song measurement and the search for a loudness. Jobs run one
// after another; playback is elsewhere and goes on.
// Thread: a dedicated worker of its own.

import type { SongMeasureReport } from '../client/song-measure-report';
import type { FilesModule } from '../engine/files-module';
import { instantiateEngine } from '../engine/instantiate';
import { instantiateFiles } from '../engine/instantiate-files';
import { instantiateMaster } from '../engine/instantiate-master';
import { type Folder, openRootFolder } from '../io/folder';
import type { RenderMethods, RenderSource } from '../messages/render-protocol';
import { type CallContext, serveOver, type Wire } from '../messages/rpc';
import { compileSession } from '../session/compiled-session';
import { deliveryOf } from './delivery-of';
import { explainLimiting } from './explain-limiting';
import { exportWav } from './export-wav';
import { measureSong, withMix } from './measure-song';
import { MixCache } from './mix-cache';
import type { MixFile } from './mix-file';
import { mixKey } from './mix-key';
import { machineParts, partsOfSong } from './part-count';
import { PartRow, type PartSupplies } from './part-row';
import { reachLoudness } from './reach-loudness';
import { type FetchBytes, readClient } from './read-client';
import { type RenderWork, throwIfAborted } from './render-mix';
import type { RenderModules } from './render-song';
import { courseHere, MeasureWorker } from './song-course';
import { openSong, type SongSource } from './song-source';

interface Started extends RenderModules {
  files: FilesModule;
  root: Folder;
  mixes: MixCache;
  measurer: MeasureWorker;
}

let all: Started | null = null;
let fetchBytes: FetchBytes | null = null;
let supplies: PartSupplies | null = null;
/** The file that the last export gave out; the next one replaces it. */
let lastExport: string | null = null;
let queue: Promise<unknown> = Promise.resolve();

function started(): Started {
  if (!all) throw new Error('the render worker has not been started');
  return all;
}

/** One job at a time. */
function inTurn<T>(work: RenderWork, job: () => Promise<T>): Promise<T> {
  const result = queue.then(() => {
    throwIfAborted(work.signal);
    return job();
  });
  queue = result.catch(() => {});
  return result;
}

function open(source: RenderSource, metered: boolean): SongSource {
  if (!fetchBytes || !supplies) throw new Error('the render worker has no way to read stems');
  const song = openSong(started().files, source, fetchBytes);
  const parts = partsOfSong(song.session, source.workers ?? machineParts());
  const given = supplies;
  song.mix = started().mixes.find(mixKey(song.session), song.session.master.headTail?.endFrame);
  // What may be kept is to be complete; an export is not kept.
  song.input.metered = metered;
  return parts > 1
    ? { ...song, startParts: (frames) => new PartRow(parts, song.input, frames, given) }
    : song;
}

async function exportOne(
  argument: Parameters<RenderMethods['exportWav']>[0],
  context: CallContext,
) {
  const renders = await started().root.folder('renders');
  if (lastExport) await renders.remove(lastExport);
  lastExport = null;
  const song = open(argument, false);
  const { name, ...written } = await exportWav(started(), song, argument.order, renders, context);
  lastExport = name;
  return written;
}

async function measureOne(
  { keep, ...source }: Parameters<RenderMethods['measureSong']>[0],
  context: CallContext,
): Promise<SongMeasureReport> {
  const modules = started();
  const song = open(source, keep);
  const { sampleRate } = song.session;
  const alone = (source.workers ?? machineParts()) === 1;
  const begin = () =>
    alone ? courseHere(modules.files, sampleRate) : modules.measurer.begin(sampleRate);
  return measureSong(modules, song, keep ? modules.mixes : null, begin, context);
}

/** Rendering the mix weighs about as much as all passes of the master. */
const kMixShare = 0.5;

const kMasterMoves = {
  reached: false,
  reason:
    'the master is automated, and the search sets it once for the whole song. Remove its automation first.',
  measurement: null,
} as const;

async function reachOne(
  argument: Parameters<RenderMethods['reachLoudness']>[0],
  context: CallContext,
) {
  const modules = started();
  const song = open(argument, true);
  const { targetLufs, ceilingDbtp } = argument;
  if (song.session.automation.some(({ target }) => target === 'master')) return kMasterMoves;
  return overMix(song, context, (mix, work) =>
    reachLoudness(modules, mix, song, targetLufs, ceilingDbtp, work),
  );
}

/** The song's mix first, then `use`, as one work. */
function overMix<Result>(
  song: SongSource,
  { signal, progress }: CallContext,
  use: (mix: MixFile, work: RenderWork) => Promise<Result>,
): Promise<Result> {
  const first = song.mix ? 0 : kMixShare;
  const part = (from: number, to: number): RenderWork => ({
    signal,
    progress: (done, total) => progress(from + (done / total) * (to - from), 1),
  });
  const modules = started();
  return withMix(modules, song, modules.mixes, part(0, first), (mix) => use(mix, part(first, 1)));
}

async function explainOne(
  argument: Parameters<RenderMethods['explainLimiting']>[0],
  context: CallContext,
) {
  const song = open(argument, true);
  return overMix(song, context, (mix, work) =>
    explainLimiting(started(), song, mix, argument.extraDriveDb, work),
  );
}

serveOver<RenderMethods>(globalThis as unknown as Wire, {
  async start({ modules, readPort }) {
    fetchBytes = readClient(readPort);
    supplies = { engine: modules.engine, readPort };
    const { folder: root, lasting } = await openRootFolder();
    all = {
      engine: instantiateEngine(modules.engine),
      master: instantiateMaster(modules.master),
      files: instantiateFiles(modules.files),
      root,
      mixes: new MixCache(() => root.folder('renders'), lasting),
      measurer: new MeasureWorker(modules.files),
    };
  },
  compileSession: ({ json }) => compileSession(started().files, json),
  exportWav: (argument, context) => inTurn(context, () => exportOne(argument, context)),
  reachLoudness: (argument, context) => inTurn(context, () => reachOne(argument, context)),
  explainLimiting: (argument, context) => inTurn(context, () => explainOne(argument, context)),
  measureSong: (argument, context) => inTurn(context, () => measureOne(argument, context)),
  delivery: ({ measurement, file }) => deliveryOf(started().files, measurement, file),
});

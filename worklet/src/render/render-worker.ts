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
import { exportWav } from './export-wav';
import { MixFile } from './mix-file';
import { machineParts, partsOfSong } from './part-count';
import { PartRow, type PartSupplies } from './part-row';
import { reachLoudness } from './reach-loudness';
import { type FetchBytes, readClient } from './read-client';
import { courseMeasurer, figuresMeasurer } from './render-measurer';
import { type RenderWork, throwIfAborted } from './render-mix';
import { type RenderModules, renderSong } from './render-song';
import { openSong, type SongSource } from './song-source';

interface Started extends RenderModules {
  files: FilesModule;
  root: Folder;
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

function open(source: RenderSource): SongSource {
  if (!fetchBytes || !supplies) throw new Error('the render worker has no way to read stems');
  const song = openSong(started().files, source, fetchBytes);
  const parts = partsOfSong(song.session, source.workers ?? machineParts());
  const given = supplies;
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
  const song = open(argument);
  const written = await exportWav(started(), song, argument.format, renders, context);
  lastExport = written.name;
  const { file, measurement, clippedSamples } = written;
  return { file, measurement, clippedSamples };
}

async function measureOne(source: RenderSource, context: CallContext): Promise<SongMeasureReport> {
  const modules = started();
  const song = open(source);
  const measurer = courseMeasurer(modules.files, song.session.sampleRate);
  try {
    await renderSong(
      modules,
      song,
      context,
      () => {},
      (pass, frames) =>
        measurer.feed(modules.master.HEAPF64, pass.output(0), pass.output(1), frames),
    );
    return JSON.parse(measurer.measurer.resultJson()) as SongMeasureReport;
  } finally {
    measurer.free();
  }
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
  const song = open(argument);
  const { sampleRate, master, automation } = song.session;
  if (automation.some(({ target }) => target === 'master')) return kMasterMoves;
  const measurer = figuresMeasurer(modules.files, sampleRate);
  let mix: MixFile | null = null;
  try {
    mix = await MixFile.render(
      modules,
      song,
      await modules.root.folder('renders'),
      {
        signal: context.signal,
        progress: (done, total) => context.progress((done / total) * kMixShare, 1),
      },
      (left, right, frames) => measurer.feed(modules.engine.HEAPF32, left, right, frames),
    );
    return await reachLoudness(
      modules,
      mix,
      measurer,
      sampleRate,
      master.params,
      argument.targetLufs,
      argument.ceilingDbtp,
      {
        signal: context.signal,
        progress: (done, total) =>
          context.progress(kMixShare + (done / total) * (1 - kMixShare), 1),
      },
    );
  } finally {
    await mix?.remove();
    measurer.free();
  }
}

serveOver<RenderMethods>(globalThis as unknown as Wire, {
  async start({ modules, readPort }) {
    fetchBytes = readClient(readPort);
    supplies = { engine: modules.engine, readPort };
    all = {
      engine: instantiateEngine(modules.engine),
      master: instantiateMaster(modules.master),
      files: instantiateFiles(modules.files),
      root: (await openRootFolder()).folder,
    };
  },
  compileSession: ({ json }) => compileSession(started().files, json),
  exportWav: (argument, context) => inTurn(context, () => exportOne(argument, context)),
  reachLoudness: (argument, context) => inTurn(context, () => reachOne(argument, context)),
  measureSong: (argument, context) => inTurn(context, () => measureOne(argument, context)),
  delivery: ({ measurement, file }) => deliveryOf(started().files, measurement, file),
});

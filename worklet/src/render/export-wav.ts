// Export: render, deliver at the file's rate, dither and write in chunks to the
// disk, then read the written file back and report on it. Cancelled or failed, no
// file is left.
// Thread: render worker.

import type { DitherName, ExportOrder, SampleFormat } from '../client/studio-engine';
import type { FilesModule, WavWriter } from '../engine/files-module';
import type { DeliveryPass, MasterPass } from '../engine/master-module';
import type { Folder, SyncFile } from '../io/folder';
import { fault } from '../messages/fault';
import type { WrittenFile } from '../messages/render-protocol';
import { kiloHertz } from '../session/sample-rates';
import { HeapPlanes } from './heap-planes';
import { kChunkFrames, type RenderWork } from './render-mix';
import { type RenderModules, renderSong } from './render-song';
import { reportOnWav } from './report-wav';
import type { SongSource } from './song-source';

type ExportModules = RenderModules & { files: FilesModule };

const kBits: Record<SampleFormat, number> = { '16': 16, '24': 24, '32f': 32 };
/** In the order of the engine's own. */
const kDithers: readonly DitherName[] = ['none', 'tpdf', 'shaped'];
/** Reading back takes about as long as a light render: the share of the progress it gets. */
const kRenderShare = 0.75;

export async function exportWav(
  modules: ExportModules,
  song: SongSource,
  order: ExportOrder & { fileName: string },
  folder: Folder,
  work: RenderWork,
): Promise<WrittenFile & { name: string }> {
  const name = `${crypto.randomUUID()}.wav`;
  const file = await folder.open(name);
  const output = new WavOutput(modules, song, order, file);
  let open = true;
  try {
    await output.write(song, {
      signal: work.signal,
      progress: (done, total) => work.progress((done / total) * kRenderShare, 1),
    });
    file.flush();
    const { dither, ceilingDbtp, clippedSamples, limitedDb } = output;
    const reportJson = await reportOnWav(
      modules.files,
      await snapshotOf(folder, name),
      file,
      { fileName: order.fileName, dither, aimLufs: order.aimLufs ?? Number.NaN, ceilingDbtp },
      {
        signal: work.signal,
        progress: (done, total) =>
          work.progress(kRenderShare + (done / total) * (1 - kRenderShare), 1),
      },
    );
    file.close();
    open = false;
    return { name, file: await snapshotOf(folder, name), clippedSamples, limitedDb, reportJson };
  } catch (error) {
    if (open) file.close();
    await folder.remove(name);
    throw error;
  } finally {
    output.free();
  }
}

async function snapshotOf(folder: Folder, name: string): Promise<File> {
  const file = await folder.snapshot(name);
  if (!file) throw new Error('the written file is gone');
  return file;
}

/** The master's output on its way into one file. */
class WavOutput {
  /** What the file has, which may not be what was asked for. */
  dither: DitherName = 'none';
  /** What its true peak is to stay under; NaN where nothing holds it. */
  ceilingDbtp = Number.NaN;
  readonly #modules: ExportModules;
  readonly #order: ExportOrder;
  readonly #file: SyncFile;
  readonly #delivery: DeliveryPass;
  readonly #sampleRate: number;
  #writer: WavWriter | null = null;
  #planes: HeapPlanes | null = null;
  #at = 0;

  constructor(modules: ExportModules, song: SongSource, order: ExportOrder, file: SyncFile) {
    this.#modules = modules;
    this.#order = order;
    this.#file = file;
    this.#delivery = new modules.master.DeliveryPass();
    this.#sampleRate = order.sampleRate ?? song.session.sampleRate;
  }

  get clippedSamples(): number {
    return this.#writer?.clippedSamples() ?? 0;
  }

  get limitedDb(): number | null {
    return this.#delivery.limitsAgain() ? this.#delivery.limitedDb() : null;
  }

  async write(song: SongSource, work: RenderWork): Promise<void> {
    await renderSong(
      this.#modules,
      song,
      work,
      (pass) => this.#begin(pass, song),
      (pass, frames) => {
        this.#take(pass.output(0), pass.output(1), frames);
        return undefined;
      },
    );
    while (!this.#delivery.done()) this.#take(0, 0, 0);
    const trailer = this.#writer?.trailerBytes() ?? 0;
    if (trailer > 0) this.#file.write(new Uint8Array(trailer), this.#at);
  }

  free(): void {
    this.#writer?.delete();
    this.#planes?.free();
    this.#delivery.delete();
  }

  #begin(pass: MasterPass, { session }: SongSource): void {
    const { files } = this.#modules;
    const delivery = this.#delivery;
    this.ceilingDbtp = pass.ceilingDbtp();
    const refused = delivery.prepare(
      session.sampleRate,
      this.#sampleRate,
      2,
      pass.totalFrames(),
      this.ceilingDbtp,
      kChunkFrames,
    );
    if (refused !== 0) throw noSuchRate(this.#sampleRate);
    const longest = delivery.maxOutputFrames();
    this.#planes = new HeapPlanes(files, longest);
    const bits = kBits[this.#order.samples];
    const writer = new files.WavWriter(
      this.#sampleRate,
      bits,
      delivery.totalFrames(),
      session.ditherSeed,
      longest,
    );
    this.#writer = writer;
    const asked = kDithers.indexOf(this.#order.dither ?? 'tpdf');
    this.dither = kDithers[writer.setDither(asked, true)] ?? 'none';
    this.#append(writer.header(), writer.headerBytes());
  }

  /** Pointers into the master's heap; 0 frames: it has ended. */
  #take(left: number, right: number, frames: number): void {
    const delivery = this.#delivery;
    const ready = delivery.process(left, right, frames);
    if (ready === 0 || !this.#planes || !this.#writer) return;
    this.#planes.take(this.#modules.master.HEAPF64, delivery.output(0), delivery.output(1), ready);
    const bytes = this.#writer.convert(this.#planes.left, this.#planes.right, ready);
    this.#append(this.#writer.bytes(), bytes);
  }

  #append(pointer: number, bytes: number): void {
    this.#file.write(this.#modules.files.HEAPU8.subarray(pointer, pointer + bytes), this.#at);
    this.#at += bytes;
  }
}

function noSuchRate(sampleRate: number) {
  return fault(
    'wrong-rate',
    `A file cannot be written at ${kiloHertz(sampleRate)}.`,
    'Choose 44.1, 48, 88.2 or 96 kHz.',
  );
}

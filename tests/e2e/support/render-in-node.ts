// Renders a session with the built WebAssembly engine under node, FLAC
// stems decoded by `flac`: the third witness beside browser and command line.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RequestLayout } from '../../../worklet/src/engine/engine-constants';
import type { FilesModule } from '../../../worklet/src/engine/files-module';
import { instantiateEngine } from '../../../worklet/src/engine/instantiate';
import { instantiateFiles } from '../../../worklet/src/engine/instantiate-files';
import { instantiateMaster } from '../../../worklet/src/engine/instantiate-master';
import { compileSession } from '../../../worklet/src/session/compiled-session';
import type { SessionDocument } from '../../../worklet/src/session/session-document';
import { SongRenderer } from '../../wasm-core/bindings/song-renderer';

function parseLayout(files: FilesModule, wav: Buffer) {
  const parser = new files.WavParser(wav.length);
  const scratch = files.allocate(1 << 16);
  while (!parser.done()) {
    const at = parser.needOffset();
    const piece = wav.subarray(at, at + Math.min(parser.needBytes(), 1 << 16));
    files.HEAPU8.set(piece, scratch);
    parser.supply(scratch, piece.length);
  }
  if (parser.fault() !== '') throw new Error(parser.fault());
  const layout = JSON.parse(parser.layoutJson());
  files.release(scratch);
  parser.delete();
  return layout;
}

/** Interleaved float32 samples of the whole song. */
export async function renderInNode(json: string, stemFolder: string): Promise<Buffer> {
  const built = (name: string) =>
    new WebAssembly.Module(
      readFileSync(new URL(`../../../build/wasm/${name}.wasm`, import.meta.url)),
    );
  const engine = instantiateEngine(built('lathe-engine'));
  const modules = instantiateFiles(built('lathe-files'));
  const session = JSON.parse(json) as SessionDocument;
  const work = mkdtempSync(join(tmpdir(), 'lathe-node-'));
  try {
    const renderer = new SongRenderer(engine, instantiateMaster(built('lathe-master')));
    const files = session.stems.map((stem) => {
      if (!stem.name.endsWith('.flac')) return readFileSync(join(stemFolder, stem.name));
      const wav = join(work, `${stem.id}.wav`);
      execFileSync('flac', ['-d', '-s', '-f', '-o', wav, join(stemFolder, stem.name)]);
      return readFileSync(wav);
    });
    for (const file of files) {
      renderer.addStem(parseLayout(modules, file));
    }
    const { compiled, faults } = compileSession(modules, json);
    if (!compiled) throw new Error(JSON.stringify(faults));
    renderer.prepare(compiled);
    const out = new Float32Array(2 * renderer.totalFrames());
    let done = 0;
    while (!renderer.done()) {
      const count = renderer.plan();
      for (let i = 0; i < count; i++) {
        const at = renderer.requests() / 8 + i * RequestLayout.length;
        const offset = engine.HEAPF64[at + RequestLayout.byteOffset]!;
        const bytes = engine.HEAPF64[at + RequestLayout.bytes]!;
        const file = files[engine.HEAPF64[at + RequestLayout.stem]!]!;
        engine.HEAPU8.set(
          file.subarray(offset, offset + bytes),
          engine.HEAPF64[at + RequestLayout.destination]!,
        );
      }
      const frames = renderer.render();
      const [left, right] = [renderer.output(0, frames), renderer.output(1, frames)];
      for (let frame = 0; frame < frames; frame++) {
        out[2 * (done + frame)] = left[frame]!;
        out[2 * (done + frame) + 1] = right[frame]!;
      }
      done += frames;
    }
    return Buffer.from(out.buffer);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

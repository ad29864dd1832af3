// Documents on their way to the engine: checked and compiled to flat bytes
// where they are read, handed to engines wherever those run.
// Thread: any; compiling wants the files module, which worklets lack.

import { Prepared } from '../engine/engine-constants';
import type { FilesModule, SessionFault } from '../engine/files-module';
import type { HeapModule, Pointer } from '../engine/heap-module';
import { copyToHeap } from '../engine/instantiate';

/** What an engine takes. Only for engines of the same build; never stored. */
export type CompiledSession = Uint8Array<ArrayBuffer>;

/** The compiled session, or every fault that the loader finds. */
export function compileSession(
  files: FilesModule,
  json: string,
): { compiled: CompiledSession; faults: [] } | { compiled: null; faults: SessionFault[] } {
  const bytes = new TextEncoder().encode(json);
  const pointer = copyToHeap(files, bytes);
  const compiler = new files.SessionCompiler();
  try {
    if (compiler.compile(pointer, bytes.length) > 0) {
      return { compiled: null, faults: JSON.parse(compiler.faultsJson()) };
    }
    const from = compiler.bytes();
    return { compiled: files.HEAPU8.slice(from, from + compiler.byteCount()), faults: [] };
  } finally {
    compiler.delete();
    files.release(pointer);
  }
}

/** Throws, saying why and what to do, where `prepare`, given the session in the module's heap, refuses it. */
export function prepareSession(
  module: HeapModule,
  compiled: CompiledSession,
  prepare: (compiled: Pointer, bytes: number) => number,
): void {
  const pointer = copyToHeap(module, compiled);
  const answer = prepare(pointer, compiled.length);
  module.release(pointer);
  const words = kRefusals[answer];
  if (words !== undefined) throw new Error(words);
}

const kRefusals: Record<number, string> = {
  [Prepared.unreadable]:
    'The engine and what reads sessions for it are of different versions. Reload the page.',
  [Prepared.noRoom]:
    'There is not enough memory for this many tracks. Remove some, or open the session with the command line.',
  [Prepared.refused]:
    'The engine cannot run this session: a stem has more than two channels, or its rate is not within 8 to 384 kHz. Replace the stem.',
};

// A song as the renderer reads it: the document, its stems' layouts and
// readers, all stems that sound being there.
// Thread: render worker; readers also part workers.

import type { FilesModule, SessionFault } from '../engine/files-module';
import type { PcmLayout } from '../engine/heap-module';
import type { ReadBytes } from '../io/stem-readers';
import { fault } from '../messages/fault';
import type { StemFile } from '../messages/io-protocol';
import type { RenderInput } from '../messages/part-protocol';
import type { RenderSource } from '../messages/render-protocol';
import { compileSession } from '../session/compiled-session';
import type { SessionDocument } from '../session/session-document';
import type { MixFile } from './mix-file';
import type { PartRow } from './part-row';
import type { FetchBytes } from './read-client';
import { StemWindows, windowBytes } from './stem-windows';

export interface SongSource {
  session: SessionDocument;
  input: RenderInput;
  /** Starts the engines that render a part of it, for so many frames of mix; left out: one engine renders all. */
  startParts?: (mixFrames: number) => PartRow;
  readers: (ReadBytes | null)[];
  /** Its mix, where one was kept. */
  mix?: MixFile | null;
}

/** Throws where the document is faulty, or, naming them, where stems that clips play are missing. */
export function openSong(files: FilesModule, source: RenderSource, fetch: FetchBytes): SongSource {
  const { compiled, faults } = compileSession(files, source.sessionJson);
  if (!compiled) throw badSession(faults[0]);
  const session = JSON.parse(source.sessionJson) as SessionDocument;
  const byHash = new Map(source.stems.map((stem) => [stem.fileSha256, stem]));
  const played = new Set(
    session.tracks.flatMap(({ clips }) =>
      clips.filter((clip) => !clip.muted).map(({ stem }) => stem),
    ),
  );
  const wanted = session.stems.map((stem) => (played.has(stem.id) ? stem : null));
  const missing: string[] = [];
  const stems: (StemFile | null)[] = [];
  for (const stem of wanted) {
    const stored = stem && byHash.get(stem.fileSha256);
    if (stem && !stored) missing.push(stem.name);
    stems.push(stored ?? null);
  }
  if (missing.length > 0) {
    const names = missing.join(', ');
    throw fault(
      'stem-missing',
      missing.length === 1 ? `The stem ${names} is missing.` : `These stems are missing: ${names}.`,
      'Import the missing files, or delete their clips.',
      missing[0],
    );
  }
  const input: RenderInput = {
    compiled,
    stems,
    windowBytes: windowBytes(played.size),
    trackCount: session.tracks.length,
  };
  return { session, input, readers: openReaders(input, fetch) };
}

export function layoutsOf({ stems }: RenderInput): (PcmLayout | null)[] {
  return stems.map((stem) => stem?.layout ?? null);
}

/** In the order of the document's stems. */
export function openReaders({ stems, windowBytes: size }: RenderInput, fetch: FetchBytes) {
  return stems.map((stem) => stem && openWindows(stem, fetch, size).read);
}

function openWindows({ fileName, layout }: StemFile, fetch: FetchBytes, size: number): StemWindows {
  const { dataOffsetBytes, frames, bytesPerFrame } = layout;
  return new StemWindows(fetch, fileName, dataOffsetBytes + frames * bytesPerFrame, size);
}

function badSession(first: SessionFault | undefined) {
  return fault(
    'bad-session',
    `The session cannot be rendered: ${first?.message ?? 'unknown fault'} (${first?.pointer ?? ''}).`,
    'Undo the last change, or open an earlier session.',
  );
}

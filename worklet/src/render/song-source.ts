// A song as the renderer reads it: the document, its stems' layouts and
// readers, all stems that sound being there.
// Thread: render worker.

import type { PcmLayout } from '../engine/engine-module';
import type { Folder } from '../io/folder';
import type { ReadBytes } from '../io/stem-readers';
import { fault } from '../messages/fault';
import type { RenderSource } from '../messages/render-protocol';
import type { SessionDocument } from '../session/session-document';
import { StemWindows, windowBytes } from './stem-windows';

export interface SongSource {
  session: SessionDocument;
  sessionJson: string;
  /** By position in the document's stems; null for one that no clip plays. */
  layouts: (PcmLayout | null)[];
  readers: (ReadBytes | null)[];
}

/** Rejects, naming them, where stems that clips play are missing. */
export async function openSong(source: RenderSource, stemFolder: Folder): Promise<SongSource> {
  const session = JSON.parse(source.sessionJson) as SessionDocument;
  const byHash = new Map(source.stems.map((stem) => [stem.fileSha256, stem]));
  const played = new Set(
    session.tracks.flatMap(({ clips }) =>
      clips.filter((clip) => !clip.muted).map(({ stem }) => stem),
    ),
  );
  const wanted = session.stems.map((stem) => (played.has(stem.id) ? stem : null));
  const size = windowBytes(played.size);
  const missing: string[] = [];
  const layouts: (PcmLayout | null)[] = [];
  const readers: (ReadBytes | null)[] = [];
  for (const stem of wanted) {
    const stored = stem && byHash.get(stem.fileSha256);
    const file = stored ? await stemFolder.snapshot(stored.fileName) : null;
    if (stem && !file) missing.push(stem.name);
    layouts.push(stored && file ? stored.layout : null);
    readers.push(file ? new StemWindows(file, size).read : null);
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
  return { session, sessionJson: source.sessionJson, layouts, readers };
}

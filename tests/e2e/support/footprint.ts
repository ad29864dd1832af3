// What the studio holds, on the page and in the browser's private files, so
// that a test can say that nothing of it has changed.
import type { Page } from 'playwright-core';
import { decodeSlot } from '../../../worklet/src/io/slot-pair';
import { parseIndex } from '../../../worklet/src/io/stem-store';

/** All that bad input must leave alone. */
export interface Footprint {
  tracks: string[];
  fader: string | null;
  undo: string | null;
  /** Every file of the origin's storage with its size, but the slots and renders, which come and go. */
  files: string[];
  /** Files of the stem folder that the index does not name. */
  unknown: string[];
  stems: string[];
  savedSession: string | null;
}

/** The origin's private files: sizes of all, bytes of the slots. */
function storage(page: Page): Promise<{ path: string; size: number; bytes: number[] | null }[]> {
  return page.evaluate(async () => {
    const found: { path: string; size: number; bytes: number[] | null }[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) {
          await walk(handle, `${path}${name}/`);
        } else {
          const file = await (handle as FileSystemFileHandle).getFile();
          const slot = /^(session|stem-index)-[ab]$/.test(name);
          const bytes = slot ? [...new Uint8Array(await file.arrayBuffer())] : null;
          found.push({ path: path + name, size: file.size, bytes });
        }
      }
    };
    await walk(await navigator.storage.getDirectory(), '');
    return found;
  });
}

export async function footprint(page: Page): Promise<Footprint> {
  const found = await storage(page);
  const newest = (name: string): string | null => {
    const slots = found
      .filter(({ path }) => path.startsWith(`lathe/${name}-`))
      .flatMap(({ bytes }) => decodeSlot(Uint8Array.from(bytes ?? [])) ?? [])
      .sort((a, b) => b.sequence - a.sequence);
    return slots[0] ? new TextDecoder().decode(slots[0].payload) : null;
  };
  const index = parseIndex(newest('stem-index'));
  const known = new Set(index.flatMap((stem) => [stem.originalFile, stem.pcmFile, stem.peaksFile]));
  const stemFiles = found
    .filter(({ path }) => path.startsWith('lathe/stems/'))
    .map(({ path }) => path.slice('lathe/stems/'.length));
  const fader = page.getByRole('slider', { name: 'Kick fader', exact: true });
  const rows = page.locator('.track-row .track-name');
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  const open = (await fader.count()) > 0;
  return {
    tracks: await rows.allInnerTexts(),
    fader: open ? await fader.getAttribute('aria-valuetext') : null,
    undo: open ? await undo.getAttribute('title') : null,
    files: found
      .filter(({ bytes, path }) => bytes === null && !path.startsWith('lathe/renders/'))
      .map(({ path, size }) => `${path} ${size}`)
      .sort(),
    unknown: stemFiles.filter((name) => !known.has(name)),
    stems: index.map((stem) => stem.name).sort(),
    savedSession: newest('session'),
  };
}

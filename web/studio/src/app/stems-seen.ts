// Which files the song has for stems, or had since it was opened: undo may bring
// those back, so that nothing frees them.
// Thread: main.

import type { DocumentStore } from '../document/store';

/** Call before anything changes the document. */
export function followStems(store: DocumentStore): (fileSha256: string) => boolean {
  const seen = new Set<string>();
  store.onChange((diff) => {
    for (const { after } of diff.values()) if (after?.kind === 'stem') seen.add(after.fileSha256);
  });
  return (fileSha256) => seen.has(fileSha256);
}

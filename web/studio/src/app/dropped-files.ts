// The files in a drop or a pick, folders opened. From a folder only what can be
// a stem or a session is taken; a file given by itself is always tried, so that
// its fault is told.
// Thread: main.

const STEM_NAME = /\.(wav|wave|rf64|bwf|flac)$/i;
const SESSION_NAME = /\.(json|lathe)$/i;

export interface GivenFiles {
  stems: File[];
  sessions: File[];
  /** Files in folders that are neither. */
  leftOut: number;
}

export function sortFiles(files: readonly { file: File; inFolder: boolean }[]): GivenFiles {
  const given: GivenFiles = { stems: [], sessions: [], leftOut: 0 };
  for (const { file, inFolder } of files) {
    if (SESSION_NAME.test(file.name)) {
      if (!inFolder || /session/i.test(file.name)) given.sessions.push(file);
      else ++given.leftOut;
    } else if (!inFolder || STEM_NAME.test(file.name)) {
      given.stems.push(file);
    } else if (!file.name.startsWith('.')) {
      ++given.leftOut;
    }
  }
  const byName = new Intl.Collator(undefined, { numeric: true });
  given.stems.sort((a, b) => byName.compare(a.name, b.name));
  return given;
}

/** A pick through `<input>`; `webkitRelativePath` is set where a folder was picked. */
export function filesOfInput(list: FileList): GivenFiles {
  return sortFiles(
    [...list].map((file) => ({ file, inFolder: file.webkitRelativePath.includes('/') })),
  );
}

/** Reads entries at once, as a DataTransfer is only open during its event. */
export function filesOfDrop(transfer: DataTransfer): Promise<GivenFiles> {
  const entries: FileSystemEntry[] = [];
  const loose: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    else if (file) loose.push(file);
  }
  return walkAll(entries, loose);
}

async function walkAll(entries: FileSystemEntry[], loose: File[]): Promise<GivenFiles> {
  const found = loose.map((file) => ({ file, inFolder: false }));
  for (const entry of entries) await walk(entry, false, found);
  return sortFiles(found);
}

async function walk(
  entry: FileSystemEntry,
  inFolder: boolean,
  found: { file: File; inFolder: boolean }[],
): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ file, inFolder });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out its entries in portions and ends with an empty one.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return;
    for (const child of portion) await walk(child, true, found);
  }
}

// Hands a file to the browser's downloads.
// Thread: main.

/** Long enough for a download to have begun. */
const KEPT_MS = 60_000;

export function saveFile(name: string, content: Blob): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(content);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
}

/** Without what file systems do not take in a name; `otherwise` where nothing is left. */
export function fileNameOf(name: string, otherwise: string): string {
  return name.replace(/[/\\:*?"<>|]/g, '-').trim() || otherwise;
}

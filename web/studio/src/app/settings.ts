// Small choices kept on this device (theme, monitor volume, loudness wanted).
// Storage can be refused by the browser; then they last as long as the page.
// Thread: main.

const memory = new Map<string, string>();
const PREFIX = 'lathe.';

export function readSetting(key: string): string | null {
  const held = memory.get(key);
  if (held !== undefined) return held;
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function writeSetting(key: string, value: string): void {
  memory.set(key, value);
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Kept in memory only.
  }
}

// The built studio with the first half minute of the demo song in its place: for what
// does not depend on a song's length, and would measure all of it after every change.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SessionDocument } from '../../../worklet/src/session/session-document';

export const kShortStudio = fileURLToPath(
  new URL('../../../build/studio-short-song', import.meta.url),
);
export const kShortSong = join(kShortStudio, 'demo');
/** Twelve bars. */
export const kShortSeconds = 30;

export function buildShortSong(dist: string): void {
  rmSync(kShortStudio, { recursive: true, force: true });
  const demo = join(dist, 'demo');
  cpSync(dist, kShortStudio, { recursive: true, filter: (path) => path !== demo });
  mkdirSync(kShortSong);
  const session: SessionDocument = JSON.parse(readFileSync(join(demo, 'session.json'), 'utf8'));
  const frames = kShortSeconds * session.sampleRate;
  for (const stem of session.stems) {
    const wav = execFileSync('flac', ['-sdc', `--until=${frames}`, join(demo, stem.name)], {
      maxBuffer: 1 << 28,
    });
    const flac = execFileSync('flac', ['-sc', '-'], {
      input: wav,
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    writeFileSync(join(kShortSong, stem.name), flac);
    stem.frames = frames;
    stem.fileSha256 = createHash('sha256').update(flac).digest('hex');
  }
  for (const { clips } of session.tracks) for (const clip of clips) clip.frames = frames;
  writeFileSync(join(kShortSong, 'session.json'), JSON.stringify(session));
}

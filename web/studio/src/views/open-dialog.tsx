// Opening a shared link or a session file, and adding stems to what is open.
// Thread: main.

import { createSignal } from 'solid-js';
import type { GivenFiles } from '../app/dropped-files';
import { type Studio, useStudio } from '../app/studio';
import { Dialog } from '../ui/dialog';
import { FilePicker } from './file-picker';

/** Sessions are opened, stems added; what a folder held besides is mentioned. */
export async function takeFiles(studio: Studio, given: GivenFiles): Promise<void> {
  const [session] = given.sessions;
  if (session) await studio.session.openFile(session);
  if (given.stems.length > 0) {
    await studio.stems.add(given.stems.map((file) => ({ file, name: file.name })));
  } else if (!session) {
    studio.faults.show(
      'There was nothing to open in what you dropped.',
      'Lathe takes stems as WAV or FLAC, and session files.',
    );
  }
  if (given.leftOut > 0) {
    const what = given.leftOut === 1 ? 'One file' : `${given.leftOut} files`;
    studio.faults.notice(
      `${what} in the folder left out.`,
      'Only WAV and FLAC are taken as stems.',
    );
  }
}

export function OpenDialog() {
  const studio = useStudio();
  const [text, setText] = createSignal('');
  const close = () => studio.showDialog(null);
  return (
    <Dialog title="Open or add" close={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          close();
          void studio.session.openLinkText(text());
        }}
      >
        <label for="link-text">A link that someone shared</label>
        <div class="row">
          <input
            id="link-text"
            class="text-input"
            placeholder="https://…#s=1.…"
            autocomplete="off"
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="button primary" disabled={text().trim() === ''}>
            Open
          </button>
        </div>
      </form>
      <div class="stack">
        <p>Stems (WAV or FLAC), or a session file</p>
        <div class="row">
          <FilePicker kind="files" picked={close}>
            Choose files
          </FilePicker>
          <FilePicker kind="folder" picked={close}>
            Choose a folder
          </FilePicker>
        </div>
        <p class="muted">You can also drop them anywhere on this page, at any time.</p>
      </div>
      <div class="stack">
        <p>The demo song</p>
        <div class="row">
          <button
            type="button"
            class="button"
            onClick={() => {
              close();
              void studio.session.openDemo();
            }}
          >
            Open the demo song
          </button>
        </div>
      </div>
    </Dialog>
  );
}

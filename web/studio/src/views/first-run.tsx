// The first screen: drop stems, open the demo song, open a link or file.
// Thread: main.

import { Show } from 'solid-js';
import { runAction } from '../app/actions';
import { useStudio } from '../app/studio';
import { Icon } from '../ui/icon';
import { FilePicker } from './file-picker';

export function FirstRun() {
  const studio = useStudio();
  const demoBusy = () => studio.session.loadingDemo();
  return (
    <main class="first-run">
      <div class="first-run-inner">
        <h2>Stems in. A finished, measured master out.</h2>
        <p class="muted">Nothing is installed, and no audio leaves this machine.</p>
        <div class="first-choices">
          <section class="first-choice first-drop">
            <Icon name="upload" />
            <h3>Drop your stems here</h3>
            <p>WAV or FLAC, mono or stereo, or a whole folder</p>
            <div class="row">
              <FilePicker kind="files" class="primary">
                Choose files
              </FilePicker>
              <FilePicker kind="folder">Choose a folder</FilePicker>
            </div>
          </section>
          <button
            type="button"
            class="first-choice"
            disabled={demoBusy()}
            onClick={() => void studio.session.openDemo()}
          >
            <Icon name="music" />
            <h3>Open the demo song</h3>
            <p>
              <Show when={demoBusy()} fallback="Ready to play, with faults worth mixing">
                Loading…
              </Show>
            </p>
          </button>
          <button
            type="button"
            class="first-choice"
            onClick={() => runAction(studio, 'session.open')}
          >
            <Icon name="link" />
            <h3>Open a link or file</h3>
            <p>A session that someone shared with you</p>
          </button>
        </div>
      </div>
    </main>
  );
}

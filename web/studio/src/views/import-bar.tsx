// Progress of an import: which file, how far, and a way to stop.
// Thread: main.

import { Show } from 'solid-js';
import { useStudio } from '../app/studio';

export function ImportBar() {
  const studio = useStudio();
  return (
    <Show when={studio.stems.progress()}>
      {(progress) => (
        <section class="import-bar" aria-label="Import">
          <p>
            <strong>
              {progress().index} of {progress().count}
            </strong>{' '}
            {progress().fileName}
          </p>
          <progress max="1" value={progress().fraction} aria-label="Import progress" />
          <button type="button" class="button" onClick={() => studio.stems.cancel()}>
            Cancel
          </button>
        </section>
      )}
    </Show>
  );
}

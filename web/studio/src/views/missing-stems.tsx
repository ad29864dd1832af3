// Stems that the session needs and this device does not have.
// Thread: main.

import { For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { formatTime } from '../params/format';
import { FilePicker } from './file-picker';

export function MissingStems() {
  const studio = useStudio();
  const missing = () => {
    const hashes = studio.stems.missing();
    return studio.records
      .session()
      .stemIds.map((id) => studio.store.find('stem', id))
      .filter((stem) => stem && hashes.has(stem.fileSha256));
  };
  return (
    <Show when={missing().length > 0 && !studio.stems.progress()}>
      <section class="missing" role="status" aria-label="Missing stems">
        <div>
          <strong>
            {missing().length === 1 ? 'One stem is' : `${missing().length} stems are`} not on this
            device yet.
          </strong>{' '}
          Drop the files here; they are found by their contents, whatever they are called.
        </div>
        <ul>
          <For each={missing()}>
            {(stem) => (
              <li>
                {stem?.name}{' '}
                <span class="muted">
                  {formatTime((stem?.frames ?? 0) / (stem?.sampleRate ?? 1), 0)}
                </span>
              </li>
            )}
          </For>
        </ul>
        <div class="row">
          <FilePicker kind="files" class="primary small">
            Choose files
          </FilePicker>
          <FilePicker kind="folder" class="small">
            Choose a folder
          </FilePicker>
        </div>
      </section>
    </Show>
  );
}

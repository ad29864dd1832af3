// The settings link, and the session as a file.
// Thread: main.

import { createSignal, onMount, Show } from 'solid-js';
import { fileNameOf, saveFile } from '../app/save-file';
import { useStudio } from '../app/studio';
import { toDocument } from '../document/document-shape';
import { shareable } from '../link/settings-link';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';

/** Some mail programs and chats cut longer addresses. */
const LONG_LINK_CHARS = 8000;

export function ShareDialog() {
  const studio = useStudio();
  const link = studio.session.link();
  const [copied, setCopied] = createSignal(false);
  let field!: HTMLInputElement;

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied(true);
    } catch {
      // Without permission the text is selected, for the usual key.
      field.focus();
      field.select();
    }
  };
  onMount(() => void copy());

  const saveSession = () => {
    const session = shareable(toDocument(studio.store));
    const json = JSON.stringify(session, null, 2);
    const name = `${fileNameOf(session.name, 'session')}.json`;
    saveFile(name, new Blob([json], { type: 'application/json' }));
  };

  return (
    <Dialog title="Share this mix" close={() => studio.showDialog(null)}>
      <div class="stack">
        <label for="share-link">A link with every setting of this session</label>
        <div class="row">
          <input
            ref={field}
            id="share-link"
            class="text-input"
            readonly
            value={link}
            onFocus={() => field.select()}
          />
          <button type="button" class="button primary" onClick={() => void copy()}>
            <Icon name={copied() ? 'check' : 'copy'} />
            <span>{copied() ? 'Copied' : 'Copy'}</span>
          </button>
        </div>
        <p class="muted">
          The link holds settings, not sound: whoever opens it drops in the same stems, which are
          found by their contents. Nobody needs stems for the demo song. Nothing is sent to a
          server.
        </p>
        <Show when={link.length > LONG_LINK_CHARS}>
          <p class="careful">
            At {link.length.toLocaleString()} characters some mail programs may cut it; the session
            file is the safer way.
          </p>
        </Show>
      </div>
      <div class="stack">
        <p>The same as a file, also for the command line</p>
        <div class="row">
          <button type="button" class="button" onClick={saveSession}>
            <Icon name="download" />
            <span>Save the session file</span>
          </button>
        </div>
      </div>
    </Dialog>
  );
}

// Asks before a session from outside takes the place of what is open.
// Thread: main.

import { useStudio } from '../app/studio';
import { Dialog } from '../ui/dialog';

const SOURCES = {
  link: 'The link holds',
  file: 'The file holds',
  demo: 'The demo song is',
  new: 'The new session is',
} as const;

export function PendingDialog() {
  const studio = useStudio();
  const answer = (accept: boolean) => void studio.session.answer(accept);
  const source = () => SOURCES[studio.session.pending()?.source ?? 'link'];
  return (
    <Dialog title="Open another session?" close={() => answer(false)}>
      <p>
        {source()} “{studio.session.pending()?.document.name}”. Opening it takes the place of “
        {studio.records.session().name}” on this device. Its stems stay, but its settings do not:
        share a link or save the session file first if you want them back.
      </p>
      <div class="row end">
        <button type="button" class="button" onClick={() => studio.showDialog('share')}>
          Share “{studio.records.session().name}” first
        </button>
        <button type="button" class="button" onClick={() => answer(false)}>
          Keep what is open
        </button>
        <button type="button" class="button primary" onClick={() => answer(true)}>
          Open it
        </button>
      </div>
    </Dialog>
  );
}

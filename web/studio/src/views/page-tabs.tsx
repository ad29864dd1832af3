// The studio's pages, where the screen is wide; a narrow one has views at its foot.
// Thread: main.

import { For } from 'solid-js';
import { actionTitle, type StudioActionId } from '../app/actions';
import { useStudio } from '../app/studio';
import type { PageName } from '../app/view-choice';

const PAGES: readonly { page: PageName; name: string; action: StudioActionId }[] = [
  { page: 'mix', name: 'Mix', action: 'view.mix' },
  { page: 'master', name: 'Master', action: 'view.master' },
];

export function PageTabs() {
  const { views } = useStudio();
  return (
    <nav class="page-tabs" aria-label="Pages">
      <For each={PAGES}>
        {({ page, name, action }) => (
          <button
            type="button"
            aria-current={views.page() === page ? 'page' : undefined}
            title={actionTitle(action)}
            onClick={() => views.showPage(page)}
          >
            {name}
          </button>
        )}
      </For>
    </nav>
  );
}

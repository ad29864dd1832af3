// Which part of the studio is shown. A wide screen has two pages, mix and master, a
// narrow one shows the mix a view at a time; both are this one choice. A reload in
// the same tab comes back to the page that was left.
// Thread: main.

import { createSignal } from 'solid-js';

export type ViewName = 'song' | 'mixer' | 'strip' | 'master';
export type PageName = 'mix' | 'master';

const KEPT = 'lathe.page';

/** Storage can be refused by the browser; then a reload begins with the mix. */
function keptPage(): PageName {
  try {
    return sessionStorage.getItem(KEPT) === 'master' ? 'master' : 'mix';
  } catch {
    return 'mix';
  }
}

function keep(page: PageName): void {
  try {
    sessionStorage.setItem(KEPT, page);
  } catch {
    // As long as the page lasts.
  }
}

export class ViewChoice {
  readonly #view = createSignal<ViewName>(keptPage() === 'master' ? 'master' : 'song');
  /** Where the mix was left. */
  #ofMix: ViewName = 'song';

  view(): ViewName {
    return this.#view[0]();
  }

  show(view: ViewName): void {
    if (view !== 'master') this.#ofMix = view;
    this.#view[1](view);
    keep(this.page());
  }

  page(): PageName {
    return this.view() === 'master' ? 'master' : 'mix';
  }

  showPage(page: PageName): void {
    this.show(page === 'master' ? 'master' : this.#ofMix);
  }
}

// The theme: by the system, or as chosen. The colours themselves are tokens in
// styles/tokens.css; canvases read them through `palette`.
// Thread: main.

import { createSignal } from 'solid-js';
import { readSetting, writeSetting } from './settings';

export const THEMES = ['system', 'dark', 'light', 'contrast'] as const;
export type ThemeChoice = (typeof THEMES)[number];

export interface Palette {
  surface: string;
  sunken: string;
  line: string;
  text: string;
  muted: string;
  faint: string;
  accent: string;
  good: string;
  careful: string;
  wrong: string;
}

const TOKENS: Record<keyof Palette, string> = {
  surface: '--surface',
  sunken: '--sunken',
  line: '--line',
  text: '--text',
  muted: '--muted',
  faint: '--faint',
  accent: '--accent',
  good: '--good',
  careful: '--careful',
  wrong: '--wrong',
};

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const entries = Object.entries(TOKENS).map(([name, token]) => [
    name,
    style.getPropertyValue(token).trim(),
  ]);
  return Object.fromEntries(entries) as Palette;
}

export class Theme {
  readonly #choice = createSignal<ThemeChoice>('system');
  readonly #palette = createSignal<Palette>(readPalette());

  constructor() {
    const kept = readSetting('theme');
    this.choose(THEMES.find((theme) => theme === kept) ?? 'system');
    for (const query of ['(prefers-color-scheme: light)', '(prefers-contrast: more)']) {
      matchMedia(query).addEventListener('change', () => this.#apply());
    }
  }

  choice(): ThemeChoice {
    return this.#choice[0]();
  }

  choose(choice: ThemeChoice): void {
    this.#choice[1](choice);
    writeSetting('theme', choice);
    this.#apply();
  }

  /** The tokens as colours, for canvases; tracked. */
  palette(): Palette {
    return this.#palette[0]();
  }

  #apply(): void {
    const choice = this.#choice[0]();
    let theme: string = choice;
    if (choice === 'system') {
      theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
      if (matchMedia('(prefers-contrast: more)').matches) theme = 'contrast';
    }
    document.documentElement.dataset.theme = theme;
    this.#palette[1](readPalette());
  }
}

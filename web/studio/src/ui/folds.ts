// Which parts of the page are folded away, by name, until the page is left: the
// same for every strip, so that a panel stays as it is from strip to strip.
// Thread: main.

import { createSignal, type Signal } from 'solid-js';

const folds = new Map<string, Signal<boolean | null>>();

export interface FoldState {
  /** Tracked. What `byDefault` says until somebody has chosen. */
  open(byDefault: boolean): boolean;
  set(open: boolean): void;
}

export function foldState(name: string): FoldState {
  const signal = folds.get(name) ?? createSignal<boolean | null>(null);
  folds.set(name, signal);
  return {
    open: (byDefault) => signal[0]() ?? byDefault,
    set: (open) => {
      signal[1](open);
    },
  };
}

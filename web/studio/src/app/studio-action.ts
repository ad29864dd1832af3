// What an entry of the page's registry of actions is.
// Thread: main.

import type { HostAction } from '../document/action';
import type { Studio } from './studio';

export type StudioAction = HostAction<void, Studio> & {
  readonly shortcut: string;
  /** Heading in the list of keys. */
  readonly group: 'Transport' | 'Strips' | 'Clips' | 'Session' | 'Listening' | 'View';
};

export function action(
  group: StudioAction['group'],
  label: string,
  shortcut: string,
  run: (studio: Studio) => void | Promise<void>,
  enabled?: (studio: Studio) => boolean,
): StudioAction {
  return { group, label, shortcut, undo: 'none', run, ...(enabled ? { enabled } : {}) };
}

export const hasTracks = (studio: Studio) => studio.records.session().trackIds.length > 0;

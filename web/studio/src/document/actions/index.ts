// Every action that changes the document, by id.
// Thread: main.

import type { DocumentAction } from '../action';
import { automationActions } from './automation-actions';
import { clipActions } from './clip-actions';
import { headTailActions } from './head-tail-actions';
import { paramActions } from './param-actions';
import { routingActions } from './routing-actions';
import { trackActions } from './track-actions';

export const documentActions = {
  ...clipActions,
  ...automationActions,
  ...headTailActions,
  ...paramActions,
  ...routingActions,
  ...trackActions,
} as const;

export type DocumentActionId = keyof typeof documentActions;

export type DocumentActionArgs<Id extends DocumentActionId> =
  (typeof documentActions)[Id] extends DocumentAction<infer Args> ? Args : never;

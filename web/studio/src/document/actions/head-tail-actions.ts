// Actions on what of the song is delivered: its markers, fades and silence.
// Frames are the song's. What a change leaves no room for gives way.
// Thread: main.

import type { FadeCurve, HeadTailDocument } from '@lathe/worklet/session/session-document';
import { type DocumentContext, documentAction } from '../action';
import type { FadeSide } from '../clips';
import { clipsEnd } from '../document-shape';
import { putHeadTail } from '../fit-head-tail';
import {
  type SilenceSide,
  withEdgeCurve,
  withEdgeFade,
  withEnd,
  withSilence,
  withStart,
} from '../head-tail';

type Change = (given: HeadTailDocument, clipsEnd: number) => HeadTailDocument;

function change({ store, transaction }: DocumentContext, to: Change): void {
  putHeadTail(store, transaction, to(store.master.headTail ?? {}, clipsEnd(store)));
}

export const headTailActions = {
  'headTail.start': documentAction<{ frame: number }>({
    label: 'Move the start marker',
    undo: 'merge',
    mergeKey: () => 'headTail.start',
    run: (context, { frame }) => change(context, (given, end) => withStart(given, frame, end)),
  }),

  /** Null: the song ends with its last clip. */
  'headTail.end': documentAction<{ frame: number | null }>({
    label: 'Move the end marker',
    undo: 'merge',
    mergeKey: () => 'headTail.end',
    run: (context, { frame }) => change(context, (given, end) => withEnd(given, frame, end)),
  }),

  'headTail.fade': documentAction<{ side: FadeSide; frames: number }>({
    label: 'Fade the song',
    undo: 'merge',
    mergeKey: ({ side }) => `headTail.fade/${side}`,
    run: (context, { side, frames }) =>
      change(context, (given) => withEdgeFade(given, side, frames)),
  }),

  'headTail.curve': documentAction<{ side: FadeSide; curve: FadeCurve }>({
    label: 'Bend the song’s fade',
    undo: 'step',
    run: (context, { side, curve }) =>
      change(context, (given) => withEdgeCurve(given, side, curve)),
  }),

  'headTail.silence': documentAction<{ side: SilenceSide; frames: number }>({
    label: 'Silence around the song',
    undo: 'merge',
    mergeKey: ({ side }) => `headTail.silence/${side}`,
    run: (context, { side, frames }) =>
      change(context, (given) => withSilence(given, side, frames)),
  }),

  'headTail.reset': documentAction<void>({
    label: 'Deliver the whole song',
    undo: 'step',
    run: (context) => change(context, () => ({})),
  }),
} as const;

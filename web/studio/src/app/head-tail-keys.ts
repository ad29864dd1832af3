// The registry's actions on what of the song is delivered.
// Thread: main.

import type { Studio } from './studio';
import { action, hasTracks, type StudioAction } from './studio-action';

/** Where there is nothing to deliver between the playhead and the other marker, it says so. */
function markHere(edge: 'start' | 'end') {
  return (studio: Studio) => {
    const frame = Math.round(studio.transport.playheadFrame);
    const { startFrame, endFrame } = studio.headTail.range();
    if (edge === 'start' ? frame < endFrame : frame > startFrame) {
      studio.change(edge === 'start' ? 'headTail.start' : 'headTail.end', { frame });
      return;
    }
    studio.faults.notice(
      edge === 'start'
        ? 'The playhead is not before the end marker.'
        : 'The playhead is not behind the start marker.',
      'Move one of them, then try again.',
    );
  };
}

export const headTailKeys = {
  'headTail.startHere': action(
    'Session',
    'Start marker at the playhead',
    'Shift+{',
    markHere('start'),
    hasTracks,
  ),
  'headTail.endHere': action(
    'Session',
    'End marker at the playhead',
    'Shift+}',
    markHere('end'),
    hasTracks,
  ),
  'headTail.reset': action(
    'Session',
    'Deliver the whole song: no markers, fades or silence',
    'Alt+KeyH',
    (s) => s.change('headTail.reset', undefined),
    (s) => s.records.master().headTail !== undefined,
  ),
} as const satisfies Record<string, StudioAction>;

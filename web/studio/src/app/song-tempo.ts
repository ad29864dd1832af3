// The tempo at the playhead, as views read it.
// Thread: main.

import { createSignal, onCleanup } from 'solid-js';
import { tempoMarkAt } from '../audio/return-effects';
import type { Studio } from './studio';

/** The mark that holds where the playhead is. Tracked; for use inside a component. */
export function tempoAtPlayhead(studio: Studio): () => { frame: number; bpm: number } {
  const mark = (frame: number) => tempoMarkAt(studio.records.session().tempo, frame);
  const [markFrame, setMarkFrame] = createSignal(mark(studio.transport.playheadFrame).frame);
  onCleanup(
    studio.frames.add(() => {
      const { tempo } = studio.store.session;
      setMarkFrame(tempoMarkAt(tempo, studio.transport.playheadFrame).frame);
    }),
  );
  return () => mark(markFrame());
}

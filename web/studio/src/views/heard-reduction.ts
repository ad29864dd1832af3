// A stage's gain reduction followed while it plays: for its picture, and, twice a
// second, for its sentence, which is read and not watched.
// Thread: main.

import type { MeterFrame } from '@lathe/worklet/client/studio-engine';
import { createSignal, onCleanup, onMount } from 'solid-js';
import type { Frame } from '../app/frame-loop';
import { useStudio } from '../app/studio';
import { ReductionHistory } from '../audio/reduction-history';

const SENTENCE_EVERY_MS = 500;

/**
 * Called in a component: `add` takes what plays into `history` while `on`. The history is
 * always the same; what reads it here is told to read it anew.
 */
export function followHeard<History>(
  history: History,
  on: () => boolean,
  add: (history: History, frame: Frame, meters: MeterFrame) => void,
): () => History {
  const studio = useStudio();
  const [turn, setTurn] = createSignal(0);
  onMount(() => {
    let saidMs = 0;
    onCleanup(
      studio.frames.add((frame) => {
        if (!frame.levels?.playing || !on()) return;
        add(history, frame, frame.levels);
        if (frame.nowMs - saidMs < SENTENCE_EVERY_MS) return;
        saidMs = frame.nowMs;
        setTurn((value) => value + 1);
      }),
    );
  });
  return () => {
    turn();
    return history;
  };
}

/** `read`: in dB, ≤ 0; null where there is nothing to read. */
export function followReduction(
  on: () => boolean,
  read: (frame: Frame) => number | null,
): () => ReductionHistory {
  return followHeard(new ReductionHistory(), on, (history, frame) => {
    const reductionDb = read(frame);
    if (reductionDb !== null) history.add(reductionDb);
  });
}

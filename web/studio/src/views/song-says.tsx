// Since when the whole-song figures hold, and what the last change did to them.
// Thread: main.

import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { measureAge } from '../app/measure-age';
import { type Studio, useStudio } from '../app/studio';

/** `measured 2 s ago`, kept up to date; for a component to call. */
export function createMeasureAge({ songMeasure }: Studio): () => string {
  const [nowMs, setNow] = createSignal(performance.now());
  onMount(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    onCleanup(() => clearInterval(timer));
  });
  return () => {
    const measured = songMeasure.measuredMs();
    const age = measured === null ? null : Math.max(0, nowMs() - measured) / 1000;
    return measureAge(songMeasure.state(), age);
  };
}

/** What the last change did; nothing while that is not known yet. */
export function SongConsequence(props: { class?: string }) {
  const { songMeasure } = useStudio();
  const text = () => (songMeasure.state() === 'current' ? songMeasure.consequence() : '');
  return (
    <Show when={text()}>
      <span class={props.class ?? 'muted'} title={`The last change: ${text()}`}>
        {text()}
      </span>
    </Show>
  );
}

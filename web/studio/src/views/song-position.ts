// What has the song's position as its value: the keys that move it, and telling it to
// assistive technology, which needs it twice a second at most.
// Thread: main.

import { onCleanup, onMount } from 'solid-js';
import type { Studio } from '../app/studio';
import { formatTime } from '../params/format';

const TELL_EVERY_MS = 500;

export function moveByKeys(studio: Studio, event: KeyboardEvent): void {
  const { transport } = studio;
  const moves: Record<string, () => void> = {
    ArrowRight: () => transport.seekBy(event.shiftKey ? 0.1 : 1),
    ArrowLeft: () => transport.seekBy(event.shiftKey ? -0.1 : -1),
    PageUp: () => transport.seekBy(10),
    PageDown: () => transport.seekBy(-10),
    Home: () => transport.seek(0),
    End: () => transport.seek(studio.songFrames()),
  };
  const move = moves[event.key];
  if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  move();
}

/** Called in a component, of its slider. `also`: what is said after the time. */
export function tellPosition(
  studio: Studio,
  slider: () => HTMLElement,
  also: (seconds: number) => string = () => '',
): void {
  onMount(() => {
    let toldMs = 0;
    onCleanup(
      studio.frames.add(({ nowMs }) => {
        if (nowMs - toldMs < TELL_EVERY_MS) return;
        toldMs = nowMs;
        const seconds = studio.transport.playheadFrame / studio.store.session.sampleRate;
        slider().setAttribute('aria-valuenow', seconds.toFixed(1));
        slider().setAttribute('aria-valuetext', `${formatTime(seconds, 1)}${also(seconds)}`);
      }),
    );
  });
}

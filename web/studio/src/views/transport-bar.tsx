// Transport: return, play or pause, loop, and the clock.
// Thread: main.

import { onCleanup, onMount } from 'solid-js';
import { useStudio } from '../app/studio';
import { formatTime } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Icon } from '../ui/icon';

export function TransportBar() {
  const studio = useStudio();
  const { transport } = studio;
  let clock!: HTMLSpanElement;

  onMount(() => {
    const text = document.createTextNode('');
    clock.append(text);
    onCleanup(
      studio.frames.add(() => {
        const shown = formatTime(transport.playheadFrame / studio.store.session.sampleRate);
        if (text.data !== shown) text.data = shown;
      }),
    );
  });

  return (
    <div class="transport" role="group" aria-label="Transport">
      <ActionButton action="transport.stop" label="Return to the start" class="square">
        <Icon name="start" />
      </ActionButton>
      <ActionButton
        action="transport.playPause"
        label={transport.playing() ? 'Pause' : 'Play'}
        class="primary square"
      >
        <Icon name={transport.playing() ? 'pause' : 'play'} />
      </ActionButton>
      <ActionButton
        action="transport.loop"
        label="Loop"
        pressed={transport.looping()}
        class="square"
      >
        <Icon name="loop" />
      </ActionButton>
      <span ref={clock} class="clock" role="timer" aria-label="Song position" aria-live="off" />
    </div>
  );
}

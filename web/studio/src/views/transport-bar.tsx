// Transport: return, play or pause, loop, and the clock.
// Thread: main.

import { onCleanup, onMount } from 'solid-js';
import { AUTOMATION_MODES, type AutomationMode } from '../app/automation-record';
import { useStudio } from '../app/studio';
import { formatTime } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Icon } from '../ui/icon';
import { MenuSelect } from '../ui/menu-select';

const MODES = AUTOMATION_MODES.map((mode) => ({
  value: mode,
  label: mode.charAt(0).toUpperCase() + mode.slice(1),
}));

export function TransportBar() {
  const studio = useStudio();
  const { automation, transport } = studio;
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
      <MenuSelect
        label="Automation mode"
        class={`automation-mode ${automation.mode() === 'read' ? '' : 'writes'}`}
        title="What moving a control does while the song plays: Read follows the lanes, Touch writes until you let go, Latch until you stop, Write from where you started, Trim moves what is there"
        value={automation.mode()}
        entries={MODES}
        choose={(mode) => automation.setMode(mode as AutomationMode)}
      />
      <span ref={clock} class="clock" role="timer" aria-label="Song position" aria-live="off" />
    </div>
  );
}

// The status line: rate, dropouts, what is open, whether it is saved.
// Thread: main.

import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { Dropouts } from '../audio/dropouts';
import { formatTime } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { ListenNote } from './listen-note';
import { SongConsequence } from './song-says';

const SAVE_TEXT = {
  saved: 'saved on this device',
  unsaved: 'saving…',
  saving: 'saving…',
  failed: 'not saved',
} as const;

const SOLOED = { inPlace: 'soloed', afterFader: 'heard after fader', preFader: 'heard pre-fader' };

export function StatusBar() {
  const studio = useStudio();
  const [dropouts, setDropouts] = createSignal(0);
  const counter = new Dropouts();
  const session = () => studio.records.session();
  const empty = () => session().trackIds.length === 0;
  onMount(() =>
    onCleanup(
      studio.frames.add(({ fresh }) => {
        if (fresh) setDropouts(counter.count(fresh));
      }),
    ),
  );
  const { writable, lasting } = studio.engine;
  const saved = () => {
    if (!writable) return 'open in another tab: read-only';
    return lasting ? SAVE_TEXT[studio.saveState()] : 'no storage here: kept until this page closes';
  };
  return (
    <footer
      class="status"
      classList={{
        listening: studio.stageListening.heard() !== null || studio.references.heard(),
      }}
    >
      <span class="status-audio" data-state={dropouts() > 0 ? 'careful' : 'good'}>
        <i aria-hidden="true" /> {(session().sampleRate / 1000).toLocaleString()} kHz ·{' '}
        {dropouts() === 1 ? '1 dropout' : `${dropouts()} dropouts`}
      </span>
      <Show when={!empty()}>
        <span>
          {session().stemIds.length === 1 ? '1 stem' : `${session().stemIds.length} stems`} ·{' '}
          {formatTime(studio.songFrames() / session().sampleRate, 0)}
        </span>
      </Show>
      <Show when={studio.solo.any()}>
        <ActionButton action="strip.clearSolo" class="solo-note">
          {studio.solo.strips().size} {SOLOED[studio.solo.mode()]}: clear
        </ActionButton>
      </Show>
      <ListenNote />
      <Show when={!empty() || !writable || !lasting}>
        <span
          data-state={studio.saveState() === 'failed' || !writable || !lasting ? 'careful' : ''}
        >
          {saved()}
        </span>
      </Show>
      <SongConsequence class="status-consequence" />
      <span class="grow" />
      <ActionButton action="view.keys" class="quiet small keys-hint">
        Space play · M mute · S solo · ? all keys
      </ActionButton>
    </footer>
  );
}

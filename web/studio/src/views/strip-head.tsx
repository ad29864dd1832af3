// Head of the inspector: the strip's name, colour, where it goes, and removal.
// Thread: main.

import { createSignal, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { TRACK_COLOURS } from '../document/records';
import { ActionButton } from '../ui/action-button';
import { Icon } from '../ui/icon';
import { MuteButton, SoloButton } from './strip-buttons';
import { TrackName } from './track-row';

const COLOUR_NAMES = ['coral', 'blue', 'green', 'teal', 'amber', 'violet', 'pink', 'slate'];

export function StripHead(props: { track: string }) {
  const studio = useStudio();
  const [choosing, setChoosing] = createSignal(false);
  const track = () => studio.records.track(props.track);
  return (
    <header class="inspector-head" style={{ '--track': track()?.colour }}>
      <div class="row">
        <button
          type="button"
          class="colour-button"
          aria-label={`Colour of ${track()?.name}`}
          aria-expanded={choosing()}
          title="Choose a colour"
          onClick={() => setChoosing(!choosing())}
        />
        <h2>
          <TrackName track={props.track} place="inspector" />
        </h2>
        <span class="muted route">→ Mix bus</span>
        <MuteButton track={props.track} elsewhere />
        <SoloButton track={props.track} elsewhere />
        <ActionButton action="strip.remove" class="quiet square small">
          <Icon name="trash" />
        </ActionButton>
      </div>
      <Show when={choosing()}>
        <div class="swatches" role="group" aria-label="Colours">
          <For each={TRACK_COLOURS}>
            {(colour, index) => (
              <button
                type="button"
                class="swatch"
                aria-label={COLOUR_NAMES[index()]}
                aria-pressed={track()?.colour === colour}
                style={{ '--track': colour }}
                onClick={() => {
                  studio.change('strip.colour', { strip: props.track, colour });
                  setChoosing(false);
                }}
              />
            )}
          </For>
        </div>
      </Show>
    </header>
  );
}

// Head of the inspector: the strip's name, colour, where it goes, and removal.
// Thread: main.

import { createSignal, For, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { stripColour, stripName, TRACK_COLOURS } from '../document/records';
import { ActionButton } from '../ui/action-button';
import { Icon } from '../ui/icon';
import { OutputChoice } from './output-choice';
import { MuteButton, SoloButton } from './strip-buttons';
import { StripName } from './strip-name';

const COLOUR_NAMES = ['coral', 'blue', 'green', 'teal', 'amber', 'violet', 'pink', 'slate'];

export function StripHead(props: { strip: string }) {
  const studio = useStudio();
  const [choosing, setChoosing] = createSignal(false);
  const record = () => studio.records.strip(props.strip);
  const kind = () => {
    const strip = record();
    return strip?.kind === 'bus' ? strip.use : null;
  };
  return (
    <header class="inspector-head" style={{ '--track': stripColour(record()) }}>
      <div class="row">
        <button
          type="button"
          class="colour-button"
          aria-label={`Colour of ${stripName(record())}`}
          aria-expanded={choosing()}
          title="Choose a colour"
          onClick={() => setChoosing(!choosing())}
        />
        <div class="head-name">
          <h2>
            <StripName strip={props.strip} place="inspector" />
          </h2>
          <Show when={kind()}>
            <small>{kind()}</small>
          </Show>
        </div>
        <OutputChoice strip={props.strip} />
        <MuteButton strip={props.strip} elsewhere />
        <SoloButton strip={props.strip} elsewhere />
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
                aria-pressed={record()?.colour === colour}
                style={{ '--track': colour }}
                onClick={() => {
                  studio.change('strip.colour', { strip: props.strip, colour });
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

// Mute and solo of a strip, in the console and, under names of their own so that
// each name is one button, beside the track's lane and in the inspector.
// Thread: main.

import { useStudio } from '../app/studio';
import { stripName } from '../document/records';
import { Toggle } from '../ui/toggle';

interface StripButtonProps {
  strip: string;
  /** Not the console's. */
  elsewhere?: boolean;
}

export function MuteButton(props: StripButtonProps) {
  const studio = useStudio();
  const target = { strip: props.strip };
  const name = () => stripName(studio.records.strip(props.strip));
  return (
    <Toggle
      class="mute"
      label={props.elsewhere ? `${name()}: mute` : `Mute ${name()}`}
      title={`Mute ${name()} (M)`}
      on={studio.value({ target, key: 'mute' }) >= 0.5}
      press={() => studio.change('param.toggle', { target, key: 'mute' })}
    >
      M
    </Toggle>
  );
}

export function SoloButton(props: StripButtonProps) {
  const studio = useStudio();
  const name = () => stripName(studio.records.strip(props.strip));
  return (
    <Toggle
      class="solo"
      label={props.elsewhere ? `${name()}: solo` : `Solo ${name()}`}
      title={`Solo ${name()} (S; with Ctrl or Shift alone)`}
      on={studio.solo.has(props.strip)}
      press={(event) =>
        studio.solo.toggle(props.strip, event.ctrlKey || event.metaKey || event.shiftKey)
      }
    >
      S
    </Toggle>
  );
}

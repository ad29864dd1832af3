// Head and tail of the delivered song: markers, fades and the silence around it.
// Thread: main.

import type { FadeCurve } from '@lathe/worklet/session/session-document';
import { useStudio } from '../app/studio';
import type { FadeSide } from '../document/clips';
import { edgeFade } from '../document/head-tail';
import { formatTime } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Card } from '../ui/card';
import { Icon } from '../ui/icon';
import { NumberField } from '../ui/number-field';
import { SelectField } from '../ui/select-field';
import { FADE_CURVE_NAMES } from './fade-curve-names';

export function HeadTailCard() {
  const studio = useStudio();
  const { headTail } = studio;
  const rate = () => studio.records.session().sampleRate;
  const says = () => {
    if (headTail.clipsEnd() === 0) return 'nothing to deliver yet';
    const { startFrame, endFrame } = headTail.range();
    const what =
      Object.keys(headTail.shown()).length === 0
        ? 'the whole song'
        : `${formatTime(startFrame / rate(), 2)} to ${formatTime(endFrame / rate(), 2)}`;
    return `${what}; the file lasts ${formatTime(headTail.seconds(), 1)}`;
  };
  return (
    <Card
      class="head-tail"
      title="Head and tail"
      still={Object.keys(headTail.shown()).length > 0}
      says={says()}
      tools={
        <ActionButton action="headTail.reset" class="quiet square small">
          <Icon name="reset" />
        </ActionButton>
      }
    >
      <div class="head-tail-fields">
        <span class="marker-field">
          <NumberField model={headTail.markerModel('start')} label="start" />
          <ActionButton action="headTail.startHere" class="small">
            here
          </ActionButton>
        </span>
        <FadeFields side="in" />
        <NumberField model={headTail.silenceModel('before')} label="silence before" />
        <span class="marker-field">
          <NumberField model={headTail.markerModel('end')} label="end" />
          <ActionButton action="headTail.endHere" class="small">
            here
          </ActionButton>
        </span>
        <FadeFields side="out" />
        <NumberField model={headTail.silenceModel('after')} label="silence after" />
      </div>
    </Card>
  );
}

function FadeFields(props: { side: FadeSide }) {
  const studio = useStudio();
  const fade = () => edgeFade(studio.headTail.shown(), props.side);
  return (
    <>
      <NumberField model={studio.headTail.fadeModel(props.side)} label={`fade ${props.side}`} />
      <SelectField
        name={`Song fade ${props.side} curve`}
        label="curve"
        value={fade().curve}
        options={FADE_CURVE_NAMES}
        disabled={fade().frames === 0}
        choose={(curve: FadeCurve) => studio.change('headTail.curve', { side: props.side, curve })}
      />
    </>
  );
}

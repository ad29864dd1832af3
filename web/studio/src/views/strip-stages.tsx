// The panels of a strip's stages, as the sound goes through them.
// Thread: main.

import type { StageKey } from '@lathe/worklet/client/studio-engine';
import { paramSpec } from '@lathe/worklet/params/params.generated';
import { type Component, createMemo, For } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useStudio } from '../app/studio';
import { readParam } from '../document/params';
import { MIX_BUS } from '../document/records';
import { stageOrder } from '../document/stage-order';
import { CompressorPanel } from './compressor-panel';
import { DeEsserPanel } from './deesser-panel';
import { EqualiserPanel } from './equaliser-panel';
import { GatePanel } from './gate-panel';
import { SaturationPanel } from './saturation-panel';
import { TransientPanel } from './transient-panel';
import { WidthPanel } from './width-panel';

const PANELS: Readonly<Record<StageKey, Component<{ strip: string }>>> = {
  gate: GatePanel,
  transient: TransientPanel,
  eq: EqualiserPanel,
  comp: CompressorPanel,
  deesser: DeEsserPanel,
  sat: SaturationPanel,
  width: WidthPanel,
};

/** What is for single sounds stays out of the mix bus's way, unless a session has it on. */
const FOR_SINGLE_SOUNDS: readonly StageKey[] = ['gate', 'transient'];

export function StripStages(props: { strip: string }) {
  const studio = useStudio();
  const params = () => studio.records.strip(props.strip)?.params ?? {};
  const isOn = (stage: StageKey) => readParam(params(), paramSpec('strip', `${stage}.on`)) >= 0.5;
  const offers = (stage: StageKey) =>
    props.strip !== MIX_BUS || !FOR_SINGLE_SOUNDS.includes(stage) || isOn(stage);
  const stages = createMemo(() => stageOrder(params()).filter(offers));
  return (
    <For each={stages()}>
      {(stage) => <Dynamic component={PANELS[stage]} strip={props.strip} />}
    </For>
  );
}

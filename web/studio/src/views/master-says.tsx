// What each stage of the master is doing, in a sentence with a measured figure.
// Thread: main.

import { createMemo, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { describeEqualiser, equaliserOf } from '../audio/equaliser';
import { exciterOf } from '../audio/master-bands';
import { furthestDb, type MasterHistory } from '../audio/master-history';
import { fixed, formatDb } from '../params/format';
import type { MasterStage } from './master-stage-list';

/** Less is not heard, and would read as "0.0 dB". */
const LEAST_DB = 0.05;

export interface MasterSaysProps {
  name: MasterStage;
  on: boolean;
  /** Tracked. */
  heard: () => MasterHistory;
}

export function MasterSays(props: MasterSaysProps): JSX.Element {
  const studio = useStudio();
  const { name } = props;
  const params = () => studio.records.master().params;
  const sampleRate = () => studio.records.session().sampleRate;

  const multiband = () => {
    const count = 2 + studio.value({ target: 'master', key: 'multiband.bands' });
    const { bands } = props.heard();
    if (!bands[0]?.says) return 'waits for sound';
    const moved = bands.slice(0, count).map(furthestDb);
    if (moved.every((db) => Math.abs(db) < LEAST_DB)) return 'no band reaches its threshold';
    const each = moved.map((db) => `${db > 0 ? '+' : ''}${fixed(db, 1)}`);
    return `${each.join(' · ')} dB at most`;
  };
  const taken = (nothing: string) => {
    const { taken } = props.heard();
    return taken.says ? (taken.describe() ?? nothing) : 'waits for sound';
  };
  const clipped = () => {
    const { taken } = props.heard();
    if (!taken.says) return 'waits for sound';
    const deepest = taken.deepestDb();
    return deepest > -LEAST_DB ? 'no peak reaches it' : `${formatDb(deepest)} off the highest peak`;
  };
  const exciter = () => {
    const { bands } = exciterOf(params(), sampleRate());
    const driven = bands.filter(({ amountDb, mixPercent }) => amountDb > 0 && mixPercent > 0);
    const most = driven.reduce((deepest, { amountDb }) => Math.max(deepest, amountDb), 0);
    if (most === 0) return 'no band is driven';
    return `${driven.length} of ${bands.length} bands, driven up to ${formatDb(most)}`;
  };

  const SAYS: Record<MasterStage, () => string> = {
    eq: () => describeEqualiser(equaliserOf(params(), sampleRate(), 'master')),
    multiband,
    glue: () => taken('not reaching its threshold'),
    exciter,
    stereo: () => '',
    clipper: clipped,
  };
  const says = createMemo(() => (props.on ? SAYS[name]() : 'off'));
  return (
    <Show when={name === 'stereo' && props.on} fallback={says()}>
      <Correlation />
    </Show>
  );
}

function Correlation() {
  const studio = useStudio();
  let text!: HTMLSpanElement;
  let shown = '';
  onMount(() => {
    onCleanup(
      studio.frames.add(({ levels }) => {
        const next = levels?.playing ? `correlation ${fixed(levels.master.correlation, 2)}` : '';
        if (next === shown) return;
        shown = next;
        text.textContent = next;
      }),
    );
  });
  return <span ref={text} />;
}

// What each stage of the master is doing, in a sentence with a measured figure.
// Thread: main.

import { createMemo, type JSX, onCleanup, onMount, Show } from 'solid-js';
import { useStudio } from '../app/studio';
import { equaliserOf, isDynamic } from '../audio/equaliser';
import { exciterOf } from '../audio/master-bands';
import { furthestDb, type MasterHistory } from '../audio/master-history';
import type { RecentDb } from '../audio/recent-db';
import { fixed, formatDb } from '../params/format';
import type { MasterStage } from './master-stage-list';

/** Less is not heard, and would read as "0.0 dB". */
const LEAST_DB = 0.05;
const WAITS = 'waits for sound';

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

  /** "0.6 LU louder · band 3 −2.1 dB at most". */
  const equaliser = () => {
    const { bands, figure } = props.heard();
    if (figure === null || !bands[0]?.says) return WAITS;
    const louder = figure > 0 ? 'louder' : 'softer';
    const moved = equaliserOf(params(), sampleRate(), 'master').bands.flatMap((band, index) => {
      const db = isDynamic(band) ? furthestDb(bands[index] as RecentDb) : 0;
      return Math.abs(db) < LEAST_DB ? [] : [`band ${index + 1} ${signedDb(db)}`];
    });
    return [
      Math.abs(figure) < LEAST_DB
        ? 'as loud as without it'
        : `${fixed(Math.abs(figure), 1)} LU ${louder}`,
      ...(moved.length > 0 ? [`${moved.join(', ')} at most`] : []),
    ].join(' · ');
  };
  const multiband = () => {
    const count = 2 + studio.value({ target: 'master', key: 'multiband.bands' });
    const { bands } = props.heard();
    if (!bands[0]?.says) return WAITS;
    const moved = bands.slice(0, count).map(furthestDb);
    if (moved.every((db) => Math.abs(db) < LEAST_DB)) return 'no band reaches its threshold';
    const each = moved.map((db) => `${db > 0 ? '+' : ''}${fixed(db, 1)}`);
    return `${each.join(' · ')} dB at most`;
  };
  const taken = (nothing: string) => {
    const { taken } = props.heard();
    return taken.says ? (taken.describe() ?? nothing) : WAITS;
  };
  const clipped = () => {
    const { taken } = props.heard();
    if (!taken.says) return WAITS;
    const deepest = taken.deepestDb();
    return deepest > -LEAST_DB ? 'no peak reaches it' : `${formatDb(deepest)} off the highest peak`;
  };
  const exciter = () => {
    const { bands } = exciterOf(params(), sampleRate());
    const driven = bands.filter(({ amountDb, mixPercent }) => amountDb > 0 && mixPercent > 0);
    if (driven.length === 0) return 'no band is driven';
    const { figure } = props.heard();
    if (figure === null) return WAITS;
    const whose = driven.length === 1 ? 'its band' : `its ${driven.length} bands`;
    return `adds harmonics ${formatDb(-figure)} under ${whose}`;
  };

  const SAYS: Record<MasterStage, () => string> = {
    eq: equaliser,
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

function signedDb(db: number): string {
  return `${db > 0 ? '+' : ''}${formatDb(db)}`;
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

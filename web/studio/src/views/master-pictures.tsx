// The picture of each stage of the master, and what its history is made of.
// Thread: main.

import type { MasterFrame } from '@lathe/worklet/client/studio-engine';
import { type Component, createMemo, untrack } from 'solid-js';
import { useStudio } from '../app/studio';
import { equaliserOf } from '../audio/equaliser';
import { MasterHistory } from '../audio/master-history';
import { EqualiserCurve } from './equaliser-curve';
import type { EqSection } from './equaliser-sections';
import { ExciterPicture } from './exciter-picture';
import { followHeard } from './heard-reduction';
import { heardSpectrum } from './heard-spectrum';
import type { MasterStage } from './master-stage-list';
import { MultibandPicture } from './multiband-picture';
import { ReductionGraph } from './reduction-graph';
import { StereoPicture } from './stereo-picture';

export interface MasterPictureProps {
  heard: () => MasterHistory;
  /** The band that is shown, as in keys, and how another is chosen. */
  band: string;
  choose: (band: string) => void;
}

const ADDS: Partial<Record<MasterStage, (history: MasterHistory, frame: MasterFrame) => void>> = {
  eq: (history, { bandGainDb, equaliserLu }) => {
    history.addBands(bandGainDb);
    history.figure = equaliserLu;
  },
  multiband: (history, { multibandGainDb }) => history.addBands(multibandGainDb),
  exciter: (history, { excitedDb }) => {
    history.figure = excitedDb;
  },
  glue: (history, { glueReductionDb }) => history.addTaken(glueReductionDb),
  clipper: (history, { clippedDb }) => history.addTaken(-clippedDb),
};

/** Called in a component: follows a stage while it is on. */
export function masterHistory(name: MasterStage, on: () => boolean): () => MasterHistory {
  const add = ADDS[name];
  return followHeard(new MasterHistory(), on, (history, _frame, { master }) =>
    add?.(history, master),
  );
}

function EqualiserPicture(props: MasterPictureProps) {
  const studio = useStudio();
  const spectrum = heardSpectrum(() => ({
    source: 'both',
    averaging: studio.meters.averaging(),
    hold: 'off',
  }));
  const settings = createMemo(() =>
    equaliserOf(studio.records.master().params, studio.records.session().sampleRate, 'master'),
  );
  return (
    <EqualiserCurve
      target="master"
      name="Master equaliser"
      colour={studio.theme.palette().accent}
      settings={settings()}
      section={props.band as EqSection}
      choose={props.choose}
      read={({ levels }) => (levels?.playing ? levels.master.bandGainDb : null)}
      behind={spectrum}
    />
  );
}

function TakenPicture(props: MasterPictureProps) {
  return <ReductionGraph history={untrack(props.heard).taken} />;
}

export const MASTER_PICTURES: Readonly<Record<MasterStage, Component<MasterPictureProps>>> = {
  eq: EqualiserPicture,
  multiband: MultibandPicture,
  glue: TakenPicture,
  exciter: ExciterPicture,
  stereo: StereoPicture,
  clipper: TakenPicture,
};

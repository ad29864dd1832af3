// The mix bus: the loudness that is wanted, its inserts, drive, limiter, trim, and the
// output's numbers, live and of the whole song.
// Thread: main.

import { Show, untrack } from 'solid-js';
import { CEILING_SPEC, TARGET_SPEC } from '../app/loudness-work';
import { useStudio } from '../app/studio';
import { MIX_BUS } from '../document/records';
import { fixed, formatDb, formatFigure } from '../params/format';
import { ActionButton } from '../ui/action-button';
import { Card } from '../ui/card';
import { Choice } from '../ui/choice';
import { paramModel, plainModel } from '../ui/control-model';
import { Icon } from '../ui/icon';
import { NumberField } from '../ui/number-field';
import { ParamControls, type ParamItem } from '../ui/param-controls';
import { Toggle } from '../ui/toggle';
import { AutomationPanel } from './automation-panel';
import { followReduction } from './heard-reduction';
import { ListenMenu } from './listen-menu';
import { LoudnessReadout } from './loudness-readout';
import { MasterStages } from './master-stages';
import { ReductionGraph } from './reduction-graph';
import { ReferencesCard } from './references-card';
import { StageOrder } from './stage-order';
import { StripStages } from './strip-stages';

const LIMITER_MORE: readonly ParamItem[] = [
  { key: 'limiter.character' },
  { key: 'limiter.autoRelease', label: 'auto release' },
  { key: 'limiter.transientLinkPercent', label: 'link hits' },
  { key: 'limiter.releaseLinkPercent', label: 'link release' },
];

export function MasterPanel() {
  return (
    <>
      <header class="inspector-head master">
        <div class="row">
          <h2>Mix bus</h2>
          <span class="muted route">→ Export, monitor</span>
        </div>
      </header>
      <LoudnessCard />
      <StageOrder strip={MIX_BUS} />
      <StripStages strip={MIX_BUS} />
      <MasterOrder />
      <MasterStages />
      <LimiterCard />
      <ReferencesCard />
      <AutomationPanel strip={MIX_BUS} master />
      <OutputCard />
      <WholeSongCard />
    </>
  );
}

function MasterOrder() {
  const studio = useStudio();
  return (
    <div class="stage-order">
      <Choice model={paramModel(studio, { target: 'master', key: 'order' })} label="Master" />
    </div>
  );
}

function LoudnessCard() {
  const studio = useStudio();
  const { loudness } = studio;
  const ceiling = plainModel(
    CEILING_SPEC,
    () => loudness.ceilingDbtp(),
    (dbtp) => loudness.setCeiling(dbtp),
  );
  const target = plainModel(
    TARGET_SPEC,
    () => loudness.targetLufs(),
    (lufs) => loudness.setTarget(lufs),
  );
  return (
    <Card title="Loudness" says="drive and trim found by measuring renders">
      <div class="numbers two">
        <NumberField model={target} label="wanted" />
        <NumberField model={ceiling} label="ceiling" />
        <Show
          when={loudness.fraction() === null}
          fallback={
            <button type="button" class="button whole" onClick={() => loudness.cancel()}>
              Cancel
            </button>
          }
        >
          <ActionButton
            action="session.loudness"
            class="primary whole"
            label={`Make it ${fixed(loudness.targetLufs(), 1).replace(/\.0$/, '')} LUFS`}
          >
            Make it {fixed(loudness.targetLufs(), 1).replace(/\.0$/, '')} LUFS
          </ActionButton>
        </Show>
      </div>
      <Show when={loudness.fraction() !== null}>
        <progress max="1" value={loudness.fraction() ?? 0} aria-label="Reaching the loudness" />
      </Show>
      <Show when={loudness.outcome()}>
        {(outcome) => (
          <p
            class="outcome"
            classList={{ good: outcome().reached, careful: !outcome().reached }}
            role="status"
          >
            {outcome().text}
          </p>
        )}
      </Show>
    </Card>
  );
}

function LimiterCard() {
  const studio = useStudio();
  const model = (key: string) => paramModel(studio, { target: 'master', key });
  const on = () => studio.value({ target: 'master', key: 'limiter.on' }) >= 0.5;
  const heard = followReduction(on, (frame) => frame.levels?.limiterReductionDb ?? null);
  const says = () => {
    if (!on()) return 'off';
    const ceiling = formatDb(
      studio.value({ target: 'master', key: 'limiter.ceilingDbtp' }),
      'dBTP',
    );
    const history = heard();
    if (!history.says) return `never over ${ceiling}`;
    return `${formatDb(history.deepestDb())} on peaks · never over ${ceiling}`;
  };
  return (
    <Card
      title="Limiter"
      switch={{
        label: 'Limiter',
        on: on(),
        press: () => studio.change('param.toggle', { target: 'master', key: 'limiter.on' }),
      }}
      says={says()}
      tools={
        <Show when={on()}>
          <ListenMenu place={{ master: 'limiter' }} label="Listen to master limiter" />
        </Show>
      }
    >
      <ReductionGraph history={untrack(heard)} />
      <div class="numbers three">
        <NumberField model={model('driveDb')} label="drive" />
        <NumberField model={model('limiter.ceilingDbtp')} label="ceiling" />
        <NumberField model={model('trimDb')} label="trim" />
        <NumberField model={model('limiter.lookAheadMs')} label="look-ahead" />
        <NumberField model={model('limiter.releaseMs')} label="release" />
      </div>
      <ParamControls target="master" owner={() => ''} stage="Limiter" items={LIMITER_MORE} />
      <Toggle
        class="wide-toggle"
        label="Listen at unity gain"
        title="Takes the drive off again on the way to your loudspeakers, so that louder does not sound better; the export keeps it"
        on={studio.monitor.get('unity') >= 0.5}
        press={() => studio.monitor.toggle('unity')}
      >
        Unity gain
      </Toggle>
    </Card>
  );
}

function OutputCard() {
  return (
    <Card
      title="Output"
      says="what you are hearing, before the monitor"
      tools={
        <ActionButton action="listen.resetMeters" class="quiet square small">
          <Icon name="reset" />
        </ActionButton>
      }
    >
      <div class="figures-grid pairs">
        <LoudnessReadout kind="momentaryLufs" label="momentary" unit="LUFS" />
        <LoudnessReadout kind="shortTermLufs" label="short-term" unit="LUFS" />
        <LoudnessReadout kind="integratedLufs" label="integrated" unit="LUFS" />
        <LoudnessReadout kind="truePeakDbtp" label="true peak" unit="dBTP" />
      </div>
    </Card>
  );
}

const STATES = {
  none: 'not measured',
  stale: 'changed since',
  measuring: 'measuring…',
  current: 'of the song as it is',
} as const;

function WholeSongCard() {
  const studio = useStudio();
  const figures = () => studio.songMeasure.measurement();
  const rows = () =>
    [
      ['integrated', formatFigure(figures()?.integratedLufs), 'LUFS'],
      ['true peak', formatFigure(figures()?.truePeakDbtp), 'dBTP'],
      ['range', formatFigure(figures()?.loudnessRangeLu), 'LU'],
      ['loudest 3 s', formatFigure(figures()?.maxShortTermLufs), 'LUFS'],
      ['loudest 0.4 s', formatFigure(figures()?.maxMomentaryLufs), 'LUFS'],
      ['sample peak', formatFigure(figures()?.samplePeakDbfs), 'dBFS'],
    ] as const;
  return (
    <Card title="Whole song" says={STATES[studio.songMeasure.state()]}>
      <div class="figures-grid" classList={{ stale: studio.songMeasure.state() !== 'current' }}>
        {rows().map(([label, value, unit]) => (
          <div class="readout-figure">
            <b>{value}</b>
            <small>
              {unit} {label}
            </small>
          </div>
        ))}
      </div>
    </Card>
  );
}

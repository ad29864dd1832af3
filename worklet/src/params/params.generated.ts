// Made by scripts/generate-params from the engine's parameter table
// (wasm-core/params/parameter_table.cpp), which is where to change it.
// Thread: any (constants only).

/** The fader's lowest value stands for −∞ dB: silence. */
export const kSilenceDb = -144;
/** Ratios from this value up are treated (and shown) as ∞:1. */
export const kInfiniteRatio = 100;

export type StripParamKey =
  | 'trim.gainDb'
  | 'trim.polarityL'
  | 'trim.polarityR'
  | 'trim.source'
  | 'trim.dcBlock'
  | 'order'
  | 'gate.on'
  | 'gate.mode'
  | 'gate.thresholdDb'
  | 'gate.ratio'
  | 'gate.rangeDb'
  | 'gate.hysteresisDb'
  | 'gate.kneeDb'
  | 'gate.attackMs'
  | 'gate.holdMs'
  | 'gate.releaseMs'
  | 'gate.lookAheadMs'
  | 'gate.keyHighPassHz'
  | 'gate.keyLowPassHz'
  | 'transient.on'
  | 'transient.attackDb'
  | 'transient.sustainDb'
  | 'transient.attackMs'
  | 'transient.sustainMs'
  | 'transient.focusHz'
  | 'transient.outputDb'
  | 'transient.mixPercent'
  | 'eq.on'
  | 'eq.highPass.on'
  | 'eq.highPass.freqHz'
  | 'eq.highPass.slope'
  | 'eq.highPass.q'
  | 'eq.lowPass.on'
  | 'eq.lowPass.freqHz'
  | 'eq.lowPass.slope'
  | 'eq.lowPass.q'
  | 'eq.band1.on'
  | 'eq.band1.type'
  | 'eq.band1.freqHz'
  | 'eq.band1.gainDb'
  | 'eq.band1.q'
  | 'eq.band1.dynOn'
  | 'eq.band1.dynGainDb'
  | 'eq.band1.dynThresholdDb'
  | 'eq.band1.dynRelative'
  | 'eq.band1.dynActs'
  | 'eq.band1.dynRatio'
  | 'eq.band1.dynAttackMs'
  | 'eq.band1.dynReleaseMs'
  | 'eq.band1.dynKey'
  | 'eq.band2.on'
  | 'eq.band2.type'
  | 'eq.band2.freqHz'
  | 'eq.band2.gainDb'
  | 'eq.band2.q'
  | 'eq.band2.dynOn'
  | 'eq.band2.dynGainDb'
  | 'eq.band2.dynThresholdDb'
  | 'eq.band2.dynRelative'
  | 'eq.band2.dynActs'
  | 'eq.band2.dynRatio'
  | 'eq.band2.dynAttackMs'
  | 'eq.band2.dynReleaseMs'
  | 'eq.band2.dynKey'
  | 'eq.band3.on'
  | 'eq.band3.type'
  | 'eq.band3.freqHz'
  | 'eq.band3.gainDb'
  | 'eq.band3.q'
  | 'eq.band3.dynOn'
  | 'eq.band3.dynGainDb'
  | 'eq.band3.dynThresholdDb'
  | 'eq.band3.dynRelative'
  | 'eq.band3.dynActs'
  | 'eq.band3.dynRatio'
  | 'eq.band3.dynAttackMs'
  | 'eq.band3.dynReleaseMs'
  | 'eq.band3.dynKey'
  | 'eq.band4.on'
  | 'eq.band4.type'
  | 'eq.band4.freqHz'
  | 'eq.band4.gainDb'
  | 'eq.band4.q'
  | 'eq.band4.dynOn'
  | 'eq.band4.dynGainDb'
  | 'eq.band4.dynThresholdDb'
  | 'eq.band4.dynRelative'
  | 'eq.band4.dynActs'
  | 'eq.band4.dynRatio'
  | 'eq.band4.dynAttackMs'
  | 'eq.band4.dynReleaseMs'
  | 'eq.band4.dynKey'
  | 'eq.band5.on'
  | 'eq.band5.type'
  | 'eq.band5.freqHz'
  | 'eq.band5.gainDb'
  | 'eq.band5.q'
  | 'eq.band5.dynOn'
  | 'eq.band5.dynGainDb'
  | 'eq.band5.dynThresholdDb'
  | 'eq.band5.dynRelative'
  | 'eq.band5.dynActs'
  | 'eq.band5.dynRatio'
  | 'eq.band5.dynAttackMs'
  | 'eq.band5.dynReleaseMs'
  | 'eq.band5.dynKey'
  | 'eq.band6.on'
  | 'eq.band6.type'
  | 'eq.band6.freqHz'
  | 'eq.band6.gainDb'
  | 'eq.band6.q'
  | 'eq.band6.dynOn'
  | 'eq.band6.dynGainDb'
  | 'eq.band6.dynThresholdDb'
  | 'eq.band6.dynRelative'
  | 'eq.band6.dynActs'
  | 'eq.band6.dynRatio'
  | 'eq.band6.dynAttackMs'
  | 'eq.band6.dynReleaseMs'
  | 'eq.band6.dynKey'
  | 'eq.outputDb'
  | 'eq.gainScalePercent'
  | 'eq.quality'
  | 'comp.on'
  | 'comp.thresholdDb'
  | 'comp.ratio'
  | 'comp.kneeDb'
  | 'comp.attackMs'
  | 'comp.releaseMs'
  | 'comp.detector'
  | 'comp.makeUpDb'
  | 'comp.rmsWindowMs'
  | 'comp.autoRelease'
  | 'comp.rangeDb'
  | 'comp.mixPercent'
  | 'comp.lookAheadMs'
  | 'comp.linkPercent'
  | 'comp.keyHighPassHz'
  | 'comp.keyTiltDbPerOctave'
  | 'comp.autoMakeUp'
  | 'deesser.on'
  | 'deesser.freqHz'
  | 'deesser.shape'
  | 'deesser.widthOct'
  | 'deesser.mode'
  | 'deesser.thresholdDb'
  | 'deesser.rangeDb'
  | 'deesser.attackMs'
  | 'deesser.releaseMs'
  | 'deesser.lookAheadMs'
  | 'deesser.split'
  | 'sat.on'
  | 'sat.character'
  | 'sat.driveDb'
  | 'sat.biasPercent'
  | 'sat.toneDb'
  | 'sat.keepLowsHz'
  | 'sat.outputDb'
  | 'sat.matched'
  | 'sat.mixPercent'
  | 'width.on'
  | 'width.percent'
  | 'width.monoBelowHz'
  | 'pan.position'
  | 'pan.stereoMode'
  | 'pan.leftPosition'
  | 'pan.rightPosition'
  | 'fader.gainDb'
  | 'mute';

export type SendParamKey =
  | 'on'
  | 'levelDb'
  | 'tap'
  | 'panOwn'
  | 'panPosition';

export type ReverbParamKey =
  | 'type'
  | 'preDelayMs'
  | 'tempoSync'
  | 'note'
  | 'noteFeel'
  | 'sizePercent'
  | 'decaySeconds'
  | 'dampingHz'
  | 'highRatio'
  | 'lowRatio'
  | 'diffusionPercent'
  | 'lateSharePercent'
  | 'modulationPercent'
  | 'modulationHz'
  | 'lowCutHz'
  | 'highCutHz'
  | 'widthPercent'
  | 'duckDb'
  | 'duckReleaseMs'
  | 'mixPercent';

export type DelayParamKey =
  | 'tempoSync'
  | 'note'
  | 'noteFeel'
  | 'timeMs'
  | 'rightOffsetPercent'
  | 'feedbackPercent'
  | 'mode'
  | 'onChange'
  | 'lowCutHz'
  | 'highCutHz'
  | 'driveDb'
  | 'modulationHz'
  | 'modulationMs'
  | 'widthPercent'
  | 'duckDb'
  | 'duckReleaseMs'
  | 'mixPercent';

export type SessionParamKey =
  | 'panLaw';

export type MasterParamKey =
  | 'order'
  | 'eq.on'
  | 'eq.phase'
  | 'eq.tiltDb'
  | 'eq.tiltPivotHz'
  | 'eq.highPass.on'
  | 'eq.highPass.freqHz'
  | 'eq.highPass.slope'
  | 'eq.highPass.q'
  | 'eq.lowPass.on'
  | 'eq.lowPass.freqHz'
  | 'eq.lowPass.slope'
  | 'eq.lowPass.q'
  | 'eq.band1.on'
  | 'eq.band1.type'
  | 'eq.band1.freqHz'
  | 'eq.band1.gainDb'
  | 'eq.band1.q'
  | 'eq.band1.placement'
  | 'eq.band1.dynOn'
  | 'eq.band1.dynGainDb'
  | 'eq.band1.dynThresholdDb'
  | 'eq.band1.dynRelative'
  | 'eq.band1.dynActs'
  | 'eq.band1.dynRatio'
  | 'eq.band1.dynAttackMs'
  | 'eq.band1.dynReleaseMs'
  | 'eq.band2.on'
  | 'eq.band2.type'
  | 'eq.band2.freqHz'
  | 'eq.band2.gainDb'
  | 'eq.band2.q'
  | 'eq.band2.placement'
  | 'eq.band2.dynOn'
  | 'eq.band2.dynGainDb'
  | 'eq.band2.dynThresholdDb'
  | 'eq.band2.dynRelative'
  | 'eq.band2.dynActs'
  | 'eq.band2.dynRatio'
  | 'eq.band2.dynAttackMs'
  | 'eq.band2.dynReleaseMs'
  | 'eq.band3.on'
  | 'eq.band3.type'
  | 'eq.band3.freqHz'
  | 'eq.band3.gainDb'
  | 'eq.band3.q'
  | 'eq.band3.placement'
  | 'eq.band3.dynOn'
  | 'eq.band3.dynGainDb'
  | 'eq.band3.dynThresholdDb'
  | 'eq.band3.dynRelative'
  | 'eq.band3.dynActs'
  | 'eq.band3.dynRatio'
  | 'eq.band3.dynAttackMs'
  | 'eq.band3.dynReleaseMs'
  | 'eq.band4.on'
  | 'eq.band4.type'
  | 'eq.band4.freqHz'
  | 'eq.band4.gainDb'
  | 'eq.band4.q'
  | 'eq.band4.placement'
  | 'eq.band4.dynOn'
  | 'eq.band4.dynGainDb'
  | 'eq.band4.dynThresholdDb'
  | 'eq.band4.dynRelative'
  | 'eq.band4.dynActs'
  | 'eq.band4.dynRatio'
  | 'eq.band4.dynAttackMs'
  | 'eq.band4.dynReleaseMs'
  | 'eq.band5.on'
  | 'eq.band5.type'
  | 'eq.band5.freqHz'
  | 'eq.band5.gainDb'
  | 'eq.band5.q'
  | 'eq.band5.placement'
  | 'eq.band5.dynOn'
  | 'eq.band5.dynGainDb'
  | 'eq.band5.dynThresholdDb'
  | 'eq.band5.dynRelative'
  | 'eq.band5.dynActs'
  | 'eq.band5.dynRatio'
  | 'eq.band5.dynAttackMs'
  | 'eq.band5.dynReleaseMs'
  | 'eq.band6.on'
  | 'eq.band6.type'
  | 'eq.band6.freqHz'
  | 'eq.band6.gainDb'
  | 'eq.band6.q'
  | 'eq.band6.placement'
  | 'eq.band6.dynOn'
  | 'eq.band6.dynGainDb'
  | 'eq.band6.dynThresholdDb'
  | 'eq.band6.dynRelative'
  | 'eq.band6.dynActs'
  | 'eq.band6.dynRatio'
  | 'eq.band6.dynAttackMs'
  | 'eq.band6.dynReleaseMs'
  | 'eq.outputDb'
  | 'eq.gainScalePercent'
  | 'multiband.on'
  | 'multiband.bands'
  | 'multiband.crossover1Hz'
  | 'multiband.crossover2Hz'
  | 'multiband.crossover3Hz'
  | 'multiband.crossover4Hz'
  | 'multiband.band1.bypass'
  | 'multiband.band1.mode'
  | 'multiband.band1.thresholdDb'
  | 'multiband.band1.ratio'
  | 'multiband.band1.kneeDb'
  | 'multiband.band1.attackMs'
  | 'multiband.band1.releaseMs'
  | 'multiband.band1.rangeDb'
  | 'multiband.band1.gainDb'
  | 'multiband.band2.bypass'
  | 'multiband.band2.mode'
  | 'multiband.band2.thresholdDb'
  | 'multiband.band2.ratio'
  | 'multiband.band2.kneeDb'
  | 'multiband.band2.attackMs'
  | 'multiband.band2.releaseMs'
  | 'multiband.band2.rangeDb'
  | 'multiband.band2.gainDb'
  | 'multiband.band3.bypass'
  | 'multiband.band3.mode'
  | 'multiband.band3.thresholdDb'
  | 'multiband.band3.ratio'
  | 'multiband.band3.kneeDb'
  | 'multiband.band3.attackMs'
  | 'multiband.band3.releaseMs'
  | 'multiband.band3.rangeDb'
  | 'multiband.band3.gainDb'
  | 'multiband.band4.bypass'
  | 'multiband.band4.mode'
  | 'multiband.band4.thresholdDb'
  | 'multiband.band4.ratio'
  | 'multiband.band4.kneeDb'
  | 'multiband.band4.attackMs'
  | 'multiband.band4.releaseMs'
  | 'multiband.band4.rangeDb'
  | 'multiband.band4.gainDb'
  | 'multiband.band5.bypass'
  | 'multiband.band5.mode'
  | 'multiband.band5.thresholdDb'
  | 'multiband.band5.ratio'
  | 'multiband.band5.kneeDb'
  | 'multiband.band5.attackMs'
  | 'multiband.band5.releaseMs'
  | 'multiband.band5.rangeDb'
  | 'multiband.band5.gainDb'
  | 'multiband.linkPercent'
  | 'multiband.mixPercent'
  | 'glue.on'
  | 'glue.thresholdDb'
  | 'glue.ratio'
  | 'glue.attackMs'
  | 'glue.releaseMs'
  | 'glue.autoRelease'
  | 'glue.kneeDb'
  | 'glue.keyHighPassHz'
  | 'glue.makeUpDb'
  | 'glue.rangeDb'
  | 'glue.mixPercent'
  | 'exciter.on'
  | 'exciter.bands'
  | 'exciter.edge1Hz'
  | 'exciter.edge2Hz'
  | 'exciter.edge3Hz'
  | 'exciter.band1.amountDb'
  | 'exciter.band1.character'
  | 'exciter.band1.mixPercent'
  | 'exciter.band1.channels'
  | 'exciter.band2.amountDb'
  | 'exciter.band2.character'
  | 'exciter.band2.mixPercent'
  | 'exciter.band2.channels'
  | 'exciter.band3.amountDb'
  | 'exciter.band3.character'
  | 'exciter.band3.mixPercent'
  | 'exciter.band3.channels'
  | 'exciter.band4.amountDb'
  | 'exciter.band4.character'
  | 'exciter.band4.mixPercent'
  | 'exciter.band4.channels'
  | 'stereo.on'
  | 'stereo.lowWidthPercent'
  | 'stereo.midWidthPercent'
  | 'stereo.highWidthPercent'
  | 'stereo.lowCrossoverHz'
  | 'stereo.highCrossoverHz'
  | 'stereo.monoBelowHz'
  | 'stereo.midDb'
  | 'stereo.sideDb'
  | 'stereo.balancePercent'
  | 'driveDb'
  | 'clipper.on'
  | 'clipper.thresholdDb'
  | 'clipper.kneePercent'
  | 'limiter.on'
  | 'limiter.character'
  | 'limiter.ceilingDbtp'
  | 'limiter.lookAheadMs'
  | 'limiter.releaseMs'
  | 'limiter.autoRelease'
  | 'limiter.transientLinkPercent'
  | 'limiter.releaseLinkPercent'
  | 'trimDb';

export type MonitorParamKey =
  | 'volumeDb'
  | 'dimOn'
  | 'dimDb'
  | 'mono'
  | 'mute'
  | 'unity';

export interface ParamKeys {
  strip: StripParamKey;
  send: SendParamKey;
  reverb: ReverbParamKey;
  delay: DelayParamKey;
  session: SessionParamKey;
  master: MasterParamKey;
  monitor: MonitorParamKey;
}
export type ParamScope = keyof ParamKeys;

export interface ParamSpec<Scope extends ParamScope = ParamScope> {
  /** What travels to the engine; not stored, may change between versions. */
  readonly id: number;
  readonly scope: Scope;
  readonly kind: 'number' | 'switch' | 'choice';
  /** As in documents. */
  readonly key: ParamKeys[Scope];
  /** As on screen. */
  readonly name: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** A switch's is 0 or 1, a choice's an index into `choices`. */
  readonly default: number;
  readonly taper: 'linear' | 'log' | 'ratio' | 'fader';
  /** 0: takes effect at the next block edge. */
  readonly smoothingMs: number;
  /** Or the order of stages: fixed while playing. */
  readonly changesLatency: boolean;
  readonly automatable: boolean;
  /** Names by value; empty unless `kind` is 'choice'. */
  readonly choices: readonly string[];
}

/** Every parameter; a row's position is its `id`. */
export const kParamSpecs: readonly ParamSpec[] = [
  { id: 0, scope: 'strip', kind: 'number', key: 'trim.gainDb', name: 'Trim gain', unit: 'dB', min: -24, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 1, scope: 'strip', kind: 'switch', key: 'trim.polarityL', name: 'Invert polarity left', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 2, scope: 'strip', kind: 'switch', key: 'trim.polarityR', name: 'Invert polarity right', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 3, scope: 'strip', kind: 'choice', key: 'trim.source', name: 'Source', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: ['stereo', 'swap', 'left', 'right', 'mono'] },
  { id: 4, scope: 'strip', kind: 'switch', key: 'trim.dcBlock', name: 'DC block', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 5, scope: 'strip', kind: 'choice', key: 'order', name: 'Order of stages', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: true, automatable: false, choices: ['eqCompDeEss', 'compEqDeEss', 'eqDeEssComp', 'deEssEqComp', 'compDeEssEq', 'deEssCompEq'] },
  { id: 6, scope: 'strip', kind: 'switch', key: 'gate.on', name: 'Gate on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: false, choices: [] },
  { id: 7, scope: 'strip', kind: 'choice', key: 'gate.mode', name: 'Gate mode', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['expand', 'gate', 'duck'] },
  { id: 8, scope: 'strip', kind: 'number', key: 'gate.thresholdDb', name: 'Gate threshold', unit: 'dB', min: -80, max: 0, default: -45, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 9, scope: 'strip', kind: 'number', key: 'gate.ratio', name: 'Gate ratio', unit: ':1', min: 1.2, max: 20, default: 2, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 10, scope: 'strip', kind: 'number', key: 'gate.rangeDb', name: 'Gate range', unit: 'dB', min: 0, max: 80, default: 20, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 11, scope: 'strip', kind: 'number', key: 'gate.hysteresisDb', name: 'Gate hysteresis', unit: 'dB', min: 0, max: 12, default: 4, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 12, scope: 'strip', kind: 'number', key: 'gate.kneeDb', name: 'Gate knee', unit: 'dB', min: 0, max: 12, default: 3, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 13, scope: 'strip', kind: 'number', key: 'gate.attackMs', name: 'Gate attack', unit: 'ms', min: 0.05, max: 100, default: 1, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 14, scope: 'strip', kind: 'number', key: 'gate.holdMs', name: 'Gate hold', unit: 'ms', min: 0, max: 1000, default: 50, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 15, scope: 'strip', kind: 'number', key: 'gate.releaseMs', name: 'Gate release', unit: 'ms', min: 5, max: 4000, default: 150, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 16, scope: 'strip', kind: 'number', key: 'gate.lookAheadMs', name: 'Gate look-ahead', unit: 'ms', min: 0, max: 10, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: true, automatable: false, choices: [] },
  { id: 17, scope: 'strip', kind: 'number', key: 'gate.keyHighPassHz', name: 'Gate key high-pass', unit: 'Hz', min: 10, max: 4000, default: 10, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 18, scope: 'strip', kind: 'number', key: 'gate.keyLowPassHz', name: 'Gate key low-pass', unit: 'Hz', min: 200, max: 22000, default: 22000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 19, scope: 'strip', kind: 'switch', key: 'transient.on', name: 'Transient shaper on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 20, scope: 'strip', kind: 'number', key: 'transient.attackDb', name: 'Transient attack', unit: 'dB', min: -15, max: 15, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 21, scope: 'strip', kind: 'number', key: 'transient.sustainDb', name: 'Transient sustain', unit: 'dB', min: -15, max: 15, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 22, scope: 'strip', kind: 'number', key: 'transient.attackMs', name: 'Transient attack time', unit: 'ms', min: 5, max: 60, default: 20, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 23, scope: 'strip', kind: 'number', key: 'transient.sustainMs', name: 'Transient sustain time', unit: 'ms', min: 50, max: 800, default: 250, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 24, scope: 'strip', kind: 'number', key: 'transient.focusHz', name: 'Transient focus', unit: 'Hz', min: 20, max: 5000, default: 20, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 25, scope: 'strip', kind: 'number', key: 'transient.outputDb', name: 'Transient output', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 26, scope: 'strip', kind: 'number', key: 'transient.mixPercent', name: 'Transient mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 27, scope: 'strip', kind: 'switch', key: 'eq.on', name: 'Equaliser on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 28, scope: 'strip', kind: 'switch', key: 'eq.highPass.on', name: 'High-pass on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 29, scope: 'strip', kind: 'number', key: 'eq.highPass.freqHz', name: 'High-pass frequency', unit: 'Hz', min: 10, max: 2000, default: 80, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 30, scope: 'strip', kind: 'choice', key: 'eq.highPass.slope', name: 'High-pass slope', unit: 'dB/oct', min: 0, max: 5, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['6', '12', '18', '24', '36', '48'] },
  { id: 31, scope: 'strip', kind: 'number', key: 'eq.highPass.q', name: 'High-pass Q', unit: '', min: 0.5, max: 2, default: 0.71, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 32, scope: 'strip', kind: 'switch', key: 'eq.lowPass.on', name: 'Low-pass on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 33, scope: 'strip', kind: 'number', key: 'eq.lowPass.freqHz', name: 'Low-pass frequency', unit: 'Hz', min: 500, max: 22000, default: 16000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 34, scope: 'strip', kind: 'choice', key: 'eq.lowPass.slope', name: 'Low-pass slope', unit: 'dB/oct', min: 0, max: 5, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['6', '12', '18', '24', '36', '48'] },
  { id: 35, scope: 'strip', kind: 'number', key: 'eq.lowPass.q', name: 'Low-pass Q', unit: '', min: 0.5, max: 2, default: 0.71, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 36, scope: 'strip', kind: 'switch', key: 'eq.band1.on', name: 'Equaliser band 1 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 37, scope: 'strip', kind: 'choice', key: 'eq.band1.type', name: 'Equaliser band 1 type', unit: '', min: 0, max: 5, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 38, scope: 'strip', kind: 'number', key: 'eq.band1.freqHz', name: 'Equaliser band 1 frequency', unit: 'Hz', min: 10, max: 22000, default: 80, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 39, scope: 'strip', kind: 'number', key: 'eq.band1.gainDb', name: 'Equaliser band 1 gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 40, scope: 'strip', kind: 'number', key: 'eq.band1.q', name: 'Equaliser band 1 Q', unit: '', min: 0.1, max: 30, default: 0.71, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 41, scope: 'strip', kind: 'switch', key: 'eq.band1.dynOn', name: 'Equaliser band 1 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 42, scope: 'strip', kind: 'number', key: 'eq.band1.dynGainDb', name: 'Equaliser band 1 dynamic gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 43, scope: 'strip', kind: 'number', key: 'eq.band1.dynThresholdDb', name: 'Equaliser band 1 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 44, scope: 'strip', kind: 'switch', key: 'eq.band1.dynRelative', name: 'Equaliser band 1 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 45, scope: 'strip', kind: 'choice', key: 'eq.band1.dynActs', name: 'Equaliser band 1 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 46, scope: 'strip', kind: 'number', key: 'eq.band1.dynRatio', name: 'Equaliser band 1 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 47, scope: 'strip', kind: 'number', key: 'eq.band1.dynAttackMs', name: 'Equaliser band 1 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 48, scope: 'strip', kind: 'number', key: 'eq.band1.dynReleaseMs', name: 'Equaliser band 1 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 49, scope: 'strip', kind: 'choice', key: 'eq.band1.dynKey', name: 'Equaliser band 1 listens to', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['self', 'other'] },
  { id: 50, scope: 'strip', kind: 'switch', key: 'eq.band2.on', name: 'Equaliser band 2 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 51, scope: 'strip', kind: 'choice', key: 'eq.band2.type', name: 'Equaliser band 2 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 52, scope: 'strip', kind: 'number', key: 'eq.band2.freqHz', name: 'Equaliser band 2 frequency', unit: 'Hz', min: 10, max: 22000, default: 200, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 53, scope: 'strip', kind: 'number', key: 'eq.band2.gainDb', name: 'Equaliser band 2 gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 54, scope: 'strip', kind: 'number', key: 'eq.band2.q', name: 'Equaliser band 2 Q', unit: '', min: 0.1, max: 30, default: 1, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 55, scope: 'strip', kind: 'switch', key: 'eq.band2.dynOn', name: 'Equaliser band 2 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 56, scope: 'strip', kind: 'number', key: 'eq.band2.dynGainDb', name: 'Equaliser band 2 dynamic gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 57, scope: 'strip', kind: 'number', key: 'eq.band2.dynThresholdDb', name: 'Equaliser band 2 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 58, scope: 'strip', kind: 'switch', key: 'eq.band2.dynRelative', name: 'Equaliser band 2 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 59, scope: 'strip', kind: 'choice', key: 'eq.band2.dynActs', name: 'Equaliser band 2 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 60, scope: 'strip', kind: 'number', key: 'eq.band2.dynRatio', name: 'Equaliser band 2 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 61, scope: 'strip', kind: 'number', key: 'eq.band2.dynAttackMs', name: 'Equaliser band 2 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 62, scope: 'strip', kind: 'number', key: 'eq.band2.dynReleaseMs', name: 'Equaliser band 2 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 63, scope: 'strip', kind: 'choice', key: 'eq.band2.dynKey', name: 'Equaliser band 2 listens to', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['self', 'other'] },
  { id: 64, scope: 'strip', kind: 'switch', key: 'eq.band3.on', name: 'Equaliser band 3 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 65, scope: 'strip', kind: 'choice', key: 'eq.band3.type', name: 'Equaliser band 3 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 66, scope: 'strip', kind: 'number', key: 'eq.band3.freqHz', name: 'Equaliser band 3 frequency', unit: 'Hz', min: 10, max: 22000, default: 500, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 67, scope: 'strip', kind: 'number', key: 'eq.band3.gainDb', name: 'Equaliser band 3 gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 68, scope: 'strip', kind: 'number', key: 'eq.band3.q', name: 'Equaliser band 3 Q', unit: '', min: 0.1, max: 30, default: 1, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 69, scope: 'strip', kind: 'switch', key: 'eq.band3.dynOn', name: 'Equaliser band 3 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 70, scope: 'strip', kind: 'number', key: 'eq.band3.dynGainDb', name: 'Equaliser band 3 dynamic gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 71, scope: 'strip', kind: 'number', key: 'eq.band3.dynThresholdDb', name: 'Equaliser band 3 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 72, scope: 'strip', kind: 'switch', key: 'eq.band3.dynRelative', name: 'Equaliser band 3 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 73, scope: 'strip', kind: 'choice', key: 'eq.band3.dynActs', name: 'Equaliser band 3 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 74, scope: 'strip', kind: 'number', key: 'eq.band3.dynRatio', name: 'Equaliser band 3 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 75, scope: 'strip', kind: 'number', key: 'eq.band3.dynAttackMs', name: 'Equaliser band 3 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 76, scope: 'strip', kind: 'number', key: 'eq.band3.dynReleaseMs', name: 'Equaliser band 3 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 77, scope: 'strip', kind: 'choice', key: 'eq.band3.dynKey', name: 'Equaliser band 3 listens to', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['self', 'other'] },
  { id: 78, scope: 'strip', kind: 'switch', key: 'eq.band4.on', name: 'Equaliser band 4 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 79, scope: 'strip', kind: 'choice', key: 'eq.band4.type', name: 'Equaliser band 4 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 80, scope: 'strip', kind: 'number', key: 'eq.band4.freqHz', name: 'Equaliser band 4 frequency', unit: 'Hz', min: 10, max: 22000, default: 1500, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 81, scope: 'strip', kind: 'number', key: 'eq.band4.gainDb', name: 'Equaliser band 4 gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 82, scope: 'strip', kind: 'number', key: 'eq.band4.q', name: 'Equaliser band 4 Q', unit: '', min: 0.1, max: 30, default: 1, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 83, scope: 'strip', kind: 'switch', key: 'eq.band4.dynOn', name: 'Equaliser band 4 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 84, scope: 'strip', kind: 'number', key: 'eq.band4.dynGainDb', name: 'Equaliser band 4 dynamic gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 85, scope: 'strip', kind: 'number', key: 'eq.band4.dynThresholdDb', name: 'Equaliser band 4 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 86, scope: 'strip', kind: 'switch', key: 'eq.band4.dynRelative', name: 'Equaliser band 4 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 87, scope: 'strip', kind: 'choice', key: 'eq.band4.dynActs', name: 'Equaliser band 4 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 88, scope: 'strip', kind: 'number', key: 'eq.band4.dynRatio', name: 'Equaliser band 4 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 89, scope: 'strip', kind: 'number', key: 'eq.band4.dynAttackMs', name: 'Equaliser band 4 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 90, scope: 'strip', kind: 'number', key: 'eq.band4.dynReleaseMs', name: 'Equaliser band 4 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 91, scope: 'strip', kind: 'choice', key: 'eq.band4.dynKey', name: 'Equaliser band 4 listens to', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['self', 'other'] },
  { id: 92, scope: 'strip', kind: 'switch', key: 'eq.band5.on', name: 'Equaliser band 5 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 93, scope: 'strip', kind: 'choice', key: 'eq.band5.type', name: 'Equaliser band 5 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 94, scope: 'strip', kind: 'number', key: 'eq.band5.freqHz', name: 'Equaliser band 5 frequency', unit: 'Hz', min: 10, max: 22000, default: 4000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 95, scope: 'strip', kind: 'number', key: 'eq.band5.gainDb', name: 'Equaliser band 5 gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 96, scope: 'strip', kind: 'number', key: 'eq.band5.q', name: 'Equaliser band 5 Q', unit: '', min: 0.1, max: 30, default: 1, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 97, scope: 'strip', kind: 'switch', key: 'eq.band5.dynOn', name: 'Equaliser band 5 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 98, scope: 'strip', kind: 'number', key: 'eq.band5.dynGainDb', name: 'Equaliser band 5 dynamic gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 99, scope: 'strip', kind: 'number', key: 'eq.band5.dynThresholdDb', name: 'Equaliser band 5 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 100, scope: 'strip', kind: 'switch', key: 'eq.band5.dynRelative', name: 'Equaliser band 5 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 101, scope: 'strip', kind: 'choice', key: 'eq.band5.dynActs', name: 'Equaliser band 5 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 102, scope: 'strip', kind: 'number', key: 'eq.band5.dynRatio', name: 'Equaliser band 5 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 103, scope: 'strip', kind: 'number', key: 'eq.band5.dynAttackMs', name: 'Equaliser band 5 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 104, scope: 'strip', kind: 'number', key: 'eq.band5.dynReleaseMs', name: 'Equaliser band 5 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 105, scope: 'strip', kind: 'choice', key: 'eq.band5.dynKey', name: 'Equaliser band 5 listens to', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['self', 'other'] },
  { id: 106, scope: 'strip', kind: 'switch', key: 'eq.band6.on', name: 'Equaliser band 6 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 107, scope: 'strip', kind: 'choice', key: 'eq.band6.type', name: 'Equaliser band 6 type', unit: '', min: 0, max: 5, default: 2, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 108, scope: 'strip', kind: 'number', key: 'eq.band6.freqHz', name: 'Equaliser band 6 frequency', unit: 'Hz', min: 10, max: 22000, default: 10000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 109, scope: 'strip', kind: 'number', key: 'eq.band6.gainDb', name: 'Equaliser band 6 gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 110, scope: 'strip', kind: 'number', key: 'eq.band6.q', name: 'Equaliser band 6 Q', unit: '', min: 0.1, max: 30, default: 0.71, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 111, scope: 'strip', kind: 'switch', key: 'eq.band6.dynOn', name: 'Equaliser band 6 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 112, scope: 'strip', kind: 'number', key: 'eq.band6.dynGainDb', name: 'Equaliser band 6 dynamic gain', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 113, scope: 'strip', kind: 'number', key: 'eq.band6.dynThresholdDb', name: 'Equaliser band 6 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 114, scope: 'strip', kind: 'switch', key: 'eq.band6.dynRelative', name: 'Equaliser band 6 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 115, scope: 'strip', kind: 'choice', key: 'eq.band6.dynActs', name: 'Equaliser band 6 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 116, scope: 'strip', kind: 'number', key: 'eq.band6.dynRatio', name: 'Equaliser band 6 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 117, scope: 'strip', kind: 'number', key: 'eq.band6.dynAttackMs', name: 'Equaliser band 6 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 118, scope: 'strip', kind: 'number', key: 'eq.band6.dynReleaseMs', name: 'Equaliser band 6 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 119, scope: 'strip', kind: 'choice', key: 'eq.band6.dynKey', name: 'Equaliser band 6 listens to', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['self', 'other'] },
  { id: 120, scope: 'strip', kind: 'number', key: 'eq.outputDb', name: 'Equaliser output', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 121, scope: 'strip', kind: 'number', key: 'eq.gainScalePercent', name: 'Equaliser gain scale', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 122, scope: 'strip', kind: 'choice', key: 'eq.quality', name: 'Equaliser quality', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['standard', 'exact'] },
  { id: 123, scope: 'strip', kind: 'switch', key: 'comp.on', name: 'Compressor on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: false, choices: [] },
  { id: 124, scope: 'strip', kind: 'number', key: 'comp.thresholdDb', name: 'Compressor threshold', unit: 'dB', min: -60, max: 0, default: -18, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 125, scope: 'strip', kind: 'number', key: 'comp.ratio', name: 'Compressor ratio', unit: ':1', min: 1, max: 100, default: 3, taper: 'ratio', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 126, scope: 'strip', kind: 'number', key: 'comp.kneeDb', name: 'Compressor knee', unit: 'dB', min: 0, max: 24, default: 6, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 127, scope: 'strip', kind: 'number', key: 'comp.attackMs', name: 'Compressor attack', unit: 'ms', min: 0.05, max: 250, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 128, scope: 'strip', kind: 'number', key: 'comp.releaseMs', name: 'Compressor release', unit: 'ms', min: 5, max: 3000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 129, scope: 'strip', kind: 'choice', key: 'comp.detector', name: 'Compressor detector', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['punch', 'smooth', 'rms'] },
  { id: 130, scope: 'strip', kind: 'number', key: 'comp.makeUpDb', name: 'Compressor make-up', unit: 'dB', min: -12, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 131, scope: 'strip', kind: 'number', key: 'comp.rmsWindowMs', name: 'Compressor RMS window', unit: 'ms', min: 5, max: 300, default: 30, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 132, scope: 'strip', kind: 'switch', key: 'comp.autoRelease', name: 'Compressor automatic release', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 133, scope: 'strip', kind: 'number', key: 'comp.rangeDb', name: 'Compressor range', unit: 'dB', min: 0, max: 40, default: 40, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 134, scope: 'strip', kind: 'number', key: 'comp.mixPercent', name: 'Compressor mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 135, scope: 'strip', kind: 'number', key: 'comp.lookAheadMs', name: 'Compressor look-ahead', unit: 'ms', min: 0, max: 10, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: true, automatable: false, choices: [] },
  { id: 136, scope: 'strip', kind: 'number', key: 'comp.linkPercent', name: 'Compressor stereo link', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 137, scope: 'strip', kind: 'number', key: 'comp.keyHighPassHz', name: 'Compressor key high-pass', unit: 'Hz', min: 10, max: 500, default: 10, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 138, scope: 'strip', kind: 'number', key: 'comp.keyTiltDbPerOctave', name: 'Compressor key tilt', unit: 'dB/oct', min: -6, max: 6, default: 0, taper: 'linear', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 139, scope: 'strip', kind: 'switch', key: 'comp.autoMakeUp', name: 'Compressor automatic make-up', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 140, scope: 'strip', kind: 'switch', key: 'deesser.on', name: 'De-esser on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: false, choices: [] },
  { id: 141, scope: 'strip', kind: 'number', key: 'deesser.freqHz', name: 'De-esser frequency', unit: 'Hz', min: 2000, max: 14000, default: 6500, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 142, scope: 'strip', kind: 'choice', key: 'deesser.shape', name: 'De-esser shape', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['band', 'shelf'] },
  { id: 143, scope: 'strip', kind: 'number', key: 'deesser.widthOct', name: 'De-esser width', unit: 'oct', min: 0.3, max: 2, default: 1, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 144, scope: 'strip', kind: 'choice', key: 'deesser.mode', name: 'De-esser threshold is', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['relative', 'absolute'] },
  { id: 145, scope: 'strip', kind: 'number', key: 'deesser.thresholdDb', name: 'De-esser threshold', unit: 'dB', min: -60, max: 12, default: -6, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 146, scope: 'strip', kind: 'number', key: 'deesser.rangeDb', name: 'De-esser range', unit: 'dB', min: 0, max: 18, default: 6, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 147, scope: 'strip', kind: 'number', key: 'deesser.attackMs', name: 'De-esser attack', unit: 'ms', min: 0.1, max: 10, default: 0.5, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 148, scope: 'strip', kind: 'number', key: 'deesser.releaseMs', name: 'De-esser release', unit: 'ms', min: 10, max: 300, default: 50, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 149, scope: 'strip', kind: 'number', key: 'deesser.lookAheadMs', name: 'De-esser look-ahead', unit: 'ms', min: 0, max: 5, default: 1, taper: 'linear', smoothingMs: 0, changesLatency: true, automatable: false, choices: [] },
  { id: 150, scope: 'strip', kind: 'switch', key: 'deesser.split', name: 'De-esser reduces the band alone', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 151, scope: 'strip', kind: 'switch', key: 'sat.on', name: 'Saturation on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: true, automatable: false, choices: [] },
  { id: 152, scope: 'strip', kind: 'choice', key: 'sat.character', name: 'Saturation character', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['warm', 'rich', 'tape', 'softClip', 'hardClip'] },
  { id: 153, scope: 'strip', kind: 'number', key: 'sat.driveDb', name: 'Saturation drive', unit: 'dB', min: 0, max: 36, default: 6, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 154, scope: 'strip', kind: 'number', key: 'sat.biasPercent', name: 'Saturation bias', unit: '%', min: -100, max: 100, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 155, scope: 'strip', kind: 'number', key: 'sat.toneDb', name: 'Saturation tone', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 156, scope: 'strip', kind: 'number', key: 'sat.keepLowsHz', name: 'Saturation leaves lows below', unit: 'Hz', min: 10, max: 500, default: 10, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 157, scope: 'strip', kind: 'number', key: 'sat.outputDb', name: 'Saturation output', unit: 'dB', min: -24, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 158, scope: 'strip', kind: 'switch', key: 'sat.matched', name: 'Saturation keeps the loudness', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 159, scope: 'strip', kind: 'number', key: 'sat.mixPercent', name: 'Saturation mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 160, scope: 'strip', kind: 'switch', key: 'width.on', name: 'Width on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 161, scope: 'strip', kind: 'number', key: 'width.percent', name: 'Width', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 162, scope: 'strip', kind: 'number', key: 'width.monoBelowHz', name: 'Mono below', unit: 'Hz', min: 10, max: 300, default: 10, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 163, scope: 'strip', kind: 'number', key: 'pan.position', name: 'Pan', unit: '%', min: -100, max: 100, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 164, scope: 'strip', kind: 'choice', key: 'pan.stereoMode', name: 'Pan mode', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: ['balance', 'dual'] },
  { id: 165, scope: 'strip', kind: 'number', key: 'pan.leftPosition', name: 'Pan of the left', unit: '%', min: -100, max: 100, default: -100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 166, scope: 'strip', kind: 'number', key: 'pan.rightPosition', name: 'Pan of the right', unit: '%', min: -100, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 167, scope: 'strip', kind: 'number', key: 'fader.gainDb', name: 'Fader', unit: 'dB', min: -144, max: 10, default: 0, taper: 'fader', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 168, scope: 'strip', kind: 'switch', key: 'mute', name: 'Mute', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 169, scope: 'send', kind: 'switch', key: 'on', name: 'Send on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 170, scope: 'send', kind: 'number', key: 'levelDb', name: 'Send level', unit: 'dB', min: -144, max: 10, default: -144, taper: 'fader', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 171, scope: 'send', kind: 'choice', key: 'tap', name: 'Send taps', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['post', 'pre', 'input'] },
  { id: 172, scope: 'send', kind: 'switch', key: 'panOwn', name: 'Send has its own pan', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 173, scope: 'send', kind: 'number', key: 'panPosition', name: 'Send pan', unit: '%', min: -100, max: 100, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 174, scope: 'reverb', kind: 'choice', key: 'type', name: 'Reverb type', unit: '', min: 0, max: 3, default: 2, taper: 'linear', smoothingMs: 40, changesLatency: false, automatable: true, choices: ['room', 'chamber', 'plate', 'hall'] },
  { id: 175, scope: 'reverb', kind: 'number', key: 'preDelayMs', name: 'Reverb pre-delay', unit: 'ms', min: 0, max: 250, default: 20, taper: 'linear', smoothingMs: 40, changesLatency: false, automatable: true, choices: [] },
  { id: 176, scope: 'reverb', kind: 'switch', key: 'tempoSync', name: 'Reverb pre-delay follows the tempo', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 40, changesLatency: false, automatable: true, choices: [] },
  { id: 177, scope: 'reverb', kind: 'choice', key: 'note', name: 'Reverb pre-delay note', unit: '', min: 0, max: 6, default: 0, taper: 'linear', smoothingMs: 40, changesLatency: false, automatable: true, choices: ['1/64', '1/32', '1/16', '1/8', '1/4', '1/2', '1/1'] },
  { id: 178, scope: 'reverb', kind: 'choice', key: 'noteFeel', name: 'Reverb pre-delay note feel', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 40, changesLatency: false, automatable: true, choices: ['straight', 'dotted', 'triplet'] },
  { id: 179, scope: 'reverb', kind: 'number', key: 'sizePercent', name: 'Reverb size', unit: '%', min: 10, max: 100, default: 50, taper: 'linear', smoothingMs: 40, changesLatency: false, automatable: true, choices: [] },
  { id: 180, scope: 'reverb', kind: 'number', key: 'decaySeconds', name: 'Reverb decay (T60)', unit: 's', min: 0.1, max: 20, default: 1.8, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 181, scope: 'reverb', kind: 'number', key: 'dampingHz', name: 'Reverb damping', unit: 'Hz', min: 1000, max: 20000, default: 6000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 182, scope: 'reverb', kind: 'number', key: 'highRatio', name: 'Reverb decay of highs', unit: '×', min: 0.1, max: 1, default: 0.5, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 183, scope: 'reverb', kind: 'number', key: 'lowRatio', name: 'Reverb decay of lows', unit: '×', min: 0.5, max: 2, default: 1, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 184, scope: 'reverb', kind: 'number', key: 'diffusionPercent', name: 'Reverb diffusion', unit: '%', min: 0, max: 100, default: 80, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 185, scope: 'reverb', kind: 'number', key: 'lateSharePercent', name: 'Reverb late share', unit: '%', min: 0, max: 100, default: 60, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 186, scope: 'reverb', kind: 'number', key: 'modulationPercent', name: 'Reverb modulation depth', unit: '%', min: 0, max: 100, default: 20, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 187, scope: 'reverb', kind: 'number', key: 'modulationHz', name: 'Reverb modulation rate', unit: 'Hz', min: 0.1, max: 5, default: 0.6, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 188, scope: 'reverb', kind: 'number', key: 'lowCutHz', name: 'Reverb low cut', unit: 'Hz', min: 20, max: 1000, default: 180, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 189, scope: 'reverb', kind: 'number', key: 'highCutHz', name: 'Reverb high cut', unit: 'Hz', min: 1000, max: 20000, default: 10000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 190, scope: 'reverb', kind: 'number', key: 'widthPercent', name: 'Reverb width', unit: '%', min: 0, max: 120, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 191, scope: 'reverb', kind: 'number', key: 'duckDb', name: 'Reverb duck', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 192, scope: 'reverb', kind: 'number', key: 'duckReleaseMs', name: 'Reverb duck release', unit: 'ms', min: 50, max: 1500, default: 250, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 193, scope: 'reverb', kind: 'number', key: 'mixPercent', name: 'Reverb mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 194, scope: 'delay', kind: 'switch', key: 'tempoSync', name: 'Delay follows the tempo', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 50, changesLatency: false, automatable: true, choices: [] },
  { id: 195, scope: 'delay', kind: 'choice', key: 'note', name: 'Delay note', unit: '', min: 0, max: 6, default: 3, taper: 'linear', smoothingMs: 50, changesLatency: false, automatable: true, choices: ['1/64', '1/32', '1/16', '1/8', '1/4', '1/2', '1/1'] },
  { id: 196, scope: 'delay', kind: 'choice', key: 'noteFeel', name: 'Delay note feel', unit: '', min: 0, max: 2, default: 1, taper: 'linear', smoothingMs: 50, changesLatency: false, automatable: true, choices: ['straight', 'dotted', 'triplet'] },
  { id: 197, scope: 'delay', kind: 'number', key: 'timeMs', name: 'Delay time', unit: 'ms', min: 1, max: 4000, default: 375, taper: 'log', smoothingMs: 50, changesLatency: false, automatable: true, choices: [] },
  { id: 198, scope: 'delay', kind: 'number', key: 'rightOffsetPercent', name: 'Delay right offset', unit: '%', min: -50, max: 50, default: 0, taper: 'linear', smoothingMs: 50, changesLatency: false, automatable: true, choices: [] },
  { id: 199, scope: 'delay', kind: 'number', key: 'feedbackPercent', name: 'Delay feedback', unit: '%', min: 0, max: 100, default: 30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 200, scope: 'delay', kind: 'choice', key: 'mode', name: 'Delay mode', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: ['stereo', 'pingPong', 'mono'] },
  { id: 201, scope: 'delay', kind: 'choice', key: 'onChange', name: 'Delay on change', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: ['fade', 'repitch'] },
  { id: 202, scope: 'delay', kind: 'number', key: 'lowCutHz', name: 'Delay low cut', unit: 'Hz', min: 20, max: 2000, default: 150, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 203, scope: 'delay', kind: 'number', key: 'highCutHz', name: 'Delay high cut', unit: 'Hz', min: 500, max: 20000, default: 6000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 204, scope: 'delay', kind: 'number', key: 'driveDb', name: 'Delay drive', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 205, scope: 'delay', kind: 'number', key: 'modulationHz', name: 'Delay modulation rate', unit: 'Hz', min: 0.05, max: 8, default: 0.5, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 206, scope: 'delay', kind: 'number', key: 'modulationMs', name: 'Delay modulation depth', unit: 'ms', min: 0, max: 10, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 207, scope: 'delay', kind: 'number', key: 'widthPercent', name: 'Delay width', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 208, scope: 'delay', kind: 'number', key: 'duckDb', name: 'Delay duck', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 209, scope: 'delay', kind: 'number', key: 'duckReleaseMs', name: 'Delay duck release', unit: 'ms', min: 50, max: 1500, default: 250, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 210, scope: 'delay', kind: 'number', key: 'mixPercent', name: 'Delay mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 211, scope: 'session', kind: 'choice', key: 'panLaw', name: 'Pan law', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: ['compensated3', 'minus3', 'minus4p5', 'minus6', 'linear'] },
  { id: 212, scope: 'master', kind: 'choice', key: 'order', name: 'Order of the master\'s stages', unit: '', min: 0, max: 23, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: true, automatable: false, choices: ['multiGlueExcStereo', 'multiGlueStereoExc', 'multiExcGlueStereo', 'multiExcStereoGlue', 'multiStereoGlueExc', 'multiStereoExcGlue', 'glueMultiExcStereo', 'glueMultiStereoExc', 'glueExcMultiStereo', 'glueExcStereoMulti', 'glueStereoMultiExc', 'glueStereoExcMulti', 'excMultiGlueStereo', 'excMultiStereoGlue', 'excGlueMultiStereo', 'excGlueStereoMulti', 'excStereoMultiGlue', 'excStereoGlueMulti', 'stereoMultiGlueExc', 'stereoMultiExcGlue', 'stereoGlueMultiExc', 'stereoGlueExcMulti', 'stereoExcMultiGlue', 'stereoExcGlueMulti'] },
  { id: 213, scope: 'master', kind: 'switch', key: 'eq.on', name: 'Master equaliser on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: false, choices: [] },
  { id: 214, scope: 'master', kind: 'choice', key: 'eq.phase', name: 'Master equaliser phase', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: true, automatable: false, choices: ['minimum', 'linear'] },
  { id: 215, scope: 'master', kind: 'number', key: 'eq.tiltDb', name: 'Master equaliser tilt', unit: 'dB', min: -6, max: 6, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 216, scope: 'master', kind: 'number', key: 'eq.tiltPivotHz', name: 'Master equaliser tilt pivot', unit: 'Hz', min: 200, max: 2000, default: 650, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 217, scope: 'master', kind: 'switch', key: 'eq.highPass.on', name: 'Master high-pass on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 218, scope: 'master', kind: 'number', key: 'eq.highPass.freqHz', name: 'Master high-pass frequency', unit: 'Hz', min: 10, max: 2000, default: 80, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 219, scope: 'master', kind: 'choice', key: 'eq.highPass.slope', name: 'Master high-pass slope', unit: 'dB/oct', min: 0, max: 5, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['6', '12', '18', '24', '36', '48'] },
  { id: 220, scope: 'master', kind: 'number', key: 'eq.highPass.q', name: 'Master high-pass Q', unit: '', min: 0.5, max: 2, default: 0.71, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 221, scope: 'master', kind: 'switch', key: 'eq.lowPass.on', name: 'Master low-pass on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 222, scope: 'master', kind: 'number', key: 'eq.lowPass.freqHz', name: 'Master low-pass frequency', unit: 'Hz', min: 500, max: 22000, default: 16000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 223, scope: 'master', kind: 'choice', key: 'eq.lowPass.slope', name: 'Master low-pass slope', unit: 'dB/oct', min: 0, max: 5, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['6', '12', '18', '24', '36', '48'] },
  { id: 224, scope: 'master', kind: 'number', key: 'eq.lowPass.q', name: 'Master low-pass Q', unit: '', min: 0.5, max: 2, default: 0.71, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 225, scope: 'master', kind: 'switch', key: 'eq.band1.on', name: 'Master equaliser band 1 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 226, scope: 'master', kind: 'choice', key: 'eq.band1.type', name: 'Master equaliser band 1 type', unit: '', min: 0, max: 5, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 227, scope: 'master', kind: 'number', key: 'eq.band1.freqHz', name: 'Master equaliser band 1 frequency', unit: 'Hz', min: 10, max: 22000, default: 80, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 228, scope: 'master', kind: 'number', key: 'eq.band1.gainDb', name: 'Master equaliser band 1 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 229, scope: 'master', kind: 'number', key: 'eq.band1.q', name: 'Master equaliser band 1 Q', unit: '', min: 0.1, max: 16, default: 0.7, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 230, scope: 'master', kind: 'choice', key: 'eq.band1.placement', name: 'Master equaliser band 1 placement', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side', 'left', 'right'] },
  { id: 231, scope: 'master', kind: 'switch', key: 'eq.band1.dynOn', name: 'Master equaliser band 1 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 232, scope: 'master', kind: 'number', key: 'eq.band1.dynGainDb', name: 'Master equaliser band 1 dynamic gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 233, scope: 'master', kind: 'number', key: 'eq.band1.dynThresholdDb', name: 'Master equaliser band 1 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 234, scope: 'master', kind: 'switch', key: 'eq.band1.dynRelative', name: 'Master equaliser band 1 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 235, scope: 'master', kind: 'choice', key: 'eq.band1.dynActs', name: 'Master equaliser band 1 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 236, scope: 'master', kind: 'number', key: 'eq.band1.dynRatio', name: 'Master equaliser band 1 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 237, scope: 'master', kind: 'number', key: 'eq.band1.dynAttackMs', name: 'Master equaliser band 1 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 238, scope: 'master', kind: 'number', key: 'eq.band1.dynReleaseMs', name: 'Master equaliser band 1 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 239, scope: 'master', kind: 'switch', key: 'eq.band2.on', name: 'Master equaliser band 2 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 240, scope: 'master', kind: 'choice', key: 'eq.band2.type', name: 'Master equaliser band 2 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 241, scope: 'master', kind: 'number', key: 'eq.band2.freqHz', name: 'Master equaliser band 2 frequency', unit: 'Hz', min: 10, max: 22000, default: 200, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 242, scope: 'master', kind: 'number', key: 'eq.band2.gainDb', name: 'Master equaliser band 2 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 243, scope: 'master', kind: 'number', key: 'eq.band2.q', name: 'Master equaliser band 2 Q', unit: '', min: 0.1, max: 16, default: 0.7, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 244, scope: 'master', kind: 'choice', key: 'eq.band2.placement', name: 'Master equaliser band 2 placement', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side', 'left', 'right'] },
  { id: 245, scope: 'master', kind: 'switch', key: 'eq.band2.dynOn', name: 'Master equaliser band 2 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 246, scope: 'master', kind: 'number', key: 'eq.band2.dynGainDb', name: 'Master equaliser band 2 dynamic gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 247, scope: 'master', kind: 'number', key: 'eq.band2.dynThresholdDb', name: 'Master equaliser band 2 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 248, scope: 'master', kind: 'switch', key: 'eq.band2.dynRelative', name: 'Master equaliser band 2 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 249, scope: 'master', kind: 'choice', key: 'eq.band2.dynActs', name: 'Master equaliser band 2 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 250, scope: 'master', kind: 'number', key: 'eq.band2.dynRatio', name: 'Master equaliser band 2 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 251, scope: 'master', kind: 'number', key: 'eq.band2.dynAttackMs', name: 'Master equaliser band 2 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 252, scope: 'master', kind: 'number', key: 'eq.band2.dynReleaseMs', name: 'Master equaliser band 2 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 253, scope: 'master', kind: 'switch', key: 'eq.band3.on', name: 'Master equaliser band 3 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 254, scope: 'master', kind: 'choice', key: 'eq.band3.type', name: 'Master equaliser band 3 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 255, scope: 'master', kind: 'number', key: 'eq.band3.freqHz', name: 'Master equaliser band 3 frequency', unit: 'Hz', min: 10, max: 22000, default: 500, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 256, scope: 'master', kind: 'number', key: 'eq.band3.gainDb', name: 'Master equaliser band 3 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 257, scope: 'master', kind: 'number', key: 'eq.band3.q', name: 'Master equaliser band 3 Q', unit: '', min: 0.1, max: 16, default: 0.7, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 258, scope: 'master', kind: 'choice', key: 'eq.band3.placement', name: 'Master equaliser band 3 placement', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side', 'left', 'right'] },
  { id: 259, scope: 'master', kind: 'switch', key: 'eq.band3.dynOn', name: 'Master equaliser band 3 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 260, scope: 'master', kind: 'number', key: 'eq.band3.dynGainDb', name: 'Master equaliser band 3 dynamic gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 261, scope: 'master', kind: 'number', key: 'eq.band3.dynThresholdDb', name: 'Master equaliser band 3 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 262, scope: 'master', kind: 'switch', key: 'eq.band3.dynRelative', name: 'Master equaliser band 3 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 263, scope: 'master', kind: 'choice', key: 'eq.band3.dynActs', name: 'Master equaliser band 3 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 264, scope: 'master', kind: 'number', key: 'eq.band3.dynRatio', name: 'Master equaliser band 3 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 265, scope: 'master', kind: 'number', key: 'eq.band3.dynAttackMs', name: 'Master equaliser band 3 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 266, scope: 'master', kind: 'number', key: 'eq.band3.dynReleaseMs', name: 'Master equaliser band 3 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 267, scope: 'master', kind: 'switch', key: 'eq.band4.on', name: 'Master equaliser band 4 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 268, scope: 'master', kind: 'choice', key: 'eq.band4.type', name: 'Master equaliser band 4 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 269, scope: 'master', kind: 'number', key: 'eq.band4.freqHz', name: 'Master equaliser band 4 frequency', unit: 'Hz', min: 10, max: 22000, default: 1500, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 270, scope: 'master', kind: 'number', key: 'eq.band4.gainDb', name: 'Master equaliser band 4 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 271, scope: 'master', kind: 'number', key: 'eq.band4.q', name: 'Master equaliser band 4 Q', unit: '', min: 0.1, max: 16, default: 0.7, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 272, scope: 'master', kind: 'choice', key: 'eq.band4.placement', name: 'Master equaliser band 4 placement', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side', 'left', 'right'] },
  { id: 273, scope: 'master', kind: 'switch', key: 'eq.band4.dynOn', name: 'Master equaliser band 4 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 274, scope: 'master', kind: 'number', key: 'eq.band4.dynGainDb', name: 'Master equaliser band 4 dynamic gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 275, scope: 'master', kind: 'number', key: 'eq.band4.dynThresholdDb', name: 'Master equaliser band 4 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 276, scope: 'master', kind: 'switch', key: 'eq.band4.dynRelative', name: 'Master equaliser band 4 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 277, scope: 'master', kind: 'choice', key: 'eq.band4.dynActs', name: 'Master equaliser band 4 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 278, scope: 'master', kind: 'number', key: 'eq.band4.dynRatio', name: 'Master equaliser band 4 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 279, scope: 'master', kind: 'number', key: 'eq.band4.dynAttackMs', name: 'Master equaliser band 4 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 280, scope: 'master', kind: 'number', key: 'eq.band4.dynReleaseMs', name: 'Master equaliser band 4 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 281, scope: 'master', kind: 'switch', key: 'eq.band5.on', name: 'Master equaliser band 5 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 282, scope: 'master', kind: 'choice', key: 'eq.band5.type', name: 'Master equaliser band 5 type', unit: '', min: 0, max: 5, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 283, scope: 'master', kind: 'number', key: 'eq.band5.freqHz', name: 'Master equaliser band 5 frequency', unit: 'Hz', min: 10, max: 22000, default: 4000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 284, scope: 'master', kind: 'number', key: 'eq.band5.gainDb', name: 'Master equaliser band 5 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 285, scope: 'master', kind: 'number', key: 'eq.band5.q', name: 'Master equaliser band 5 Q', unit: '', min: 0.1, max: 16, default: 0.7, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 286, scope: 'master', kind: 'choice', key: 'eq.band5.placement', name: 'Master equaliser band 5 placement', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side', 'left', 'right'] },
  { id: 287, scope: 'master', kind: 'switch', key: 'eq.band5.dynOn', name: 'Master equaliser band 5 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 288, scope: 'master', kind: 'number', key: 'eq.band5.dynGainDb', name: 'Master equaliser band 5 dynamic gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 289, scope: 'master', kind: 'number', key: 'eq.band5.dynThresholdDb', name: 'Master equaliser band 5 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 290, scope: 'master', kind: 'switch', key: 'eq.band5.dynRelative', name: 'Master equaliser band 5 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 291, scope: 'master', kind: 'choice', key: 'eq.band5.dynActs', name: 'Master equaliser band 5 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 292, scope: 'master', kind: 'number', key: 'eq.band5.dynRatio', name: 'Master equaliser band 5 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 293, scope: 'master', kind: 'number', key: 'eq.band5.dynAttackMs', name: 'Master equaliser band 5 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 294, scope: 'master', kind: 'number', key: 'eq.band5.dynReleaseMs', name: 'Master equaliser band 5 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 295, scope: 'master', kind: 'switch', key: 'eq.band6.on', name: 'Master equaliser band 6 on', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 296, scope: 'master', kind: 'choice', key: 'eq.band6.type', name: 'Master equaliser band 6 type', unit: '', min: 0, max: 5, default: 2, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['bell', 'lowShelf', 'highShelf', 'notch', 'bandPass', 'tilt'] },
  { id: 297, scope: 'master', kind: 'number', key: 'eq.band6.freqHz', name: 'Master equaliser band 6 frequency', unit: 'Hz', min: 10, max: 22000, default: 10000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 298, scope: 'master', kind: 'number', key: 'eq.band6.gainDb', name: 'Master equaliser band 6 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 299, scope: 'master', kind: 'number', key: 'eq.band6.q', name: 'Master equaliser band 6 Q', unit: '', min: 0.1, max: 16, default: 0.7, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 300, scope: 'master', kind: 'choice', key: 'eq.band6.placement', name: 'Master equaliser band 6 placement', unit: '', min: 0, max: 4, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side', 'left', 'right'] },
  { id: 301, scope: 'master', kind: 'switch', key: 'eq.band6.dynOn', name: 'Master equaliser band 6 dynamic', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 302, scope: 'master', kind: 'number', key: 'eq.band6.dynGainDb', name: 'Master equaliser band 6 dynamic gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 303, scope: 'master', kind: 'number', key: 'eq.band6.dynThresholdDb', name: 'Master equaliser band 6 threshold', unit: 'dB', min: -80, max: 12, default: -30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 304, scope: 'master', kind: 'switch', key: 'eq.band6.dynRelative', name: 'Master equaliser band 6 threshold relative', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 305, scope: 'master', kind: 'choice', key: 'eq.band6.dynActs', name: 'Master equaliser band 6 acts', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['above', 'below'] },
  { id: 306, scope: 'master', kind: 'number', key: 'eq.band6.dynRatio', name: 'Master equaliser band 6 ratio', unit: ':1', min: 1.2, max: 10, default: 3, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 307, scope: 'master', kind: 'number', key: 'eq.band6.dynAttackMs', name: 'Master equaliser band 6 attack', unit: 'ms', min: 0.5, max: 200, default: 10, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 308, scope: 'master', kind: 'number', key: 'eq.band6.dynReleaseMs', name: 'Master equaliser band 6 release', unit: 'ms', min: 10, max: 2000, default: 120, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 309, scope: 'master', kind: 'number', key: 'eq.outputDb', name: 'Master equaliser output', unit: 'dB', min: -18, max: 18, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 310, scope: 'master', kind: 'number', key: 'eq.gainScalePercent', name: 'Master equaliser gain scale', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 311, scope: 'master', kind: 'switch', key: 'multiband.on', name: 'Multiband on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 312, scope: 'master', kind: 'choice', key: 'multiband.bands', name: 'Multiband bands', unit: '', min: 0, max: 3, default: 1, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['2', '3', '4', '5'] },
  { id: 313, scope: 'master', kind: 'number', key: 'multiband.crossover1Hz', name: 'Multiband crossover 1', unit: 'Hz', min: 20, max: 18000, default: 120, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 314, scope: 'master', kind: 'number', key: 'multiband.crossover2Hz', name: 'Multiband crossover 2', unit: 'Hz', min: 20, max: 18000, default: 2500, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 315, scope: 'master', kind: 'number', key: 'multiband.crossover3Hz', name: 'Multiband crossover 3', unit: 'Hz', min: 20, max: 18000, default: 6000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 316, scope: 'master', kind: 'number', key: 'multiband.crossover4Hz', name: 'Multiband crossover 4', unit: 'Hz', min: 20, max: 18000, default: 12000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 317, scope: 'master', kind: 'switch', key: 'multiband.band1.bypass', name: 'Multiband band 1 bypass', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 318, scope: 'master', kind: 'choice', key: 'multiband.band1.mode', name: 'Multiband band 1 mode', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['compress', 'expand', 'upward'] },
  { id: 319, scope: 'master', kind: 'number', key: 'multiband.band1.thresholdDb', name: 'Multiband band 1 threshold', unit: 'dB', min: -60, max: 0, default: -24, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 320, scope: 'master', kind: 'number', key: 'multiband.band1.ratio', name: 'Multiband band 1 ratio', unit: ':1', min: 1, max: 10, default: 1.5, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 321, scope: 'master', kind: 'number', key: 'multiband.band1.kneeDb', name: 'Multiband band 1 knee', unit: 'dB', min: 0, max: 24, default: 10, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 322, scope: 'master', kind: 'number', key: 'multiband.band1.attackMs', name: 'Multiband band 1 attack', unit: 'ms', min: 0.1, max: 200, default: 30, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 323, scope: 'master', kind: 'number', key: 'multiband.band1.releaseMs', name: 'Multiband band 1 release', unit: 'ms', min: 10, max: 2000, default: 250, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 324, scope: 'master', kind: 'number', key: 'multiband.band1.rangeDb', name: 'Multiband band 1 range', unit: 'dB', min: 0, max: 18, default: 4, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 325, scope: 'master', kind: 'number', key: 'multiband.band1.gainDb', name: 'Multiband band 1 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 326, scope: 'master', kind: 'switch', key: 'multiband.band2.bypass', name: 'Multiband band 2 bypass', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 327, scope: 'master', kind: 'choice', key: 'multiband.band2.mode', name: 'Multiband band 2 mode', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['compress', 'expand', 'upward'] },
  { id: 328, scope: 'master', kind: 'number', key: 'multiband.band2.thresholdDb', name: 'Multiband band 2 threshold', unit: 'dB', min: -60, max: 0, default: -24, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 329, scope: 'master', kind: 'number', key: 'multiband.band2.ratio', name: 'Multiband band 2 ratio', unit: ':1', min: 1, max: 10, default: 1.5, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 330, scope: 'master', kind: 'number', key: 'multiband.band2.kneeDb', name: 'Multiband band 2 knee', unit: 'dB', min: 0, max: 24, default: 10, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 331, scope: 'master', kind: 'number', key: 'multiband.band2.attackMs', name: 'Multiband band 2 attack', unit: 'ms', min: 0.1, max: 200, default: 15, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 332, scope: 'master', kind: 'number', key: 'multiband.band2.releaseMs', name: 'Multiband band 2 release', unit: 'ms', min: 10, max: 2000, default: 150, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 333, scope: 'master', kind: 'number', key: 'multiband.band2.rangeDb', name: 'Multiband band 2 range', unit: 'dB', min: 0, max: 18, default: 4, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 334, scope: 'master', kind: 'number', key: 'multiband.band2.gainDb', name: 'Multiband band 2 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 335, scope: 'master', kind: 'switch', key: 'multiband.band3.bypass', name: 'Multiband band 3 bypass', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 336, scope: 'master', kind: 'choice', key: 'multiband.band3.mode', name: 'Multiband band 3 mode', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['compress', 'expand', 'upward'] },
  { id: 337, scope: 'master', kind: 'number', key: 'multiband.band3.thresholdDb', name: 'Multiband band 3 threshold', unit: 'dB', min: -60, max: 0, default: -24, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 338, scope: 'master', kind: 'number', key: 'multiband.band3.ratio', name: 'Multiband band 3 ratio', unit: ':1', min: 1, max: 10, default: 1.5, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 339, scope: 'master', kind: 'number', key: 'multiband.band3.kneeDb', name: 'Multiband band 3 knee', unit: 'dB', min: 0, max: 24, default: 10, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 340, scope: 'master', kind: 'number', key: 'multiband.band3.attackMs', name: 'Multiband band 3 attack', unit: 'ms', min: 0.1, max: 200, default: 5, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 341, scope: 'master', kind: 'number', key: 'multiband.band3.releaseMs', name: 'Multiband band 3 release', unit: 'ms', min: 10, max: 2000, default: 80, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 342, scope: 'master', kind: 'number', key: 'multiband.band3.rangeDb', name: 'Multiband band 3 range', unit: 'dB', min: 0, max: 18, default: 4, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 343, scope: 'master', kind: 'number', key: 'multiband.band3.gainDb', name: 'Multiband band 3 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 344, scope: 'master', kind: 'switch', key: 'multiband.band4.bypass', name: 'Multiband band 4 bypass', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 345, scope: 'master', kind: 'choice', key: 'multiband.band4.mode', name: 'Multiband band 4 mode', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['compress', 'expand', 'upward'] },
  { id: 346, scope: 'master', kind: 'number', key: 'multiband.band4.thresholdDb', name: 'Multiband band 4 threshold', unit: 'dB', min: -60, max: 0, default: -24, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 347, scope: 'master', kind: 'number', key: 'multiband.band4.ratio', name: 'Multiband band 4 ratio', unit: ':1', min: 1, max: 10, default: 1.5, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 348, scope: 'master', kind: 'number', key: 'multiband.band4.kneeDb', name: 'Multiband band 4 knee', unit: 'dB', min: 0, max: 24, default: 10, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 349, scope: 'master', kind: 'number', key: 'multiband.band4.attackMs', name: 'Multiband band 4 attack', unit: 'ms', min: 0.1, max: 200, default: 5, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 350, scope: 'master', kind: 'number', key: 'multiband.band4.releaseMs', name: 'Multiband band 4 release', unit: 'ms', min: 10, max: 2000, default: 80, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 351, scope: 'master', kind: 'number', key: 'multiband.band4.rangeDb', name: 'Multiband band 4 range', unit: 'dB', min: 0, max: 18, default: 4, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 352, scope: 'master', kind: 'number', key: 'multiband.band4.gainDb', name: 'Multiband band 4 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 353, scope: 'master', kind: 'switch', key: 'multiband.band5.bypass', name: 'Multiband band 5 bypass', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 354, scope: 'master', kind: 'choice', key: 'multiband.band5.mode', name: 'Multiband band 5 mode', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['compress', 'expand', 'upward'] },
  { id: 355, scope: 'master', kind: 'number', key: 'multiband.band5.thresholdDb', name: 'Multiband band 5 threshold', unit: 'dB', min: -60, max: 0, default: -24, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 356, scope: 'master', kind: 'number', key: 'multiband.band5.ratio', name: 'Multiband band 5 ratio', unit: ':1', min: 1, max: 10, default: 1.5, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 357, scope: 'master', kind: 'number', key: 'multiband.band5.kneeDb', name: 'Multiband band 5 knee', unit: 'dB', min: 0, max: 24, default: 10, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 358, scope: 'master', kind: 'number', key: 'multiband.band5.attackMs', name: 'Multiband band 5 attack', unit: 'ms', min: 0.1, max: 200, default: 5, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 359, scope: 'master', kind: 'number', key: 'multiband.band5.releaseMs', name: 'Multiband band 5 release', unit: 'ms', min: 10, max: 2000, default: 80, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 360, scope: 'master', kind: 'number', key: 'multiband.band5.rangeDb', name: 'Multiband band 5 range', unit: 'dB', min: 0, max: 18, default: 4, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 361, scope: 'master', kind: 'number', key: 'multiband.band5.gainDb', name: 'Multiband band 5 gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 362, scope: 'master', kind: 'number', key: 'multiband.linkPercent', name: 'Multiband link', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 363, scope: 'master', kind: 'number', key: 'multiband.mixPercent', name: 'Multiband mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 364, scope: 'master', kind: 'switch', key: 'glue.on', name: 'Glue on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 365, scope: 'master', kind: 'number', key: 'glue.thresholdDb', name: 'Glue threshold', unit: 'dB', min: -40, max: 0, default: -12, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 366, scope: 'master', kind: 'number', key: 'glue.ratio', name: 'Glue ratio', unit: ':1', min: 1.2, max: 10, default: 2, taper: 'log', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 367, scope: 'master', kind: 'number', key: 'glue.attackMs', name: 'Glue attack', unit: 'ms', min: 0.1, max: 100, default: 30, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 368, scope: 'master', kind: 'number', key: 'glue.releaseMs', name: 'Glue release', unit: 'ms', min: 50, max: 1600, default: 200, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 369, scope: 'master', kind: 'switch', key: 'glue.autoRelease', name: 'Glue automatic release', unit: '', min: 0, max: 1, default: 1, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 370, scope: 'master', kind: 'number', key: 'glue.kneeDb', name: 'Glue knee', unit: 'dB', min: 0, max: 18, default: 8, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 371, scope: 'master', kind: 'number', key: 'glue.keyHighPassHz', name: 'Glue key high-pass', unit: 'Hz', min: 10, max: 400, default: 80, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 372, scope: 'master', kind: 'number', key: 'glue.makeUpDb', name: 'Glue make-up', unit: 'dB', min: -6, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 373, scope: 'master', kind: 'number', key: 'glue.rangeDb', name: 'Glue range', unit: 'dB', min: 0, max: 12, default: 6, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 374, scope: 'master', kind: 'number', key: 'glue.mixPercent', name: 'Glue mix', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 375, scope: 'master', kind: 'switch', key: 'exciter.on', name: 'Exciter on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: false, choices: [] },
  { id: 376, scope: 'master', kind: 'choice', key: 'exciter.bands', name: 'Exciter bands', unit: '', min: 0, max: 3, default: 3, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['1', '2', '3', '4'] },
  { id: 377, scope: 'master', kind: 'number', key: 'exciter.edge1Hz', name: 'Exciter edge 1', unit: 'Hz', min: 20, max: 18000, default: 150, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 378, scope: 'master', kind: 'number', key: 'exciter.edge2Hz', name: 'Exciter edge 2', unit: 'Hz', min: 20, max: 18000, default: 1200, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 379, scope: 'master', kind: 'number', key: 'exciter.edge3Hz', name: 'Exciter edge 3', unit: 'Hz', min: 20, max: 18000, default: 5000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 380, scope: 'master', kind: 'number', key: 'exciter.band1.amountDb', name: 'Exciter band 1 amount', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 381, scope: 'master', kind: 'choice', key: 'exciter.band1.character', name: 'Exciter band 1 character', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['warm', 'rich', 'tape'] },
  { id: 382, scope: 'master', kind: 'number', key: 'exciter.band1.mixPercent', name: 'Exciter band 1 mix', unit: '%', min: 0, max: 100, default: 30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 383, scope: 'master', kind: 'choice', key: 'exciter.band1.channels', name: 'Exciter band 1 channels', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side'] },
  { id: 384, scope: 'master', kind: 'number', key: 'exciter.band2.amountDb', name: 'Exciter band 2 amount', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 385, scope: 'master', kind: 'choice', key: 'exciter.band2.character', name: 'Exciter band 2 character', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['warm', 'rich', 'tape'] },
  { id: 386, scope: 'master', kind: 'number', key: 'exciter.band2.mixPercent', name: 'Exciter band 2 mix', unit: '%', min: 0, max: 100, default: 30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 387, scope: 'master', kind: 'choice', key: 'exciter.band2.channels', name: 'Exciter band 2 channels', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side'] },
  { id: 388, scope: 'master', kind: 'number', key: 'exciter.band3.amountDb', name: 'Exciter band 3 amount', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 389, scope: 'master', kind: 'choice', key: 'exciter.band3.character', name: 'Exciter band 3 character', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['warm', 'rich', 'tape'] },
  { id: 390, scope: 'master', kind: 'number', key: 'exciter.band3.mixPercent', name: 'Exciter band 3 mix', unit: '%', min: 0, max: 100, default: 30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 391, scope: 'master', kind: 'choice', key: 'exciter.band3.channels', name: 'Exciter band 3 channels', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side'] },
  { id: 392, scope: 'master', kind: 'number', key: 'exciter.band4.amountDb', name: 'Exciter band 4 amount', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 393, scope: 'master', kind: 'choice', key: 'exciter.band4.character', name: 'Exciter band 4 character', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['warm', 'rich', 'tape'] },
  { id: 394, scope: 'master', kind: 'number', key: 'exciter.band4.mixPercent', name: 'Exciter band 4 mix', unit: '%', min: 0, max: 100, default: 30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 395, scope: 'master', kind: 'choice', key: 'exciter.band4.channels', name: 'Exciter band 4 channels', unit: '', min: 0, max: 2, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['stereo', 'mid', 'side'] },
  { id: 396, scope: 'master', kind: 'switch', key: 'stereo.on', name: 'Stereo on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: [] },
  { id: 397, scope: 'master', kind: 'number', key: 'stereo.lowWidthPercent', name: 'Stereo low width', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 398, scope: 'master', kind: 'number', key: 'stereo.midWidthPercent', name: 'Stereo middle width', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 399, scope: 'master', kind: 'number', key: 'stereo.highWidthPercent', name: 'Stereo high width', unit: '%', min: 0, max: 200, default: 100, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 400, scope: 'master', kind: 'number', key: 'stereo.lowCrossoverHz', name: 'Stereo low crossover', unit: 'Hz', min: 20, max: 18000, default: 250, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 401, scope: 'master', kind: 'number', key: 'stereo.highCrossoverHz', name: 'Stereo high crossover', unit: 'Hz', min: 20, max: 18000, default: 4000, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 402, scope: 'master', kind: 'number', key: 'stereo.monoBelowHz', name: 'Stereo mono below', unit: 'Hz', min: 10, max: 300, default: 10, taper: 'log', smoothingMs: 30, changesLatency: false, automatable: true, choices: [] },
  { id: 403, scope: 'master', kind: 'number', key: 'stereo.midDb', name: 'Stereo mid gain', unit: 'dB', min: -12, max: 12, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 404, scope: 'master', kind: 'number', key: 'stereo.sideDb', name: 'Stereo side gain', unit: 'dB', min: -144, max: 12, default: 0, taper: 'fader', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 405, scope: 'master', kind: 'number', key: 'stereo.balancePercent', name: 'Stereo balance', unit: '%', min: -100, max: 100, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 406, scope: 'master', kind: 'number', key: 'driveDb', name: 'Master drive', unit: 'dB', min: 0, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 407, scope: 'master', kind: 'switch', key: 'clipper.on', name: 'Clipper on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: false, choices: [] },
  { id: 408, scope: 'master', kind: 'number', key: 'clipper.thresholdDb', name: 'Clipper threshold', unit: 'dB', min: -12, max: 0, default: -1, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 409, scope: 'master', kind: 'number', key: 'clipper.kneePercent', name: 'Clipper knee', unit: '%', min: 0, max: 100, default: 30, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 410, scope: 'master', kind: 'switch', key: 'limiter.on', name: 'Limiter on', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: false, choices: [] },
  { id: 411, scope: 'master', kind: 'choice', key: 'limiter.character', name: 'Limiter character', unit: '', min: 0, max: 3, default: 0, taper: 'linear', smoothingMs: 10, changesLatency: false, automatable: true, choices: ['clean', 'punch', 'smooth', 'loud'] },
  { id: 412, scope: 'master', kind: 'number', key: 'limiter.ceilingDbtp', name: 'Limiter ceiling', unit: 'dBTP', min: -12, max: 0, default: -1, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 413, scope: 'master', kind: 'number', key: 'limiter.lookAheadMs', name: 'Limiter look-ahead', unit: 'ms', min: 0.5, max: 10, default: 5, taper: 'log', smoothingMs: 0, changesLatency: true, automatable: false, choices: [] },
  { id: 414, scope: 'master', kind: 'number', key: 'limiter.releaseMs', name: 'Limiter release', unit: 'ms', min: 10, max: 1000, default: 100, taper: 'log', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 415, scope: 'master', kind: 'switch', key: 'limiter.autoRelease', name: 'Limiter automatic release', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 416, scope: 'master', kind: 'number', key: 'limiter.transientLinkPercent', name: 'Limiter link of transients', unit: '%', min: 0, max: 100, default: 75, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 417, scope: 'master', kind: 'number', key: 'limiter.releaseLinkPercent', name: 'Limiter link of release', unit: '%', min: 0, max: 100, default: 100, taper: 'linear', smoothingMs: 0, changesLatency: false, automatable: true, choices: [] },
  { id: 418, scope: 'master', kind: 'number', key: 'trimDb', name: 'Master trim', unit: 'dB', min: -48, max: 24, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: true, choices: [] },
  { id: 419, scope: 'monitor', kind: 'number', key: 'volumeDb', name: 'Monitor volume', unit: 'dB', min: -144, max: 0, default: -6, taper: 'fader', smoothingMs: 20, changesLatency: false, automatable: false, choices: [] },
  { id: 420, scope: 'monitor', kind: 'switch', key: 'dimOn', name: 'Dim', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: false, choices: [] },
  { id: 421, scope: 'monitor', kind: 'number', key: 'dimDb', name: 'Dim level', unit: 'dB', min: -40, max: -6, default: -20, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: false, choices: [] },
  { id: 422, scope: 'monitor', kind: 'switch', key: 'mono', name: 'Listen in mono', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: false, choices: [] },
  { id: 423, scope: 'monitor', kind: 'switch', key: 'mute', name: 'Mute monitor', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: false, choices: [] },
  { id: 424, scope: 'monitor', kind: 'switch', key: 'unity', name: 'Listen at unity gain', unit: '', min: 0, max: 1, default: 0, taper: 'linear', smoothingMs: 20, changesLatency: false, automatable: false, choices: [] },
];

const kByKey: ReadonlyMap<string, ParamSpec> = new Map(
  kParamSpecs.map((spec) => [`${spec.scope}/${spec.key}`, spec]),
);

/** The parameter `key` of `scope`. */
export function paramSpec<Scope extends ParamScope>(
  scope: Scope,
  key: ParamKeys[Scope],
): ParamSpec<Scope> {
  // Every typed key has a row: both come from one table.
  return kByKey.get(`${scope}/${key}`) as ParamSpec<Scope>;
}

/** The parameter `key` of `scope`, or undefined where there is none: for keys read from outside. */
export function findParamSpec<Scope extends ParamScope>(
  scope: Scope,
  key: string,
): ParamSpec<Scope> | undefined {
  return kByKey.get(`${scope}/${key}`) as ParamSpec<Scope> | undefined;
}

/** The parameters of one scope, in table order. */
export function paramSpecs<Scope extends ParamScope>(scope: Scope): readonly ParamSpec<Scope>[] {
  return kParamSpecs.filter((spec): spec is ParamSpec<Scope> => spec.scope === scope);
}

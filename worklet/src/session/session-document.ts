// The session document as JSON, version 1: the one shape that the page edits,
// the link carries, and the engine's C++ loader (the authority on what is
// valid) reads. Frames count at the session's rate.
// Thread: any (types only).

/** A parameter's value as stored: a number in its unit, a switch, or a choice's name. */
export type ParamValue = number | boolean | string;

/** Values by key ("comp.thresholdDb"); keys that stand at their default may be left out. */
export type ParamRecord = Record<string, ParamValue>;

export interface StemDocument {
  id: string;
  /** File name as imported. */
  name: string;
  frames: number;
  channels: number;
  sampleRate: number;
  /** 64 lower-case hex digits, of the file as imported. */
  fileSha256: string;
  /** Relative to the session file; used by the command line. */
  path?: string;
}

/** Of a fade in, from silence up; a fade out runs through its own backwards. */
export type FadeCurve = 'linear' | 'equalPower' | 'slow' | 'fast' | 'sCurve';

export interface GainPointDocument {
  /** Frame of the stem, so that the line stays with the sound when the clip is cut or moved. */
  sourceFrame: number;
  /** −60…+24 */
  gainDb: number;
}

export interface ClipDocument {
  id: string;
  /** Id of a stem. */
  stem: string;
  /** First frame of the stem that sounds. */
  sourceFrame: number;
  frames: number;
  /** Song frame of the clip's first frame, before its track's delay. */
  startFrame: number;
  /** −36…+24 */
  gainDb?: number;
  fadeInFrames?: number;
  fadeOutFrames?: number;
  /** Left out: linear. */
  fadeInCurve?: FadeCurve;
  fadeOutCurve?: FadeCurve;
  /** How much of the fade in a split left before the clip. */
  fadeInCutFrames?: number;
  /** How much of the fade out a split left behind the clip. */
  fadeOutCutFrames?: number;
  muted?: boolean;
  /** Straight in dB between points, held before the first and behind the last. */
  gainLine?: GainPointDocument[];
}

export interface SendDocument {
  /** Id of the group or return it feeds. */
  to: string;
  /** Send scope: "levelDb", "tap", … */
  params: ParamRecord;
}

/** The stages whose detector can hear another strip. */
export type KeyedStage = 'gate' | 'compressor' | 'equaliser';

export interface KeyDocument {
  stage: KeyedStage;
  /** Id of the track or bus that is heard, before its stages. */
  from: string;
}

export interface StripDocument {
  /** Id of the bus it feeds: the mix or a group. */
  output: string;
  params: ParamRecord;
  sends: SendDocument[];
  /** At most one a stage. Left out: every stage hears its own strip. */
  keys?: KeyDocument[];
  /** Strips of one number, 1…16, move their faders together. Left out: it moves alone. */
  link?: number;
}

export type BusKind = 'mix' | 'group' | 'return';

export type EffectKind = 'reverb' | 'delay';

export interface EffectDocument {
  kind: EffectKind;
  /** Of the scope that its kind names: "decaySeconds", "feedbackPercent", … */
  params: ParamRecord;
}

export interface BusDocument {
  /** Unique among tracks and buses; the mix is "mix". */
  id: string;
  kind: BusKind;
  name?: string;
  /** "#rrggbb" */
  colour?: string;
  /** Left out: every parameter at its default, to the mix, no sends. */
  strip?: {
    output?: string;
    params: ParamRecord;
    sends?: SendDocument[];
    keys?: KeyDocument[];
    link?: number;
  };
  /** Of a return: what it does with what it is sent. Left out: it passes it on. */
  effect?: EffectDocument;
}

export interface TrackDocument {
  id: string;
  name: string;
  /** "#rrggbb" */
  colour: string;
  channels: 1 | 2;
  /** −100…+100; below 0 the track sounds earlier. */
  delayMs?: number;
  clips: ClipDocument[];
  strip: StripDocument;
}

/** A break-point; what lies between two, wasm-core/session/automation_curve.h says. */
export interface AutomationPointDocument {
  /** Song frame; each point's is above that of the one before. */
  frame: number;
  value: ParamValue;
  /** Of the way to the next point: 0 straight, −1 early … 1 late. */
  curve?: number;
}

/** How one parameter moves along the song; at most one lane a parameter. */
export interface AutomationLaneDocument {
  target: 'strip' | 'send' | 'effect' | 'master' | 'session';
  /** Id of the track or bus, of the one that sends, or of the return that has the effect. */
  strip?: string;
  /** Id of the bus that the send feeds. */
  to?: string;
  /** Key in the target's scope. */
  param: string;
  points: AutomationPointDocument[];
}

/** What of the song is delivered. Song frames; a fade's length is the song's too. */
export interface HeadTailDocument {
  /** Left out: the song's first. */
  startFrame?: number;
  /** Behind the last; may lie behind the last clip, for a tail to ring in. Left out: with the last clip. */
  endFrame?: number;
  fadeInFrames?: number;
  /** Left out: linear. */
  fadeInCurve?: FadeCurve;
  fadeOutFrames?: number;
  fadeOutCurve?: FadeCurve;
  /** Of the file; at most a minute at 192 kHz. */
  silenceBeforeFrames?: number;
  silenceAfterFrames?: number;
}

export interface MasterDocument {
  /** Master scope: "driveDb", "trimDb", "limiter.on", … */
  params: ParamRecord;
  /** Left out: the song from its first frame to the end of its last clip, as it is. */
  headTail?: HeadTailDocument;
}

export interface SessionDocument {
  format: 'lathe-session';
  version: 1;
  name: string;
  sampleRate: number;
  tempo: { frame: number; bpm: number }[];
  timeSignatures: { frame: number; numerator: number; denominator: number }[];
  ditherSeed: number;
  stems: StemDocument[];
  /** In screen order; summation is by id. */
  tracks: TrackDocument[];
  /** The mix first, then groups and effect returns. */
  buses: BusDocument[];
  automation: AutomationLaneDocument[];
  /** Session scope: "panLaw". */
  params: ParamRecord;
  master: MasterDocument;
}

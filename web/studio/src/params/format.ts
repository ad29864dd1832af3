// Values as people read and type them: "−4.5 dB", "1.25 kHz", "3.2:1", "L30".
// Thread: any (no state).

import { clampParam } from '@lathe/worklet/params/param-values';
import {
  kInfiniteRatio,
  kSilenceDb,
  type ParamSpec,
  paramSpec,
} from '@lathe/worklet/params/params.generated';

const MINUS = '−';

/** Fixed decimals with a true minus and never "−0.0". */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

/** "−4.5 dB"; −∞ at and under the fader's silence. */
export function formatDb(db: number, unit = 'dB', decimals = 1): string {
  if (db <= kSilenceDb || db === Number.NEGATIVE_INFINITY) return `${MINUS}∞ ${unit}`;
  return `${fixed(db, decimals)} ${unit}`;
}

/** A measured figure, or a dash where it is undefined. */
export function formatFigure(value: number | null | undefined, decimals = 1): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (value === Number.NEGATIVE_INFINITY) return `${MINUS}∞`;
  return fixed(value, decimals);
}

function formatHz(hz: number): string {
  if (hz >= 10000) return `${(hz / 1000).toFixed(1)} kHz`;
  if (hz >= 1000) return `${(hz / 1000).toFixed(2)} kHz`;
  return `${hz.toFixed(hz < 100 ? 1 : 0)} Hz`;
}

/** A frequency in a sentence: no more of it than is read. */
export function hertz(hz: number): string {
  if (hz < 1000) return `${hz < 100 ? Math.round(hz) : Math.round(hz / 5) * 5} Hz`;
  return `${fixed(hz / 1000, hz < 10000 ? 1 : 0)} kHz`;
}

function formatMs(ms: number): string {
  const size = Math.abs(ms);
  if (size >= 1000) return `${fixed(ms / 1000, 2)} s`;
  if (size >= 100) return `${fixed(ms, 0)} ms`;
  return `${fixed(ms, size < 1 ? 2 : 1)} ms`;
}

const CHOICE_NAMES: Readonly<Record<string, string>> = {
  self: 'Itself',
  other: 'Another strip',
  bell: 'Bell',
  lowShelf: 'Low shelf',
  highShelf: 'High shelf',
  notch: 'Notch',
  bandPass: 'Band-pass',
  tilt: 'Tilt',
  punch: 'Punch',
  smooth: 'Smooth',
  rms: 'RMS',
  standard: 'Standard',
  exact: 'Exact',
  above: 'Above',
  below: 'Below',
  compensated3: '−3 dB, centre at 0',
  minus3: '−3 dB',
  minus4p5: '−4.5 dB',
  minus6: '−6 dB',
  linear: 'Linear',
  post: 'post-fader',
  pre: 'pre-fader',
  input: 'input',
  room: 'Room',
  chamber: 'Chamber',
  plate: 'Plate',
  hall: 'Hall',
  straight: 'straight',
  dotted: 'dotted',
  triplet: 'triplet',
  stereo: 'Stereo',
  pingPong: 'Ping-pong',
  mono: 'Mono',
  fade: 'Fade',
  repitch: 'Repitch',
  expand: 'Expand',
  gate: 'Gate',
  duck: 'Duck',
  band: 'Band',
  shelf: 'Shelf',
  relative: 'Relative',
  absolute: 'Absolute',
  warm: 'Warm',
  rich: 'Rich',
  tape: 'Tape',
  softClip: 'Soft clip',
  hardClip: 'Hard clip',
  eqCompDeEss: 'EQ → compressor → de-esser',
  compEqDeEss: 'Compressor → EQ → de-esser',
  eqDeEssComp: 'EQ → de-esser → compressor',
  deEssEqComp: 'De-esser → EQ → compressor',
  compDeEssEq: 'Compressor → de-esser → EQ',
  deEssCompEq: 'De-esser → compressor → EQ',
  minimum: 'Minimum',
  mid: 'Mid',
  side: 'Side',
  compress: 'Compress',
  upward: 'Upward',
  clean: 'Clean',
  loud: 'Loud',
  ...masterOrderNames(),
};

/** "multiGlueExcStereo": "Multiband → glue → exciter → stereo". */
function masterOrderNames(): Record<string, string> {
  const words: Readonly<Record<string, string>> = { multi: 'multiband', exc: 'exciter' };
  const name = (choice: string) => {
    const stages = choice.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
    const text = stages.map((stage) => words[stage] ?? stage).join(' → ');
    return `${text[0]?.toUpperCase()}${text.slice(1)}`;
  };
  return Object.fromEntries(
    paramSpec('master', 'order').choices.map((choice) => [choice, name(choice)]),
  );
}

/** Ends of a range at which a control does something else than its number says. */
const END_NAMES: Readonly<Record<string, { end: 'min' | 'max'; name: string }>> = {
  'comp.rangeDb': { end: 'max', name: 'no limit' },
  'comp.keyHighPassHz': { end: 'min', name: 'off' },
  'glue.keyHighPassHz': { end: 'min', name: 'off' },
  'stereo.monoBelowHz': { end: 'min', name: 'off' },
  // Of reverb and delay alike.
  lowCutHz: { end: 'min', name: 'off' },
  highCutHz: { end: 'max', name: 'off' },
  'gate.keyHighPassHz': { end: 'min', name: 'off' },
  'gate.keyLowPassHz': { end: 'max', name: 'off' },
  'transient.focusHz': { end: 'min', name: 'all' },
  'sat.keepLowsHz': { end: 'min', name: 'off' },
  'width.monoBelowHz': { end: 'min', name: 'off' },
};

/** Percentages to either side; others are shares. */
function isPan(spec: ParamSpec): boolean {
  return spec.unit === '%' && /(^|\.)pan\.?(left|right)?position$/i.test(spec.key);
}

/** A choice's name as shown; "24" of a slope is "24 dB/oct". */
export function choiceName(spec: ParamSpec, index: number): string {
  const name = spec.choices[Math.round(index)] ?? '';
  return CHOICE_NAMES[name] ?? (spec.unit ? `${name} ${spec.unit}` : name);
}

export function formatValue(spec: ParamSpec, value: number): string {
  if (spec.kind === 'switch') return value >= 0.5 ? 'on' : 'off';
  if (spec.kind === 'choice') return choiceName(spec, value);
  const named = END_NAMES[spec.key];
  if (named && value === spec[named.end]) return named.name;
  switch (spec.unit) {
    case 'Hz':
      return formatHz(value);
    case 'ms':
      return formatMs(value);
    case ':1':
      if (value >= kInfiniteRatio) return '∞:1';
      return `${value.toFixed(value < 10 ? 2 : 1)}:1`;
    case '%':
      if (!isPan(spec)) return `${fixed(value, 0)} %`;
      if (Math.round(value) === 0) return 'C';
      return `${value < 0 ? 'L' : 'R'}${Math.abs(Math.round(value))}`;
    case 'oct':
      return `${fixed(value, 2)} oct`;
    case 'time':
      return formatTime(value, 2);
    case 's':
      // Places in time are exact, durations are not.
      if (spec.taper === 'linear') return `${fixed(value, 3)} s`;
      return `${value.toFixed(value < 10 ? 2 : 1)} s`;
    case '×':
      return `${value.toFixed(2)} ×`;
    case '':
      return fixed(value, 2);
    default:
      return formatDb(value, spec.unit);
  }
}

/** What was typed, as a value in range; null when it is no number. */
export function parseValue(spec: ParamSpec, text: string): number | null {
  const typed = text.trim().toLowerCase().replace(/[−–]/g, '-').replace(',', '.');
  const named = END_NAMES[spec.key];
  if (named && typed === named.name) return spec[named.end];
  if (isPan(spec)) {
    const pan = /^([lrc])\s*(\d+(?:\.\d+)?)?$/.exec(typed);
    if (pan?.[1] === 'c') return 0;
    if (pan?.[2]) return clampParam(spec, Number(pan[2]) * (pan[1] === 'l' ? -1 : 1));
  }
  if (/^-\s*(inf|∞)/.test(typed)) return spec.min;
  if (spec.unit === ':1' && /^(inf|∞)/.test(typed)) return spec.max;
  if (spec.unit === 'time') {
    const clock = /^(\d+):(\d{1,2}(?:\.\d+)?)$/.exec(typed);
    if (clock) return clampParam(spec, 60 * Number(clock[1]) + Number(clock[2]));
  }
  const match = /^([+-]?\s*\d*\.?\d+)\s*(k|khz|s|sec)?/.exec(typed);
  if (!match?.[1]) return null;
  const number = Number(match[1].replace(/\s/g, ''));
  if (!Number.isFinite(number)) return null;
  const thousand =
    (spec.unit === 'Hz' && match[2]?.startsWith('k')) ||
    (spec.unit === 'ms' && match[2]?.startsWith('s'));
  return clampParam(spec, thousand ? number * 1000 : number);
}

/** "Kick" + "Fader" → "Kick fader"; of a send, whose owner says so, "Kick send to Room level". */
export function controlName(owner: string, spec: ParamSpec): string {
  if (!owner) return spec.name;
  const name = spec.scope === 'send' ? spec.name.replace(/^Send /, '') : spec.name;
  // An abbreviation keeps its capitals.
  return `${owner} ${name.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())}`;
}

export function sendName(from: string, to: string): string {
  return `${from} send to ${to}`;
}

/** Song time: "1:12.480". */
export function formatTime(seconds: number, decimals = 3): string {
  const safe = Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
  const scale = 10 ** decimals;
  const whole = Math.floor(safe * scale + 1e-6);
  const minutes = Math.floor(whole / (60 * scale));
  const rest = ((whole - minutes * 60 * scale) / scale).toFixed(decimals);
  return `${minutes}:${rest.padStart(decimals > 0 ? 3 + decimals : 2, '0')}`;
}

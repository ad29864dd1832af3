// What an exported file is to be: bits, dither and sample rate, as they were chosen
// last on this device.
// Thread: main.

import type { DitherName, OutputFormat, SampleFormat } from '@lathe/worklet/client/studio-engine';
import { kiloHertz } from '@lathe/worklet/session/sample-rates';
import { createSignal } from 'solid-js';
import { readSetting, writeSetting } from './settings';

export const FORMATS: readonly { format: SampleFormat; name: string; note: string }[] = [
  { format: '24', name: '24-bit', note: 'for release and for streaming' },
  { format: '16', name: '16-bit', note: 'for CD' },
  { format: '32f', name: '32-bit float', note: 'every bit of the mix, for further work' },
];

export const DITHERS: Readonly<Record<DitherName, { name: string; note: string }>> = {
  none: { name: 'None', note: 'rounded as it is: quiet endings may grow coarse' },
  tpdf: { name: 'TPDF', note: 'even noise, inaudible at 24 bits' },
  shaped: { name: 'Shaped', note: 'its noise moved to where the ear is deafest' },
};

/** Rates that files are delivered at, beside the session's own. */
const DELIVERED_HZ = [44100, 48000, 88200, 96000];
/** Where the shaping's filter is made for; elsewhere the engine takes TPDF. */
const SHAPED_HZ = [44100, 48000];

/** Those that make sense, the best one first. */
export function dithersFor(format: SampleFormat, rateHz: number): readonly DitherName[] {
  if (format === '32f') return ['none'];
  if (format === '24' || !SHAPED_HZ.includes(rateHz)) return ['tpdf', 'none'];
  return ['shaped', 'tpdf', 'none'];
}

export class ExportChoice {
  readonly #sessionRateHz: () => number;
  readonly #format = createSignal<SampleFormat>(kept('exportFormat', formats, '24'));
  readonly #dither = createSignal<DitherName | null>(kept('exportDither', dithers, null));
  readonly #rateHz = createSignal<number | null>(
    kept('exportRateHz', DELIVERED_HZ.map(String), null, Number),
  );

  constructor(sessionRateHz: () => number) {
    this.#sessionRateHz = sessionRateHz;
  }

  format(): SampleFormat {
    return this.#format[0]();
  }

  /** Of the file. */
  rateHz(): number {
    return this.#rateHz[0]() ?? this.#sessionRateHz();
  }

  /** Null where it is the session's, whatever that is. */
  otherRateHz(): number | null {
    const rateHz = this.rateHz();
    return rateHz === this.#sessionRateHz() ? null : rateHz;
  }

  dithers(): readonly DitherName[] {
    return dithersFor(this.format(), this.rateHz());
  }

  /** What was chosen where it makes sense, or else the best one. */
  dither(): DitherName {
    const chosen = this.#dither[0]();
    const possible = this.dithers();
    return chosen && possible.includes(chosen) ? chosen : (possible[0] ?? 'none');
  }

  rates(): readonly { rateHz: number | null; name: string }[] {
    const session = this.#sessionRateHz();
    return [
      { rateHz: null, name: `${kiloHertz(session)}, the session’s` },
      ...DELIVERED_HZ.filter((rateHz) => rateHz !== session).map((rateHz) => ({
        rateHz,
        name: kiloHertz(rateHz),
      })),
    ];
  }

  setFormat(format: SampleFormat): void {
    this.#format[1](format);
    writeSetting('exportFormat', format);
  }

  setDither(dither: DitherName): void {
    this.#dither[1](dither);
    writeSetting('exportDither', dither);
  }

  setRateHz(rateHz: number | null): void {
    this.#rateHz[1](rateHz);
    writeSetting('exportRateHz', rateHz === null ? '' : String(rateHz));
  }

  output(): OutputFormat {
    const sampleRate = this.otherRateHz();
    return {
      samples: this.format(),
      dither: this.dither(),
      ...(sampleRate === null ? {} : { sampleRate }),
    };
  }
}

const formats = FORMATS.map(({ format }) => format as string);
const dithers = Object.keys(DITHERS);

function kept<T, Otherwise extends T | null>(
  key: string,
  known: readonly string[],
  otherwise: Otherwise,
  read: (text: string) => T = (text) => text as T,
): T | Otherwise {
  const text = readSetting(key);
  return text !== null && known.includes(text) ? read(text) : otherwise;
}

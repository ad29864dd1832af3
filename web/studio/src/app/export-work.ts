// Exporting: what to ask before, the work itself, and the figures of the file
// that was written.
// Thread: main.

import type { ExportResult, Measurement, SampleFormat } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import { toDocument } from '../document/document-shape';
import { readParam, specOf } from '../document/params';
import { stripName } from '../document/records';
import { findStrip, strips } from '../document/routing';
import { formatFigure } from '../params/format';
import { isCancelled } from './faults';
import type { Studio } from './studio';

export type ExportState =
  | { step: 'choose' }
  | { step: 'checking' }
  | { step: 'ask'; questions: string[] }
  | { step: 'writing'; fraction: number }
  | { step: 'done'; result: ExportResult; fileName: string };

export const FORMATS: readonly { format: SampleFormat; name: string; note: string }[] = [
  { format: '24', name: '24-bit', note: 'for release, dithered' },
  { format: '16', name: '16-bit', note: 'for CD, dithered' },
  { format: '32f', name: '32-bit float', note: 'every bit of the mix, for further work' },
];

export class ExportWork {
  readonly #studio: Studio;
  readonly #state = createSignal<ExportState>({ step: 'choose' });
  #abort: AbortController | null = null;
  #url: string | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  state(): ExportState {
    return this.#state[0]();
  }

  /** Why an export may not be what is expected; empty when there is nothing to ask. */
  questions(format: SampleFormat, measured: Measurement | null): string[] {
    const { solo, store } = this.#studio;
    const questions: string[] = [];
    const nameOf = (id: string) => stripName(findStrip(store, id)) || id;
    if (solo.any()) {
      const names = [...solo.strips()].map(nameOf).join(', ');
      questions.push(
        `${names} is soloed. Solo is for listening: the file will hold the whole mix.`,
      );
    }
    const muted = strips(store)
      .filter(
        ({ id, params }) =>
          readParam(params, specOf({ target: { strip: id }, key: 'mute' })) >= 0.5,
      )
      .map(({ id }) => id);
    if (muted.length > 0) {
      questions.push(`${muted.map(nameOf).join(', ')} is muted and will not be in the file.`);
    }
    const peak = measured?.samplePeakDbfs ?? null;
    if (format !== '32f' && peak !== null && peak > 0) {
      questions.push(
        `The mix peaks at +${formatFigure(peak)} dBFS: an integer file would clip. Turn the limiter on, lower the master trim, or export 32-bit float.`,
      );
    }
    return questions;
  }

  /** Checks first; writes at once when there is nothing to ask. */
  async begin(format: SampleFormat): Promise<void> {
    const abort = this.#start({ step: 'checking' });
    try {
      const measured = format === '32f' ? null : await this.#levels(abort.signal);
      if (abort.signal.aborted) return;
      const questions = this.questions(format, measured);
      if (questions.length > 0) this.#state[1]({ step: 'ask', questions });
      else await this.write(format);
    } catch (error) {
      this.#failed(error);
    }
  }

  async write(format: SampleFormat): Promise<void> {
    const { engine, store, songMeasure } = this.#studio;
    const abort = this.#start({ step: 'writing', fraction: 0 });
    const document = toDocument(store);
    try {
      const result = await songMeasure.during(() =>
        engine.exportWav(document, format, {
          signal: abort.signal,
          onProgress: ({ done, total }) => {
            if (!abort.signal.aborted) {
              this.#state[1]({ step: 'writing', fraction: total > 0 ? done / total : 0 });
            }
          },
        }),
      );
      const fileName = `${document.name.replace(/[/\\:*?"<>|]/g, '-').trim() || 'Mix'}.wav`;
      this.#state[1]({ step: 'done', result, fileName });
      this.save();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Hands the written file to the browser's downloads. */
  save(): void {
    const state = this.state();
    if (state.step !== 'done') return;
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(state.result.file);
    const anchor = document.createElement('a');
    anchor.href = this.#url;
    anchor.download = state.fileName;
    anchor.click();
  }

  cancel(): void {
    this.#abort?.abort();
    this.#state[1]({ step: 'choose' });
  }

  async #levels(signal: AbortSignal): Promise<Measurement | null> {
    return Promise.race([
      this.#studio.songMeasure.current(signal),
      new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      ),
    ]);
  }

  #start(state: ExportState): AbortController {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#state[1](state);
    return abort;
  }

  #failed(error: unknown): void {
    this.#state[1]({ step: 'choose' });
    if (isCancelled(error)) return;
    this.#studio.faults.report(error, 'Exporting');
    this.#studio.showDialog(null);
  }
}

// Exporting: what to ask before, the work itself, and the figures of the file
// that was written.
// Thread: main.

import type { ExportResult, Measurement } from '@lathe/worklet/client/studio-engine';
import { createSignal } from 'solid-js';
import { toDocument } from '../document/document-shape';
import { readParam, specOf } from '../document/params';
import { stripName } from '../document/records';
import { findStrip, strips } from '../document/routing';
import { formatFigure } from '../params/format';
import { reportPage } from '../report/report-page';
import { ExportChoice } from './export-choice';
import { isCancelled } from './faults';
import { fileNameOf, saveFile } from './save-file';
import type { Studio } from './studio';

export type ExportState =
  | { step: 'choose' }
  | { step: 'checking' }
  | { step: 'ask'; questions: string[] }
  | { step: 'writing'; fraction: number }
  | { step: 'done'; result: ExportResult; fileName: string };

/** Nearer than this, a song is at the loudness wanted, and so has its file to be. */
const AT_LOUDNESS_LU = 0.1;

export class ExportWork {
  readonly choice: ExportChoice;
  readonly #studio: Studio;
  readonly #state = createSignal<ExportState>({ step: 'choose' });
  #abort: AbortController | null = null;

  constructor(studio: Studio) {
    this.#studio = studio;
    this.choice = new ExportChoice(() => studio.records.session().sampleRate);
  }

  state(): ExportState {
    return this.#state[0]();
  }

  /** Why an export may not be what is expected; empty when there is nothing to ask. */
  questions(measured: Measurement | null): string[] {
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
    if (this.choice.format() !== '32f' && peak !== null && peak > 0) {
      questions.push(
        `The mix peaks at +${formatFigure(peak)} dBFS: an integer file would clip. Turn the limiter on, lower the master trim, or export 32-bit float.`,
      );
    }
    return questions;
  }

  /** Checks first; writes at once when there is nothing to ask. */
  async begin(): Promise<void> {
    const abort = this.#start({ step: 'checking' });
    try {
      const measured = this.choice.format() === '32f' ? null : await this.#levels(abort.signal);
      if (abort.signal.aborted) return;
      const questions = this.questions(measured);
      if (questions.length > 0) this.#state[1]({ step: 'ask', questions });
      else await this.write();
    } catch (error) {
      this.#failed(error);
    }
  }

  async write(): Promise<void> {
    const { engine, store, songMeasure } = this.#studio;
    const abort = this.#start({ step: 'writing', fraction: 0 });
    const document = toDocument(store);
    const fileName = `${fileNameOf(document.name, 'Mix')}.wav`;
    const order = { ...this.choice.output(), fileName, aimLufs: this.#aimLufs() };
    try {
      const result = await songMeasure.during(() =>
        engine.exportWav(document, order, {
          signal: abort.signal,
          onProgress: ({ done, total }) => {
            if (!abort.signal.aborted) {
              this.#state[1]({ step: 'writing', fraction: total > 0 ? done / total : 0 });
            }
          },
        }),
      );
      this.#state[1]({ step: 'done', result, fileName });
      this.save();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Hands the written file to the browser's downloads. */
  save(): void {
    const state = this.state();
    if (state.step === 'done') saveFile(state.fileName, state.result.file);
  }

  /** The report as a page to read. */
  saveReport(): void {
    const state = this.state();
    if (state.step !== 'done') return;
    const page = new Blob([reportPage(state.result.report)], { type: 'text/html' });
    saveFile(besides(state.fileName, 'report.html'), page);
  }

  /** The report as the engine made it. */
  saveData(): void {
    const state = this.state();
    if (state.step !== 'done') return;
    const data = new Blob([`${state.result.reportJson}\n`], { type: 'application/json' });
    saveFile(besides(state.fileName, 'report.json'), data);
  }

  cancel(): void {
    this.#abort?.abort();
    this.#state[1]({ step: 'choose' });
  }

  /** What the song is at, where that is what was wanted. */
  #aimLufs(): number | null {
    const { songMeasure, loudness } = this.#studio;
    if (songMeasure.state() !== 'current') return null;
    const lufs = songMeasure.measurement()?.integratedLufs ?? null;
    const wanted = loudness.targetLufs();
    return lufs !== null && Math.abs(lufs - wanted) <= AT_LOUDNESS_LU ? wanted : null;
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

/** "Song.wav" → "Song report.html". */
function besides(fileName: string, rest: string): string {
  return `${fileName.replace(/\.wav$/, '')} ${rest}`;
}

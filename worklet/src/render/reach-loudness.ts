// "Make it −11 LUFS": the mix is rendered once, then the master is run over it
// until the engine's search has found drive and trim, or says why not.
// Thread: render worker.

import type { LoudnessResult, Measurement } from '../client/studio-engine';
import type { FilesModule, LoudnessSearch } from '../engine/files-module';
import type { MasterModule } from '../engine/master-module';
import { fromStored, toStored } from '../params/param-values';
import { type MasterParamKey, paramSpec, paramSpecs } from '../params/params.generated';
import type { CompiledSession } from '../session/compiled-session';
import type { ParamRecord } from '../session/session-document';
import type { MixFile } from './mix-file';
import { figuresMeasurer } from './render-measurer';
import type { RenderWork } from './render-mix';
import type { SongSource } from './song-source';

/** Passes that a search usually takes, for the progress only. */
const kLikelyPasses = 4;

/** The mix as it is, but for where it begins and ends, and its fades. */
const kNoMaster: ParamRecord = Object.fromEntries([
  ...paramSpecs('master')
    .filter(({ key }) => key.endsWith('.on'))
    .map(({ key }) => [key, false]),
  ['driveDb', 0],
  ['trimDb', 0],
]);

export async function reachLoudness(
  modules: { master: MasterModule; files: FilesModule },
  mix: MixFile,
  { input, session }: SongSource,
  targetLufs: number,
  ceilingDbtp: number,
  work: RenderWork,
): Promise<LoudnessResult> {
  const search = new modules.files.LoudnessSearch();
  const stored = (key: MasterParamKey) => masterValue(session.master.params, key);
  const heard = figuresMeasurer(modules.files, session.sampleRate);
  try {
    await mix.master(
      modules.master,
      input.compiled,
      kNoMaster,
      { signal: work.signal, progress: () => {} },
      (pass, frames) => {
        heard.feed(modules.master.HEAPF64, pass.output(0), pass.output(1), frames);
        return undefined;
      },
    );
    search.begin(
      targetLufs,
      ceilingDbtp,
      heard.measurer,
      stored('limiter.lookAheadMs'),
      stored('limiter.releaseMs'),
    );
    for (let pass = 0; !search.done(); ++pass) {
      const likely = Math.max(kLikelyPasses, pass + 1);
      await runTrial(modules, mix, input.compiled, session.sampleRate, search, {
        signal: work.signal,
        progress: (done, total) => work.progress(pass + done / total, likely),
      });
    }
    const measurement = JSON.parse(search.resultMeasurementJson()) as Measurement | null;
    if (!search.reached() || !measurement) {
      return { reached: false, reason: search.reason(), measurement };
    }
    const found = searched((id) => search.resultParam(id));
    return {
      reached: true,
      driveDb: masterValue(found, 'driveDb'),
      trimDb: masterValue(found, 'trimDb'),
      limiterOn: found['limiter.on'] === true,
      limiterCeilingDbtp: masterValue(found, 'limiter.ceilingDbtp'),
      measurement,
    };
  } finally {
    heard.free();
    search.delete();
  }
}

async function runTrial(
  modules: { master: MasterModule; files: FilesModule },
  mix: MixFile,
  compiled: CompiledSession,
  sampleRate: number,
  search: LoudnessSearch,
  work: RenderWork,
): Promise<void> {
  const trial = searched((id) => search.trialParam(id));
  const measurer = figuresMeasurer(modules.files, sampleRate);
  try {
    await mix.master(modules.master, compiled, trial, work, (pass, frames) => {
      measurer.feed(modules.master.HEAPF64, pass.output(0), pass.output(1), frames);
    });
    search.report(measurer.measurer);
  } finally {
    measurer.free();
  }
}

/** The parameters that the search sets, as a document's master has them. */
function searched(value: (id: number) => number): ParamRecord {
  const found: ParamRecord = {};
  for (const spec of paramSpecs('master')) {
    const number = value(spec.id);
    if (!Number.isNaN(number)) found[spec.key] = toStored(spec, number);
  }
  return found;
}

function masterValue(params: ParamRecord, key: MasterParamKey): number {
  return fromStored(paramSpec('master', key), params[key]);
}

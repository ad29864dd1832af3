#include <cmath>
#include <cstdio>
#include <functional>

#include "analysis/file_measurer.h"
#include "analysis/loudness_search.h"
#include "cli/commands.h"
#include "cli/file_dither.h"
#include "cli/frame_reader.h"
#include "cli/measure_file.h"
#include "cli/progress.h"
#include "cli/wav_output.h"
#include "master/master_pass.h"

namespace lathe::cli {
namespace {

// Above the ceiling by more than this, a written file is not handed over.
constexpr double kCeilingToleranceDb = 0.05;

using Sink = std::function<bool(const double* const* planar, int frames)>;

// Streams the whole file through the master with `trial`'s settings. A mono
// file takes both sides, and its left is what comes out. False where the sink
// refuses or the file cannot be read (its fault then says why).
bool runPass(AudioFile& file, const MasterTrial& trial, const Sink& sink) {
  MasterPass pass;
  const PcmLayout& layout = file.layout();
  if (!pass.prepare(layout.sampleRate, layout.frames, FrameReader<float>::kChunkFrames)) {
    return false;
  }
  pass.setParam(ParamId::MasterDriveDb, trial.driveDb);
  pass.setParam(ParamId::MasterTrimDb, trial.trimDb);
  pass.setParam(ParamId::LimiterOn, trial.limiterOn ? 1.0 : 0.0);
  pass.setParam(ParamId::LimiterCeilingDbtp, trial.ceilingDbtp);
  pass.setParam(ParamId::LimiterLookAheadMs, trial.lookAheadMs);
  pass.setParam(ParamId::LimiterReleaseMs, trial.releaseMs);
  FrameReader<float> reader(file);
  while (!pass.done()) {
    const int frames = reader.next();  // 0 once the file has ended: flushes the latency
    if (frames < 0) return false;
    for (int side = 0; side < 2; ++side) {
      const float* from = reader.channels()[side < layout.channels ? side : 0];
      std::copy_n(from, frames, pass.input(side));
    }
    const int out = pass.process(frames);
    const double* const planar[] = {pass.output(0), pass.output(1)};
    if (!sink(planar, out)) return false;
  }
  return true;
}

Measurement measurePass(AudioFile& file, const MasterTrial& trial) {
  FileMeasurer measurer;
  measurer.prepare(file.layout().sampleRate, file.layout().channels);
  runPass(file, trial, [&](const double* const* planar, int frames) {
    measurer.process(planar, frames);
    return true;
  });
  return measurer.finish();
}

// Settings that reach the loudness, or a fault that explains why there are none.
bool findSettings(AudioFile& file, const Measurement& mix, const MasterOptions& options,
                  LoudnessSearch& search, Report& report) {
  Progress progress("Finding drive and trim");
  search.begin(options.lufs, options.ceilingDbtp, mix);
  while (!search.done()) {
    search.report(measurePass(file, search.nextTrial()));
    progress.show(search.trials(), LoudnessSearch::kMaxTrials);
    if (!file.fault().empty()) {
      report.fault(options.input, file.fault());
      return false;
    }
  }
  if (!search.reached()) report.fault(options.input, search.reason());
  return search.reached();
}

// The file as it stands on the disk is what must keep the promise.
bool keepsPromise(const Measurement& written, const MasterOptions& options, Report& report) {
  const double lufs = written.integratedLufs.value_or(-INFINITY);
  const double peak = written.truePeakDbtp.value_or(-INFINITY);
  if (std::abs(lufs - options.lufs) <= LoudnessSearch::kToleranceLu &&
      peak <= options.ceilingDbtp + kCeilingToleranceDb) {
    return true;
  }
  report.fault(options.output, "was not kept, because it read " + measurementText(written) +
                                   " after writing. Use --bits 24, or ask for less loudness.");
  return false;
}

}  // namespace

int runMaster(const MasterOptions& options) {
  Report report;
  if (replacesInput(options.output, {&options.input, 1}, report)) return report.exitStatus();
  FormatFault fault;
  const auto file = openAudioFile(options.input, fault);
  if (!file) {
    report.fault(options.input, fault);
    return report.exitStatus();
  }
  const PcmLayout& layout = file->layout();
  if (layout.channels > 2) {
    report.fault(options.input, "has " + std::to_string(layout.channels) +
                                    " channels. Mix it down to stereo or mono first.");
    return report.exitStatus();
  }
  const auto mix = measureAudioFile(*file);
  if (!mix) {
    report.fault(options.input, file->fault());
    return report.exitStatus();
  }
  if (mix->nonFiniteSamples > 0) {
    report.warning(options.input, nonFiniteText(mix->nonFiniteSamples));
  }
  LoudnessSearch search;
  if (!findSettings(*file, mix->measurement, options, search, report)) return report.exitStatus();

  WavOutput output;
  const WavFormat format{encodingFromBits(options.bits), layout.channels,
                         static_cast<int>(layout.sampleRate), layout.frames};
  const bool written =
      output.open(options.output, format, ditherFromOption(options.dither, kFileDitherSeed)) &&
      runPass(
          *file, search.best(),
          [&](const double* const* planar, int frames) { return output.write(planar, frames); }) &&
      output.finish();
  if (!written) {
    const bool readFailed = !file->fault().empty();
    report.fault(readFailed ? options.input : options.output,
                 readFailed ? file->fault() : output.fault());
    return report.exitStatus();
  }
  warnOfOtherDither(options.output, options.dither, format, report);
  const auto measured = measurePath(output.temporaryPath(), report);
  if (!measured || !keepsPromise(*measured, options, report)) return report.exitStatus();
  if (!output.commit()) {
    report.fault(options.output, output.fault());
    return report.exitStatus();
  }
  std::printf("%s: %s The file reads %s.\n", options.output.c_str(), search.reason().c_str(),
              measurementText(*measured).c_str());
  return report.exitStatus();
}

}  // namespace lathe::cli

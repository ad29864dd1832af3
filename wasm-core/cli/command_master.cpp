#include <cstdio>

#include "analysis/file_measurer.h"
#include "analysis/loudness_search.h"
#include "cli/commands.h"
#include "cli/delivery_sink.h"
#include "cli/document_file.h"
#include "cli/file_dither.h"
#include "cli/finished_file.h"
#include "cli/frame_reader.h"
#include "cli/master_aim.h"
#include "cli/measure_file.h"
#include "cli/progress.h"
#include "cli/source_file.h"
#include "master/master_pass.h"

namespace lathe::cli {
namespace {

void setTrial(ParamValues& values, const MasterTrial& trial) {
  values[ParamId::MasterDriveDb] = trial.driveDb;
  values[ParamId::MasterTrimDb] = trial.trimDb;
  values[ParamId::LimiterOn] = trial.limiterOn ? 1.0 : 0.0;
  values[ParamId::LimiterCeilingDbtp] = trial.ceilingDbtp;
  values[ParamId::LimiterLookAheadMs] = trial.lookAheadMs;
  values[ParamId::LimiterReleaseMs] = trial.releaseMs;
}

// A finished mix, and what of it is delivered.
struct Mix {
  AudioFile& file;
  HeadTail headTail;
};

// Streams the whole file through the master with these parameters, and on to the file's rate. A
// mono file takes both sides, and its left is what comes out. False where the sink refuses or the
// file cannot be read (its fault then says why).
bool runPass(const Mix& mix, const ParamValues& values, DeliveryPass& delivery,
             const DeliveryFormat& format, const FrameSink& sink) {
  MasterPass pass;
  const PcmLayout& layout = mix.file.layout();
  if (!pass.prepare(layout.sampleRate, layout.frames, FrameReader<float>::kChunkFrames,
                    mix.headTail)) {
    return false;
  }
  for (const ParamSpec& spec : parameterTable()) {
    if (spec.scope == ParamScope::Master) pass.setParam(spec.id, values[spec.id]);
  }
  delivery.prepare(format, pass.maxFrames());
  FrameReader<float> reader(mix.file);
  while (!pass.done()) {
    int out = pass.silence();
    if (out == 0) {
      const int frames = reader.next();  // 0 once the file has ended: flushes the latency
      if (frames < 0) return false;
      for (int side = 0; side < 2; ++side) {
        const float* from = reader.channels()[side < layout.channels ? side : 0];
        std::copy_n(from, frames, pass.input(side));
      }
      out = pass.process(frames);
    }
    const double* const planar[] = {pass.output(0), pass.output(1)};
    if (out > 0 && !deliver(delivery, planar, out, sink)) return false;
  }
  return deliverRest(delivery, sink);
}

Measurement measurePass(const Mix& mix, const ParamValues& values, const DeliveryFormat& format) {
  DeliveryPass delivery;
  FileMeasurer measurer;
  measurer.prepare(format.outRate, format.channels);
  runPass(mix, values, delivery, format, [&](const double* const* planar, int frames) {
    measurer.process(planar, frames);
    return true;
  });
  return measurer.finish();
}

DeliveryFormat formatFor(const Mix& mix, const MasterAim& aim) {
  const PcmLayout& layout = mix.file.layout();
  return {static_cast<int>(layout.sampleRate), aim.rate, layout.channels,
          mix.headTail.deliveredFrames(layout.frames), aim.ceilingDbtp};
}

// What drive and limiter are given: the mix, behind the stages that the settings turn on.
Measurement measureBeforeDrive(const Mix& mix, const ParamValues& settings) {
  ParamValues values = settings;
  setTrial(values, {.limiterOn = false});
  values[ParamId::ClipperOn] = 0.0;
  const PcmLayout& layout = mix.file.layout();
  const auto rate = static_cast<int>(layout.sampleRate);
  return measurePass(
      mix, values, {rate, rate, layout.channels, mix.headTail.deliveredFrames(layout.frames), {}});
}

// Every trial is measured as it will be delivered, so that the loudness found is the file's.
// False, reported, where none reaches it: the fault explains why.
bool findSettings(const Mix& mix, const Measurement& before, const MasterOptions& options,
                  const MasterAim& aim, ParamValues& values, LoudnessSearch& search,
                  Report& report) {
  Progress progress("Finding drive and trim");
  search.begin(aim.lufs, aim.ceilingDbtp, before, values[ParamId::LimiterLookAheadMs],
               values[ParamId::LimiterReleaseMs]);
  while (!search.done()) {
    setTrial(values, search.nextTrial());
    search.report(measurePass(mix, values, formatFor(mix, aim)));
    progress.show(search.trials(), LoudnessSearch::kMaxTrials);
    if (!mix.file.fault().empty()) {
      report.fault(options.input, mix.file.fault());
      return false;
    }
  }
  setTrial(values, search.best());
  if (!search.reached()) report.fault(options.input, search.reason());
  return search.reached();
}

void warnOfSongsOwn(const MasterOptions& options, Session& settings, Report& report) {
  for (const AutomationLane& lane : settings.automation) {
    if (lane.target != AutomationTarget::Master) continue;
    report.warning(options.settings,
                   "moves the master along its own song; here its parameters stand still. Render "
                   "the session itself with: lathe render.");
    break;
  }
  if (settings.sampleRate > 0.0 && settings.headTail != HeadTail{}) {
    report.warning(options.settings,
                   "has a head and tail for its own song; here the whole file is mastered. To use "
                   "them, give its \"master\" object alone as the settings: its frames then count "
                   "in the file.");
    settings.headTail = {};
  }
}

// Only masterParams and headTail are of use.
std::optional<Session> readSettings(const MasterOptions& options, Report& report) {
  if (options.settings.empty()) return Session();
  auto settings = readDocument(options.settings, loadMasterSettings, report);
  if (settings) warnOfSongsOwn(options, *settings, report);
  return settings;
}

// False, reported, where the settings' markers or fades lie outside the file.
bool fitsFile(const MasterOptions& options, const HeadTail& given, int64_t frames, Report& report) {
  const int64_t range = given.end(frames) - given.startFrame;
  if (range > 0 && given.fadeInFrames <= range && given.fadeOutFrames <= range) return true;
  report.fault(options.settings, "has a head and tail that do not fit the file, which has " +
                                     std::to_string(frames) +
                                     " frames. Move the start before its end, and shorten fades to "
                                     "what lies between the markers.");
  return false;
}

// False, reported, where it cannot be read or written.
bool writeMaster(const Mix& mix, const ParamValues& values, const MasterOptions& options,
                 const MasterAim& aim, DeliveryPass& delivery, WavOutput& output, Report& report) {
  const DeliveryFormat format = formatFor(mix, aim);
  const WavFormat wav{encodingFromBits(aim.output.bits), format.channels, format.outRate,
                      convertedFrames(format.frames, format.inRate, format.outRate)};
  const bool written =
      output.open(aim.output.path, wav, ditherFromOption(aim.output.dither, kFileDitherSeed)) &&
      runPass(
          mix, values, delivery, format,
          [&](const double* const* planar, int frames) { return output.write(planar, frames); }) &&
      output.finish();
  if (written) return true;
  const bool readFailed = !mix.file.fault().empty();
  report.fault(readFailed ? options.input : options.output.path,
               readFailed ? mix.file.fault() : output.fault());
  return false;
}

void masterFile(const MasterOptions& options, const Mix& mix, const MasterAim& aim,
                ParamValues values, Report& report) {
  AudioFile& file = mix.file;
  const auto facts = lookThrough(file);
  if (!facts) {
    report.fault(options.input, file.fault());
    return;
  }
  if (isOffsetAlone(options.input, *facts, report)) return;
  warnOfSource(options.input, *facts, report);
  const Measurement before =
      options.settings.empty() ? facts->song.measurement : measureBeforeDrive(mix, values);
  LoudnessSearch search;
  if (!findSettings(mix, before, options, aim, values, search, report)) return;
  DeliveryPass delivery;
  WavOutput output;
  if (!writeMaster(mix, values, options, aim, delivery, output, report)) return;
  const auto measured =
      completeFile(output, aim.output, aim.reported(options), OnMiss::Refuse, report);
  if (!measured) return;
  std::printf("%s: %s%s The file reads %s.\n", options.output.path.c_str(), search.reason().c_str(),
              conversionText(delivery, static_cast<int>(file.layout().sampleRate)).c_str(),
              measurementText(*measured).c_str());
}

}  // namespace

int runMaster(const MasterOptions& options) {
  Report report;
  std::vector<std::string> inputs = {options.input};
  if (!options.settings.empty()) inputs.push_back(options.settings);
  if (replacesInput(options.output.path, inputs, report) ||
      reportReplaces(options.output, inputs, report)) {
    return report.exitStatus();
  }
  const auto settings = readSettings(options, report);
  const auto file = settings ? openSource(options.input, report) : nullptr;
  if (!file) return report.exitStatus();
  const PcmLayout& layout = file->layout();
  const auto aim = resolveAim(options, layout, settings->masterParams, report);
  if (!aim) return kExitUsage;
  if (fitsFile(options, settings->headTail, layout.frames, report) &&
      isConvertible(options.input, static_cast<int>(layout.sampleRate), aim->rate, layout.frames,
                    report)) {
    masterFile(options, {*file, settings->headTail}, *aim, settings->masterParams, report);
  }
  return report.exitStatus();
}

}  // namespace lathe::cli

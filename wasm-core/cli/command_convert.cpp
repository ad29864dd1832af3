#include <cstdio>

#include "cli/commands.h"
#include "cli/delivery_sink.h"
#include "cli/file_dither.h"
#include "cli/finished_file.h"
#include "cli/frame_reader.h"
#include "cli/measure_file.h"
#include "cli/progress.h"
#include "cli/source_file.h"

namespace lathe::cli {
namespace {

// Streams the file through the converter. False where it could not be read or written.
bool convertInto(FrameReader<double>& reader, DeliveryPass& pass, int64_t frames,
                 WavOutput& output) {
  const FrameSink write = [&](const double* const* planar, int count) {
    return output.write(planar, count);
  };
  Progress progress("Converting");
  int count;
  while ((count = reader.next()) > 0) {
    if (!deliver(pass, reader.channels(), count, write)) return false;
    progress.show(reader.framesRead(), frames);
  }
  return count == 0 && deliverRest(pass, write) && output.finish();
}

void warn(const ConvertOptions& options, int64_t nonFinite, const WavOutput& output,
          Report& report) {
  if (nonFinite > 0) report.warning(options.input, nonFiniteText(nonFinite));
  const int64_t clipped = output.samplesBeyondFullScale();
  if (clipped > 0 && output.format().encoding != OutputEncoding::F32) {
    report.warning(options.output.path,
                   std::to_string(clipped) +
                       " samples go beyond full scale and are clipped: peaks between the old "
                       "samples are peaks of the new ones. Lower the input, limit its true peak "
                       "with: lathe master, or convert with --bits 32f.");
  }
}

}  // namespace

int runConvert(const ConvertOptions& options) {
  Report report;
  const OutputOptions& to = options.output;
  const std::span inputs(&options.input, 1);
  if (replacesInput(to.path, inputs, report) || reportReplaces(to, inputs, report)) {
    return report.exitStatus();
  }
  const auto file = openSource(options.input, report);
  if (!file) return report.exitStatus();
  const PcmLayout& layout = file->layout();
  const auto rate = static_cast<int>(layout.sampleRate);
  if (!isConvertible(options.input, rate, to.rate.value_or(rate), layout.frames, report)) {
    return report.exitStatus();
  }
  DeliveryPass pass;
  pass.prepare({rate, to.rate.value_or(rate), layout.channels, layout.frames, {}},
               FrameReader<double>::kChunkFrames);
  FrameReader<double> reader(*file);
  WavOutput output;
  if (!output.open(to.path, wavFormatOf(to, pass, layout.channels),
                   ditherFromOption(to.dither, kFileDitherSeed)) ||
      !convertInto(reader, pass, layout.frames, output)) {
    const bool readFailed = !file->fault().empty();
    report.fault(readFailed ? options.input : to.path, readFailed ? file->fault() : output.fault());
    return report.exitStatus();
  }
  warn(options, reader.nonFiniteSamples(), output, report);
  const auto measured = completeFile(output, to, {}, OnMiss::Warn, report);
  if (!measured) return report.exitStatus();
  std::printf("%s: %d Hz, %s, %s s\n", to.path.c_str(), output.format().sampleRate,
              measurementText(*measured).c_str(),
              fixedDecimal(measured->durationSeconds, 1).c_str());
  return report.exitStatus();
}

}  // namespace lathe::cli

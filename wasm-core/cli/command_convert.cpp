#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <vector>

#include "cli/commands.h"
#include "cli/file_dither.h"
#include "cli/frame_reader.h"
#include "cli/measure_file.h"
#include "cli/progress.h"
#include "cli/wav_output.h"
#include "rates/rate_converter.h"

namespace lathe::cli {
namespace {

// False, with a fault, where the file cannot be converted to `rate`.
bool isConvertible(const std::string& path, const PcmLayout& layout, int rate, Report& report) {
  const auto from = static_cast<int>(layout.sampleRate);
  const std::string fromHz = std::to_string(from) + " Hz", toHz = std::to_string(rate) + " Hz";
  if (layout.channels > 2) {
    report.fault(path, "has " + std::to_string(layout.channels) +
                           " channels. Mix it down to stereo or mono first.");
    return false;
  }
  switch (planRates(from, rate).refusal) {
    case RateRefusal::OutOfRange:
      report.fault(path, "is at " + fromHz + "; rates from " +
                             std::to_string(kLowestConvertedRate) + " to " +
                             std::to_string(kHighestConvertedRate) +
                             " Hz are converted. Correct its header, or export it again.");
      return false;
    case RateRefusal::RatioTooFine: {
      const int common = std::gcd(from, rate);
      report.fault(path, "cannot go from " + fromHz + " to " + toHz + ": their ratio, " +
                             std::to_string(from / common) + " to " +
                             std::to_string(rate / common) +
                             ", is too fine. Choose a usual rate, 44100 or 48000 for instance.");
      return false;
    }
    case RateRefusal::None:
      break;
  }
  if (convertedFrames(layout.frames, from, rate) == 0) {
    report.fault(path, "is too short: not one frame is left of it at " + toHz + ".");
    return false;
  }
  return true;
}

// Streams the file through the converter. False where it could not be read or written.
bool convertInto(FrameReader<double>& reader, const PcmLayout& layout, int rate,
                 WavOutput& output) {
  RateConverter converter;
  if (!converter.prepare(static_cast<int>(layout.sampleRate), rate, layout.channels,
                         FrameReader<double>::kChunkFrames)) {
    return false;
  }
  const auto room = static_cast<size_t>(converter.maxOutputFrames());
  std::vector<double> samples(room * static_cast<size_t>(layout.channels));
  const std::array<double*, 2> out = {samples.data(), samples.data() + (samples.size() - room)};
  Progress progress("Converting");
  int frames;
  while ((frames = reader.next()) > 0) {
    const int made = converter.process(reader.channels(), frames, out.data());
    if (!output.write(out.data(), made)) return false;
    progress.show(reader.framesRead(), layout.frames);
  }
  if (frames < 0) return false;
  while ((frames = converter.flush(out.data())) > 0) {
    if (!output.write(out.data(), frames)) return false;
  }
  return output.finish();
}

void warn(const ConvertOptions& options, int64_t nonFinite, int64_t clipped, Report& report) {
  if (nonFinite > 0) report.warning(options.input, nonFiniteText(nonFinite));
  if (clipped > 0 && options.bits != "32f") {
    report.warning(options.output,
                   std::to_string(clipped) +
                       " samples go beyond full scale and are clipped: peaks between the old "
                       "samples are peaks of the new ones. Lower the input, limit its true peak "
                       "with: lathe master, or convert with --bits 32f.");
  }
}

}  // namespace

int runConvert(const ConvertOptions& options) {
  Report report;
  if (replacesInput(options.output, {&options.input, 1}, report)) return report.exitStatus();
  FormatFault fault;
  const auto file = openAudioFile(options.input, fault);
  if (!file) {
    report.fault(options.input, fault);
    return report.exitStatus();
  }
  const PcmLayout& layout = file->layout();
  if (!isConvertible(options.input, layout, options.rate, report)) return report.exitStatus();

  WavOutput output;
  const WavFormat format{
      encodingFromBits(options.bits), layout.channels, options.rate,
      convertedFrames(layout.frames, static_cast<int>(layout.sampleRate), options.rate)};
  FrameReader<double> reader(*file);
  const std::string dither = options.dither.empty() ? "tpdf" : options.dither;
  if (!output.open(options.output, format, ditherFromOption(dither, kFileDitherSeed)) ||
      !convertInto(reader, layout, options.rate, output)) {
    const bool readFailed = !file->fault().empty();
    report.fault(readFailed ? options.input : options.output,
                 readFailed ? file->fault() : output.fault());
    return report.exitStatus();
  }
  warnOfOtherDither(options.output, options.dither, format, report);
  warn(options, reader.nonFiniteSamples(), output.samplesBeyondFullScale(), report);
  // What is reported is read back from the disk, not remembered.
  const auto measured = measurePath(output.temporaryPath(), report);
  if (!measured) return report.exitStatus();
  if (!output.commit()) {
    report.fault(options.output, output.fault());
    return report.exitStatus();
  }
  std::printf("%s: %d Hz, %s, %s s\n", options.output.c_str(), options.rate,
              measurementText(*measured).c_str(),
              fixedDecimal(measured->durationSeconds, 1).c_str());
  return report.exitStatus();
}

}  // namespace lathe::cli

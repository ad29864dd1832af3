#include "cli/finished_file.h"

#include <filesystem>

#include "cli/file_dither.h"
#include "cli/measure_file.h"

namespace lathe::cli {
namespace {

bool writeReport(const OutputOptions& options, const WavFormat& format, const DeliveryAim& aim,
                 const SongMeasure& song, Report& report) {
  const ReportedFile file{.name = std::filesystem::path(options.path).filename().string(),
                          .bytes = wavFileBytes(format),
                          .bits = 8 * bytesPerSample(format.encoding),
                          .isFloat = format.encoding == OutputEncoding::F32,
                          .dither = ditherName(options.dither, format)};
  const std::string text = deliveryReportJson(file, aim, song) + "\n";
  AtomicFile out;
  if (out.open(options.report) && out.write(text.data(), text.size()) && out.commit()) return true;
  report.fault(options.report, out.fault());
  return false;
}

// What misses its aim is told, and not kept where it may not be.
bool mayBeKept(const Measurement& measured, const OutputOptions& options, const DeliveryAim& aim,
               OnMiss onMiss, Report& report) {
  const auto misses = deliveryMisses(measured, aim);
  if (misses.empty()) return true;
  if (onMiss == OnMiss::Warn) {
    for (const std::string& miss : misses) report.warning(options.path, miss);
    return true;
  }
  report.fault(options.path, "was not kept, because it read " + measurementText(measured) +
                                 " after writing. Use --bits 24, or ask for less loudness.");
  return false;
}

}  // namespace

bool reportReplaces(const OutputOptions& options, std::span<const std::string> inputs,
                    Report& report) {
  if (options.report.empty()) return false;
  std::error_code error;
  const auto place = [&error](const std::string& path) {
    return std::filesystem::weakly_canonical(path, error);
  };
  if (place(options.report) == place(options.path)) {
    report.fault(options.report, "is the audio file's own name. Name another report file.");
    return true;
  }
  return replacesInput(options.report, inputs, report);
}

std::string conversionText(const DeliveryPass& pass, int inRate) {
  if (pass.outRate() == inRate) return {};
  std::string text =
      " Converted from " + std::to_string(inRate) + " to " + std::to_string(pass.outRate()) + " Hz";
  if (pass.limitsAgain()) {
    text += pass.limitedDb() < 0.05
                ? ", where nothing had to be limited again"
                : ", where limiting again took up to " + figureText(pass.limitedDb(), 1) + " dB";
  }
  return text + ".";
}

std::optional<Measurement> completeFile(WavOutput& output, const OutputOptions& options,
                                        const DeliveryAim& aim, OnMiss onMiss, Report& report) {
  warnOfOtherDither(options.path, options.dither, output.format(), report);
  std::optional<SongMeasure> song;
  std::optional<Measurement> measured;
  if (options.report.empty()) {
    measured = measurePath(output.temporaryPath(), report);
  } else if ((song = measureSongPath(output.temporaryPath(), report))) {
    measured = song->measurement;
  }
  if (!measured || !mayBeKept(*measured, options, aim, onMiss, report)) return std::nullopt;
  if (!output.commit()) {
    report.fault(options.path, output.fault());
    return std::nullopt;
  }
  if (song && !writeReport(options, output.format(), aim, *song, report)) return std::nullopt;
  return measured;
}

}  // namespace lathe::cli

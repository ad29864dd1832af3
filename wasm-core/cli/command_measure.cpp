#include <cstdio>

#include "cli/atomic_file.h"
#include "cli/commands.h"
#include "cli/measure_file.h"
#include "params/json_text.h"

namespace lathe::cli {
namespace {

// {"file":"mix.wav", and the measurement's own members}: one line a file, so
// that a long list can be read as it comes.
std::string jsonLine(const std::string& path, const Measurement& measurement) {
  std::string line = "{\"file\":";
  appendJsonString(line, path);
  line += ',';
  line += measurementJson(measurement).substr(1);
  return line;
}

// What is undefined is left out: nobody misses the correlation of a mono file.
std::string ratiosText(const Measurement& m) {
  std::string text;
  if (m.plrDb) text += ", PLR " + figureText(*m.plrDb, 1) + " dB";
  if (m.minPsrDb) text += ", least PSR " + figureText(*m.minPsrDb, 1) + " dB";
  if (m.correlation) text += ", correlation " + figureText(*m.correlation, 2);
  if (m.sideToMidDb) text += ", side to mid " + figureText(*m.sideToMidDb, 1) + " dB";
  return text;
}

std::string textLine(const std::string& path, const Measurement& m) {
  return path + ": " + measurementText(m) + ratiosText(m) + ", " +
         fixedDecimal(m.durationSeconds, 1) + " s at " + plainNumber(m.sampleRate) + " Hz, " +
         std::to_string(m.channels) + (m.channels == 1 ? " channel" : " channels");
}

void print(const std::string& path, const Measurement& measurement, bool json) {
  std::puts((json ? jsonLine(path, measurement) : textLine(path, measurement)).c_str());
  std::fflush(stdout);
}

// The song's figures are printed too, and measured but once.
int runReport(const MeasureOptions& options) {
  Report report;
  if (options.files.size() != 1) {
    report.fault(options.report, "A report is of one file. Name one at a time.");
    return kExitUsage;
  }
  const std::string& path = options.files[0];
  if (replacesInput(options.report, options.files, report)) return report.exitStatus();
  const auto song = measureSongPath(path, report);
  if (!song) return report.exitStatus();
  const std::string text = songMeasureJson(*song) + "\n";
  AtomicFile file;
  if (!file.open(options.report) || !file.write(text.data(), text.size()) || !file.commit()) {
    report.fault(options.report, file.fault());
    return report.exitStatus();
  }
  print(path, song->measurement, options.json);
  return report.exitStatus();
}

}  // namespace

int runMeasure(const MeasureOptions& options) {
  if (!options.report.empty()) return runReport(options);
  Report report;
  for (const std::string& path : options.files) {
    const auto measurement = measurePath(path, report);
    if (measurement) print(path, *measurement, options.json);
  }
  return report.exitStatus();
}

}  // namespace lathe::cli

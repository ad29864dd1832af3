#include <cstdio>

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

std::string textLine(const std::string& path, const Measurement& m) {
  return path + ": " + measurementText(m) + ", " + fixedDecimal(m.durationSeconds, 1) + " s at " +
         plainNumber(m.sampleRate) + " Hz, " + std::to_string(m.channels) +
         (m.channels == 1 ? " channel" : " channels");
}

}  // namespace

int runMeasure(const MeasureOptions& options) {
  Report report;
  for (const std::string& path : options.files) {
    const auto measurement = measurePath(path, report);
    if (!measurement) continue;
    std::puts((options.json ? jsonLine(path, *measurement) : textLine(path, *measurement)).c_str());
    std::fflush(stdout);
  }
  return report.exitStatus();
}

}  // namespace lathe::cli

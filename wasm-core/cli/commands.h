// The commands, one file each: command_NAME.cpp. Arguments arrive parsed and
// within their ranges; a command returns the exit status (report.h).
// Thread: main.
#pragma once

#include <string>
#include <vector>

namespace lathe::cli {

struct NewOptions {
  std::vector<std::string> stems;
  std::string output;
};
/// Makes a session: one track a stem, all at unity.
int runNew(const NewOptions& options);

struct RenderOptions {
  std::string session;
  std::string output;
  std::string bits = "24";
  std::string dither;  ///< as `ditherFromOption` takes it
  std::string stemsFolder;
};
/// Renders a session's master into a WAV file.
int runRender(const RenderOptions& options);

struct MeasureOptions {
  std::vector<std::string> files;
  bool json = false;
  std::string report;  ///< file for the whole song's measure; empty for none
};
/// Prints each file's loudness and peaks.
int runMeasure(const MeasureOptions& options);

struct MasterOptions {
  std::string input;
  std::string output;
  double lufs = -14.0;
  double ceilingDbtp = -1.0;
  std::string bits = "24";
  std::string dither;  ///< as `ditherFromOption` takes it
};
/// Brings a finished mix to a loudness under a true-peak ceiling.
int runMaster(const MasterOptions& options);

struct TargetsOptions {
  std::vector<std::string> files;
  bool json = false;
};
/// Prints the delivery targets; with files, what becomes of each at every target.
int runTargets(const TargetsOptions& options);

/// Runs the conformance table of the meters and prints each case; at `sampleRates`, or at all.
int runSelfTest(const std::vector<double>& sampleRates, bool json);

struct ConvertOptions {
  std::string input;
  std::string output;
  int rate = 44100;
  std::string bits = "24";
  std::string dither;  ///< empty: tpdf
};
/// Writes a file at another sample rate, or of another depth.
int runConvert(const ConvertOptions& options);

/// Prints the parameter table.
int runParams(bool json);

/// Prints the session document's JSON Schema.
int runSchema();

}  // namespace lathe::cli

// The commands, one file each: command_NAME.cpp. Arguments arrive parsed and
// within their ranges; a command returns the exit status (report.h).
// Thread: main.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lathe::cli {

/// An audio file to write.
struct OutputOptions {
  std::string path;
  std::string bits;         ///< "16", "24" or "32f"; empty: 24, or what the target asks for
  std::string dither;       ///< as `ditherFromOption` takes it
  std::optional<int> rate;  ///< Hz; without it the input's, or what the target asks for
  std::string report;       ///< JSON file to write about it; empty for none
};

struct NewOptions {
  std::vector<std::string> stems;
  std::string output;
};
/// Makes a session: one track a stem, all at unity.
int runNew(const NewOptions& options);

struct RenderOptions {
  std::string session;
  OutputOptions output;
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
  OutputOptions output;
  std::string target;  ///< of delivery/targets.json, or an intent; empty for none
  std::optional<double> lufs, ceilingDbtp;  ///< over the target's
  std::string settings;                     ///< JSON file: a session, or a master; empty for none
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
  OutputOptions output;
};
/// Writes a file at another sample rate, or of another depth.
int runConvert(const ConvertOptions& options);

/// Prints the parameter table.
int runParams(bool json);

/// Prints the session document's JSON Schema.
int runSchema();

}  // namespace lathe::cli

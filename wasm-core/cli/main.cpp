// The command line `lathe`: the engine on files. Every command's arguments
// are declared here; what it does stands in command_NAME.cpp.
// Exit status: 0; 1 with every fault on stderr; 2 for usage.
// Thread: main.
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/report.h"
#include "params/parameter_table.h"
#include "rates/rate_plan.h"

namespace {

using namespace lathe::cli;

void addOutput(CLI::App* command, OutputOptions& output) {
  command->add_option("-o,--output", output.path, "WAV file to write")->required();
  command->add_option("--bits", output.bits, "16, 24 (both dithered) or 32f; 24 if left out")
      ->check(CLI::IsMember({"16", "24", "32f"}));
  command
      ->add_option("--dither", output.dither,
                   "none, tpdf, or shaped (16 bits at 44100 or 48000 Hz); tpdf if left out. It "
                   "ends where the file is silent for a second")
      ->check(CLI::IsMember({"none", "tpdf", "shaped"}));
  command->add_option(
      "--report", output.report,
      "JSON file to write: the file decoded again and measured, and what becomes of "
      "it at every delivery target");
}

CLI::Option* addRate(CLI::App* command, OutputOptions& output, const char* text) {
  return command->add_option("--rate", output.rate, text)
      ->check(CLI::Range(lathe::kLowestConvertedRate, lathe::kHighestConvertedRate));
}

void declareNew(CLI::App& app, NewOptions& options, int& status) {
  CLI::App* command = app.add_subcommand("new", "Make a session from stems, all at unity");
  command->add_option("stems", options.stems, "WAV or FLAC files, one track each")->required();
  command->add_option("-o,--output", options.output, "Session file to write (JSON)")->required();
  command->callback([&] { status = runNew(options); });
}

void declareRender(CLI::App& app, RenderOptions& options, int& status) {
  CLI::App* command = app.add_subcommand("render", "Render a session into a WAV file");
  command->add_option("session", options.session, "Session file")->required();
  addOutput(command, options.output);
  addRate(command, options.output,
          "Sample rate of the file in Hz, where it is limited again; the session's if left out");
  command->add_option("--stems", options.stemsFolder,
                      "Folder with the stems that are not beside the session file");
  command->callback([&] { status = runRender(options); });
}

void declareMeasure(CLI::App& app, MeasureOptions& options, int& status) {
  CLI::App* command = app.add_subcommand("measure", "Print loudness, range and peaks of files");
  command->add_option("files", options.files, "WAV or FLAC files")->required();
  command->add_flag("--json", options.json, "One JSON object a line, one line a file");
  command->add_option("--report", options.report,
                      "JSON file to write: loudness and peaks over time, spectrum and more, of one "
                      "file");
  command->callback([&] { status = runMeasure(options); });
}

void declareTargets(CLI::App& app, TargetsOptions& options, int& status) {
  CLI::App* command = app.add_subcommand(
      "targets",
      "Print what streaming, broadcast and discs ask for, or what becomes of files there");
  command->add_option("files", options.files, "WAV or FLAC files to judge");
  command->add_flag("--json", options.json,
                    "As JSON; with files, one object a line, one line a file and target");
  command->callback([&] { status = runTargets(options); });
}

void declareSelfTest(CLI::App& app, std::vector<double>& rates, bool& json, int& status) {
  CLI::App* command =
      app.add_subcommand("selftest", "Check the meters with the signals of EBU Tech 3341 and 3342");
  command->add_option("--rate", rates, "Sample rates in Hz; 44100 to 192000 if left out")
      ->check(CLI::Range(8000.0, 768000.0));
  command->add_flag("--json", json, "One JSON object a line, one line a case");
  command->callback([&] { status = runSelfTest(rates, json); });
}

void declareMaster(CLI::App& app, MasterOptions& options, int& status) {
  const lathe::ParamSpec& ceiling = lathe::paramSpec(lathe::ParamId::LimiterCeilingDbtp);
  CLI::App* command =
      app.add_subcommand("master", "Bring a mix to a loudness under a true-peak ceiling");
  command->add_option("input", options.input, "WAV or FLAC file, mono or stereo")->required();
  addOutput(command, options.output);
  CLI::Option_group* aim = command->add_option_group("Aim");
  aim->add_option("--target", options.target,
                  "open, balanced, loud, or a name of: lathe targets. Gives loudness and ceiling, "
                  "and rate and bits where it asks for them");
  aim->add_option("--lufs", options.lufs, "Integrated loudness to reach, e.g. -14")
      ->check(CLI::Range(-60.0, 0.0));
  aim->require_option(1, 2);
  command
      ->add_option("--ceiling", options.ceilingDbtp,
                   "Highest true peak; the target's if left out, or -1")
      ->check(CLI::Range(ceiling.minimum, ceiling.maximum));
  addRate(command, options.output,
          "Sample rate of the file in Hz, where it is limited again; the input's if left out");
  command->add_option(
      "--settings", options.settings,
      "Session file, or its master alone, whose master is used; its drive, trim and "
      "ceiling are found anew");
  command->callback([&] { status = runMaster(options); });
}

void declareConvert(CLI::App& app, ConvertOptions& options, int& status) {
  CLI::App* command = app.add_subcommand("convert", "Write a file at another sample rate");
  command->add_option("input", options.input, "WAV or FLAC file, mono or stereo")->required();
  addOutput(command, options.output);
  addRate(command, options.output, "Sample rate in Hz, e.g. 44100")->required();
  command->callback([&] { status = runConvert(options); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Lathe: mix and master from the command line", "lathe");
  app.require_subcommand(1);
  app.set_version_flag("--version", "lathe " LATHE_VERSION);
  int status = kExitOk;
  bool json = false;
  NewOptions newOptions;
  RenderOptions renderOptions;
  MeasureOptions measureOptions;
  MasterOptions masterOptions;
  TargetsOptions targetsOptions;
  std::vector<double> selfTestRates;
  bool selfTestJson = false;
  ConvertOptions convertOptions;
  declareNew(app, newOptions, status);
  declareRender(app, renderOptions, status);
  declareMeasure(app, measureOptions, status);
  declareMaster(app, masterOptions, status);
  declareTargets(app, targetsOptions, status);
  declareSelfTest(app, selfTestRates, selfTestJson, status);
  declareConvert(app, convertOptions, status);
  CLI::App* params = app.add_subcommand("params", "Print every parameter with its range");
  params->add_flag("--json", json, "As JSON");
  params->callback([&] { status = runParams(json); });
  app.add_subcommand("schema", "Print the session document's JSON Schema")->callback([&] {
    status = runSchema();
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version end here too, with code 0.
    return app.exit(error) == 0 ? kExitOk : kExitUsage;
  }
  return status;
}

#include <algorithm>
#include <cstdio>
#include <optional>

#include "cli/commands.h"
#include "cli/file_dither.h"
#include "cli/input_file.h"
#include "cli/measure_file.h"
#include "cli/progress.h"
#include "cli/stem_files.h"
#include "cli/wav_output.h"
#include "render/offline_renderer.h"
#include "session/json_tree.h"
#include "session/loader.h"

namespace lathe::cli {
namespace {

std::optional<Session> readSession(const std::string& path, Report& report) {
  FormatFault fault;
  InputFile file;
  if (!file.open(path, fault)) {
    report.fault(path, fault);
    return std::nullopt;
  }
  // One byte more than a document may have, so that the loader can say so.
  std::string text(static_cast<size_t>(
                       std::min<int64_t>(file.size(), static_cast<int64_t>(kMaxDocumentBytes) + 1)),
                   '\0');
  text.resize(file.readAt(0, reinterpret_cast<uint8_t*>(text.data()), text.size()));
  LoadResult result = loadSession(text);
  for (const Fault& f : result.faults) report.fault(path, faultText(f));
  return std::move(result.session);
}

// False where a stem could not be read or the output not be written.
bool renderInto(OfflineRenderer& renderer, StemFiles& stems, WavOutput& output,
                const std::string& outputPath, Report& report) {
  Progress progress("Rendering");
  while (!renderer.done()) {
    for (const ReadRequest& request : renderer.plan()) {
      const auto stem = static_cast<size_t>(request.stem);
      if (!stems.files[stem]->read(request.byteOffset, request.bytes, request.destination)) {
        report.fault(stems.paths[stem], stems.files[stem]->fault());
        return false;
      }
    }
    const int frames = renderer.render();
    const double* const planar[] = {renderer.output(0), renderer.output(1)};
    if (!output.write(planar, frames)) {
      report.fault(outputPath, output.fault());
      return false;
    }
    progress.show(renderer.framesDone(), renderer.songFrames());
  }
  if (!output.finish()) {
    report.fault(outputPath, output.fault());
    return false;
  }
  return true;
}

void warn(const RenderOptions& options, const OfflineRenderer& renderer, const StemFiles& stems,
          const WavOutput& output, Report& report) {
  for (size_t i = 0; i < stems.paths.size(); ++i) {
    const int64_t samples =
        stems.nonFiniteSamples[i] + renderer.nonFiniteSamples(static_cast<int>(i));
    if (samples > 0) report.warning(stems.paths[i], nonFiniteText(samples));
  }
  if (renderer.badStrips() > 0) {
    report.warning(options.session, std::to_string(renderer.badStrips()) +
                                        " blocks of a strip overflowed and are silent. Lower the "
                                        "gains of its equaliser or compressor.");
  }
  const int64_t clipped = output.samplesBeyondFullScale();
  if (clipped > 0 && options.bits != "32f") {
    report.warning(options.output, std::to_string(clipped) +
                                       " samples go beyond full scale and are clipped. Lower the "
                                       "faders, turn the limiter on, or render with --bits 32f.");
  }
}

}  // namespace

int runRender(const RenderOptions& options) {
  Report report;
  const auto session = readSession(options.session, report);
  if (!session) return report.exitStatus();
  if (session->songFrames() == 0) {
    report.fault(options.session, "has no clips, so there is nothing to render. Add a stem first.");
    return report.exitStatus();
  }
  auto stems = openStems(*session, options.session, options.stemsFolder, report);
  if (!stems) return report.exitStatus();
  std::vector<std::string> inputs = stems->paths;
  inputs.push_back(options.session);
  if (replacesInput(options.output, inputs, report)) return report.exitStatus();
  OfflineRenderer renderer;
  if (!renderer.prepare(*session, stems->layouts())) {
    report.fault(options.session,
                 "is over the engine's limits. Use at most 128 mono or stereo tracks.");
    return report.exitStatus();
  }
  WavOutput output;
  const WavFormat format{encodingFromBits(options.bits), 2, static_cast<int>(session->sampleRate),
                         renderer.songFrames()};
  if (!output.open(options.output, format, ditherFromOption(options.dither, session->ditherSeed))) {
    report.fault(options.output, output.fault());
    return report.exitStatus();
  }
  if (!renderInto(renderer, *stems, output, options.output, report)) return report.exitStatus();
  warnOfOtherDither(options.output, options.dither, format, report);
  warn(options, renderer, *stems, output, report);
  // What is reported is read back from the disk, not remembered.
  const auto measured = measurePath(output.temporaryPath(), report);
  if (!measured) return report.exitStatus();
  if (!output.commit()) {
    report.fault(options.output, output.fault());
    return report.exitStatus();
  }
  std::printf("%s: %s, %s s\n", options.output.c_str(), measurementText(*measured).c_str(),
              fixedDecimal(measured->durationSeconds, 1).c_str());
  return report.exitStatus();
}

}  // namespace lathe::cli

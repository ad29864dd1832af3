#include <algorithm>
#include <cstdio>
#include <optional>

#include "cli/commands.h"
#include "cli/delivery_sink.h"
#include "cli/document_file.h"
#include "cli/file_dither.h"
#include "cli/finished_file.h"
#include "cli/measure_file.h"
#include "cli/progress.h"
#include "cli/source_file.h"
#include "cli/stem_files.h"
#include "render/offline_renderer.h"
#include "session/loader.h"

namespace lathe::cli {
namespace {

// False where a stem could not be read or the output not be written.
bool renderInto(OfflineRenderer& renderer, StemFiles& stems, DeliveryPass& pass, WavOutput& output,
                const std::string& outputPath, Report& report) {
  const FrameSink write = [&](const double* const* planar, int frames) {
    return output.write(planar, frames);
  };
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
    // None yet, while the latency is taken off: to the pass that would be the end.
    if (frames > 0 && !deliver(pass, planar, frames, write)) {
      report.fault(outputPath, output.fault());
      return false;
    }
    progress.show(renderer.framesDone(), renderer.totalFrames());
  }
  if (!deliverRest(pass, write) || !output.finish()) {
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
  if (clipped > 0 && output.format().encoding != OutputEncoding::F32) {
    report.warning(options.output.path,
                   std::to_string(clipped) +
                       " samples go beyond full scale and are clipped. Lower the "
                       "faders, turn the limiter on, or render with --bits 32f.");
  }
}

}  // namespace

int runRender(const RenderOptions& options) {
  Report report;
  const OutputOptions& to = options.output;
  const auto session = readDocument(options.session, loadSession, report);
  if (!session) return report.exitStatus();
  if (session->songFrames() == 0) {
    report.fault(options.session, "has no clips, so there is nothing to render. Add a stem first.");
    return report.exitStatus();
  }
  auto stems = openStems(*session, options.session, options.stemsFolder, report);
  if (!stems) return report.exitStatus();
  std::vector<std::string> inputs = stems->paths;
  inputs.push_back(options.session);
  if (replacesInput(to.path, inputs, report) || reportReplaces(to, inputs, report)) {
    return report.exitStatus();
  }
  OfflineRenderer renderer;
  if (!renderer.prepare(*session, stems->layouts())) {
    report.fault(options.session,
                 "is over the engine's limits. Use at most 128 mono or stereo tracks.");
    return report.exitStatus();
  }
  const auto rate = static_cast<int>(session->sampleRate);
  const DeliveryFormat delivery{rate, to.rate.value_or(rate), 2, renderer.totalFrames(),
                                masterCeilingDbtp(*session)};
  if (!isConvertible(options.session, rate, delivery.outRate, delivery.frames, report)) {
    return report.exitStatus();
  }
  DeliveryPass pass;
  pass.prepare(delivery, MixRenderer::kDefaultChunkFrames);
  WavOutput output;
  if (!output.open(to.path, wavFormatOf(to, pass, 2),
                   ditherFromOption(to.dither, session->ditherSeed))) {
    report.fault(to.path, output.fault());
    return report.exitStatus();
  }
  if (!renderInto(renderer, *stems, pass, output, to.path, report)) return report.exitStatus();
  warn(options, renderer, *stems, output, report);
  DeliveryAim aim;
  aim.ceilingDbtp = delivery.ceilingDbtp;
  const auto measured = completeFile(output, to, aim, OnMiss::Warn, report);
  if (!measured) return report.exitStatus();
  std::printf("%s: %s, %s s%s\n", to.path.c_str(), measurementText(*measured).c_str(),
              fixedDecimal(measured->durationSeconds, 1).c_str(),
              conversionText(pass, rate).c_str());
  return report.exitStatus();
}

}  // namespace lathe::cli

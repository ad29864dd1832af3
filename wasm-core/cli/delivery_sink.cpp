#include "cli/delivery_sink.h"

#include "cli/wav_output.h"

namespace lathe::cli {

bool deliver(DeliveryPass& pass, const double* const* planar, int frames, const FrameSink& sink) {
  const int made = pass.process(planar, frames);
  const double* const out[] = {pass.output(0), pass.output(1)};
  return made == 0 || sink(out, made);
}

bool deliverRest(DeliveryPass& pass, const FrameSink& sink) {
  while (!pass.done()) {
    if (!deliver(pass, nullptr, 0, sink)) return false;
  }
  return true;
}

WavFormat wavFormatOf(const OutputOptions& options, const DeliveryPass& pass, int channels) {
  return {encodingFromBits(options.bits), channels, pass.outRate(), pass.totalFrames()};
}

}  // namespace lathe::cli

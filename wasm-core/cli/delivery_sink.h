// What a delivery pass makes, handed on as it comes.
// Thread: main.
#pragma once

#include <functional>

#include "cli/commands.h"
#include "delivery/delivery_pass.h"
#include "formats/wav_writer.h"

namespace lathe::cli {

/// Takes planar frames; false where it cannot take more.
using FrameSink = std::function<bool(const double* const* planar, int frames)>;

/// Feeds the pass. False where the sink refuses.
bool deliver(DeliveryPass& pass, const double* const* planar, int frames, const FrameSink& sink);
/// The same with what is left once the master has ended.
bool deliverRest(DeliveryPass& pass, const FrameSink& sink);

/// The file that the pass is for.
WavFormat wavFormatOf(const OutputOptions& options, const DeliveryPass& pass, int channels);

}  // namespace lathe::cli

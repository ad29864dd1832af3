// The common cases of pcm_convert.h four samples at a time: mono and stereo,
// 16, 24 and 32 bits and float, into float. Same results as the scalar code,
// which takes whatever is left.
// Thread: any; no allocation.
#pragma once

#include <cstdint>

#include "formats/pcm_layout.h"

namespace lathe {

/// How far the lanes got; 0 frames where they have no code for the case.
struct PcmLanesDone {
  int64_t frames = 0;
  int64_t bytes = 0;
  int64_t nonFinite = 0;
};

/// As pcmToPlanar, for the first frames. Reads nothing beyond `frames` frames.
PcmLanesDone pcmLanesToPlanar(SampleEncoding encoding, int channels, const uint8_t* bytes,
                              int64_t frames, float* const* out) noexcept;

}  // namespace lathe

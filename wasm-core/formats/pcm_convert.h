// Interleaved bytes as files hold them -> planar samples. Integers divide by
// their full scale (S16: 32768), exactly in double and, up to 24 bits, in
// float. Samples that are not finite become 0 and are counted, so that no NaN
// ever enters the engine; what lies under 1e-15 becomes 0 as well, since
// denormals cost 65–175 times as much and WebAssembly cannot flush them.
// Thread: any; no allocation.
#pragma once

#include <cstdint>

#include "formats/pcm_layout.h"

namespace lathe {

/// Converts `frames` frames of `channels` channels at `bytes` (no alignment
/// needed) into `out[channel][0…frames)`. Returns how many samples were not
/// finite (as float: a double too large for one counts too).
int64_t pcmToPlanar(SampleEncoding encoding, int channels, const uint8_t* bytes, int64_t frames,
                    float* const* out) noexcept;
int64_t pcmToPlanar(SampleEncoding encoding, int channels, const uint8_t* bytes, int64_t frames,
                    double* const* out) noexcept;

}  // namespace lathe

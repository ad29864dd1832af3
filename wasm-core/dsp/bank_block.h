// One block of a bank: four lanes of audio, frame by frame, held like this
// from a strip's first stage to the panner. Lanes are four mono strips, or
// L R L R of two stereo strips.
// Thread: real-time.
#pragma once

#include "base/block.h"
#include "base/simd.h"

namespace lathe {

struct alignas(16) BankBlock {
  f32x4 frame[kBlockFrames];
};

}  // namespace lathe

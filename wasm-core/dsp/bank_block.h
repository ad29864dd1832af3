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

/// `work` on each frame of a block, of one array or of several side by side. A pointer is made for
/// four frames at a time: left alone, V8 takes three instructions for the address of each.
template <class Work, class... Frame>
LATHE_INLINE void eachFrame(Work work, Frame*... frames) noexcept {
  for (int n = 0; n < kBlockFrames; n += 4) {
    [&](Frame * ... at) __attribute__((always_inline)) {
      for (int i = 0; i < 4; ++i) work(at[i]...);
    }
    (keptPointer(frames + n)...);
  }
}

}  // namespace lathe

#include "dsp/bank_streams.h"

namespace lathe {

void applyStreamGain(const f32x4* gain, bool stereo, bool second, BankBlock& block) noexcept {
  f32x4* frames = block.frame;
  if (!stereo) {
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) frames[i] *= gain[i];
  } else if (!second) {
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) frames[i] *= twiceLow(gain[i]);
  } else {
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) frames[i] *= twiceHigh(gain[i]);
  }
}

}  // namespace lathe

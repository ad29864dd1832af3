#include "dsp/bank_streams.h"

namespace lathe {

void applyStreamGain(const f32x4* gain, bool stereo, bool second, BankBlock& block) noexcept {
  f32x4* frames = block.frame;
  if (!stereo) {
    eachFrame([](f32x4& x, f32x4 g) { x *= g; }, frames, gain);
  } else if (!second) {
    eachFrame([](f32x4& x, f32x4 g) { x *= twiceLow(g); }, frames, gain);
  } else {
    eachFrame([](f32x4& x, f32x4 g) { x *= twiceHigh(g); }, frames, gain);
  }
}

}  // namespace lathe

// What one block of the delay's loop needs to know, apart from its taps.
// Thread: real-time.
#pragma once

#include "effects/delay_effect.h"

namespace lathe {

/// Gains of both channels (lanes 0 and 1), straight between the block's edges.
struct DelayEffect::Controls {
  enum { Own, Other, Same, Crossed, Drive, kCount };
  f32x4 value[kCount], step[kCount];
};

/// Delays at every frame, in frames.
struct DelayEffect::MovingTaps {
  bool fading = false;
  double delay[2][kBlockFrames];
  double oldDelay[2][kBlockFrames];  ///< while fading
  float fade[kBlockFrames];
};

}  // namespace lathe

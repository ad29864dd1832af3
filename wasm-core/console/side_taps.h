// What is heard or measured beside the mix, which goes on as it is: the sum of
// the soloed strips, after or before their faders (after- and pre-fader listen),
// and one strip that is measured on demand. Listening and metering only: never
// part of a document or a render.
// Thread: real-time.
#pragma once

#include <array>

#include "base/block.h"
#include "base/simd.h"

namespace lathe {

class Strip;

/// How solo is heard: in place, by silencing the rest of the mix; or instead of the mix, as each
/// soloed strip leaves its fader and pan, or as it comes to them.
enum class SoloMode : int { InPlace, AfterFader, PreFader, Count };

struct SideTaps {
  std::array<f64x2, kBlockFrames> listen;
  std::array<f64x2, kBlockFrames> probe;
  SoloMode soloMode = SoloMode::InPlace;
  bool listening = false;         ///< a strip is heard beside the mix, or its end is
  const Strip* probed = nullptr;  ///< measured; null: none
  bool preFaderMeters = false;    ///< of strips' meters and the probe

  void clear() noexcept {
    if (listening) listen.fill(f64x2::zero());
    if (probed != nullptr) probe.fill(f64x2::zero());
  }
};

}  // namespace lathe

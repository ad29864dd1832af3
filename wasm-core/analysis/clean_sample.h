// The door of measures that add samples up: NaN or infinity would stay in a sum
// for ever.
// Thread: any (pure function).
#pragma once

#include "base/math.h"

namespace lathe {

/// 0 for what is not finite.
template <typename Sample>
double cleaned(Sample sample) noexcept {
  const double x = static_cast<double>(sample);
  return math::isFinite(x) ? x : 0.0;
}

}  // namespace lathe

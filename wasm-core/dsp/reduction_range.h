// The most that a stage may reduce, approached softly: a quadratic knee of one
// log2 unit (6 dB), or of the range where that is narrower, into the range.
// Thread: any (pure functions).
#pragma once

#include "base/simd.h"

namespace lathe {

/// Reduction and range in log2 units, 0 and up; f32x4 or f64x2.
template <class Lanes>
LATHE_INLINE Lanes limitToRange(Lanes reduction, Lanes range) {
  const Lanes knee = min(range, Lanes::splat(1.0f));
  const Lanes over = max(reduction - (range - Lanes::splat(0.5f) * knee), Lanes::zero());
  const Lanes inKnee = min(over, knee);
  const Lanes bend = Lanes::splat(0.5f) / max(knee, Lanes::splat(1e-6f));
  return (reduction - over) + (inKnee - bend * (inKnee * inKnee));
}

/// The larger of a pair's two, in both; NaN on the left counts as nothing.
LATHE_INLINE f32x4 pairMaximum(f32x4 x) {
  return max(twiceLow(evenLanes(x, x)), twiceLow(oddLanes(x, x)));
}

}  // namespace lathe

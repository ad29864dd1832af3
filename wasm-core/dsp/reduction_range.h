// The most that a stage may reduce, approached softly: a quadratic knee of one
// log2 unit (6 dB), or of the range where that is narrower, into the range.
// Thread: any (pure functions).
#pragma once

#include "base/simd.h"

namespace lathe {

/// Reduction and range in log2 units, 0 and up.
LATHE_INLINE f32x4 limitToRange(f32x4 reduction, f32x4 range) {
  const f32x4 knee = min(range, f32x4::splat(1.0f));
  const f32x4 over = max(reduction - (range - f32x4::splat(0.5f) * knee), f32x4::zero());
  const f32x4 inKnee = min(over, knee);
  const f32x4 bend = f32x4::splat(0.5f) / max(knee, f32x4::splat(1e-6f));
  return (reduction - over) + (inKnee - bend * (inKnee * inKnee));
}

/// The larger of a pair's two, in both; NaN on the left counts as nothing.
LATHE_INLINE f32x4 pairMaximum(f32x4 x) {
  return max(twiceLow(evenLanes(x, x)), twiceLow(oddLanes(x, x)));
}

}  // namespace lathe

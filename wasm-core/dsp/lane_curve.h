// Four lanes' cubic curves over one block (see base/smoother.h), evaluated
// frame by frame: for gains that glide.
// Thread: real-time.
#pragma once

#include "base/simd.h"
#include "base/smoother.h"

namespace lathe {

struct LaneCurve {
  f32x4 c0 = f32x4::zero(), c1 = f32x4::zero(), c2 = f32x4::zero(), c3 = f32x4::zero();

  /// A lane whose segment is constant gives c0, to the bit, for every u.
  void setLane(int lane, const CubicSegment& s) noexcept {
    c0.set(lane, static_cast<float>(s.c0));
    c1.set(lane, static_cast<float>(s.c1));
    c2.set(lane, static_cast<float>(s.c2));
    c3.set(lane, static_cast<float>(s.c3));
  }
  /// No lane moves.
  bool rests() const noexcept { return !any((abs(c1) + abs(c2)) + abs(c3) > f32x4::zero()); }
  /// `u` is frame/128.
  LATHE_INLINE f32x4 at(f32x4 u) const noexcept { return c0 + u * (c1 + u * (c2 + u * c3)); }
};

}  // namespace lathe

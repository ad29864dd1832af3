// Two bands of the exciter that lie below a 36th of the sample rate (1.2 kHz at
// 44.1 kHz), 2× oversampled (dsp/oversampler.h) and shaped sample by sample: what a
// curve makes of them that comes back below 20 kHz is of the 55th order and more,
// and 100 dB under a tone of 0 dBFS driven by 20 dB.
//
//   in ── mid or side ── ×2 ─┬─ drive ── curve ── level ─┬─ share ── left and right ── out
//                            └──────────────────────── − ┘
//
// In float32 for the reason there. Its frames join those of the other bands on their
// way down. A lane's result does not depend on the others.
// Thread: real-time.
#pragma once

#include "dsp/oversampler.h"
#include "master/exciter/exciter_lanes.h"

namespace lathe {

class LowExciterBank {
 public:
  static constexpr int kBands = ExciterLanes::kBands;

  void reset() noexcept;
  /// What is added at twice the rate, laid out as ExciterBank's.
  void excite(ExciterLanes::Bands bands, ExciterLanes::Blocks blocks,
              TwiceFrames<f32x4>& frames) noexcept;

 private:
  using Terms = f32x4[ShaperCurve::kTerms];
  /// f(x) between the knees, the bias counted in.
  struct Curve {
    Terms term;
    f32x4 low, high, bias;
  };
  static f32x4 valueOf(const Curve& curve, f32x4 x) noexcept;
  template <bool kGliding>
  void shapeBlock(f32x4* frames, int first) const noexcept;
  void setCurve(int lane, const ShaperCurve& curve) noexcept;

  ExciterLanes lanes_;
  LowOversampler2x<f32x4> oversampler_;
  Curve curve_;
};

}  // namespace lathe

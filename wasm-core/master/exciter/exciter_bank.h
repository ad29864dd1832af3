// Two bands of the exciter (exciter_lanes.h) in the four lanes of one vector: the
// harmonics of the saturation's curves (dsp/shaper_curve.h), 4× oversampled
// (dsp/oversampler.h), with second-order antiderivative antialiasing
// (dsp/lane_shaper.h).
//
//   in ── mid or side ── ×4 ─┬─ drive ── curve ── level ─┬─ share ── left and right ── out
//                            └─ mean of three ────────── − ┘
//
// In float32: what comes out is the difference that the curve makes, to be added to
// a band that stays in double, so that its rounding lies under −150 dB of the band.
// A lane's result does not depend on the others.
// Thread: real-time.
#pragma once

#include "dsp/lane_shaper.h"
#include "dsp/oversampler.h"
#include "master/exciter/exciter_lanes.h"

namespace lathe {

class ExciterBank {
 public:
  using Work = Oversampler4x<f32x4>::Work;
  static constexpr int kBands = ExciterLanes::kBands;
  static constexpr int kFrames = Oversampler4x<f32x4>::kFrames;
  static constexpr int kLatencyFrames = Oversampler4x<f32x4>::kLatencyFrames;

  void reset() noexcept;
  /// What is added at four times the rate, kFrames within `work`, a band's left and right beside
  /// the other's. What an empty place held last has gone after two blocks.
  f32x4* excite(ExciterLanes::Bands bands, ExciterLanes::Blocks blocks, Work& work) noexcept;

 private:
  template <bool kGliding>
  void shapeBlock(f32x4* frames) noexcept;

  ExciterLanes lanes_;
  Oversampler4x<f32x4> oversampler_;
  LaneShaper shaper_;
  f32x4 z1_, z2_;  ///< last two at four times the rate
};

}  // namespace lathe

// Two bands of the exciter, both sides of each, in the four lanes of one vector:
// the harmonics of the saturation's curves (dsp/shaper_curve.h), 4× oversampled
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
#include "master/exciter/exciter_band.h"
#include "master/stereo_block.h"

namespace lathe {

class ExciterBank {
 public:
  using Work = Oversampler4x<f32x4>::Work;
  static constexpr int kBands = 2;
  static constexpr int kFrames = Oversampler4x<f32x4>::kFrames;
  static constexpr int kLatencyFrames = Oversampler4x<f32x4>::kLatencyFrames;

  void reset() noexcept;
  /// What is added at four times the rate, kFrames within `work`. Where a place is empty its band
  /// is null; what it held last has gone after two blocks.
  f32x4* excite(const ExciterBand* const (&bands)[kBands],
                const StereoBlock* const (&blocks)[kBands], Work& work) noexcept;
  /// Those frames, or their sum with another bank's, to kBlockFrames: both bands' sum.
  void down(Work& work, StereoBlock& added) noexcept;

 private:
  void take(int place, const ExciterBand& band) noexcept;
  template <bool kGliding>
  void shapeBlock(f32x4* frames) noexcept;

  bool loaded_[kBands] = {};  ///< the place has a curve
  SaturationCharacter character_[kBands] = {};
  Oversampler4x<f32x4> oversampler_;
  LaneShaper shaper_;
  LaneCurve drive_, level_, share_;  ///< of the block
  bool gliding_ = false, turns_ = false;
  f32x4 straight_, crossed_;  ///< from the channels that are excited to left and right
  f32x4 z1_, z2_;             ///< last two at four times the rate
};

}  // namespace lathe

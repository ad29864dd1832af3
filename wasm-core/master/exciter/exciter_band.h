// One band of the exciter: the harmonics of one of the saturation's curves
// (dsp/shaper_curve.h), made from one band of the programme and added to it; 4×
// oversampled (dsp/oversampler.h), with second-order antiderivative antialiasing.
//
//   in ─┬─ mid or side ── ×4 ─┬─ drive ── curve ── level ─┬─ share ── ÷4 ── DC off ─┐
//       │                     └─ mean of three ────────── − ┘                       │
//       └─ delay ───────────────────────────────────────────────────────────────── + ── out
//
// What is added is the difference that the curve makes, so the band's linear
// part never goes through the oversampler. The curve's level is that of a −18
// dBFS RMS programme (programmeGain). share = mix · (1 − 10^(−amountDb/20)), so
// that 0 dB adds nothing and each dB more adds a little more.
//
// Amount and mix glide over 20 ms; character and channels change while the share
// is at nothing, 20 ms down and up.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "dsp/antiderivative_shaper.h"
#include "dsp/oversampler.h"
#include "master/exciter/exciter_settings.h"
#include "master/stereo_block.h"

namespace lathe {

class ExciterBand {
 public:
  static constexpr int kLatencyFrames = Oversampler4x<f64x2>::kLatencyFrames;

  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  void set(const ExciterBandSettings& settings, bool snap) noexcept;
  void process(StereoBlock& block) noexcept;

 private:
  void aimAll(bool snap) noexcept;
  void changeCurve() noexcept;
  void advance() noexcept;
  bool silent() const noexcept;
  void shapeBlock(f64x2* frames) noexcept;
  void addTo(StereoBlock& block) noexcept;

  ExciterBandSettings settings_;
  SaturationCharacter character_ = SaturationCharacter::Warm;  ///< at work
  ExciterChannels channels_ = ExciterChannels::Stereo;         ///< at work
  bool switching_ = false, waking_ = false, asleep_ = true;
  int restBlocks_ = 0;  ///< in a row that added nothing
  ParamSmoother drive_, level_, share_;
  ShaperLanes lanes_;
  f64x2 bias_ = f64x2::zero(), atBias_ = f64x2::zero();  ///< operating point, and the curve there
  ShaperState state_;
  f64x2 z1_, z2_;  ///< last two at four times the rate
  Oversampler4x<f64x2> oversampler_;
  double dcFactor_ = 0.0;
  f64x2 dc_;
  f64x2 dry_[kLatencyFrames + kBlockFrames];
};

}  // namespace lathe

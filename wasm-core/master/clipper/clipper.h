// The master's clipper, before the limiter: what is beyond a threshold is cut
// off, along a soft knee, 4× oversampled (dsp/stereo_oversampler.h) with
// second-order antiderivative antialiasing (knee_excess.h).
//
//   in ─┬─ ×4 ── excess over the knee ── ÷4 ──┐
//       └─ delay ──────────────────────────── − ── out
//
// Only the excess goes through the oversampler, so what stays under the knee is
// the input to the bit, and single precision will do there: its rounding stays
// below −130 dB of full scale, and comes only with what is clipped. Of the excess, what lies above
// 0.46 of the sample rate is not taken off, and harmonics there do not come about: a tone of more
// than a sixth of the rate leaves up to 2.1 dB over the threshold (4/π, a square wave's
// fundamental). The limiter behind it catches that.
//
// Threshold and knee glide over 20 ms. Input that is not finite, or beyond
// +180 dBFS, counts as silence. Latency: 64 frames at every rate and setting.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "dsp/stereo_oversampler.h"
#include "master/clipper/clipper_settings.h"
#include "master/clipper/knee_excess.h"
#include "master/stereo_block.h"

namespace lathe {

class Clipper {
 public:
  static constexpr int kLatencyFrames = 64;  ///< of up, shaper and down together

  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  void set(const ClipperSettings& settings, bool snap) noexcept;
  void process(StereoBlock& block) noexcept;
  int latencyFrames() const noexcept { return kLatencyFrames; }
  static size_t heapBytes(double) noexcept { return 0; }
  /// Of the last block's loudest peak, at four times the rate: what was cut off it, in dB, >= 0.
  double clippedDb() const noexcept { return clippedDb_; }

 private:
  Knee kneeAt(double u) const noexcept;
  bool shape(const float* frames, StereoDown4x::Work& excess) noexcept;
  void shapeGliding(const Knee& from, const Knee& to, const f64x2* in, f64x2* out) const noexcept;
  void note(f64x2 peak) noexcept;

  ClipperSettings settings_;
  ParamSmoother log2Level_, knee_;  ///< of the threshold; the knee's share of it
  StereoUp4x up_;
  StereoDown4x down_;
  f64x2 x1_, x2_;        ///< the last two samples at four times the rate
  int quietBlocks_ = 0;  ///< in a row without excess
  double clippedDb_ = 0.0;
  f64x2 dry_[kLatencyFrames + kBlockFrames];
};

}  // namespace lathe

// True-peak limiter, character Clean: an 8× detector decides the gain each
// sample may have; a moving minimum holds it over the look-ahead and at least
// 12 ms (half a period of 42 Hz, so that bass is not modulated by its own
// wave); a release in two stages lets go, quickly after a single hit, slowly
// after sustained limiting; three boxes smooth it; the delayed signal is
// multiplied by it. Each step only ever lowers the gain at a peak, so the
// ceiling holds by construction, but for the interpolator's own error and what
// the moving gain adds between samples: 0.15 dB are kept in hand for those.
// Left and right share one gain.
// Units: ms, dBTP, frames. Thread: `prepare` off the real-time thread; the rest
// real-time safe.
#pragma once

#include <vector>

#include "base/block.h"
#include "master/box_cascade.h"
#include "master/moving_minimum.h"
#include "master/two_stage_release.h"
#include "meters/interpolator.h"

namespace lathe {

class TruePeakLimiter {
 public:
  static constexpr double kMaxLookAheadMs = 10.0;
  static constexpr double kMinHoldMs = 12.0;
  static constexpr double kMarginDb = 0.15;

  void prepare(double sampleRate);
  /// Clears all state; settings stay.
  void reset() noexcept;
  /// Changes the latency, so it also resets.
  void setLookAheadMs(double lookAheadMs) noexcept;
  void setCeilingDbtp(double ceilingDbtp) noexcept;
  /// After a single peak 37 % of the reduction is left after this time.
  void setReleaseMs(double releaseMs) noexcept;
  /// kBlockFrames each. Finite input only.
  void process(const double* left, const double* right, double* outLeft, double* outRight) noexcept;
  /// Output frame n + latency is input frame n.
  int latencyFrames() const noexcept { return latencyFrames_; }
  /// Frames of input after a reset until the delay is filled and every gain rests on real input.
  int warmUpFrames() const noexcept { return latencyFrames_ + holdFrames_; }
  /// The latency that a look-ahead gives at a rate.
  static int latencyFrames(double sampleRate, double lookAheadMs) noexcept;
  /// Lowest gain applied in the last block, linear, <= 1.
  double minimumGain() const noexcept { return minimumGain_; }

 private:
  void detect(const double* left, const double* right) noexcept;
  void computeGains() noexcept;
  int lookAheadFrames() const noexcept;

  double sampleRate_ = 48000.0;
  double lookAheadMs_ = 5.0, ceilingDbtp_ = -1.0;
  double ceiling_ = 1.0;  // linear, margin taken off
  int latencyFrames_ = 0, holdFrames_ = 1;
  const Interpolator8x* interpolator_ = nullptr;
  MovingMinimum hold_;
  TwoStageRelease release_;
  BoxCascade boxes_;
  int restFrames_ = 0;  // since anything last asked for less than full gain
  double minimumGain_ = 1.0;
  std::vector<double> delay_;  // L R interleaved, a power of two of frames
  int delayMask_ = 0, delayPosition_ = 0;
  bool over_ = false;  // some gap of the block exceeds the ceiling
  alignas(16) float window_[2][Interpolator8x::kWindow];
  alignas(16) float peaks_[2][kBlockFrames];
  alignas(16) double gain_[kBlockFrames];
};

}  // namespace lathe

// The gain by which one signal is as loud as another: the square root of the
// ratio of their K-weighted powers (ITU-R BS.1770), averaged from the moment it
// is asked for, over 3 s at most. What is softer than −70 LUFS says nothing of
// loudness and leaves the gain where it is.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include "base/block.h"
#include "base/simd.h"
#include "meters/k_weighting.h"

namespace lathe {

class LoudnessMatch {
 public:
  void prepare(double sampleRate) noexcept;
  /// Nothing measured: a gain of 1.
  void reset() noexcept;
  /// kBlockFrames of each, left and right as the lanes; finite.
  void measure(const f64x2* signal, const f64x2* reference) noexcept;

  /// What makes the signal as loud as the reference, within ±24 dB: at frame u·kBlockFrames of the
  /// block that was measured last.
  double gain(double u) const noexcept { return before_ + u * (gain_ - before_); }

 private:
  /// One biquad's state, transposed direct form II.
  struct Biquad {
    f64x2 first = f64x2::zero(), second = f64x2::zero();
    f64x2 step(const BiquadCoefficients& c, f64x2 x) noexcept;
    void clean() noexcept;
  };
  struct Weighting {
    Biquad shelf, highPass;
  };
  double weightedPower(Weighting& state, const f64x2* frames) noexcept;

  KWeightingCoefficients coefficients_{};
  Weighting signal_, reference_;
  double signalPower_ = 0.0, referencePower_ = 0.0;  ///< means
  int blocks_ = 0, mostBlocks_ = 1;                  ///< averaged
  double before_ = 1.0, gain_ = 1.0;                 ///< as the last block began and ended
};

}  // namespace lathe

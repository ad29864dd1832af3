// The 8× interpolator that decides what a true peak is, shared by the meter and
// the limiter's detector: a Kaiser-windowed sinc of 64 taps a phase, flat to
// 0.475 fs, in f32 (error under 1e-6 of full scale).
//
// Most gaps between samples need no interpolation at all. Take from each phase
// the linear interpolation that leaves a remainder of zero sum and zero first
// moment; the remainder is then a short filter q over the signal's second
// difference, and |y| <= (|a| + |b|) max(|x0|, |x1|) + |q|₁ max|Δ²x|. Music is
// smooth at this scale, so the bound is tight, and wherever it stays under the
// level that matters the gap is skipped without changing the result.
// Thread: `interpolator8x` and `interpolatorItu` build their tables on first use,
// so call them from `prepare`; the rest is real-time safe.
#pragma once

#include <array>

#include "base/block.h"

namespace lathe {

/// Polyphase interpolator over windows of `Taps` samples; gap i of a window lies between samples
/// i + Taps/2 − 1 and i + Taps/2.
template <int Taps, int Phases>
class GapInterpolator {
 public:
  static constexpr int kTaps = Taps;
  static constexpr int kPhases = Phases;
  static constexpr int kHistory = Taps - 1;          ///< samples a window holds before new ones
  static constexpr int kWindow = kHistory + kBlockFrames;

  /// `phase[p][k]` multiplies sample i + k of gap i.
  explicit GapInterpolator(const std::array<std::array<double, Taps>, Phases>& phase) noexcept;

  /// Highest |y| of the window's kBlockFrames gaps, samples included, or `held` where that is more.
  float maximum(const float* window, float held) const noexcept;
  /// For each of the kBlockFrames gaps, the highest |y| in it where that exceeds `threshold`;
  /// elsewhere some value not above `threshold`. True if any exceeds it.
  bool gapPeaks(const float* window, float threshold, float* peaks) const noexcept;
  /// Bound factors, for the tests: |y| <= linear · local maximum + curvature · max|Δ²x|.
  double linearBound() const noexcept { return linearBound_; }
  double curvatureBound() const noexcept { return curvatureBound_; }

 private:
  alignas(16) float taps_[Phases][Taps];
  double linearBound_, curvatureBound_;
};

using Interpolator8x = GapInterpolator<64, 8>;
using InterpolatorItu = GapInterpolator<12, 4>;

/// Phase 0 is the sample itself; phases 1…7 lie an eighth apart.
const Interpolator8x& interpolator8x() noexcept;
/// ITU-R BS.1770-5 Annex 2, order 48, 4 phases.
const InterpolatorItu& interpolatorItu() noexcept;

}  // namespace lathe

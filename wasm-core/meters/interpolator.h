// Interpolation between samples, shared by the true-peak meter and the
// limiter's detector. The deciding one is 8×: a Kaiser-windowed sinc of 128
// taps a phase, flat to 0.48 fs, in f32 (rounding under 1e-6 of full scale). Beside it
// stands the 4×, 48-tap filter of ITU-R BS.1770-5 Annex 2.
//
// Most gaps between samples need no interpolation at all. Take from each phase
// the linear interpolation a·x0 + b·x1 that leaves a remainder of zero sum and
// zero first moment; the remainder is then a short filter q over the signal's
// second difference, and |y| <= (|a| + |b|)·max(|x0|, |x1|) + Σ|q|·|Δ²x|. Music is
// smooth at this scale, so the bound is tight, and wherever it stays under the
// level that matters the gap is skipped without changing the result.
// Thread: `interpolator8x` and `interpolatorItu` build their tables on first use,
// so call them from `prepare`; the rest is real-time safe.
#pragma once

#include <array>

#include "base/block.h"
#include "base/simd.h"

namespace lathe {

/// Works on windows of Taps − 1 old samples and kBlockFrames new ones. Gap i of a window lies
/// between its samples i + Taps/2 − 1 and i + Taps/2. The phases are mirror images in pairs (first
/// and last, second and last but one…), an odd one in the middle being its own. With `WithSamples`
/// the sample that opens the gap counts as well.
template <int Taps, int Phases, bool WithSamples>
class GapInterpolator {
 public:
  static constexpr int kTaps = Taps;
  static constexpr int kPhases = Phases;
  static constexpr int kHistory = Taps - 1;
  static constexpr int kWindow = kHistory + kBlockFrames;
  /// Frames by which a gap's interpolation lags its opening sample.
  static constexpr int kLookAhead = Taps / 2;
  using PhaseTable = std::array<std::array<double, Taps>, Phases>;

  /// `phases[p][k]` multiplies sample i + k of gap i.
  explicit GapInterpolator(const PhaseTable& phases) noexcept;

  /// The highest |y| of the window's kBlockFrames gaps, or `held` where that is more.
  float maximum(const float* window, float held) const noexcept;
  /// For each of the window's kBlockFrames gaps: the highest |y| in it where that exceeds
  /// `threshold`, elsewhere some value not above it. True if any exceeds it.
  bool gapPeaks(const float* window, float threshold, float* peaks) const noexcept;

 private:
  static constexpr int kGroup = 8;  // gaps judged together
  static constexpr int kGroups = kBlockFrames / kGroup;
  static constexpr int kReach = (Taps + 2 * kGroup - 3) / kGroup;  // chunks of 8 a bound covers
  static constexpr int kPairs = Phases / 2;
  static constexpr bool kCentre = Phases % 2 == 1;

  /// bound[g] is not under any |y| of the gaps 8g…8g + 7.
  void groupBounds(const float* window, float* bounds) const noexcept;
  /// Highest |y| of the four gaps from `window` on.
  f32x4 fourGaps(const float* window) const noexcept;

  // Of pair j, even part (h + mirrored)/2 and odd part (h − mirrored)/2, over half the taps.
  alignas(16) f32x4 even_[kPairs][Taps / 2];
  alignas(16) f32x4 odd_[kPairs][Taps / 2];
  alignas(16) f32x4 centre_[Taps / 2];
  float linearBound_;
  std::array<float, kReach> curvatureBound_;  // of each chunk of second differences
};

using Interpolator8x = GapInterpolator<128, 7, true>;
using InterpolatorItu = GapInterpolator<12, 4, false>;

/// Phases an eighth of a sample apart.
const Interpolator8x& interpolator8x() noexcept;
/// Tap k of phase p (1…7 eighths) of the 8× interpolator, for its tests.
double interpolator8xTap(int phase, int k) noexcept;
const InterpolatorItu& interpolatorItu() noexcept;

}  // namespace lathe

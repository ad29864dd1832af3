// Which filters take one sample rate to another, and which pairs of rates are
// refused.
//
// One stage changes the rate by the reduced ratio and is strict: it passes what
// lies below 0.465 of the lower rate (20.5 kHz at 44.1 kHz) within 0.1 dB, and
// stops everything from half the lower rate on, so that nothing is folded back
// and no image is left. Where the rates lie more than an octave apart, halvings
// before it (or doublings after it) do most of the work with filters that may be
// short, because the strict stage takes away what they leave.
//
// Source: Crochiere and Rabiner, "Multirate Digital Signal Processing", 1983,
// chapters 4 and 5; the window's edges as base/kaiser.h.
// Units: Hz. Thread: any (pure functions; they allocate).
#pragma once

#include <cstdint>
#include <vector>

namespace lathe {

inline constexpr int kLowestConvertedRate = 8000;
inline constexpr int kHighestConvertedRate = 384000;
/// The pass band ends here, as a share of the lower of the two rates.
inline constexpr double kPassBandShare = 0.465;

enum class RateRefusal : int {
  None,
  OutOfRange,    ///< a rate below kLowestConvertedRate or above kHighestConvertedRate
  RatioTooFine,  ///< the reduced ratio needs more phases than a table may have
};

/// One change of rate by up/down (without common factors), with a Kaiser-windowed sinc.
struct RateStage {
  int up = 1;
  int down = 1;
  /// Input frames that one output frame is made of; a multiple of 4.
  int taps = 0;
  /// Half-way down, in cycles a frame of the input.
  double cutoff = 0.5;
};

struct RatePlan {
  RateRefusal refusal = RateRefusal::None;
  /// In the order of the signal; empty for equal rates and where refused.
  std::vector<RateStage> stages;
};

RatePlan planRates(int inRate, int outRate);

/// How long `inFrames` are after conversion: to the nearest frame, halves up.
int64_t convertedFrames(int64_t inFrames, int inRate, int outRate);

}  // namespace lathe

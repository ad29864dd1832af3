// The coefficients of one change of rate: a Kaiser-windowed sinc, cut into as
// many phases as there are places an output frame can have between two input
// frames. Phase p of `up`, read backwards, is phase up − p, so that only half of
// them are kept. Every phase adds up to 1: a constant comes out as it went in.
// Units: input frames. Thread: any; the constructor allocates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/kaiser.h"
#include "rates/rate_plan.h"

namespace lathe {

/// What every stage's stop band is held under: several stages, and the images of each, add up to
/// less than −150 dB.
inline constexpr double kStageAttenuationDb = 168.0;
inline constexpr double kStageBeta = kaiserBeta(kStageAttenuationDb);

class PhaseTable {
 public:
  explicit PhaseTable(const RateStage& stage);

  /// The output frame lies phase/up of a frame after the input frame of tap taps/2 − 1.
  /// For a phase up to up/2, its taps in order; beyond, those of up − phase, to be read backwards.
  /// Before and after each row stand `padding()` zeros.
  const double* row(int phase) const noexcept {
    const int kept = isMirrored(phase) ? up_ - phase : phase;
    return rows_.data() + padding_ + static_cast<size_t>(kept) * (taps_ + padding_);
  }
  bool isMirrored(int phase) const noexcept { return 2 * phase > up_; }
  /// A multiple of 4, at least as many frames as lie between two output frames.
  int padding() const noexcept { return static_cast<int>(padding_); }

  static int64_t coefficients(const RateStage& stage) {
    return (int64_t{stage.up} / 2 + 1) * stage.taps;
  }

 private:
  int up_;
  size_t taps_;
  size_t padding_;
  std::vector<double> rows_;
};

}  // namespace lathe

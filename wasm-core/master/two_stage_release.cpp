#include "master/two_stage_release.h"

#include "base/math.h"

namespace lathe {
namespace {

// The slow store must charge no faster than the fast one falls, or their sum
// could rise above what was ever asked for; and never so fast that the hold of a
// single peak (12 ms) would charge it, or short releases would not be true.
constexpr double kChargeRatio = 3.0;
constexpr double kShortestChargeMs = 300.0;
constexpr double kSlowRatio = 4.0;

}  // namespace

void TwoStageRelease::set(double sampleRate, double releaseMs) noexcept {
  const double frames = releaseMs * 0.001 * sampleRate;
  fastDecay_ = math::exp(-1.0 / frames);
  slowDecay_ = math::exp(-1.0 / (kSlowRatio * frames));
  const double chargeMs = math::clamp(kChargeRatio * releaseMs, kShortestChargeMs, 1e9);
  charge_ = 1.0 - math::exp(-1.0 / (chargeMs * 0.001 * sampleRate));
}

}  // namespace lathe

#include "master/two_stage_release.h"

#include "base/math.h"

namespace lathe {
namespace {

// The slow store must charge no faster than the fast one falls, or their sum
// could rise above what was ever asked for.
constexpr double kChargeRatio = 3.0;
constexpr double kSlowRatio = 8.0;

}  // namespace

void TwoStageRelease::set(double sampleRate, double releaseMs) noexcept {
  const double frames = releaseMs * 0.001 * sampleRate;
  fastDecay_ = math::exp(-1.0 / frames);
  slowDecay_ = math::exp(-1.0 / (kSlowRatio * frames));
  charge_ = 1.0 - math::exp(-1.0 / (kChargeRatio * frames));
}

}  // namespace lathe

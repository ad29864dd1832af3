#include "master/limiter/two_stage_release.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kShortestChargeMs = 300.0;

double framesOf(double ms, double sampleRate) noexcept { return ms * 0.001 * sampleRate; }

}  // namespace

StoreTimes storeTimesOf(double releaseMs, double slowRatio, double chargeRatio) noexcept {
  return {releaseMs, slowRatio * releaseMs,
          math::clamp(chargeRatio * releaseMs, kShortestChargeMs, 1e9)};
}

void TwoStageRelease::set(double sampleRate, const StoreTimes& times) noexcept {
  fastDecay_ = math::exp(-1.0 / framesOf(times.fastMs, sampleRate));
  slowDecay_ = math::exp(-1.0 / framesOf(times.slowMs, sampleRate));
  charge_ = 1.0 - math::exp(-1.0 / framesOf(times.chargeMs, sampleRate));
}

}  // namespace lathe

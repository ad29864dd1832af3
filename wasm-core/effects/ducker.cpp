#include "effects/ducker.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kAttackMs = 5.0, kHoldMs = 10.0, kSmoothingMs = 20.0;
constexpr double kNoneBelowDb = -50.0, kAllFromDb = -20.0;
constexpr double kLoudest = 10.0;  // more counts as this

}  // namespace

void Ducker::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  holdRuns_ = static_cast<int>(math::clamp(kHoldMs * 0.001 * sampleRate / kRun, 1.0, 1e6));
  depth_.prepare(sampleRate, kSmoothingMs);
  set(0.0, 250.0, true);
  reset();
}

void Ducker::reset() noexcept {
  peak_ = share_ = 0.0;
  gain_ = 1.0;
  held_ = 0;
}

void Ducker::set(double duckDb, double releaseMs, bool snap) noexcept {
  snap ? depth_.snap(duckDb) : depth_.setTarget(duckDb);
  const auto constantOf = [&](double ms) {
    return 1.0 - math::exp(-kRun / (ms * 0.001 * sampleRate_));
  };
  attack_ = constantOf(kAttackMs);
  release_ = constantOf(math::clamp(releaseMs, 1.0, 10000.0));
}

bool Ducker::process(const float* left, const float* right, float* gains) noexcept {
  const CubicSegment& depth = depth_.advance();
  if (depth.constant && depth.c0 <= 0.0) {
    reset();
    return false;
  }
  for (int run = 0; run < kBlockFrames; run += kRun) {
    f32x4 largest = f32x4::zero();
    for (int i = run; i < run + kRun; i += 4) {
      // `largest` second, so that NaN counts as nothing.
      largest = max(max(abs(f32x4::load(left + i)), abs(f32x4::load(right + i))), largest);
    }
    double peak = 0.0;
    for (int lane = 0; lane < 4; ++lane) {
      const double x = static_cast<double>(largest.get(lane));
      if (x > peak) peak = x;
    }
    if (peak > kLoudest) peak = kLoudest;
    if (peak >= peak_ || --held_ <= 0) {
      peak_ = peak;
      held_ = holdRuns_;
    }
    const double asked =
        math::clamp((math::gainToDb(peak_) - kNoneBelowDb) / (kAllFromDb - kNoneBelowDb), 0.0, 1.0);
    share_ += (asked > share_ ? attack_ : release_) * (asked - share_);
    if (share_ < 1e-9) share_ = 0.0;
    const double u = static_cast<double>(run + kRun) / kBlockFrames;
    const double gain = math::dbToGain(-depth.at(u) * share_);
    const double step = (gain - gain_) / kRun;
    for (int i = 0; i < kRun; ++i) gains[run + i] = static_cast<float>(gain_ + step * (i + 1));
    gain_ = gain;
  }
  return true;
}

}  // namespace lathe

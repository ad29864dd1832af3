#include "master/stereo/correlation_meter.h"

#include "base/math.h"
#include "dsp/gain_smoothing.h"

namespace lathe {
namespace {

constexpr double kSilentPower = 1e-7;  // −70 dBFS

}  // namespace

void CorrelationMeter::prepare(double sampleRate) noexcept {
  const double blockRate = sampleRate / kBlockFrames;
  keep_ = 1.0 - smoothingCoefficient(kMeanMs, blockRate);
  warnBlocks_ = static_cast<int>(math::round(kWarnAfterMs * 0.001 * blockRate));
  reset();
}

void CorrelationMeter::reset() noexcept {
  squares_ = products_ = f64x2::zero();
  correlation_ = 0.0;
  negativeBlocks_ = 0;
}

void CorrelationMeter::process(const StereoBlock& block) noexcept {
  f64x2 squares = f64x2::zero(), products = f64x2::zero();
  for (const f64x2& x : block.frames) {
    squares += x * x;
    products += x * swap(x);
  }
  add(squares, products);
}

void CorrelationMeter::process(const float* const (&channels)[2]) noexcept {
  f64x2 squares = f64x2::zero(), products = f64x2::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    const f64x2 x =
        f64x2::make(static_cast<double>(channels[0][i]), static_cast<double>(channels[1][i]));
    squares += x * x;
    products += x * swap(x);
  }
  add(squares, products);
}

// The sums over one block.
void CorrelationMeter::add(f64x2 squares, f64x2 products) noexcept {
  const f64x2 keep = f64x2::splat(keep_), share = f64x2::splat((1.0 - keep_) / kBlockFrames);
  squares_ = cleanState(squares_ * keep + squares * share);
  products_ = cleanState(products_ * keep + products * share);
  const double left = squares_.first(), right = squares_.second();
  const bool heard = left > kSilentPower && right > kSilentPower;
  const double both = math::sqrt(left) * math::sqrt(right);
  correlation_ = heard ? math::clamp(products_.first() / both, -1.0, 1.0) : 0.0;
  negativeBlocks_ = correlation_ < 0.0 ? negativeBlocks_ + (outOfPhase() ? 0 : 1) : 0;
}

}  // namespace lathe

#include "analysis/half_band.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr int kCentre = HalfBand::kHistory / 2;

/// Four-term Blackman–Harris (F. J. Harris, 1978), −92 dB; `place` from −1 to 1.
double blackmanHarris(double place) noexcept {
  const double angle = math::kPi * place;
  return 0.35875 + 0.48829 * math::cos(angle) + 0.14128 * math::cos(2.0 * angle) +
         0.01168 * math::cos(3.0 * angle);
}

}  // namespace

HalfBand::HalfBand() noexcept {
  double sum = 0.0;
  for (int k = 0; k < kPairs; ++k) {
    const double t = 2.0 * k + 1.0;
    const double sinc = math::sin(0.5 * math::kPi * t) / (math::kPi * t);
    taps_[static_cast<size_t>(k)] = sinc * blackmanHarris(t / (kCentre + 1.0));
    sum += 2.0 * taps_[static_cast<size_t>(k)];
  }
  for (double& tap : taps_) tap *= 0.5 / sum;  // constant in, same constant out
}

void HalfBand::decimate(const f64x2* window, int outputs, f64x2* out) const noexcept {
  for (int m = 0; m < outputs; ++m) {
    const f64x2* centre = window + 2 * m + kCentre;
    f64x2 sum = f64x2::splat(0.5) * centre[0];
    for (int k = 0; k < kPairs; ++k) {
      const int place = 2 * k + 1;
      sum += f64x2::splat(taps_[static_cast<size_t>(k)]) * (centre[-place] + centre[place]);
    }
    out[m] = sum;
  }
}

const HalfBand& halfBand() noexcept {
  static const HalfBand instance;
  return instance;
}

}  // namespace lathe

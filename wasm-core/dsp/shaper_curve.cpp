#include "dsp/shaper_curve.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kProgrammeDb = -18.0;

/// (1 + a·x)²·(1 + b·x)²
ShaperCurve fourth(double a, double b) {
  ShaperCurve c;
  c.slope = {1.0, 2.0 * (a + b), a * a + b * b + 4.0 * a * b, 2.0 * a * b * (a + b), a * a * b * b};
  return c;
}

double rms(const ShaperCurve& curve, double drive, double bias) {
  // Trapezoids over ±4 standard deviations.
  constexpr int kSteps = 48;
  const double sigma = drive * math::dbToGain(kProgrammeDb);
  double weights = 0.0, sum = 0.0, squares = 0.0;
  for (int i = -kSteps; i <= kSteps; ++i) {
    const double z = i * (4.0 / kSteps);
    const double weight = math::exp(-0.5 * z * z);
    const double y = curve.value(bias + sigma * z);
    weights += weight;
    sum += weight * y;
    squares += weight * y * y;
  }
  const double mean = sum / weights;
  return math::sqrt(squares / weights - mean * mean);
}

}  // namespace

double ShaperCurve::value(double x) const noexcept {
  const double c = math::clamp(x, low, high);
  double y = 0.0;
  for (int k = kTerms - 1; k >= 0; --k) y = (y + slope[static_cast<size_t>(k)] / (k + 1)) * c;
  return y;
}

double ShaperCurve::slopeAt(double x) const noexcept {
  const double c = math::clamp(x, low, high);
  double y = 0.0;
  for (int k = kTerms - 1; k >= 0; --k) y = y * c + slope[static_cast<size_t>(k)];
  return y;
}

ShaperCurve shaperCurve(SaturationCharacter character) noexcept {
  ShaperCurve c;
  switch (character) {
    case SaturationCharacter::Warm:
      c = fourth(1.0 / 2.5, -1.0 / 1.75);
      c.low = -2.5;
      c.high = 1.75;
      break;
    case SaturationCharacter::Tape:
      c.bias = 0.15;
      [[fallthrough]];
    case SaturationCharacter::Rich: {
      c.high = 35.0 / 16.0;
      c.low = -c.high;
      const double q = 1.0 / (c.high * c.high);
      c.slope = {1.0, 0.0, -3.0 * q, 0.0, 3.0 * q * q, 0.0, -q * q * q};
      break;
    }
    case SaturationCharacter::SoftClip:
      c = fourth(8.0 / 15.0, -8.0 / 15.0);
      c.high = 15.0 / 8.0;
      c.low = -c.high;
      break;
    case SaturationCharacter::HardClip:
      break;
  }
  return c;
}

double programmeGain(const ShaperCurve& curve, double drive, double bias) noexcept {
  return rms(curve, drive, bias) / rms(curve, 1.0, bias);
}

}  // namespace lathe

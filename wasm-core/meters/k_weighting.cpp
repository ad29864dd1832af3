#include "meters/k_weighting.h"

#include "base/math.h"

namespace lathe {
namespace {

// Analogue prototype behind tables 1 and 2 of BS.1770-5.
constexpr double kShelfHz = 1681.974450955533;
constexpr double kShelfGainDb = 3.999843853973347;
constexpr double kShelfQ = 0.7071752369554196;
constexpr double kShelfBandExponent = 0.4996667741545416;
constexpr double kHighPassHz = 38.13547087602444;
constexpr double kHighPassQ = 0.5003270373238773;
constexpr double kTableRate = 48000.0;
constexpr double kCalibrationHz = 997.0;

KWeightingCoefficients bilinear(double sampleRate) noexcept {
  KWeightingCoefficients c;
  {
    const double k = math::tan(math::kPi * kShelfHz / sampleRate);
    const double high = math::dbToGain(kShelfGainDb);
    const double band = math::pow(high, kShelfBandExponent);
    const double a0 = 1.0 + k / kShelfQ + k * k;
    c.shelf = {(high + band * k / kShelfQ + k * k) / a0, 2.0 * (k * k - high) / a0,
               (high - band * k / kShelfQ + k * k) / a0, 2.0 * (k * k - 1.0) / a0,
               (1.0 - k / kShelfQ + k * k) / a0};
  }
  {
    const double k = math::tan(math::kPi * kHighPassHz / sampleRate);
    const double a0 = 1.0 + k / kHighPassQ + k * k;
    // The standard leaves this numerator at 1, −2, 1, not divided by a0.
    c.highPass = {1.0, -2.0, 1.0, 2.0 * (k * k - 1.0) / a0, (1.0 - k / kHighPassQ + k * k) / a0};
  }
  return c;
}

double squaredMagnitude(const BiquadCoefficients& c, double radians) noexcept {
  const double c1 = math::cos(radians), s1 = math::sin(radians);
  const double c2 = math::cos(2.0 * radians), s2 = math::sin(2.0 * radians);
  const double zr = c.b0 + c.b1 * c1 + c.b2 * c2, zi = c.b1 * s1 + c.b2 * s2;
  const double pr = 1.0 + c.a1 * c1 + c.a2 * c2, pi = c.a1 * s1 + c.a2 * s2;
  return (zr * zr + zi * zi) / (pr * pr + pi * pi);
}

double squaredMagnitude(const KWeightingCoefficients& c, double hz, double sampleRate) noexcept {
  const double radians = 2.0 * math::kPi * hz / sampleRate;
  return squaredMagnitude(c.shelf, radians) * squaredMagnitude(c.highPass, radians);
}

}  // namespace

KWeightingCoefficients designKWeighting(double sampleRate) noexcept {
  KWeightingCoefficients c = bilinear(sampleRate);
  if (sampleRate == kTableRate) return c;
  // Leaving a0 out of the numerator makes the prototype's gain depend on the
  // rate by up to 0.04 dB; the calibration tone must not.
  const double wanted = squaredMagnitude(bilinear(kTableRate), kCalibrationHz, kTableRate);
  const double gain = math::sqrt(wanted / squaredMagnitude(c, kCalibrationHz, sampleRate));
  c.highPass.b0 *= gain;
  c.highPass.b1 *= gain;
  c.highPass.b2 *= gain;
  return c;
}

}  // namespace lathe

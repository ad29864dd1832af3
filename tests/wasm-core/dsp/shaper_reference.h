// What antiderivative antialiasing stands for: the mean of f over all points
// between three samples, by numerical integration of the curves' formulas.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "dsp/shaper_curve.h"

namespace lathe::dsp_test {

using C = SaturationCharacter;
inline constexpr C kAll[] = {C::Warm, C::Rich, C::Tape, C::SoftClip, C::HardClip};

/// The formulas of shaper_curve.h as they stand, integrated by hand.
inline double formula(C character, double x) {
  const auto power = [](double v, int n) { return std::pow(v, n); };
  switch (character) {
    case C::HardClip:
      return std::clamp(x, -1.0, 1.0);
    case C::SoftClip: {
      const double k = 1.875, c = std::clamp(x, -k, k) / k;
      return k * (c - 2.0 * power(c, 3) / 3.0 + power(c, 5) / 5.0);
    }
    case C::Tape:
    case C::Rich: {
      const double k = 2.1875, c = std::clamp(x, -k, k) / k;
      return k * (c - power(c, 3) + 0.6 * power(c, 5) - power(c, 7) / 7.0);
    }
    case C::Warm: {
      const double c = std::clamp(x, -2.5, 1.75), a = 0.4, b = -1.0 / 1.75;
      return c + (a + b) * c * c + (a * a + b * b + 4.0 * a * b) * power(c, 3) / 3.0 +
             a * b * (a + b) * power(c, 4) / 2.0 + a * a * b * b * power(c, 5) / 5.0;
    }
  }
  return 0.0;
}

/// ∫ 2u·f(from + u·(to − from)) du over 0…1, split at the knees; five-point Gauss-Legendre is
/// exact for every piece.
inline double ramp(C character, const ShaperCurve& curve, double from, double to) {
  const double node[] = {0.0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640,
                         -0.9061798459386640};
  const double weight[] = {0.5688888888888889, 0.4786286704993665, 0.4786286704993665,
                           0.2369268850561891, 0.2369268850561891};
  std::vector<double> cut = {0.0, 1.0};
  for (double knee : {curve.low, curve.high}) {
    const double u = (knee - from) / (to - from);
    if (u > 0.0 && u < 1.0) cut.push_back(u);
  }
  std::sort(cut.begin(), cut.end());
  double sum = 0.0;
  for (size_t i = 0; i + 1 < cut.size(); ++i) {
    const double half = 0.5 * (cut[i + 1] - cut[i]), middle = 0.5 * (cut[i + 1] + cut[i]);
    for (int k = 0; k < 5; ++k) {
      const double u = middle + half * node[k];
      sum += weight[k] * half * 2.0 * u * formula(character, from + u * (to - from));
    }
  }
  return sum;
}

/// Mean of f over the points t0·a + t1·b + t2·c, all weights that sum to 1 alike: their density
/// is a triangle over the sorted three (Hermite-Genocchi).
inline double mean(C character, const ShaperCurve& curve, double a, double b, double c) {
  double p[] = {a, b, c};
  std::sort(p, p + 3);
  const double span = p[2] - p[0];
  if (span == 0.0) return formula(character, a);
  return ((p[1] - p[0]) * ramp(character, curve, p[0], p[1]) +
          (p[2] - p[1]) * ramp(character, curve, p[2], p[1])) /
         span;
}

}  // namespace lathe::dsp_test

// Kaiser's window, for the linear-phase filters that are designed here.
// Source: Kaiser, "Nonrecursive digital filter design using the I0-sinh window
// function", IEEE ISCAS 1974. The window's spectrum is a main lobe whose first
// zero lies √(β² + π²)/π reciprocal lengths from its middle, and is close to a
// Gaussian of standard deviation √β/π reciprocal lengths.
// Units: attenuations in dB. Thread: any (pure functions).
#pragma once

#include "base/math.h"

namespace lathe {

/// Modified Bessel function of order zero, by its series; |x| below 30.
inline double besselI0(double x) noexcept {
  const double quarter = 0.25 * x * x;
  double term = 1.0, sum = 1.0;
  for (int k = 1; k < 60; ++k) {
    term *= quarter / (static_cast<double>(k) * k);
    sum += term;
  }
  return sum;
}

/// 1 in the middle (place 0), 0 from the edges (±1) on.
inline double kaiserWindow(double place, double beta) noexcept {
  if (math::abs(place) >= 1.0) return 0.0;
  return besselI0(beta * math::sqrt(1.0 - place * place)) / besselI0(beta);
}

/// The shape that holds a filter's stop band down by more than 50 dB.
constexpr double kaiserBeta(double attenuationDb) { return 0.1102 * (attenuationDb - 8.7); }

}  // namespace lathe

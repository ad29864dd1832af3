// The curves of saturation: a polynomial between two knees, flat beyond them,
// f(0) = 0 and f′(0) = 1. Its first and second antiderivatives are polynomials
// too, which is what antiderivative antialiasing needs:
//   f  = f(c)                     with c = x clamped to the knees, e = x − c,
//   F1 = F1(c) + f(c)·e,
//   F2 = F2(c) + F1(c)·e + f(c)·e²/2.
// Slopes: hard clip 1; soft clip (1 − x²/K²)², rich (1 − x²/K²)³, both with K so
// that ±1 is the ceiling; warm (1 + x/2.5)²·(1 − x/1.75)², steep and long below,
// short above; tape as rich, with a bias.
// Thread: any (pure functions).
#pragma once

#include <array>

#include "dsp/saturation_settings.h"

namespace lathe {

struct ShaperCurve {
  static constexpr int kTerms = 7;
  double low = -1.0, high = 1.0;          ///< knees
  std::array<double, kTerms> slope{1.0};  ///< f′ = Σ slope[k]·x^k between them
  double bias = 0.0;                      ///< operating point, built in

  double value(double x) const noexcept;
  double slopeAt(double x) const noexcept;
  bool operator==(const ShaperCurve&) const = default;
};

ShaperCurve shaperCurve(SaturationCharacter character) noexcept;

/// RMS that a Gaussian programme of −18 dBFS RMS has behind `drive` (linear), the curve about
/// `bias` and its inverse small-signal gain, DC taken off, over the RMS it has at drive 1.
double programmeGain(const ShaperCurve& curve, double drive, double bias) noexcept;

}  // namespace lathe

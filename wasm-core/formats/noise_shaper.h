// Error feedback that moves the noise of 16 bits to where the ear hears it
// least: y = x − Σ c[k]·e[n−k] is quantised with its dither, and e is what that
// changed, so that the file's error is e through 1 − Σ c[k]·z^−k.
//
// Coefficients, for 44.1 kHz and close to it: Lipshitz, Vanderkooy, Wannamaker,
// "Minimally audible noise shaping", JAES 39(11) 1991 (modified E-weighting of 9
// coefficients, improved E-weighting of 5) and Wannamaker, "Psychoacoustically
// optimal noise shaping", JAES 40(7/8) 1992 (F-weighting of 3). Weighted by
// Terhardt's threshold of hearing (1979) they are 10.7, 9.4 and 9.8 dB under
// unshaped noise, for 7.6, 12.2 and 6.6 dB more of it in all.
// Units: LSB. Thread: any; no allocation.
#pragma once

#include <array>
#include <cstddef>

namespace lathe {

enum class NoiseShape : int { ModifiedE9, Lipshitz5, Wannamaker3 };

inline constexpr int kMostShapeTaps = 9;
using ShapeTaps = std::array<double, kMostShapeTaps>;

/// c[1] first; zeros after the last.
constexpr ShapeTaps shapeTaps(NoiseShape shape) {
  switch (shape) {
    case NoiseShape::Lipshitz5:
      return {2.033, -2.165, 1.959, -1.590, 0.6149};
    case NoiseShape::Wannamaker3:
      return {1.623, -0.982, 0.109};
    case NoiseShape::ModifiedE9:
      break;
  }
  return {1.662, -1.263, 0.4827, -0.2913, 0.1268, -0.1124, 0.03252, -0.01265, -0.03524};
}

/// One channel's.
class NoiseShaper {
 public:
  void reset() noexcept { errors_ = {}; }
  /// What is to be quantised in place of `x`.
  double shaped(double x, const ShapeTaps& taps) const noexcept {
    double feedback = 0.0;
    for (size_t k = 0; k < taps.size(); ++k) feedback += taps[k] * errors_[k];
    return x - feedback;
  }
  /// `error`: what quantising changed it by, dither included, before any clipping.
  void remember(double error) noexcept {
    for (size_t k = errors_.size() - 1; k > 0; --k) errors_[k] = errors_[k - 1];
    errors_[0] = error;
  }

 private:
  ShapeTaps errors_{};  // the newest first
};

}  // namespace lathe

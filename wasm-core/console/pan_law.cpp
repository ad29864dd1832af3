#include "console/pan_law.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kSqrt2 = 1.41421356237309504880;

/// The right side's gain at `arc` 0 (hard left) … 1 (hard right); the left's is that of 1 − arc.
double sideGain(PanLaw law, double arc) noexcept {
  if (law == PanLaw::Minus6) return arc;
  if (law == PanLaw::Linear) return std::min(1.0, 2.0 * arc);
  // The rounding of √2·sin(π/4) must not colour a centred strip.
  if (law == PanLaw::Compensated3 && arc == 0.5) return 1.0;
  const double sine = math::sin(arc * (math::kPi / 2.0));
  if (law == PanLaw::Minus3) return sine;
  if (law == PanLaw::Minus4p5) return sine * math::sqrt(sine);
  return kSqrt2 * sine;
}

}  // namespace

StereoGain panGains(PanLaw law, double position, int channels) noexcept {
  const double arc = (position + 100.0) / 200.0;
  const double left = sideGain(law, 1.0 - arc);
  const double right = sideGain(law, arc);
  if (channels == 1) return {left, right};
  const double centre = sideGain(law, 0.5);
  return {std::min(1.0, left / centre), std::min(1.0, right / centre)};
}

CrossGain dualPanGains(PanLaw law, double left, double right) noexcept {
  const PanLaw sides = law == PanLaw::Compensated3 ? PanLaw::Minus3 : law;
  const StereoGain ofLeft = panGains(sides, left, 1);
  const StereoGain ofRight = panGains(sides, right, 1);
  return {{ofLeft.left, ofRight.right}, {ofRight.left, ofLeft.right}};
}

}  // namespace lathe

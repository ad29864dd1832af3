#include "dsp/svf_section.h"

#include "base/math.h"

namespace lathe {

SectionDesign sectionOf(const Biquad& h) noexcept {
  // With D0 = 1 + gk + g²: 1 + a1 + a2 = 4g²/D0, 1 − a1 + a2 = 4/D0 and
  // 1 − a2 = 2gk/D0 give the poles; H at z = 1, at z = −1 and b0 − b2 give the mix.
  const double atZero = 1.0 + h.a1 + h.a2;
  const double atNyquist = 1.0 - h.a1 + h.a2;
  const double d0 = 4.0 / atNyquist;
  const double g2 = atZero / atNyquist;
  SectionDesign s;
  s.g = math::sqrt(g2);
  s.a1 = 2.0 / d0;
  s.a2 = 2.0 * g2 / d0;
  s.m0 = (h.b0 - h.b1 + h.b2) / atNyquist;
  s.m2 = (h.b0 + h.b1 + h.b2) / atZero - s.m0;
  const double bandPass = (h.b0 - h.b2 - s.m0 * (1.0 - h.a2)) * d0 / (2.0 * s.g);
  s.m1 = 0.5 * (bandPass / s.g + s.m2);
  return s;
}

}  // namespace lathe

// A second-order section as a state-variable filter (Simper, "Solving the
// continuous SVF equations using trapezoidal integration", Cytomic 2013), in
// the form that costs least in a block loop: 5 multiplications and 6 additions
// where the textbook form takes 8 and 10, and a recursion four operations long.
//
// With g, k of the SVF and the integrator states ic1, ic2, keep
//   p = g·ic1 and s = ic2. Then, for an input x,
//   t  = a1·p + a2·(x − s)         (2g times the band-pass output),
//   y  = m0·x + m2·s + m1·t        (s + t/2 is the low-pass output),
//   p' = t − p,  s' = s + t,
// where a1 = 2/(1 + gk + g²) and a2 = 2g²/(1 + gk + g²). Stable for every a1 > 0
// and a2 > 0 with a1 + a2 < 2, a convex set, so that what lies between two stable
// sections is stable. The poles sit where float32 keeps them even at 10 Hz; a
// direct form would lose them in noise.
// Thread: any (plain data).
#pragma once

#include "base/simd.h"

namespace lathe {

/// H(z) = (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²)
struct Biquad {
  double b0 = 1.0, b1 = 0.0, b2 = 0.0, a1 = 0.0, a2 = 0.0;
};

/// One lane's section. The default passes its input on and keeps no state.
struct SectionDesign {
  double a1 = 0.0, a2 = 0.0;            ///< poles
  double m0 = 1.0, m1 = 0.0, m2 = 0.0;  ///< mix: zeros and gain
  double g = 1.0;                       ///< scales p: a change of g must rescale it
  bool operator==(const SectionDesign&) const = default;
};

/// Any stable biquad with poles inside the unit circle.
SectionDesign sectionOf(const Biquad& biquad) noexcept;

/// Four lanes' coefficients of one section.
struct SectionCoefficients {
  f32x4 a1, a2, m0, m1, m2;
};

struct SectionState {
  f32x4 p, s;
};

}  // namespace lathe

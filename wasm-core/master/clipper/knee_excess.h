// What a clipper with a soft knee takes off its input, with second-order
// antiderivative antialiasing (dsp/antiderivative_shaper.h has method and
// source): y is twice the second divided difference of G2, the second
// antiderivative of
//   g(x) = 0 up to a, (x − a)²/(2w) over a knee of width w, x − a − w/2 beyond,
// and odd. The clipper's curve is x − g(x): straight up to a, flat at a + w/2.
//
// G2 is made up of polynomials, whose first divided differences are written out
// so that nothing in them cancels; a difference across a bend is the sum of its
// parts. Three points close together have g at their mean; of three points of
// which the outer two are close, the middle one is exchanged for one of them.
// Thread: any (pure functions).
#pragma once

#include "base/simd.h"

namespace lathe {

/// Of two lanes: where the knee starts and how wide it is.
struct Knee {
  f64x2 start, width;
};

/// g, without antialiasing.
f64x2 excessAt(const Knee& knee, f64x2 x) noexcept;

/// Of three samples in a row, the latest first. `knee` has a width above 0.
f64x2 excessOf(const Knee& knee, f64x2 x, f64x2 x1, f64x2 x2) noexcept;

/// The same for a run behind x1 and x2 (x2 the older), in one go. `y` must not be `x`.
void excessOfRun(const Knee& knee, f64x2 x1, f64x2 x2, const f64x2* x, f64x2* y,
                 int count) noexcept;

}  // namespace lathe

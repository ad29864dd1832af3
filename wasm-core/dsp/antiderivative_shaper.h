// A memoryless curve with second-order antiderivative antialiasing: with F2 the
// curve's second antiderivative and D(a, b) = (F2(a) − F2(b))/(a − b),
//   y[n] = 2·(D(x[n], x[n−1]) − D(x[n−1], x[n−2]))/(x[n] − x[n−2]).
// Source: Bilbao, Esqueda, Parker, Välimäki, "Antiderivative antialiasing for
// memoryless nonlinearities", IEEE Signal Processing Letters 24(7) 2017. Delays
// by one sample, and answers a small signal with the mean of three samples,
// which Oversampler4x makes good.
//
// y is twice the second divided difference of F2, which is symmetric in its
// three points. Small differences, where the quotients lose their digits:
//   neighbours all close                          f at their mean
//   x[n] on x[n−1]                                D is F1 half-way
//   x[n] on x[n−2], the middle one apart          the same, the pairs exchanged
// each far more accurate there than what it replaces. What remains of rounding
// is below −110 dB of the ceiling. In double; float would not do.
//
// A run is computed without looking, noting how much room its differences leave
// for rounding; only where that was too little is it gone through again. A
// lane's result does not depend on the other, nor on the kind of kernel.
// Thread: real-time.
#pragma once

#include "base/simd.h"
#include "dsp/shaper_curve.h"

namespace lathe {

/// Two lanes' curves and their antiderivatives. Polynomials: f = c·Σ f[k]·c^k,
/// F1 = c²·Σ f1[k]·c^k, F2 = c³·Σ f2[k]·c^k.
struct ShaperLanes {
  f64x2 low, high;
  f64x2 lowF1, highF1;      ///< F1 at the knees
  f64x2 lowHalf, highHalf;  ///< f/2 at the knees
  f64x2 close;              ///< differences below which f at the mean will do
  f64x2 f[ShaperCurve::kTerms], f1[ShaperCurve::kTerms], f2[ShaperCurve::kTerms];
  bool laneCurved[2] = {}, laneSided[2] = {};  ///< more than straight lines; not odd

  void setLane(int lane, const ShaperCurve& curve) noexcept;
};

struct ShaperState {
  f64x2 x1 = f64x2::zero(), x2 = f64x2::zero();  ///< the last two inputs

  /// As if a lane had stood at `x` for long.
  void settle(int lane, double x) noexcept {
    x1.set(lane, x);
    x2.set(lane, x);
  }
};

/// f, without antialiasing.
f64x2 shaperValue(const ShaperLanes& curve, f64x2 x) noexcept;

/// Samples that are gone through at a time.
inline constexpr int kShaperRun = 128;

/// `count` samples, any number; y must not be x.
void shape(const ShaperLanes& curve, ShaperState& state, const f64x2* x, f64x2* y,
           int count) noexcept;

}  // namespace lathe

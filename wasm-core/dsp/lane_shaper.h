// Four lanes through their curves, with second-order antiderivative
// antialiasing. The shaper's answer is twice the second divided difference of
// F2 (antiderivative_shaper.h). Between the knees F2 is one polynomial, and so
// is its divided difference, in three variables: no quotient, nothing that
// cancels, so that single precision will do, for all lanes at once. By Horner's
// rule three deep (Newton's divided differences by synthetic division):
//   b ← b·x[n] + a[k],  c ← c·x[n−1] + b,  d ← d·x[n−2] + c,  k from the highest down to 2.
// The points may come in any order: the answer at n+1 goes on from c with x[n+1] in place of
// x[n−2], so that two samples take four of these chains, not six. The chains are long: those of two
// such pairs run side by side.
// Beyond a knee the curve is flat, and the knee stands for the sample. Only where
// three samples lie on both sides of a knee is the quotient taken, in double.
//
// Which of the two a sample gets depends on its lane alone, and so does the result.
// Thread: real-time.
#pragma once

#include "base/simd.h"
#include "base/smoother.h"
#include "dsp/antiderivative_shaper.h"
#include "dsp/bank_block.h"
#include "dsp/lane_curve.h"
#include "dsp/shaper_curve.h"

namespace lathe {

class LaneShaper {
 public:
  /// All lanes: hard clips about 0, at rest.
  LaneShaper() noexcept;
  void setCurve(int lane, const ShaperCurve& curve) noexcept;
  /// The operating point over the next call.
  void setBias(int lane, const CubicSegment& bias) noexcept;
  /// The operating point at the start of the next call.
  double bias(int lane) const noexcept { return bias_[lane / 2].c0.get(lane & 1); }

  /// As if the lane had stood at its operating point for long.
  void settle(int lane) noexcept { state_[lane / 2].settle(lane & 1, bias(lane)); }
  /// Moves the lane's last samples along with its operating point.
  void shift(int lane, double by) noexcept;
  void copyState(int lane, const LaneShaper& from, int fromLane) noexcept;
  /// Nothing moves and every lane stands at its operating point: silence gives silence.
  bool resting() const noexcept;

  /// In place, to f(x + bias) − f(bias). `count` is a multiple of kShaperRun.
  void process(f32x4* frames, int count) noexcept;

 private:
  static constexpr int kPairs = kLanes / 2;
  using Terms = f32x4[ShaperCurve::kTerms];
  /// Two lanes' operating points, as in base/smoother.h.
  struct PairCurve {
    f64x2 c0 = f64x2::zero(), c1 = c0, c2 = c0, c3 = c0;
    LATHE_INLINE f64x2 at(f64x2 u) const noexcept { return c0 + u * (c1 + u * (c2 + u * c3)); }
  };
  struct Run;

  /// The answers to `samples`[2] and the three after it; those before them are their past.
  template <int kCount>
  static void smooth(const f32x4* terms, const f32x4 (&samples)[6], f32x4 (&answers)[4]) noexcept;
  /// The answer to what stands still.
  f32x4 restAt(f32x4 bias) const noexcept;
  template <bool kGliding>
  mask32x4 inside(const Run& run) const noexcept;
  template <int kCount, bool kGliding>
  void shapeSmooth(const Run& run) const noexcept;
  void shapeCorners(const Run& run) const noexcept;
  void keepLast(const Run& run, const f32x4 (&last)[2]) noexcept;
  bool gliding() const noexcept;

  Terms term_;        ///< 2·F2's coefficients, from x³ on
  f32x4 low_, high_;  ///< knees
  int termCount_ = 1;
  LaneCurve biasSingle_;
  int lengths_[kLanes] = {1, 1, 1, 1};

  ShaperLanes curve_[kPairs];
  ShaperState state_[kPairs];
  PairCurve bias_[kPairs];
};

}  // namespace lathe

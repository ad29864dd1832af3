#include "dsp/gate_block.h"

#include "base/math.h"

namespace lathe {
namespace {

/// Widens a corner to a knee too narrow to measure, so that there is no division by 0.
constexpr float kNarrowestKnee = 1e-6f;

struct Curve {
  f32x4 at[kGateCurveValues], bend, halfKnee;

  LATHE_INLINE Curve(const GateControls& c, f32x4 n) noexcept {
    for (int i = 0; i < kGateCurveValues; ++i) at[i] = c.curve[i] + c.step[i] * n;
    halfKnee = f32x4::splat(0.5f) * at[kGateKnee];
    bend = f32x4::splat(0.5f) * at[kGateSlope] / max(at[kGateKnee], f32x4::splat(kNarrowestKnee));
  }
};

/// Whether it is open, and the curve: level to the reduction asked for.
template <bool kGliding>
LATHE_APART void readCurve(GateBlock& block) noexcept {
  const f32x4 zero = f32x4::zero(), one = LATHE_CONSTANT(f32x4, 1.0f),
              none = LATHE_CONSTANT(f32x4, -1.0f);
  const f32x4 holdOpen = block.controls.holdOpen;
  f32x4 openLeft = block.state.openLeft, n = zero;
  Curve curve(block.controls, zero);
  for (f32x4& x : block.level) {
    if constexpr (kGliding) {
      curve = Curve(block.controls, n);
      n += one;
    }
    const f32x4 level = x, open = curve.at[kGateOpen], close = curve.at[kGateClose];
    const mask32x4 reaches = level >= select(openLeft >= zero, close, open);
    openLeft = select(reaches, holdOpen, max(openLeft - one, none));
    const f32x4 away = select(openLeft >= zero, close - max(level, close), open - level);
    const f32x4 under = max(away * curve.at[kGateSign] + curve.halfKnee, zero);
    const f32x4 inKnee = min(under, curve.at[kGateKnee]);
    const f32x4 asked = curve.bend * (inKnee * inKnee) + curve.at[kGateSlope] * (under - inKnee);
    x = min(asked, curve.at[kGateRange]);
  }
  block.state.openLeft = openLeft;
}

/// The reduction asked for to that given. By itself: with the curve's values beside it, V8 would
/// keep what goes from frame to frame in memory, and the frames would wait for that.
LATHE_APART void holdAndSmooth(GateBlock& block) noexcept {
  const GateControls& c = block.controls;
  const f32x4 zero = f32x4::zero(), one = LATHE_CONSTANT(f32x4, 1.0f),
              none = LATHE_CONSTANT(f32x4, -1.0f);
  const f32x4 holdDuck = c.holdDuck, grow = c.grow, shrink = c.shrink;
  f32x4 duckLeft = block.state.duckLeft, lastTarget = block.state.lastTarget;
  f32x4 e = block.state.e, largest = zero;
  for (f32x4& x : block.level) {
    const f32x4 asked = x;
    duckLeft = select(asked >= lastTarget, holdDuck, max(duckLeft - one, none));
    const f32x4 target = max(asked, lastTarget & (duckLeft >= zero));
    const f32x4 gap = e + (target - lastTarget);
    lastTarget = target;
    e = gap - select(gap > zero, grow, shrink) * gap;
    x = target - e;
    largest = max(largest, x);
  }
  block.state.duckLeft = duckLeft;
  block.state.lastTarget = lastTarget;
  block.state.e = cleanState(e);
  block.state.largest = largest;
}

}  // namespace

void runGate(GateBlock& block) noexcept {
  block.gliding ? readCurve<true>(block) : readCurve<false>(block);
  holdAndSmooth(block);
}

LATHE_APART void reductionToGain(f32x4* reduction) noexcept {
  eachFrame([](f32x4& x) { x = math::exp2(-x); }, reduction);
}

}  // namespace lathe

#include "dsp/gate_block.h"

#include "base/math.h"

namespace lathe {
namespace {

/// Widens a corner to a knee too narrow to measure, so that there is no division by 0.
constexpr float kNarrowestKnee = 1e-6f;

struct Gate {
  const GateControls& c;
  f32x4 curve[kGateCurveValues], bend, halfKnee;
  GateState s;

  explicit LATHE_INLINE Gate(const GateBlock& block) noexcept : c(block.controls), s(block.state) {
    s.largest = f32x4::zero();
    glide(f32x4::zero());
  }
  LATHE_INLINE void glide(f32x4 n) noexcept {
    for (int i = 0; i < kGateCurveValues; ++i) curve[i] = c.curve[i] + c.step[i] * n;
    halfKnee = f32x4::splat(0.5f) * curve[kGateKnee];
    bend = f32x4::splat(0.5f) * curve[kGateSlope] /
           max(curve[kGateKnee], f32x4::splat(kNarrowestKnee));
  }
  /// Level to reduction given.
  LATHE_INLINE f32x4 step(f32x4 level) noexcept {
    const f32x4 zero = f32x4::zero(), one = LATHE_CONSTANT(f32x4, 1.0f),
                none = LATHE_CONSTANT(f32x4, -1.0f);
    const f32x4 open = curve[kGateOpen], close = curve[kGateClose];
    const mask32x4 reaches = level >= select(s.openLeft >= zero, close, open);
    s.openLeft = select(reaches, c.holdOpen, max(s.openLeft - one, none));
    const mask32x4 isOpen = s.openLeft >= zero;
    const f32x4 away = select(isOpen, close - max(level, close), open - level) * curve[kGateSign];
    const f32x4 under = max(away + halfKnee, zero);
    const f32x4 inKnee = min(under, curve[kGateKnee]);
    f32x4 target = bend * (inKnee * inKnee) + curve[kGateSlope] * (under - inKnee);
    target = min(target, curve[kGateRange]);

    s.duckLeft = select(target >= s.lastTarget, c.holdDuck, max(s.duckLeft - one, none));
    target = max(target, s.lastTarget & (s.duckLeft >= zero));

    const f32x4 gap = s.e + (target - s.lastTarget);
    s.lastTarget = target;
    s.e = gap - select(gap > zero, c.grow, c.shrink) * gap;
    const f32x4 reduction = target - s.e;
    s.largest = max(s.largest, reduction);
    return reduction;
  }
};

}  // namespace

LATHE_APART void runGate(GateBlock& block) noexcept {
  Gate gate(block);
  f32x4 n = f32x4::zero();
  for (f32x4& x : block.level) {
    if (block.gliding) {
      gate.glide(n);
      n += f32x4::splat(1.0f);
    }
    x = gate.step(x);
  }
  block.state = gate.s;
  block.state.e = cleanState(gate.s.e);
}

LATHE_APART void reductionToGain(f32x4* reduction) noexcept {
  LATHE_UNROLL
  for (int i = 0; i < kBlockFrames; ++i) reduction[i] = math::exp2(-reduction[i]);
}

}  // namespace lathe

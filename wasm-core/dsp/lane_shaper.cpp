#include "dsp/lane_shaper.h"

namespace lathe {

/// kShaperRun frames on their way, `start` of `count` frames into the call.
struct LaneShaper::Run {
  f32x4* frames;
  int start;
  float frame;  ///< of the call
  f32x4 x1, x2, rest;
  mask32x4 inside;      ///< of the knees, all of the run and the two samples before it
  f32x4 x[kShaperRun];  ///< the frames as they came, where not all are inside
};

LaneShaper::LaneShaper() noexcept {
  for (int lane = 0; lane < kLanes; ++lane) {
    setCurve(lane, ShaperCurve{});
    setBias(lane, CubicSegment{});
    settle(lane);
  }
}

void LaneShaper::setCurve(int lane, const ShaperCurve& curve) noexcept {
  curve_[lane / 2].setLane(lane & 1, curve);
  low_.set(lane, static_cast<float>(curve.low));
  high_.set(lane, static_cast<float>(curve.high));
  int length = 1;
  for (int k = 0; k < ShaperCurve::kTerms; ++k) {
    const double slope = curve.slope[static_cast<size_t>(k)];
    term_[k].set(lane, static_cast<float>(2.0 * slope / ((k + 1) * (k + 2) * (k + 3))));
    if (slope != 0.0) length = k + 1;
  }
  lengths_[lane] = length;
  termCount_ = 1;
  for (int one : lengths_) termCount_ = one > termCount_ ? one : termCount_;
}

void LaneShaper::setBias(int lane, const CubicSegment& bias) noexcept {
  PairCurve& pair = bias_[lane / 2];
  pair.c0.set(lane & 1, bias.c0);
  pair.c1.set(lane & 1, bias.c1);
  pair.c2.set(lane & 1, bias.c2);
  pair.c3.set(lane & 1, bias.c3);
  biasSingle_.setLane(lane, bias);
}

void LaneShaper::shift(int lane, double by) noexcept {
  ShaperState& state = state_[lane / 2];
  state.x1.set(lane & 1, state.x1.get(lane & 1) + by);
  state.x2.set(lane & 1, state.x2.get(lane & 1) + by);
}

void LaneShaper::copyState(int lane, const LaneShaper& from, int fromLane) noexcept {
  const ShaperState& source = from.state_[fromLane / 2];
  state_[lane / 2].x1.set(lane & 1, source.x1.get(fromLane & 1));
  state_[lane / 2].x2.set(lane & 1, source.x2.get(fromLane & 1));
}

bool LaneShaper::gliding() const noexcept {
  f64x2 moves = f64x2::zero();
  for (const PairCurve& b : bias_) moves += abs(b.c1) + abs(b.c2) + abs(b.c3);
  return any(moves > f64x2::zero());
}

bool LaneShaper::resting() const noexcept {
  f64x2 off = f64x2::zero();
  for (int pair = 0; pair < kPairs; ++pair) {
    const f64x2 at = bias_[pair].c0;
    off += abs(state_[pair].x1 - at) + abs(state_[pair].x2 - at);
  }
  return !gliding() && !any(off > f64x2::zero());
}

/// Two samples next to one another; what divides by both of x[n] and x[n−1] is common to them.
/// Terms that a lane does not have are zeros in front, which change no bit of it.
template <int kCount>
LATHE_INLINE LaneShaper::Two LaneShaper::smooth(const Terms& a, f32x4 x, f32x4 x1, f32x4 x2,
                                                f32x4 next) noexcept {
  f32x4 b = a[kCount - 1], c = b, d = b, e = b;
  LATHE_UNROLL
  for (int k = kCount - 2; k >= 0; --k) {
    b = b * x + a[k];
    c = c * x1 + b;
    d = d * x2 + c;
    e = e * next + c;
  }
  // F2 has no x².
  b = b * x;
  c = c * x1 + b;
  return {d * x2 + c, e * next + c};
}

/// Which lanes stay between their knees, the bias counted in.
template <bool kGliding>
LATHE_APART mask32x4 LaneShaper::inside(const Run& run) const noexcept {
  const LaneCurve curve = biasSingle_;
  f32x4 bias = curve.c0, least = min(run.x1, run.x2), most = max(run.x1, run.x2);
  f32x4 u = f32x4::splat(static_cast<float>(run.start) * run.frame);
  LATHE_UNROLL
  for (int i = 0; i < kShaperRun; ++i) {
    if constexpr (kGliding) {
      bias = curve.at(u);
      u += f32x4::splat(run.frame);
    }
    const f32x4 x = run.frames[i] + bias;
    least = min(x, least);
    most = max(x, most);
  }
  return (least >= low_) & (most <= high_);
}

/// The whole run as if no knee were crossed in it, in place.
template <int kCount, bool kGliding>
void LaneShaper::shapeSmooth(const Run& run) const noexcept {
  const f32x4 low = low_, high = high_;
  Terms a;
  for (int k = 0; k < kCount; ++k) a[k] = term_[k];
  const LaneCurve curve = biasSingle_;
  f32x4 bias = curve.c0, rest = run.rest;
  f32x4 u = f32x4::splat(static_cast<float>(run.start) * run.frame);
  const auto clamped = [&](f32x4 x) { return min(max(x, low), high); };
  const auto glide = [&] {
    if constexpr (kGliding) {
      bias = curve.at(u);
      const f32x4 at = clamped(bias);
      rest = smooth<kCount>(a, at, at, at, at).now;
      u += f32x4::splat(run.frame);
    }
  };
  f32x4 c1 = clamped(run.x1), c2 = clamped(run.x2);
  for (int i = 0; i < kShaperRun; i += 2) {
    glide();
    const f32x4 c = clamped(run.frames[i] + bias), restNow = rest;
    glide();
    const f32x4 next = clamped(run.frames[i + 1] + bias);
    const Two y = smooth<kCount>(a, c, c1, c2, next);
    run.frames[i] = y.now - restNow;
    run.frames[i + 1] = y.next - rest;
    c2 = c;
    c1 = next;
  }
}

/// Again in double, where three samples lie on both sides of a knee.
LATHE_APART void LaneShaper::shapeCorners(const Run& run) const noexcept {
  f64x2 x[kShaperRun], y[kPairs][kShaperRun];
  const f64x2 frame = f64x2::splat(static_cast<double>(run.frame));
  const bool moves = gliding();
  for (int pair = 0; pair < kPairs; ++pair) {
    if (((bits(run.inside) >> (2 * pair)) & 3) == 3) {
      for (f64x2& none : y[pair]) none = f64x2::zero();
      continue;
    }
    const PairCurve& bias = bias_[pair];
    const auto biasOf = [&](int i) {
      return moves ? bias.at(f64x2::splat(static_cast<double>(run.start + i)) * frame) : bias.c0;
    };
    for (int i = 0; i < kShaperRun; ++i) {
      x[i] = (pair == 0 ? low2(run.x[i]) : high2(run.x[i])) + biasOf(i);
    }
    ShaperState state = state_[pair];
    shape(curve_[pair], state, x, y[pair], kShaperRun);
    for (int i = 0; i < kShaperRun; ++i) y[pair][i] -= shaperValue(curve_[pair], biasOf(i));
  }
  const LaneCurve curve = biasSingle_;
  const auto above = [this](f32x4 v) { return v > high_; };
  const auto below = [this](f32x4 v) { return v < low_; };
  f32x4 x1 = run.x1, x2 = run.x2;
  for (int i = 0; i < kShaperRun; ++i) {
    const f32x4 at =
        moves ? curve.at(f32x4::splat(static_cast<float>(run.start + i) * run.frame)) : curve.c0;
    const f32x4 v = run.x[i] + at;
    const f32x4 least = min(min(v, x1), x2), most = max(max(v, x1), x2);
    const mask32x4 within = (least >= low_) & (most <= high_);
    const mask32x4 oneSide = above(least) | below(most) | within;
    run.frames[i] = select(oneSide, run.frames[i], demote(y[0][i], y[1][i]));
    x2 = x1;
    x1 = v;
  }
}

void LaneShaper::keepLast(const Run& run, const f32x4 (&last)[2]) noexcept {
  const f64x2 frame = f64x2::splat(static_cast<double>(run.frame));
  for (int pair = 0; pair < kPairs; ++pair) {
    const auto sample = [&](int i) {
      return (pair == 0 ? low2(last[i]) : high2(last[i])) +
             bias_[pair].at(f64x2::splat(static_cast<double>(run.start + kShaperRun - 2 + i)) *
                            frame);
    };
    state_[pair].x2 = sample(0);
    state_[pair].x1 = sample(1);
  }
}

void LaneShaper::process(f32x4* frames, int count) noexcept {
  using Smooth = void (LaneShaper::*)(const Run&) const noexcept;
  constexpr Smooth kKernels[3][2] = {
      {&LaneShaper::shapeSmooth<1, false>, &LaneShaper::shapeSmooth<1, true>},
      {&LaneShaper::shapeSmooth<5, false>, &LaneShaper::shapeSmooth<5, true>},
      {&LaneShaper::shapeSmooth<7, false>, &LaneShaper::shapeSmooth<7, true>}};
  static_assert(ShaperCurve::kTerms == 7);
  const bool glides = gliding();
  const Smooth kernel = kKernels[termCount_ > 5 ? 2 : termCount_ > 1][glides];
  const f32x4 at = min(max(biasSingle_.c0, low_), high_);
  Run run;
  run.rest = smooth<ShaperCurve::kTerms>(term_, at, at, at, at).now;
  run.frame = 1.0f / static_cast<float>(count);
  for (int start = 0; start < count; start += kShaperRun) {
    run.frames = frames + start;
    run.start = start;
    run.x1 = demote(state_[0].x1, state_[1].x1);
    run.x2 = demote(state_[0].x2, state_[1].x2);
    run.inside = glides ? inside<true>(run) : inside<false>(run);
    const bool corners = !all(run.inside);
    LATHE_UNROLL
    for (int i = 0; corners && i < kShaperRun; ++i) run.x[i] = run.frames[i];
    const f32x4 last[2] = {run.frames[kShaperRun - 2], run.frames[kShaperRun - 1]};
    (this->*kernel)(run);
    if (corners) shapeCorners(run);
    keepLast(run, last);
  }
}

}  // namespace lathe

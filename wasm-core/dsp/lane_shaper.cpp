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
/// Terms that a lane does not have are zeros in front, which change no bit of it. They come from
/// memory as they are wanted: registers hold the samples and their chains.
template <int kCount>
LATHE_INLINE void LaneShaper::smooth(const f32x4* terms, const f32x4 (&x)[6],
                                     f32x4 (&answers)[4]) noexcept {
  const f32x4 first = terms[kCount - 1];
  f32x4 b1 = first, c1 = first, d1 = first, e1 = first;
  f32x4 b2 = first, c2 = first, d2 = first, e2 = first;
  const auto common = [&] {
    c1 = c1 * x[1] + b1;
    c2 = c2 * x[3] + b2;
    d1 = d1 * x[0] + c1;
    d2 = d2 * x[2] + c2;
    e1 = e1 * x[3] + c1;
    e2 = e2 * x[5] + c2;
  };
  // A loop, for the compilers would put one chain's steps all before the next's.
  _Pragma("GCC unroll 1") for (int k = kCount - 2; k >= 0; --k) {
    const f32x4 term = terms[k];
    b1 = b1 * x[2] + term;
    b2 = b2 * x[4] + term;
    common();
  }
  // F2 has no x².
  b1 = b1 * x[2];
  b2 = b2 * x[4];
  common();
  answers[0] = d1;
  answers[1] = e1;
  answers[2] = d2;
  answers[3] = e2;
}

f32x4 LaneShaper::restAt(f32x4 bias) const noexcept {
  const f32x4 at = min(max(bias, low_), high_);
  f32x4 answers[4];
  smooth<ShaperCurve::kTerms>(term_, {at, at, at, at, at, at}, answers);
  return answers[0];
}

/// Which lanes stay between their knees, the bias counted in.
template <bool kGliding>
LATHE_APART mask32x4 LaneShaper::inside(const Run& run) const noexcept {
  const f32x4 before = min(run.x1, run.x2), after = max(run.x1, run.x2);
  const LaneCurve curve = biasSingle_;
  f32x4 least = run.frames[0], most = least;
  if constexpr (!kGliding) {
    // Rounding keeps the order: the least and the bias are the least sum.
    const f32x4* frames = run.frames;
    LATHE_UNROLL
    for (int i = 0; i < kShaperRun; ++i) {
      const f32x4 x = frames[i];
      least = min(x, least);
      most = max(x, most);
    }
    least += curve.c0;
    most += curve.c0;
  } else {
    f32x4 u = f32x4::splat(static_cast<float>(run.start) * run.frame);
    least = before;
    most = after;
    for (int i = 0; i < kShaperRun; ++i) {
      const f32x4 x = run.frames[i] + curve.at(u);
      u += f32x4::splat(run.frame);
      least = min(x, least);
      most = max(x, most);
    }
  }
  return (min(least, before) >= low_) & (max(most, after) <= high_);
}

/// The whole run as if no knee were crossed in it, in place.
template <int kCount, bool kGliding>
void LaneShaper::shapeSmooth(const Run& run) const noexcept {
  const f32x4 low = low_, high = high_;
  const LaneCurve curve = biasSingle_;
  f32x4 bias = curve.c0, rest = run.rest;
  f32x4 u = f32x4::splat(static_cast<float>(run.start) * run.frame);
  const auto clamped = [&](f32x4 x) { return min(max(x, low), high); };
  f32x4* frames = run.frames;
  f32x4 before = clamped(run.x2), last = clamped(run.x1);
  for (int i = 0; i < kShaperRun; i += 4) {
    f32x4 x[6] = {before, last}, rests[4], y[4];
    for (int n = 0; n < 4; ++n) {
      if constexpr (kGliding) {
        bias = curve.at(u);
        rest = restAt(bias);
        u += f32x4::splat(run.frame);
      }
      x[n + 2] = clamped(frames[i + n] + bias);
      rests[n] = rest;
    }
    smooth<kCount>(keptPointer(&term_[0]), x, y);
    for (int n = 0; n < 4; ++n) frames[i + n] = y[n] - rests[n];
    before = x[4];
    last = x[5];
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
  Run run;
  run.rest = restAt(biasSingle_.c0);
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

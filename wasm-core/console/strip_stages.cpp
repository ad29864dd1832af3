#include "console/strip_stages.h"

namespace lathe {
namespace {

constexpr float kFrameStep = 1.0f / kBlockFrames;

/// Four frames of four lanes, with what is too small to matter gone.
struct Quad {
  f32x4 frame[4];
};

LATHE_INLINE Quad loadQuad(const LaneFeed& feed, int frame) {
  Quad q;
  for (int lane = 0; lane < kLanes; ++lane) q.frame[lane] = f32x4::load(feed.source[lane] + frame);
  transpose(q.frame[0], q.frame[1], q.frame[2], q.frame[3]);
  for (f32x4& x : q.frame) {
    // Not cleanState: that would hide NaN, which is to be seen and counted.
    x = andNot(x, abs(x) < f32x4::splat(kFlushBelow));
  }
  return q;
}

/// A lane picked from a frame and spread to left and right, or a stereo strip's two lanes.
template <int kLane, bool kStereo>
LATHE_INLINE f64x2 stripFrame(f32x4 frame) {
  if constexpr (kStereo) {
    return kLane == 0 ? low2(frame) : high2(frame);
  } else {
    const f32x4 twice = kLane < 2 ? twiceLow(frame) : twiceHigh(frame);
    return kLane % 2 == 0 ? low2(twice) : high2(twice);
  }
}

/// What one block was, left and right.
void addToMeter(const double (&peak)[2], const double (&square)[2], const double (&absolute)[2],
                MeterSums& meter) noexcept {
  for (int side = 0; side < 2; ++side) {
    if (peak[side] > meter.peak[side]) meter.peak[side] = peak[side];
    meter.square[side] += square[side];
    meter.absolute[side] += absolute[side];
  }
  if (peak[0] > 1.0 || peak[1] > 1.0) ++meter.overBlocks;
}

template <int kLane, bool kStereo, bool kMoving, bool kMetered>
void addLane(const BankBlock& block, const CubicSegment& left, const CubicSegment& right,
             f64x2* sum, MeterSums* meter) noexcept {
  const f64x2 c0 = f64x2::make(left.c0, right.c0);
  const f64x2 c1 = f64x2::make(left.c1, right.c1);
  const f64x2 c2 = f64x2::make(left.c2, right.c2);
  const f64x2 c3 = f64x2::make(left.c3, right.c3);
  // Even and odd frames meter apart: one chain of additions would be the
  // loop's longest path.
  f64x2 peak[2] = {f64x2::zero(), f64x2::zero()};
  f64x2 square[2] = {f64x2::zero(), f64x2::zero()};
  f64x2 absolute[2] = {f64x2::zero(), f64x2::zero()};
  LATHE_UNROLL
  for (int n = 0; n < kBlockFrames; n += 2) {
    for (int i = 0; i < 2; ++i) {
      f64x2 gain = c0;
      if constexpr (kMoving) {
        const f64x2 t = f64x2::splat(static_cast<double>(n + i) / kBlockFrames);
        gain = ((c3 * t + c2) * t + c1) * t + c0;
      }
      const f64x2 y = stripFrame<kLane, kStereo>(block.frame[n + i]) * gain;
      sum[n + i] += y;
      if constexpr (kMetered) {
        const f64x2 level = abs(y);
        peak[i] = max(level, peak[i]);
        absolute[i] += level;
        square[i] += y * y;
      }
    }
  }
  if constexpr (!kMetered) return;
  const f64x2 bothPeak = max(peak[0], peak[1]);
  const f64x2 bothSquare = square[0] + square[1];
  const f64x2 bothAbsolute = absolute[0] + absolute[1];
  addToMeter({bothPeak.get(0), bothPeak.get(1)}, {bothSquare.get(0), bothSquare.get(1)},
             {bothAbsolute.get(0), bothAbsolute.get(1)}, *meter);
}

template <bool kMoving, bool kMetered>
void addAnyLane(const BankBlock& block, int lane, bool stereo, const CubicSegment& left,
                const CubicSegment& right, f64x2* sum, MeterSums* meter) noexcept {
  if (stereo) {
    if (lane == 0) {
      addLane<0, true, kMoving, kMetered>(block, left, right, sum, meter);
    } else {
      addLane<2, true, kMoving, kMetered>(block, left, right, sum, meter);
    }
    return;
  }
  switch (lane) {
    case 0:
      return addLane<0, false, kMoving, kMetered>(block, left, right, sum, meter);
    case 1:
      return addLane<1, false, kMoving, kMetered>(block, left, right, sum, meter);
    case 2:
      return addLane<2, false, kMoving, kMetered>(block, left, right, sum, meter);
    default:
      return addLane<3, false, kMoving, kMetered>(block, left, right, sum, meter);
  }
}

}  // namespace

void feedBank(const LaneFeed& feed, BankBlock& block) noexcept {
  const auto lanes = [&feed](double CubicSegment::*c) {
    return f32x4::make(static_cast<float>(feed.gain[0].*c), static_cast<float>(feed.gain[1].*c),
                       static_cast<float>(feed.gain[2].*c), static_cast<float>(feed.gain[3].*c));
  };
  const f32x4 c0 = lanes(&CubicSegment::c0);
  const bool constant = feed.gain[0].constant && feed.gain[1].constant && feed.gain[2].constant &&
                        feed.gain[3].constant;
  if (constant) {
    for (int n = 0; n < kBlockFrames; n += 4) {
      const Quad q = loadQuad(feed, n);
      for (int i = 0; i < 4; ++i) block.frame[n + i] = q.frame[i] * c0;
    }
    return;
  }
  const f32x4 c1 = lanes(&CubicSegment::c1);
  const f32x4 c2 = lanes(&CubicSegment::c2);
  const f32x4 c3 = lanes(&CubicSegment::c3);
  // A lane at rest among moving ones has c1 = c2 = c3 = 0 and gets exactly c0.
  for (int n = 0; n < kBlockFrames; n += 4) {
    const Quad q = loadQuad(feed, n);
    for (int i = 0; i < 4; ++i) {
      const f32x4 t = f32x4::splat(static_cast<float>(n + i) * kFrameStep);
      block.frame[n + i] = q.frame[i] * (((c3 * t + c2) * t + c1) * t + c0);
    }
  }
}

void blendSwitched(const BankBlock& dry, BankBlock& wet, int laneBits, f32x4 start,
                   f32x4 step) noexcept {
  const mask32x4 fading = laneMask(laneBits);
  const f32x4 zero = f32x4::zero();
  const f32x4 one = f32x4::splat(1.0f);
  const f32x4 two = f32x4::splat(2.0f);
  const f32x4 three = f32x4::splat(3.0f);
  for (int n = 0; n < kBlockFrames; ++n) {
    const f32x4 t = min(max(start + step * f32x4::splat(static_cast<float>(n)), zero), one);
    const f32x4 weight = t * t * (three - two * t);
    const f32x4 blended = dry.frame[n] + weight * (wet.frame[n] - dry.frame[n]);
    wet.frame[n] = select(fading, blended, wet.frame[n]);
  }
}

LaneHealth scanBank(const BankBlock& block) noexcept {
  // Sizes are in the order of their bits, and above them all stand infinity and NaN: one maximum
  // finds both what is bad and what is silent. Two chains: one would wait for itself every frame.
  const i32x4 size = LATHE_CONSTANT(i32x4, 0x7fffffff);
  i32x4 largest[2] = {i32x4::splat(0), i32x4::splat(0)};
  for (int n = 0; n < kBlockFrames; n += 8) {
    const f32x4* frames = keptPointer(block.frame + n);
    for (int i = 0; i < 8; ++i) largest[i & 1] = max(bitsOf(frames[i]) & size, largest[i & 1]);
  }
  const f32x4 loudest = floatOfBits(max(largest[0], largest[1]));
  return {15 & ~bits(loudest <= f32x4::splat(kLargestSample)), bits(loudest == f32x4::zero())};
}

void addStrip(const BankBlock& block, int lane, bool stereo, const CubicSegment& left,
              const CubicSegment& right, f64x2* sum, MeterSums* meter) noexcept {
  const bool constant = left.constant && right.constant;
  const auto metered = constant ? addAnyLane<false, true> : addAnyLane<true, true>;
  const auto unmetered = constant ? addAnyLane<false, false> : addAnyLane<true, false>;
  (meter ? metered : unmetered)(block, lane, stereo, left, right, sum, meter);
}

void addCrossed(const BankBlock& block, int lane, const CubicSegment (&own)[2],
                const CubicSegment (&other)[2], f64x2* sum, MeterSums* meter) noexcept {
  double peak[2] = {};
  double square[2] = {};
  double absolute[2] = {};
  for (int n = 0; n < kBlockFrames; ++n) {
    const double t = n * (1.0 / kBlockFrames);
    const double side[2] = {static_cast<double>(block.frame[n].get(lane)),
                            static_cast<double>(block.frame[n].get(lane + 1))};
    double y[2];
    for (int i = 0; i < 2; ++i) {
      y[i] = own[i].at(t) * side[i] + other[i].at(t) * side[1 - i];
      const double level = y[i] < 0.0 ? -y[i] : y[i];
      if (level > peak[i]) peak[i] = level;
      square[i] += y[i] * y[i];
      absolute[i] += level;
    }
    sum[n] += f64x2::make(y[0], y[1]);
  }
  if (meter) addToMeter(peak, square, absolute, *meter);
}

void addShard(const f64x2* shard, f64x2* sum) noexcept {
  for (int n = 0; n < kBlockFrames; ++n) sum[n] += shard[n];
}

void roundMix(const f64x2* sum, float* left, float* right) noexcept {
  for (int n = 0; n < kBlockFrames; n += 4) {
    const f32x4 a = demote(sum[n], sum[n + 1]);
    const f32x4 b = demote(sum[n + 2], sum[n + 3]);
    evenLanes(a, b).store(left + n);
    oddLanes(a, b).store(right + n);
  }
}

}  // namespace lathe

#include "dsp/stereo_oversampler.h"

#include <algorithm>

#include "dsp/oversampler_taps.h"

namespace lathe {
namespace {

using namespace oversampling;

constexpr auto kOuterUp = scaled<float>(kOuter, 2.0);
constexpr auto kInnerUp = scaled<float>(kRaised, 2.0);
constexpr auto kOuterDown = scaled<float>(kOuter, 1.0);
constexpr auto kInnerDown = scaled<float>(kInner, 1.0);

LATHE_INLINE void copyFrames(const float* from, int frames, float* to) {
  std::copy(from, from + 2 * frames, to);
}

/// sum[j] += Σ taps[k·tapStride]·(right + left), of frames 2j and 2j + 1 and each k frames further
/// out: eight outputs, so that a tap is loaded once for all (as oversampler.cpp's).
template <int kPairs, int kTapStride>
LATHE_INLINE void fold(const float* taps, const float* left, const float* right, f32x4 (&sum)[4]) {
  constexpr int kRun = 5, kBack = 2 * (kRun - 1);
  static_assert(kPairs % kRun == 0);
  left -= kBack;
  for (int from = 0; from < kPairs; from += kRun) {
    _Pragma("GCC unroll 5") for (int k = 0; k < kRun; ++k) {
      const f32x4 tap = f32x4::splat(taps[k * kTapStride]);
      for (int j = 0; j < 4; ++j) {
        sum[j] +=
            tap * (f32x4::load(right + 4 * j + 2 * k) + f32x4::load(left + 4 * j + kBack - 2 * k));
      }
    }
    if constexpr (kPairs > kRun) {
      taps = keptPointer(taps + kRun * kTapStride);
      right = keptPointer(right + 2 * kRun);
      left = keptPointer(left - 2 * kRun);
    }
  }
}

/// Even and odd frames in turn.
LATHE_INLINE void interleave(f32x4 even, f32x4 odd, float* to) {
  lowHalves(even, odd).store(to);
  highHalves(even, odd).store(to + 4);
}

/// x: the block, behind 59 old frames. Odd frames are the input itself, half the delay later.
LATHE_APART void outerUp(const float* x, float* y) noexcept {
  for (int n = 0; n < kBlockFrames; n += 8) {
    const float* const now = x + 2 * n;
    f32x4 sum[4] = {f32x4::zero(), f32x4::zero(), f32x4::zero(), f32x4::zero()};
    fold<kOuterPairs, 1>(kOuterUp.data(), now - 2 * 30, now - 2 * 29, sum);
    for (int j = 0; j < 4; ++j) {
      interleave(sum[j], f32x4::load(now + 4 * j - 2 * 29), y + 4 * n + 8 * j);
    }
  }
}

/// x: the block at 2 fs, behind 10 old frames.
LATHE_APART void innerUp(const float* x, float* y) noexcept {
  const float* const taps = keptPointer(kInnerUp.data());
  const f32x4 middle = f32x4::splat(taps[0]);
  for (int n = 0; n < 2 * kBlockFrames; n += 8) {
    const float* const now = x + 2 * n;
    f32x4 even[4], odd[4];
    for (int j = 0; j < 4; ++j) {
      even[j] = middle * f32x4::load(now + 4 * j - 2 * 5);
      odd[j] = f32x4::zero();
    }
    fold<5, 2>(taps + 2, now - 2 * 6, now - 2 * 4, even);
    fold<5, 2>(taps + 1, now - 2 * 5, now - 2 * 4, odd);
    for (int j = 0; j < 4; ++j) interleave(even[j], odd[j], y + 4 * n + 8 * j);
  }
}

/// The block at 4 fs, behind 9 old frames of each.
LATHE_APART void innerDown(const float* even, const float* odd, float* toEven,
                           float* toOdd) noexcept {
  const f32x4 half = LATHE_CONSTANT(f32x4, 0.5f);
  const float* const taps = keptPointer(kInnerDown.data());
  for (int n = 0; n < 2 * kBlockFrames; n += 8) {
    f32x4 sum[4];
    for (int j = 0; j < 4; ++j) sum[j] = half * f32x4::load(odd + 2 * n + 4 * j - 2 * 5);
    fold<kInnerPairs, 1>(taps, even + 2 * n - 2 * 5, even + 2 * n - 2 * 4, sum);
    for (int j = 0; j < 4; j += 2) {
      lowHalves(sum[j], sum[j + 1]).store(toEven + n + 2 * j);
      highHalves(sum[j], sum[j + 1]).store(toOdd + n + 2 * j);
    }
  }
}

/// The block at 2 fs, behind 59 old frames of each.
LATHE_APART void outerDown(const float* even, const float* odd, f64x2* y) noexcept {
  const f32x4 half = LATHE_CONSTANT(f32x4, 0.5f);
  for (int n = 0; n < kBlockFrames; n += 8) {
    f32x4 sum[4];
    for (int j = 0; j < 4; ++j) sum[j] = half * f32x4::load(odd + 2 * n + 4 * j - 2 * 30);
    fold<kOuterPairs, 1>(kOuterDown.data(), even + 2 * n - 2 * 30, even + 2 * n - 2 * 29, sum);
    for (int j = 0; j < 4; ++j) {
      y[n + 2 * j] = low2(sum[j]);
      y[n + 2 * j + 1] = high2(sum[j]);
    }
  }
}

}  // namespace

void StereoUp4x::reset() noexcept {
  for (float& x : base_) x = 0.0f;
  for (float& x : twice_) x = 0.0f;
}

const float* StereoUp4x::process(const f64x2* in, Work& work) noexcept {
  float* const base = work.base + 2 * kBaseHistory;
  float* const twice = work.twice + 2 * kTwiceHistory;
  copyFrames(base_, kBaseHistory, work.base);
  for (int i = 0; i < kBlockFrames; i += 2) demote(in[i], in[i + 1]).store(base + 2 * i);
  copyFrames(work.base + 2 * kBlockFrames, kBaseHistory, base_);
  copyFrames(twice_, kTwiceHistory, work.twice);
  outerUp(base, twice);
  copyFrames(work.twice + 4 * kBlockFrames, kTwiceHistory, twice_);
  innerUp(twice, work.quad);
  return work.quad;
}

void StereoDown4x::reset() noexcept {
  for (auto& side : quad_) std::fill(std::begin(side), std::end(side), 0.0f);
  for (auto& side : twice_) std::fill(std::begin(side), std::end(side), 0.0f);
}

void StereoDown4x::halve(Work& work) noexcept {
  float* const quad[2] = {work.quadEven, work.quadOdd};
  float* const twice[2] = {work.twiceEven, work.twiceOdd};
  for (int side = 0; side < 2; ++side) {
    copyFrames(quad_[side], kQuadHistory, quad[side]);
    copyFrames(quad[side] + 4 * kBlockFrames, kQuadHistory, quad_[side]);
    copyFrames(twice_[side], kTwiceHistory, twice[side]);
  }
  innerDown(work.newEven(), work.newOdd(), work.halvedEven(), work.halvedOdd());
}

void StereoDown4x::finish(Work& work, f64x2* out) noexcept {
  const float* const twice[2] = {work.twiceEven, work.twiceOdd};
  for (int side = 0; side < 2; ++side) {
    copyFrames(twice[side] + 2 * kBlockFrames, kTwiceHistory, twice_[side]);
  }
  outerDown(work.halvedEven(), work.halvedOdd(), out);
}

}  // namespace lathe

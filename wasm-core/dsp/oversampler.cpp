#include "dsp/oversampler.h"

#include <type_traits>

#include "dsp/oversampler_taps.h"

namespace lathe {
namespace {

using namespace oversampling;

LATHE_INLINE f32x4 splatOf(float x) { return f32x4::splat(x); }
LATHE_INLINE f64x2 splatOf(double x) { return f64x2::splat(x); }

/// In the vector's own precision; a step up has a gain of 2.
template <class Scalar>
struct Taps {
  static constexpr auto outerUp = scaled<Scalar>(kOuter, 2.0);
  static constexpr auto innerUp = scaled<Scalar>(kRaised, 2.0);
  static constexpr auto outerDown = scaled<Scalar>(kOuter, 1.0);
  static constexpr auto lowUp = scaled<Scalar>(kInner, 2.0);
  static constexpr auto innerDown = scaled<Scalar>(kInner, 1.0);
};
template <class Vector>
using ScalarOf = std::conditional_t<std::is_same_v<Vector, f32x4>, float, double>;
template <class Vector>
using TapsOf = Taps<ScalarOf<Vector>>;

template <class Vector>
LATHE_INLINE void copy(const Vector* from, int count, Vector* to) {
  LATHE_UNROLL
  for (int i = 0; i < count; ++i) to[i] = from[i];
}

/// sum[j] += Σ taps[k·tapStride]·(right[j·stride + k·step] + left[j·stride − k·step]),
/// four outputs at a time so that a tap is loaded once for four. Every count of pairs is a multiple
/// of 5: unrolled so, neighbouring taps share their loads.
template <int kPairs, int kStep, int kStride, int kTapStride, class Scalar, class Vector>
LATHE_INLINE void fold(const Scalar* taps, const Vector* left, const Vector* right,
                       Vector (&sum)[4]) {
  constexpr int kRun = 5, kBack = (kRun - 1) * kStep;
  static_assert(kPairs % kRun == 0);
  left -= kBack;
  for (int from = 0; from < kPairs; from += kRun) {
    _Pragma("GCC unroll 5") for (int k = 0; k < kRun; ++k) {
      const Vector tap = splatOf(taps[k * kTapStride]);
      for (int j = 0; j < 4; ++j) {
        sum[j] += tap * (right[j * kStride + k * kStep] + left[j * kStride + kBack - k * kStep]);
      }
    }
    if constexpr (kPairs > kRun) {
      taps = keptPointer(taps + kRun * kTapStride);
      right = keptPointer(right + kRun * kStep);
      left = keptPointer(left - kRun * kStep);
    }
  }
}

/// x: 59 old frames, then the block. Odd frames are the input itself, half the delay later.
template <class Vector>
LATHE_APART void outerUp(const Vector* x, Vector* y) noexcept {
  const Vector* now = x + 59;
  for (int n = 0; n < kBlockFrames; n += 4) {
    Vector sum[4] = {Vector::zero(), Vector::zero(), Vector::zero(), Vector::zero()};
    fold<kOuterPairs, 1, 1, 1>(TapsOf<Vector>::outerUp.data(), now + n - 30, now + n - 29, sum);
    for (int j = 0; j < 4; ++j) {
      y[2 * (n + j)] = sum[j];
      y[2 * (n + j) + 1] = now[n + j - 29];
    }
  }
}

/// x: 10 old frames, then the block at 2 fs.
template <class Vector>
LATHE_APART void innerUp(const Vector* x, Vector* y) noexcept {
  const Vector* now = x + 10;
  const auto* taps = keptPointer(TapsOf<Vector>::innerUp.data());
  const Vector middle = splatOf(taps[0]);
  for (int n = 0; n < 2 * kBlockFrames; n += 4) {
    Vector even[4], odd[4];
    for (int j = 0; j < 4; ++j) {
      even[j] = middle * now[n + j - 5];
      odd[j] = Vector::zero();
    }
    fold<5, 1, 1, 2>(taps + 2, now + n - 6, now + n - 4, even);
    fold<5, 1, 1, 2>(taps + 1, now + n - 5, now + n - 4, odd);
    for (int j = 0; j < 4; ++j) {
      y[2 * (n + j)] = even[j];
      y[2 * (n + j) + 1] = odd[j];
    }
  }
}

/// x: 18 old frames, then the block at 4 fs, halved. What comes out is kept by even and odd frames,
/// as the next step wants it: a tap's frames then stand side by side.
template <class Vector>
LATHE_APART void innerDown(const Vector* x, Vector* even, Vector* odd) noexcept {
  const Vector half = LATHE_CONSTANT(Vector, ScalarOf<Vector>(0.5));
  const auto* taps = keptPointer(TapsOf<Vector>::innerDown.data());
  const Vector* middle = x + 2 * kInnerPairs - 1;
  for (int n = 0; n < 2 * kBlockFrames; n += 4) {
    Vector sum[4];
    for (int j = 0; j < 4; ++j) sum[j] = half * middle[2 * (n + j)];
    fold<kInnerPairs, 2, 2, 1>(taps, middle + 2 * n - 1, middle + 2 * n + 1, sum);
    even[n / 2] = sum[0];
    odd[n / 2] = sum[1];
    even[n / 2 + 1] = sum[2];
    odd[n / 2 + 1] = sum[3];
  }
}

/// 59 old frames of each, then the block.
template <class Vector>
LATHE_APART void outerDown(const Vector* even, const Vector* odd, Vector* y) noexcept {
  const Vector half = splatOf(ScalarOf<Vector>(0.5));
  for (int n = 0; n < kBlockFrames; n += 4) {
    Vector sum[4];
    for (int j = 0; j < 4; ++j) sum[j] = half * odd[n + j + 29];
    fold<kOuterPairs, 1, 1, 1>(TapsOf<Vector>::outerDown.data(), even + n + 29, even + n + 30, sum);
    for (int j = 0; j < 4; ++j) y[n + j] = sum[j];
  }
}

/// x: 39 old frames, then the block. As outerUp, with the inner step's taps.
template <class Vector>
LATHE_APART void lowUp(const Vector* x, TwiceFrames<Vector>& y) noexcept {
  for (int n = 0; n < kBlockFrames; n += 4) {
    Vector sum[4] = {Vector::zero(), Vector::zero(), Vector::zero(), Vector::zero()};
    fold<kInnerPairs, 1, 1, 1>(TapsOf<Vector>::lowUp.data(), x + n + 4, x + n + 5, sum);
    for (int j = 0; j < 4; ++j) {
      y.even[n + j] = sum[j];
      y.odd[n + j] = x[n + j + 5];
    }
  }
}

}  // namespace

template <class Vector>
void LowOversampler2x<Vector>::reset() noexcept {
  for (Vector& x : history_) x = Vector::zero();
}

template <class Vector>
void LowOversampler2x<Vector>::up(const Vector* in, TwiceFrames<Vector>& out) noexcept {
  Vector x[kHistory + kBlockFrames];
  copy(history_, kHistory, x);
  copy(in, kBlockFrames, x + kHistory);
  copy(x + kBlockFrames, kHistory, history_);
  lowUp(x, out);
}

template <class Vector>
void Oversampler4x<Vector>::reset() noexcept {
  for (Vector& x : history_) x = Vector::zero();
}

template <class Vector>
void Oversampler4x<Vector>::resetLane(int lane) noexcept {
  for (Vector& x : history_) x.set(lane, 0);
}

template <class Vector>
void Oversampler4x<Vector>::copyLane(int lane, const Oversampler4x& from, int fromLane) noexcept {
  for (int i = 0; i < kHistory; ++i) history_[i].set(lane, from.history_[i].get(fromLane));
}

template <class Vector>
Vector* Oversampler4x<Vector>::up(const Vector* in, Work& work) noexcept {
  copy(baseHistory(), kBaseHistory, work.base);
  copy(in, kBlockFrames, work.base + kBaseHistory);
  copy(work.base + kBlockFrames, kBaseHistory, baseHistory());
  copy(twiceHistory(), kTwiceHistory, work.twice);
  outerUp(work.base, work.twice + kTwiceHistory);
  copy(work.twice + 2 * kBlockFrames, kTwiceHistory, twiceHistory());
  copy(quadHistory(), kQuadHistory, work.quad);
  innerUp(work.twice, work.quad + kQuadHistory);
  return work.quad + kQuadHistory;
}

template <class Vector>
void Oversampler4x<Vector>::down(Work& work, Vector* out) noexcept {
  constexpr int kHalf = kDownHistory / 2;
  Vector* const even = work.twice;
  Vector* const odd = work.twice + kHalf + kBlockFrames;
  copy(work.quad + kFrames, kQuadHistory, quadHistory());
  copy(downHistory(), kHalf, even);
  copy(downHistory() + kHalf, kHalf, odd);
  innerDown(work.quad, even + kHalf, odd + kHalf);
  copy(even + kBlockFrames, kHalf, downHistory());
  copy(odd + kBlockFrames, kHalf, downHistory() + kHalf);
  outerDown(even, odd, out);
}

template class Oversampler4x<f32x4>;
template class Oversampler4x<f64x2>;
template class LowOversampler2x<f32x4>;

}  // namespace lathe

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

/// sum[j] += Σ taps[k]·(right[j + k] + left[j − k]) for four outputs, each tap loaded once for
/// them. One tap to a turn: V8 puts all loads of a turn before its sums, and of more taps than that
/// would write some of the four sums to memory and read them back, turn by turn.
template <int kPairs, class Scalar, class Vector>
LATHE_INLINE void foldFour(const Scalar* taps, const Vector* left, const Vector* right,
                           Vector (&sum)[4]) {
  _Pragma("GCC unroll 1") for (int k = 0; k < kPairs; ++k) {
    const Vector tap = splatOf(taps[0]);
    for (int j = 0; j < 4; ++j) sum[j] += tap * (right[j] + left[j]);
    taps = keptPointer(taps + 1);
    right = keptPointer(right + 1);
    left = keptPointer(left - 1);
  }
}

/// Σ taps[k·kTapStride]·(right[k·kStep] + left[−k·kStep]), added to `sum`.
template <int kPairs, int kStep, int kTapStride, class Scalar, class Vector>
LATHE_INLINE Vector fold(const Scalar* taps, const Vector* left, const Vector* right, Vector sum) {
  for (int k = 0; k < kPairs; ++k) {
    sum += splatOf(taps[k * kTapStride]) * (right[k * kStep] + left[-k * kStep]);
  }
  return sum;
}

/// x: 59 old frames, then the block. Odd frames are the input itself, half the delay later.
template <class Vector>
LATHE_APART void outerUp(const Vector* x, Vector* y) noexcept {
  const Vector* now = x + 59;
  for (int n = 0; n < kBlockFrames; n += 4) {
    Vector sum[4] = {Vector::zero(), Vector::zero(), Vector::zero(), Vector::zero()};
    foldFour<kOuterPairs>(TapsOf<Vector>::outerUp.data(), now + n - 30, now + n - 29, sum);
    for (int j = 0; j < 4; ++j) {
      y[2 * (n + j)] = sum[j];
      y[2 * (n + j) + 1] = now[n + j - 29];
    }
  }
}

/// x: 10 old frames, then the block at 2 fs. A frame at a time: its frames of x, which both answers
/// share, are all that registers hold.
template <class Vector>
LATHE_APART void innerUp(const Vector* x, Vector* y) noexcept {
  _Pragma("GCC unroll 1") for (int n = 0; n < 2 * kBlockFrames; ++n) {
    const Vector* at = keptPointer(x + n + 5);
    const auto* taps = keptPointer(TapsOf<Vector>::innerUp.data());
    const Vector even = fold<5, 1, 2>(taps + 2, at - 1, at + 1, splatOf(taps[0]) * at[0]);
    const Vector odd = fold<5, 1, 2>(taps + 1, at, at + 1, Vector::zero());
    y[2 * n] = even;
    y[2 * n + 1] = odd;
  }
}

/// x: 18 old frames, then the block at 4 fs, halved. What comes out is kept by even and odd frames,
/// as the next step wants it: a tap's frames then stand side by side.
template <class Vector>
LATHE_APART void innerDown(const Vector* x, Vector* even, Vector* odd) noexcept {
  const Vector half = LATHE_CONSTANT(Vector, ScalarOf<Vector>(0.5));
  const Vector* const middle = x + 2 * kInnerPairs - 1;
  const auto halved = [half](const Vector* at) {
    const auto* taps = keptPointer(TapsOf<Vector>::innerDown.data());
    return fold<kInnerPairs, 2, 1>(taps, at - 1, at + 1, half * at[0]);
  };
  _Pragma("GCC unroll 1") for (int n = 0; n < kBlockFrames; ++n) {
    even[n] = halved(middle + 4 * n);
    odd[n] = halved(middle + 4 * n + 2);
  }
}

/// 59 old frames of each, then the block.
template <class Vector>
LATHE_APART void outerDown(const Vector* even, const Vector* odd, Vector* y) noexcept {
  const Vector half = splatOf(ScalarOf<Vector>(0.5));
  for (int n = 0; n < kBlockFrames; n += 4) {
    Vector sum[4];
    for (int j = 0; j < 4; ++j) sum[j] = half * odd[n + j + 29];
    foldFour<kOuterPairs>(TapsOf<Vector>::outerDown.data(), even + n + 29, even + n + 30, sum);
    for (int j = 0; j < 4; ++j) y[n + j] = sum[j];
  }
}

/// x: 39 old frames, then the block. As outerUp, with the inner step's taps.
template <class Vector>
LATHE_APART void lowUp(const Vector* x, TwiceFrames<Vector>& y) noexcept {
  _Pragma("GCC unroll 1") for (int n = 0; n < kBlockFrames; ++n) {
    const Vector* at = keptPointer(x + n + 5);
    const auto* taps = keptPointer(TapsOf<Vector>::lowUp.data());
    y.even[n] = fold<kInnerPairs, 1, 1>(taps, at - 1, at, Vector::zero());
    y.odd[n] = at[0];
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

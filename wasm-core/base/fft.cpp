#include "base/fft.h"

#include <algorithm>
#include <type_traits>

#include "base/math.h"

namespace lathe {
namespace {

template <class Value>
LATHE_INLINE Value valueOf(double x) {
  if constexpr (std::is_same_v<Value, double>)
    return x;
  else
    return f64x2::splat(x);
}

template <class Value>
LATHE_INLINE ComplexOf<Value> operator+(ComplexOf<Value> a, ComplexOf<Value> b) {
  return {a.re + b.re, a.im + b.im};
}
template <class Value>
LATHE_INLINE ComplexOf<Value> operator-(ComplexOf<Value> a, ComplexOf<Value> b) {
  return {a.re - b.re, a.im - b.im};
}
template <class Value>
LATHE_INLINE ComplexOf<Value> operator*(ComplexOf<Value> a, ComplexOf<Value> b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

int logOf(int size) {
  int log = 0;
  while ((1 << log) < size) ++log;
  return log;
}

}  // namespace

template <class Value>
void RealFft<Value>::prepare(int size) {
  size_ = size;
  passes_ = logOf(size) / 2;  // of N/2 points: a radix-2 pass for an odd logarithm
  const auto turns = static_cast<size_t>(size) / 4 * 3;
  turn_.resize(turns);
  for (size_t k = 0; k < turns; ++k) {
    const double angle = 2.0 * math::kPi * (static_cast<double>(k) / size);
    turn_[k] = {math::cos(angle), -math::sin(angle)};
  }
  work_.resize(static_cast<size_t>(size));
}

/// Pass `index` of the complex transform, from one buffer to the other.
template <class Value>
template <bool kInverse>
void RealFft<Value>::pass(int index) noexcept {
  const int stride = 1 << (2 * index), length = size_ / 2 / stride;
  const Bin* from = buffer(index);
  Bin* to = buffer(index + 1);
  if (length == 2) {
    for (int q = 0; q < stride; ++q) {
      const Bin a = from[q], b = from[q + stride];
      to[q] = a + b;
      to[q + stride] = a - b;
    }
    return;
  }
  const int quarter = length / 4, across = stride * quarter;
  const auto turn = [this](int k) -> Bin {
    const Turn t = turn_[static_cast<size_t>(k)];
    return {valueOf<Value>(t.re), valueOf<Value>(kInverse ? -t.im : t.im)};
  };
  for (int p = 0; p < quarter; ++p) {
    const Bin w1 = turn(2 * stride * p), w2 = turn(4 * stride * p), w3 = turn(6 * stride * p);
    const Bin* x = from + stride * p;
    Bin* y = to + 4 * stride * p;
    for (int q = 0; q < stride; ++q) {
      const Bin a = x[q], b = x[q + across], c = x[q + 2 * across], d = x[q + 3 * across];
      const Bin ac = a + c, bd = b + d, even = a - c, odd = b - d;
      // even ± i·odd
      const Bin plus{even.re - odd.im, even.im + odd.re}, minus{even.re + odd.im, even.im - odd.re};
      y[q] = ac + bd;
      y[q + stride] = w1 * (kInverse ? plus : minus);
      y[q + 2 * stride] = w2 * (ac - bd);
      y[q + 3 * stride] = w3 * (kInverse ? minus : plus);
    }
  }
}

template <class Value>
void RealFft<Value>::forward(const Value* x, Bin* bins) noexcept {
  std::copy(x, x + size_, room());
  forward(bins);
}

template <class Value>
void RealFft<Value>::forward(Bin* bins) noexcept {
  const int half = size_ / 2;
  for (int i = 0; i < passes_; ++i) pass<false>(i);
  // The even values' spectrum and the odd ones', out of that of even + i·odd.
  const Bin* z = buffer(passes_);
  bins[half] = {z[0].re - z[0].im, z[0].re - z[0].re};
  bins[0] = {z[0].re + z[0].im, z[0].re - z[0].re};
  const Value h = valueOf<Value>(0.5);
  for (int k = 1; k <= half / 2; ++k) {
    const Bin a = z[k], b = z[half - k];
    const Bin even{h * (a.re + b.re), h * (a.im - b.im)}, odd{h * (a.im + b.im), h * (b.re - a.re)};
    const Turn t = turn_[static_cast<size_t>(k)];
    const Bin w = Bin{valueOf<Value>(t.re), valueOf<Value>(t.im)} * odd;
    bins[k] = even + w;
    bins[half - k] = {even.re - w.re, w.im - even.im};
  }
}

template <class Value>
void RealFft<Value>::inverseStep(int step, const Bin* bins, Value* x) noexcept {
  const int half = size_ / 2;
  if (step == 0) {
    Bin* z = buffer(0);
    const Value h = valueOf<Value>(0.5);
    z[0] = {h * (bins[0].re + bins[half].re), h * (bins[0].re - bins[half].re)};
    for (int k = 1; k <= half / 2; ++k) {
      const Bin a = bins[k], b = bins[half - k];
      const Bin even{h * (a.re + b.re), h * (a.im - b.im)};
      const Bin turned{h * (a.re - b.re), h * (a.im + b.im)};
      const Turn t = turn_[static_cast<size_t>(k)];
      const Bin odd = Bin{valueOf<Value>(t.re), valueOf<Value>(-t.im)} * turned;
      z[k] = {even.re - odd.im, even.im + odd.re};
      z[half - k] = {even.re + odd.im, odd.re - even.im};
    }
  } else if (step <= passes_) {
    pass<true>(step - 1);
  } else {
    const Bin* z = buffer(passes_);
    const Value scale = valueOf<Value>(2.0 / size_);
    for (int n = 0; n < half; ++n) {
      x[2 * n] = scale * z[n].re;
      x[2 * n + 1] = scale * z[n].im;
    }
  }
}

template <class Value>
void RealFft<Value>::inverse(const Bin* bins, Value* x) noexcept {
  for (int step = 0; step < inverseSteps(); ++step) inverseStep(step, bins, x);
}

template <class Value>
const Value* RealFft<Value>::inverseUnscaled(const Bin* bins) noexcept {
  for (int step = 0; step <= passes_; ++step) inverseStep(step, bins, nullptr);
  return &buffer(passes_)->re;
}

template <class Value>
size_t RealFft<Value>::heapBytes(int size) noexcept {
  const auto n = static_cast<size_t>(size);
  return n / 4 * 3 * sizeof(Turn) + n * sizeof(Bin);
}

template class RealFft<double>;
template class RealFft<f64x2>;

}  // namespace lathe

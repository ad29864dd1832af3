// Fourier transform of real signals whose length is a power of two, in double,
// the same bits native and in WebAssembly. For linear-phase filters, analysers
// and reports.
//
// A real signal of N values is a complex one of N/2; that is transformed by
// radix-4 passes (and one of radix 2 where N/2 is no power of 4) that sort as
// they go, from one buffer into the other (Stockham 1966, decimation in
// frequency); a last step takes the two halves' spectra apart. Twiddles come
// from base/math.h. Error about 1e-16 a pass.
//
// `Value` is double (one signal) or f64x2 (two signals at once).
//   X[k] = Σ x[n] e^(−2πikn/N), k = 0 … N/2; the inverse is scaled by 1/N.
// Thread: `prepare` off the real-time thread; the rest real-time safe, one
// transform of an instance at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "base/simd.h"

namespace lathe {

template <class Value>
struct ComplexOf {
  Value re, im;
};

template <class Value>
class RealFft {
 public:
  using Bin = ComplexOf<Value>;
  static constexpr int kMinSize = 64, kMaxSize = 131072;

  /// `size`: N, a power of two within the limits.
  void prepare(int size);
  int size() const noexcept { return size_; }
  /// N values to N/2 + 1 bins; the first and the last are real.
  void forward(const Value* x, Bin* bins) noexcept;
  /// The same of the N values that have been written at `room`.
  Value* room() noexcept { return &buffer(0)->re; }
  void forward(Bin* bins) noexcept;
  /// And back; what the first and the last bin have of an imaginary part is ignored.
  void inverse(const Bin* bins, Value* x) noexcept;
  /// The same without its last pass: N values, N/2 times too large, until the next transform.
  const Value* inverseUnscaled(const Bin* bins) noexcept;

  /// The inverse a step at a time, for a caller who has to spread it over blocks: steps 0 …
  /// inverseSteps() − 1 in order. `bins` are read by the first, `x` is written by the last.
  int inverseSteps() const noexcept { return passes_ + 2; }
  void inverseStep(int step, const Bin* bins, Value* x) noexcept;

  static size_t heapBytes(int size) noexcept;

 private:
  struct Turn {
    double re, im;
  };
  template <bool kInverse>
  void pass(int index) noexcept;
  Bin* buffer(int pass) noexcept {
    return work_.data() + (pass & 1) * static_cast<ptrdiff_t>(size_ / 2);
  }

  int size_ = 0, passes_ = 0;
  std::vector<Turn> turn_;  ///< e^(−2πik/N), k < 3N/4
  std::vector<Bin> work_;   ///< two buffers of N/2
};

extern template class RealFft<double>;
extern template class RealFft<f64x2>;

}  // namespace lathe

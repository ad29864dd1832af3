// The spectrum of a periodic signal: one period's discrete Fourier transform,
// whose length is a power of two.
#pragma once

#include <cmath>
#include <complex>
#include <utility>
#include <vector>

#include "measure/signals.h"

namespace dsp_test {

using Spectrum = std::vector<std::complex<double>>;

/// In place, radix 2; `sign` −1 forward, +1 back (not scaled).
inline void transform(Spectrum& x, double sign) {
  const size_t n = x.size();
  for (size_t i = 1, j = 0; i < n; ++i) {
    size_t bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  std::vector<std::complex<double>> turn(n / 2);
  for (size_t i = 0; i < n / 2; ++i) {
    turn[i] = std::polar(
        1.0, sign * 2.0 * measure::kPi * static_cast<double>(i) / static_cast<double>(n));
  }
  for (size_t length = 2; length <= n; length *= 2) {
    for (size_t from = 0; from < n; from += length) {
      for (size_t k = 0; k < length / 2; ++k) {
        const auto a = x[from + k], b = x[from + k + length / 2] * turn[k * (n / length)];
        x[from + k] = a + b;
        x[from + k + length / 2] = a - b;
      }
    }
  }
}

/// Bins scaled so that a sine of amplitude 1 gives 1/2 in its bin.
template <class Samples>
Spectrum spectrumOf(const Samples& x, size_t from, size_t count) {
  Spectrum s(count);
  for (size_t i = 0; i < count; ++i) {
    s[i] = static_cast<double>(x[from + i]) / static_cast<double>(count);
  }
  transform(s, -1.0);
  return s;
}

}  // namespace dsp_test

// The Fourier transform against its definition, and what a transform must keep.
#include "base/fft.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <string>
#include <vector>

#include "measure/cpu_clock.h"
#include "measure/figures.h"
#include "measure/signals.h"

namespace lathe {
namespace {

using measure::Samples;

std::vector<ComplexOf<double>> transformed(const Samples& x) {
  RealFft<double> fft;
  fft.prepare(static_cast<int>(x.size()));
  std::vector<ComplexOf<double>> bins(x.size() / 2 + 1);
  fft.forward(x.data(), bins.data());
  return bins;
}

/// One bin by the definition.
std::complex<long double> definition(const Samples& x, size_t k) {
  const long double pi = 3.14159265358979323846264338327950288L;
  std::complex<long double> sum = 0.0L;
  for (size_t n = 0; n < x.size(); ++n) {
    const long double angle = -2.0L * pi * static_cast<long double>(k * n % x.size()) /
                              static_cast<long double>(x.size());
    sum += static_cast<long double>(x[n]) *
           std::complex<long double>(std::cos(angle), std::sin(angle));
  }
  return sum;
}

TEST(RealFft, IsTheDefinition) {
  double worst = 0.0;
  for (int size = 64; size <= RealFft<double>::kMaxSize; size *= size < 256 ? 2 : 8) {
    const Samples x = measure::noise(size, 1.0, 17);
    const auto bins = transformed(x);
    // All bins of the short ones; one of the others, for the definition's own sake.
    const size_t half = static_cast<size_t>(size) / 2, step = size <= 256 ? 1 : half;
    const double scale = std::sqrt(static_cast<double>(size));
    for (size_t k = size <= 256 ? 0 : half / 3; k <= half; k += step) {
      const std::complex<long double> want = definition(x, k);
      const double error = std::hypot(bins[k].re - static_cast<double>(want.real()),
                                      bins[k].im - static_cast<double>(want.imag()));
      worst = std::max(worst, error / scale);
    }
  }
  measure::printFigure("FFT of white noise, 64 to 131072, worst error over a bin's RMS",
                       measure::toDb(worst), "dB");
  EXPECT_LT(worst, 3e-15);
}

TEST(RealFft, ThereAndBackIsTheSignal) {
  double worst = 0.0;
  for (int size = 64; size <= RealFft<double>::kMaxSize; size *= 2) {
    const Samples x = measure::noise(size, 1.0, 5);
    RealFft<double> fft;
    fft.prepare(size);
    std::vector<ComplexOf<double>> bins(x.size() / 2 + 1);
    Samples back(x.size());
    fft.forward(x.data(), bins.data());
    fft.inverse(bins.data(), back.data());
    for (size_t n = 0; n < x.size(); ++n) worst = std::max(worst, std::fabs(back[n] - x[n]));
  }
  measure::printFigure("round trip of full-scale noise, worst error", measure::toDb(worst), "dB");
  EXPECT_LT(worst, 1e-14);
}

TEST(RealFft, TwoSignalsAtOnceAreTheTwoAlone) {
  for (int size : {64, 128, 4096}) {
    const Samples a = measure::noise(size, 1.0, 1), b = measure::noise(size, 0.1, 2);
    const auto alone = transformed(a), other = transformed(b);
    RealFft<f64x2> fft;
    fft.prepare(size);
    std::vector<f64x2> x(a.size()), back(a.size());
    for (size_t n = 0; n < a.size(); ++n) x[n] = f64x2::make(a[n], b[n]);
    std::vector<ComplexOf<f64x2>> bins(a.size() / 2 + 1);
    fft.forward(x.data(), bins.data());
    for (size_t k = 0; k < bins.size(); ++k) {
      ASSERT_EQ(bins[k].re.first(), alone[k].re);
      ASSERT_EQ(bins[k].im.first(), alone[k].im);
      ASSERT_EQ(bins[k].re.second(), other[k].re);
      ASSERT_EQ(bins[k].im.second(), other[k].im);
    }
    fft.inverse(bins.data(), back.data());
    for (size_t n = 0; n < a.size(); ++n) ASSERT_NEAR(back[n].second(), b[n], 1e-15);
  }
}

TEST(RealFft, APureToneIsOneBin) {
  constexpr int kSize = 65536;
  Samples x(kSize);
  for (size_t n = 0; n < kSize; ++n) {
    x[n] = std::cos(2.0 * measure::kPi * static_cast<double>(n * 1555 % kSize) / kSize);
  }
  const auto bins = transformed(x);
  double elsewhere = 0.0;
  for (size_t k = 0; k < bins.size(); ++k) {
    if (k != 1555) elsewhere = std::max(elsewhere, std::hypot(bins[k].re, bins[k].im));
  }
  EXPECT_NEAR(bins[1555].re, kSize / 2, 1e-9);
  measure::printFigure("a tone's loudest other bin of 32769",
                       measure::toDb(elsewhere * 2.0 / kSize), "dB");
  EXPECT_LT(elsewhere * 2.0 / kSize, 1e-15);
}

TEST(RealFft, CostIsPrinted) {
  for (int size : {2048, 32768}) {
    RealFft<f64x2> fft;
    fft.prepare(size);
    std::vector<f64x2> x(static_cast<size_t>(size), f64x2::splat(0.5));
    std::vector<ComplexOf<f64x2>> bins(x.size() / 2 + 1);
    const int rounds = 65536 * 4 / size;
    const double start = measure::cpuSeconds();
    for (int i = 0; i < rounds; ++i) {
      fft.forward(x.data(), bins.data());
      fft.inverse(bins.data(), x.data());
    }
    const double each = 0.5e6 * (measure::cpuSeconds() - start) / rounds;
    measure::printFigure(("stereo transform of " + std::to_string(size)).c_str(), each, "us");
    EXPECT_LE(x.capacity() * sizeof(f64x2), RealFft<f64x2>::heapBytes(size));
  }
}

}  // namespace
}  // namespace lathe

// The oversampler around a small signal's shaper (the mean of three samples):
// latency, flatness, and how far images are down.
#include "dsp/oversampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "measure/figures.h"
#include "spectrum.h"

namespace lathe {
namespace {

void setFirst(f32x4& v, double x) { v.set(0, static_cast<float>(x)); }
void setFirst(f64x2& v, double x) { v.set(0, x); }

/// One lane, block by block; `between` sees the 4× signal.
template <class Vector, class Between>
std::vector<double> run(const std::vector<double>& x, Between between) {
  Oversampler4x<Vector> oversampler;
  typename Oversampler4x<Vector>::Work work;
  oversampler.reset();
  std::vector<double> y;
  for (size_t at = 0; at + kBlockFrames <= x.size(); at += kBlockFrames) {
    Vector block[kBlockFrames];
    for (size_t i = 0; i < kBlockFrames; ++i) {
      block[i] = Vector::zero();
      setFirst(block[i], x[at + i]);
    }
    Vector* high = oversampler.up(block, work);
    for (int i = 0; i < Oversampler4x<Vector>::kFrames; ++i) {
      setFirst(high[i], between(static_cast<double>(high[i].get(0))));
    }
    oversampler.down(work, block);
    for (const Vector& v : block) y.push_back(static_cast<double>(v.get(0)));
  }
  return y;
}

struct MeanOfThree {
  double a = 0.0, b = 0.0;
  double operator()(double x) {
    const double y = (x + a + b) / 3.0;
    b = a;
    a = x;
    return y;
  }
};

template <class Vector>
void expectFlat(const char* name, double floorDb) {
  std::vector<double> x(1024, 0.0);
  x[100] = 1.0;
  const std::vector<double> y = run<Vector>(x, MeanOfThree());
  const size_t centre = 100 + Oversampler4x<Vector>::kLatencyFrames;
  double skew = 0.0;
  for (size_t i = 1; i < 100; ++i) skew = std::max(skew, std::fabs(y[centre + i] - y[centre - i]));
  EXPECT_LT(measure::toDb(skew), floorDb) << name << ": not symmetric about its latency";
  dsp_test::Spectrum s = dsp_test::spectrumOf(y, 0, 1024);
  double ripple = 0.0, edge = 0.0;
  for (size_t bin = 0; bin < 512; ++bin) {
    const double fs = static_cast<double>(bin) / 1024.0;
    const double db = measure::toDb(1024.0 * std::abs(s[bin]));
    if (fs <= 18000.0 / 44100.0) ripple = std::max(ripple, std::fabs(db));
    if (db > -0.1) edge = fs;
  }
  std::printf("%s:\n", name);
  measure::printFigure("ripple to 18 kHz at 44.1 kHz", ripple, "dB");
  measure::printFigure("-0.1 dB edge at 44.1 kHz", edge * 44100.0, "Hz");
  EXPECT_LT(ripple, 0.002) << name;
  EXPECT_GT(edge * 44100.0, 20200.0) << name;
}

TEST(Oversampler, IsFlatAndDelaysByTheLatencyDeclared) {
  expectFlat<f32x4>("four lanes of float", -130.0);
  expectFlat<f64x2>("two lanes of double", -200.0);
}

TEST(Oversampler, ImagesAndFoldedToneAreDown) {
  // 1.9 to 19 kHz at 44.1 kHz, coherent in 4096 frames.
  for (size_t bin : {177u, 389u, 1001u, 1499u, 1765u}) {
    std::vector<double> x(8192);
    for (size_t i = 0; i < x.size(); ++i) {
      x[i] = std::sin(2.0 * measure::kPi * static_cast<double>(bin * i % 4096) / 4096.0);
    }
    std::vector<double> high;
    run<f64x2>(x, [&](double v) {
      high.push_back(v);
      return v;
    });
    const dsp_test::Spectrum s = dsp_test::spectrumOf(high, 16384, 16384);
    double images = 0.0;
    for (size_t i = 1; i < 8192; ++i) {
      if (i != bin) images += std::norm(s[i]);
    }
    const double db = 10.0 * std::log10(images / std::norm(s[bin]));
    const double hz = static_cast<double>(bin) * 44100.0 / 4096.0;
    std::printf("[ figure ] images of %.0f Hz at 44.1 kHz %.1f dB\n", hz, db);
    EXPECT_LT(db, hz < 10000.0 ? -110.0 : -84.0) << hz;
    // And back: a tone above the base rate's band is not to be folded into it.
    size_t n = 0;
    const double w = 2.0 * measure::kPi * (44100.0 - hz) / 176400.0;
    const std::vector<double> folded =
        run<f64x2>(x, [&](double) { return std::sin(w * static_cast<double>(n++)); });
    double sum = 0.0;
    for (size_t i = 4096; i < 8192; ++i) sum += folded[i] * folded[i];
    const double foldedDb = 10.0 * std::log10(2.0 * sum / 4096.0);
    EXPECT_LT(foldedDb, hz < 10000.0 ? -110.0 : -84.0) << hz;
  }
}

}  // namespace
}  // namespace lathe

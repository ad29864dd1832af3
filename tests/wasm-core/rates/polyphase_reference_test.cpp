// The kernels against the sum they stand for: every output frame a windowed
// sinc over the whole input, in plain double with the C library's functions.
// Source: Crochiere and Rabiner 1983; Kaiser 1974.
#include "rate_runner.h"

namespace lathe {
namespace {

using namespace rates_test;

double bessel(double x) {
  double term = 1.0, sum = 1.0;
  for (int k = 1; term > 1e-22 * sum; ++k) {
    term *= (x / (2.0 * k)) * (x / (2.0 * k));
    sum += term;
  }
  return sum;
}

double coefficient(const RateStage& stage, double distance) {
  const double pi = 3.14159265358979323846264338327950288;
  const double place = distance / (0.5 * stage.taps);
  if (std::abs(place) >= 1.0) return 0.0;
  const double beta = 0.1102 * (168.0 - 8.7);
  const double x = 2.0 * pi * stage.cutoff * distance;
  return (x == 0.0 ? 1.0 : std::sin(x) / x) * bessel(beta * std::sqrt(1.0 - place * place)) /
         bessel(beta);
}

Samples reference(const RateStage& stage, const Samples& x, size_t frames) {
  Samples y(frames);
  for (size_t n = 0; n < frames; ++n) {
    double sum = 0.0, weights = 0.0;
    const int64_t at = static_cast<int64_t>(n) * stage.down, middle = at / stage.up;
    const double beyond = static_cast<double>(at % stage.up) / stage.up;
    for (int64_t j = middle - stage.taps; j <= middle + stage.taps; ++j) {
      const double c = coefficient(stage, beyond + static_cast<double>(middle - j));
      weights += c;
      if (j >= 0 && j < static_cast<int64_t>(x.size())) sum += c * x[static_cast<size_t>(j)];
    }
    y[n] = sum / weights;
  }
  return y;
}

TEST(PolyphaseStage, IsTheWindowedSincItStandsFor) {
  const Samples left = measure::noise(900, 1.0, 1), right = measure::noise(900, 1.0, 2);
  double worst = 0.0;
  for (const RateStage stage :
       {RateStage{160, 147, 96, 0.45}, RateStage{1, 2, 44, 0.24}, RateStage{2, 1, 44, 0.5},
        RateStage{3, 7, 100, 0.2}, RateStage{4, 3, 20, 0.4}}) {
    PolyphaseStage stereo(stage, 2, 900);
    for (size_t i = 0; i < 900; ++i) {
      stereo.input()[2 * i] = left[i];
      stereo.input()[2 * i + 1] = right[i];
    }
    Samples out(2 * static_cast<size_t>(stereo.mostOutput(900)));
    const auto frames = static_cast<size_t>(stereo.run(900, out.data()));
    ASSERT_GT(frames, 50u);
    const Samples l = reference(stage, left, frames), r = reference(stage, right, frames);
    for (size_t i = 0; i < frames; ++i) {
      worst = std::max({worst, std::abs(out[2 * i] - l[i]), std::abs(out[2 * i + 1] - r[i])});
    }
  }
  std::printf("[ figure ] kernel against double: %.1e\n", worst);
  EXPECT_LT(worst, 1e-14);
}

}  // namespace
}  // namespace lathe

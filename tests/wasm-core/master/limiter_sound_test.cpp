// What the limiter does to the sound: distortion of a low tone, the release as
// labelled, and nothing but delay where nothing is limited.
#include <gtest/gtest.h>

#include <cmath>

#include "chain_runner.h"
#include "master/limiter/two_stage_release.h"
#include "measure/figures.h"

namespace {

using master_test::LimiterSettings;
using measure::Samples;

/// Total of harmonics 2…20 below the fundamental, in dB, over whole periods at the end.
double harmonicsDb(const Samples& x, double hz, double sampleRate, double seconds) {
  const size_t count = static_cast<size_t>(sampleRate * seconds);
  const size_t from = x.size() - count;
  double fundamental = 0.0, harmonics = 0.0;
  for (int h = 1; h <= 20; ++h) {
    double re = 0.0, im = 0.0;
    for (size_t i = 0; i < count; ++i) {
      const double angle = 2.0 * measure::kPi * hz * h * static_cast<double>(i) / sampleRate;
      re += x[from + i] * std::cos(angle);
      im += x[from + i] * std::sin(angle);
    }
    (h == 1 ? fundamental : harmonics) += re * re + im * im;
  }
  return 10.0 * std::log10(harmonics / fundamental + 1e-40);
}

double distortionDb(double hz, double lookAheadMs, double releaseMs) {
  constexpr double kRate = 48000.0;
  Samples x;
  measure::appendSine(x, kRate, hz, 5.0 - 6.0, 2.0);  // with 6 dB of drive: 6 dB over the ceiling
  LimiterSettings settings;
  settings.driveDb = 6.0;
  settings.ceilingDbtp = -1.0;
  settings.lookAheadMs = lookAheadMs;
  settings.releaseMs = releaseMs;
  lathe::MasterChain chain;
  master_test::setUp(chain, kRate, settings);
  Samples out = master_test::run(chain, x, x).left;
  out.resize(x.size());
  return harmonicsDb(out, hz, kRate, 0.5);
}

TEST(LimiterSound, LowTonesStayClean) {
  const struct {
    double hz, lookAheadMs, releaseMs, limitDb;
  } cases[] = {{50.0, 5.0, 100.0, -60.0},
               {50.0, 1.5, 100.0, -60.0},
               {30.0, 5.0, 100.0, -40.0},
               {1000.0, 5.0, 100.0, -100.0},
               {50.0, 5.0, 10.0, -60.0}};
  for (const auto& c : cases) {
    const double thd = distortionDb(c.hz, c.lookAheadMs, c.releaseMs);
    measure::printFigure(
        ("THD at " + std::to_string(static_cast<int>(c.hz)) + " Hz, 6 dB reduction, look-ahead " +
         std::to_string(c.lookAheadMs) + " ms, release " + std::to_string(c.releaseMs))
            .c_str(),
        thd, "dB");
    EXPECT_LT(thd, c.limitDb) << c.hz << " Hz";
  }
}

TEST(LimiterSound, SinglePeakIsLetGoInTheTimeOnTheLabel) {
  constexpr double kRate = 48000.0;
  for (const double releaseMs : {20.0, 100.0, 400.0}) {
    Samples x(static_cast<size_t>(kRate * 1.5), 0.01);
    for (size_t i = 4000; i < 4010; ++i) x[i] = 1.6;
    LimiterSettings settings;
    settings.releaseMs = releaseMs;
    lathe::MasterChain chain;
    master_test::setUp(chain, kRate, settings);
    const Samples out = master_test::run(chain, x, x).left;
    const size_t latency = static_cast<size_t>(chain.latencyFrames());
    // From the last sample still fully reduced to 37 % of the reduction left.
    double deepest = 1.0;
    size_t last = 0;
    for (size_t i = latency; i < out.size(); ++i) {
      const double gain =
          out[i] /
          static_cast<double>(static_cast<float>(i - latency < x.size() ? x[i - latency] : 1e9));
      if (i - latency >= 3000 && i - latency < 6000 && gain <= deepest + 1e-6) {
        deepest = std::min(deepest, gain);
        last = i;
      }
    }
    size_t at = last;
    while (at < out.size() && 1.0 - out[at] / static_cast<double>(0.01f) > 0.368 * (1.0 - deepest))
      ++at;
    const double measuredMs = static_cast<double>(at - last) * 1000.0 / kRate;
    measure::printFigure(
        ("release labelled " + std::to_string(releaseMs) + ": 37 % left after").c_str(), measuredMs,
        "ms");
    // The smoothing of 5 ms is on top of the exponential.
    EXPECT_NEAR(measuredMs, releaseMs, 0.06 * releaseMs + 5.0);
  }
}

TEST(LimiterSound, SustainedLimitingIsLetGoMoreSlowly) {
  lathe::TwoStageRelease release;
  release.set(48000.0, 100.0);
  const auto leftAfter100Ms = [&](int heldFrames) {
    release.reset();
    for (int i = 0; i < heldFrames; ++i) release.process(0.5);
    double gain = 0.5;
    for (int i = 0; i < 4800; ++i) gain = release.process(1.0);
    return (1.0 - gain) / 0.5;
  };
  const double single = leftAfter100Ms(1), sustained = leftAfter100Ms(96000);
  measure::printFigure("left 100 ms after a single peak", single, "of the reduction");
  measure::printFigure("left 100 ms after 2 s of limiting", sustained, "of the reduction");
  EXPECT_NEAR(single, 0.368, 0.005);
  EXPECT_NEAR(sustained, std::exp(-100.0 / 400.0), 0.01);
}

TEST(LimiterSound, ReleaseNeverExceedsWhatIsAllowedAndReturnsToExactlyOne) {
  lathe::TwoStageRelease release;
  release.set(48000.0, 50.0);
  const Samples random = measure::noise(20000, 0.5, 3);
  double lowest = 1.0;
  for (const double r : random) {
    const double allowed = 0.5 + std::fabs(r);
    const double gain = release.process(allowed);
    ASSERT_LE(gain, allowed + 1e-15);
    lowest = std::min(lowest, gain);
  }
  EXPECT_GE(lowest, 0.5 - 1e-12);  // nor deeper than was ever asked for
  for (int i = 0; i < 48000 * 12; ++i) release.process(1.0);
  EXPECT_EQ(release.process(1.0), 1.0);
  EXPECT_TRUE(release.atRest());
}

}  // namespace

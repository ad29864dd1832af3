// The multiband compressor as a whole: what it is when it does nothing, and that
// its bands are heard as they should be.
#include "master/multiband/multiband_dynamics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "measure/figures.h"
#include "wasm-core/master/stereo_runner.h"

namespace {

using lathe::MultibandDynamics;
using lathe::MultibandMode;
using lathe::MultibandSettings;
using master_test::Pair;
using measure::printFigure;
using measure::Samples;
using measure::toDb;

std::unique_ptr<MultibandDynamics> stageOf(const MultibandSettings& settings,
                                           double rate = 48000.0) {
  auto stage = std::make_unique<MultibandDynamics>();
  stage->prepare(rate);
  stage->set(settings, true);
  return stage;
}

/// All bands neutral: nothing is ever over their thresholds.
MultibandSettings neutral(int bands) {
  MultibandSettings s;
  s.bands = bands;
  for (auto& band : s.band) band.thresholdDb = 0.0, band.kneeDb = 0.0;
  return s;
}

Pair sines(double hz, double levelDb, double seconds) {
  Samples x;
  measure::appendSine(x, 48000.0, hz, levelDb, seconds);
  return {x, x};
}

double amplitude(const Samples& x, double hz) {
  const Samples tail(x.end() - 24000, x.end());
  return 2.0 * master_test::magnitude(tail, hz, 48000.0) / 24000.0;
}

TEST(MultibandDynamics, WithNeutralBandsItIsTheAllPassOfItsCrossovers) {
  for (int bands = 2; bands <= lathe::kMaxBands; ++bands) {
    const auto stage = stageOf(neutral(bands));
    const Pair y = master_test::run(*stage, master_test::impulse(32768, 0, 0.9, -0.4));
    double worst = 0.0, worstPhase = 0.0;
    for (double hz = 10.0; hz < 23500.0; hz *= 1.3) {
      std::complex<double> want = 1.0;
      for (int i = 0; i < bands - 1; ++i) {
        const double corner = MultibandSettings{}.crossoverHz[static_cast<size_t>(i)];
        const std::complex<double> s(
            0.0, std::tan(measure::kPi * hz / 48000.0) / std::tan(measure::kPi * corner / 48000.0));
        const double k = std::sqrt(2.0);
        want *= (s * s - k * s + 1.0) / (s * s + k * s + 1.0);
      }
      std::complex<double> got = 0.0;
      const auto turn = std::polar(1.0, -2.0 * measure::kPi * hz / 48000.0);
      for (size_t i = y.left.size(); i-- > 0;) got = got * turn + y.left[i];
      got /= 0.9;
      worst = std::max(worst, std::fabs(toDb(std::abs(got))));
      worstPhase = std::max(worstPhase, std::fabs(std::arg(got / want)));
    }
    printFigure("neutral bands: magnitude, worst", worst * 1e9, "1e-9 dB");
    printFigure("neutral bands: phase against the all-pass, worst", worstPhase * 1e9, "1e-9 rad");
    EXPECT_LT(worst, 1e-9);
    EXPECT_LT(worstPhase, 1e-9);
  }
}

TEST(MultibandDynamics, ABandWorksOnItsOwnRangeOnly) {
  MultibandSettings s = neutral(3);
  s.band[0].thresholdDb = -40.0;
  s.band[0].ratio = 4.0;
  s.band[0].rangeDb = 12.0;
  const double levels[] = {40.0, 1000.0, 8000.0};
  for (const double hz : levels) {
    const auto stage = stageOf(s);
    const Pair y = master_test::run(*stage, sines(hz, -12.0, 1.5));
    const double db = toDb(amplitude(y.left, hz)) + 12.0;
    printFigure("low band alone compresses: gain at its own and at others' tones", db, "dB");
    if (hz < 120.0) {
      // Its range, and what the next band has of 40 Hz.
      const double w4 = std::pow(40.0 / 120.0, 4);
      EXPECT_NEAR(db, toDb((measure::fromDb(-12.0) + w4) / (1.0 + w4)), 0.01);
      EXPECT_NEAR(stage->gainDb(0), -12.0, 0.01);
    } else {
      EXPECT_NEAR(db, 0.0, 0.01);
    }
    EXPECT_EQ(stage->gainDb(1), 0.0);
    EXPECT_EQ(stage->gainDb(2), 0.0);
  }
}

TEST(MultibandDynamics, MixLiesBetweenTheBandsAsTheyComeAndAsTheyAreWorked) {
  MultibandSettings s;
  for (auto& band : s.band) band.thresholdDb = -45.0, band.ratio = 3.0, band.gainDb = 2.0;
  const Pair x = master_test::noisePair(128 * 120, 0.3, 5);
  const auto at = [&](double percent) {
    s.mixPercent = percent;
    return master_test::run(*stageOf(s), x).left;
  };
  const Samples none = at(0.0), half = at(50.0), all = at(100.0);
  const Samples neutralOut = master_test::run(*stageOf(neutral(3)), x).left;
  double worst = 0.0;
  for (size_t i = 0; i < half.size(); ++i) {
    worst = std::max(worst, std::fabs(half[i] - 0.5 * (none[i] + all[i])));
  }
  printFigure("mix 50 %, worst distance from the mean", toDb(worst), "dBFS");
  EXPECT_LT(worst, 1e-14);
  EXPECT_EQ(none, neutralOut);
  EXPECT_GT(master_test::largestDifference(none, all), 0.01);
}

TEST(MultibandDynamics, ChangesOfAllKindsDoNotClick) {
  MultibandSettings s;
  s.band[1].thresholdDb = -30.0;
  const auto stage = stageOf(s);
  const double hz = 700.0;
  const Pair y = master_test::run(*stage, sines(hz, -6.0, 2.0), [&](int block) {
    if (block == 100) s.bands = 5;
    if (block == 220) s.band[2].bypass = true;
    if (block == 260) s.crossoverHz = {300.0, 600.0, 900.0, 1200.0}, s.mixPercent = 30.0;
    if (block == 340) s.bands = 2, s.linkPercent = 0.0;
    if (block == 420) s = MultibandSettings{};
    stage->set(s, false);
  });
  const double step = 2.0 * std::sin(measure::kPi * hz / 48000.0);
  const double own = step * step * measure::fromDb(-6.0);
  const double sharpest = master_test::sharpestCorner(y.left, 9600, y.left.size());
  printFigure("multiband changed while a tone plays: sharpest corner over its own", sharpest / own,
              "");
  EXPECT_LT(sharpest, 2.0 * own);
}

TEST(MultibandDynamics, SettledAfterAGlideItIsWhereASnapWouldBe) {
  MultibandSettings s = neutral(4);
  const auto glided = stageOf(neutral(3));
  s.crossoverHz = {200.0, 900.0, 3000.0, 9000.0};
  const Pair x = sines(1500.0, -20.0, 1.5);
  const Pair y = master_test::run(*glided, x, [&](int block) {
    if (block == 5) glided->set(s, false);
  });
  const Pair want = master_test::run(*stageOf(s), x);
  EXPECT_LT(master_test::largestDifference(want.left, y.left, 48000), 1e-12);
}

}  // namespace

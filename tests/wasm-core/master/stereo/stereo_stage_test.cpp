// The stereo stage against analytic filters and gains.
#include "master/stereo/stereo_stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "measure/figures.h"
#include "wasm-core/master/stereo_runner.h"

namespace {

using lathe::StereoSettings;
using lathe::StereoStage;
using master_test::decibels;
using master_test::impulse;
using master_test::Pair;
using measure::printFigure;
using measure::Samples;

std::unique_ptr<StereoStage> stageOf(const StereoSettings& settings, double rate = 48000.0) {
  auto stage = std::make_unique<StereoStage>();
  stage->prepare(rate);
  stage->set(settings, true);
  return stage;
}

/// w⁴ of the bilinear LR4 prototype: its high-pass is w⁴/(1 + w⁴).
double fourth(double hz, double corner, double rate) {
  return std::pow(std::tan(measure::kPi * hz / rate) / std::tan(measure::kPi * corner / rate), 4);
}

Samples midOf(const Pair& p) {
  Samples mid;
  for (size_t i = 0; i < p.left.size(); ++i) mid.push_back(0.5 * (p.left[i] + p.right[i]));
  return mid;
}
Samples sideOf(const Pair& p) {
  Samples side;
  for (size_t i = 0; i < p.left.size(); ++i) side.push_back(0.5 * (p.left[i] - p.right[i]));
  return side;
}

TEST(StereoStage, NeutralItIsTheInputToTheBitAndIsSoAgain) {
  const auto stage = stageOf({});
  const Pair x = master_test::noisePair(128 * 100, 1.0, 1);
  EXPECT_EQ(master_test::run(*stage, x), x);
  // Moved, and back.
  StereoSettings s{{0.0, 100.0, 200.0}, {250.0, 4000.0}, 120.0, 3.0, -3.0, 40.0};
  stage->set(s, false);
  master_test::run(*stage, x);
  stage->set({}, false);
  master_test::run(*stage, x);
  EXPECT_EQ(master_test::run(*stage, x), x);
}

TEST(StereoStage, EqualWidthsAreOneGainOnTheSideWithoutAFilter) {
  const Pair x = master_test::noisePair(1280, 0.5, 3);
  double worst = 0.0;
  for (const double percent : {0.0, 30.0, 100.0, 150.0, 200.0}) {
    const Pair y = master_test::run(*stageOf({{percent, percent, percent}}), x);
    for (size_t i = 0; i < x.left.size(); ++i) {
      const double mid = 0.5 * (x.left[i] + x.right[i]);
      const double side = 0.005 * percent * (x.left[i] - x.right[i]);
      worst = std::max(worst, std::fabs(y.left[i] - (mid + side)));
      worst = std::max(worst, std::fabs(y.right[i] - (mid - side)));
    }
  }
  printFigure("equal widths, worst error", measure::toDb(worst), "dBFS");
  EXPECT_LT(worst, 1e-15);
}

TEST(StereoStage, EachBandHasItsWidthAndTheMonoSumStaysFlat) {
  double worst = 0.0, ripple = 0.0;
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const StereoSettings s{{20.0, 100.0, 170.0}, {250.0, 4000.0}};
    const Pair mid = master_test::run(*stageOf(s, rate), impulse(32768, 0));
    const Pair side = master_test::run(*stageOf(s, rate), impulse(32768, 0, 1.0, -1.0));
    for (double hz = 10.0; hz < 0.49 * rate; hz *= 1.37) {
      ripple = std::max(ripple, std::fabs(decibels(midOf(mid), hz, rate)));
      // The bands are in phase: their widths add up, each with its band's magnitude.
      const double a = fourth(hz, 250.0, rate), b = fourth(hz, 4000.0, rate);
      const double want = 0.2 / (1.0 + a) + a / (1.0 + a) * (1.0 + 1.7 * b) / (1.0 + b);
      worst = std::max(worst, std::fabs(master_test::magnitude(sideOf(side), hz, rate) - want));
    }
  }
  printFigure("three widths, mono sum's ripple", ripple * 1e9, "1e-9 dB");
  printFigure("three widths, side's gain against the bands' sum", worst * 1e9, "1e-9");
  EXPECT_LT(ripple, 1e-9);
  EXPECT_LT(worst, 1e-9);
}

TEST(StereoStage, MonoBelowIsAFourthOrderHighPassOnTheSideAndFlatElsewhere) {
  double worstMid = 0.0, worstSide = 0.0, worstOneSide = 0.0;
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const auto frames = static_cast<size_t>(rate / 3.0);
    for (const double corner : {60.0, 100.0, 300.0}) {
      StereoSettings s;
      s.monoBelowHz = corner;
      const Pair mid = master_test::run(*stageOf(s, rate), impulse(frames, 0));
      const Pair side = master_test::run(*stageOf(s, rate), impulse(frames, 0, 1.0, -1.0));
      const Pair left = master_test::run(*stageOf(s, rate), impulse(frames, 0, 1.0, 0.0));
      const Samples monoSum = midOf(mid), onSide = sideOf(side);
      for (double hz = 10.0; hz < 0.49 * rate; hz *= 1.6) {
        worstMid = std::max(worstMid, std::fabs(decibels(monoSum, hz, rate)));
        const double w4 = fourth(hz, corner, rate);
        const double got = decibels(onSide, hz, rate);
        worstSide = std::max(worstSide, std::fabs(got - measure::toDb(w4 / (1.0 + w4))));
        // Five octaves up, what is on one side is so again.
        if (hz < 32.0 * corner) continue;
        worstOneSide = std::max(worstOneSide, std::fabs(decibels(left.left, hz, rate)));
        EXPECT_LT(decibels(left.right, hz, rate), -110.0) << hz;
      }
      EXPECT_NEAR(decibels(onSide, corner, rate), -20.0 * std::log10(2.0), 1e-6);
      EXPECT_NEAR(decibels(onSide, corner / 8.0, rate) - decibels(onSide, corner / 16.0, rate),
                  24.08, 0.005);
    }
  }
  printFigure("mono below, mono sum's ripple", worstMid * 1e9, "1e-9 dB");
  printFigure("mono below, side against LR4, worst", worstSide * 1e6, "1e-6 dB");
  printFigure("mono below, one side alone, above the edge, worst", worstOneSide * 1e6, "1e-6 dB");
  EXPECT_LT(worstMid, 1e-6);
  EXPECT_LT(worstSide, 1e-5);
  EXPECT_LT(worstOneSide, 1e-5);
}

TEST(StereoStage, MidSideAndBalanceAreGains) {
  const auto gains = [](double mid, double side, double balance) {
    StereoSettings s;
    s.midDb = mid, s.sideDb = side, s.balancePercent = balance;
    const Pair m = master_test::run(*stageOf(s), impulse(128, 0));
    const Pair d = master_test::run(*stageOf(s), impulse(128, 0, 1.0, -1.0));
    return std::array{m.left[0], m.right[0], d.left[0], -d.right[0]};
  };
  using measure::fromDb;
  for (const auto& [mid, side] : {std::pair{-12.0, 12.0}, {12.0, -6.0}, {3.0, 0.0}}) {
    const auto g = gains(mid, side, 0.0);
    EXPECT_NEAR(g[0], fromDb(mid), 1e-12);
    EXPECT_NEAR(g[1], fromDb(mid), 1e-12);
    EXPECT_NEAR(g[2], fromDb(side), 1e-12);
    EXPECT_NEAR(g[3], fromDb(side), 1e-12);
  }
  EXPECT_EQ(gains(0.0, -300.0, 0.0)[2], 0.0);
  EXPECT_EQ(gains(0.0, -INFINITY, 0.0)[2], 0.0);
  for (const double balance : {-100.0, -50.0, 0.0, 25.0, 100.0}) {
    const double far =
        std::sqrt(2.0) * std::sin((1.0 - std::fabs(balance) / 100.0) * measure::kPi / 4);
    const auto g = gains(0.0, 0.0, balance);
    EXPECT_NEAR(g[0], balance > 0.0 ? far : 1.0, 1e-12) << balance;
    EXPECT_NEAR(g[1], balance < 0.0 ? far : 1.0, 1e-12) << balance;
  }
}

TEST(StereoStage, ChangesDoNotClick) {
  const auto stage = stageOf({});
  Samples left, right;
  measure::appendSine(left, 48000.0, 600.0, -12.0, 2.0);
  for (const double x : left) right.push_back(-0.5 * x);
  StereoSettings s;
  const Pair y = master_test::run(*stage, {left, right}, [&](int block) {
    if (block == 60) s.widthPercent = {0.0, 100.0, 200.0};
    if (block == 150) s.crossoverHz = {5000.0, 9000.0};
    if (block == 200) s.crossoverHz = {20.0, 100.0}, s.monoBelowHz = 300.0;
    if (block == 260) s.monoBelowHz = 30.0, s.balancePercent = -100.0;
    if (block == 320) s.widthPercent = {50.0, 50.0, 50.0}, s.sideDb = -300.0, s.midDb = 6.0;
    if (block == 400) s = StereoSettings{};
    stage->set(s, false);
  });
  const double step = 2.0 * std::sin(measure::kPi * 600.0 / 48000.0);
  const double own = step * step * measure::fromDb(-12.0);
  const double sharpest = std::max(master_test::sharpestCorner(y.left, 0, y.left.size()),
                                   master_test::sharpestCorner(y.right, 0, y.left.size()));
  printFigure("stereo changed while a tone plays: sharpest corner over its own", sharpest / own,
              "");
  // Gains come to a factor of 2.
  EXPECT_LT(sharpest, 3.0 * own);
}

TEST(StereoStage, CorrelationIsThatOfItsDefinitionAndWarnsAfterThreeSeconds) {
  const auto stage = stageOf({});
  const Pair x = master_test::noisePair(48000 * 2, 0.5, 7);
  const auto after = [&](double own, double other) {
    stage->reset();
    Samples right;
    for (size_t i = 0; i < x.left.size(); ++i)
      right.push_back(own * x.right[i] + other * x.left[i]);
    master_test::run(*stage, {x.left, right});
    return stage->correlation();
  };
  EXPECT_NEAR(after(0.0, 1.0), 1.0, 1e-12);
  EXPECT_NEAR(after(0.0, -0.3), -1.0, 1e-12);
  EXPECT_NEAR(after(1.0, 0.0), 0.0, 0.05);
  EXPECT_NEAR(after(0.6, 0.8), 0.8, 0.05);
  EXPECT_EQ(after(0.0, 0.0), 0.0);
  // From one end to the other with 300 ms: at 0 after 300·ln 2, that is 208 ms.
  stage->reset();
  const Samples mono(48000 * 3, 0.25);
  master_test::run(*stage, {mono, mono});
  int blocksToZero = -1, blocksToWarning = -1;
  Samples left(48000 * 4, 0.25), right(48000 * 4, -0.25);
  master_test::run(*stage, {left, right}, [&](int block) {
    if (blocksToZero < 0 && stage->correlation() < 0.0) blocksToZero = block;
    if (blocksToWarning < 0 && stage->outOfPhase()) blocksToWarning = block;
  });
  const double toZero = blocksToZero * 128 / 48.0, toWarning = blocksToWarning * 128 / 48.0;
  printFigure("correlation from 1 through 0 after", toZero, "ms");
  printFigure("and warns after another", toWarning - toZero, "ms");
  EXPECT_NEAR(toZero, 300.0 * std::log(2.0), 3.0);
  EXPECT_NEAR(toWarning - toZero, 3000.0, 6.0);
  master_test::run(*stage, {mono, mono});
  EXPECT_FALSE(stage->outOfPhase());
}

}  // namespace

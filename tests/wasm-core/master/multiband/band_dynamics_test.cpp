// The dynamics of one band against the formulas and definitions they are named
// after.
#include "master/multiband/band_dynamics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "measure/figures.h"
#include "wasm-core/master/stereo_runner.h"

namespace {

using lathe::BandDynamics;
using lathe::CubicSegment;
using lathe::MultibandBandSettings;
using lathe::MultibandMode;
using lathe::StereoBlock;
using master_test::Pair;
using measure::fromDb;
using measure::printFigure;
using measure::Samples;
using measure::toDb;

constexpr MultibandMode kModes[] = {MultibandMode::Compress, MultibandMode::Expand,
                                    MultibandMode::Upward};
const char* nameOf(MultibandMode mode) {
  constexpr const char* kNames[] = {"compress", "expand", "upward"};
  return kNames[static_cast<int>(mode)];
}

/// A band as a stage, in full.
struct Stage {
  BandDynamics band;
  double link = 1.0;
  Stage(const MultibandBandSettings& settings, double rate) {
    band.prepare(rate);
    band.set(settings, true);
  }
  void process(StereoBlock& block) { BandDynamics::process({&band, 1}, &block, {link}, {1.0}); }
};

/// The gain in dB that a level asks for: the curves as they are published, and the range's knee of
/// 6.02 dB, or of the range where that is less.
double curve(double level, const MultibandBandSettings& s) {
  const double past = (s.mode == MultibandMode::Compress ? 1.0 : -1.0) * (level - s.thresholdDb);
  const double slope = s.mode == MultibandMode::Expand ? s.ratio - 1.0 : 1.0 - 1.0 / s.ratio;
  double amount = 0.0;
  if (past > s.kneeDb / 2.0) {
    amount = slope * past;
  } else if (past > -s.kneeDb / 2.0) {
    amount = slope * std::pow(past + s.kneeDb / 2.0, 2) / (2.0 * s.kneeDb);
  }
  const double knee = std::min(20.0 * std::log10(2.0), s.rangeDb);
  const double into = amount - (s.rangeDb - knee / 2.0);
  if (into > 0.0) amount -= into < knee ? into * into / (2.0 * knee) : into - knee / 2.0;
  return s.mode == MultibandMode::Upward ? amount : -amount;
}

TEST(BandDynamics, StaticCurvesAreThePublishedOnes) {
  for (const MultibandMode mode : kModes) {
    double worst = 0.0;
    for (const double ratio : {1.0, 1.5, 4.0, 10.0}) {
      for (const double knee : {0.0, 10.0, 24.0}) {
        for (const double range : {0.0, 4.0, 18.0}) {
          for (double in = -66.0; in <= 6.0; in += 12.0) {
            MultibandBandSettings s{false, -30.0, mode, ratio, knee, 0.1, 10.0, range, 2.5};
            Stage stage(s, 48000.0);
            stage.link = 0.0;
            const Samples left(128 * 36, fromDb(in)), right(128 * 36, fromDb(in + 6.0));
            const Pair y = master_test::run(stage, {left, right});
            const double gains[] = {toDb(y.left.back() / left[0]), toDb(y.right.back() / right[0])};
            worst = std::max(worst, std::fabs(gains[0] - curve(in, s) - 2.5));
            worst = std::max(worst, std::fabs(gains[1] - curve(in + 6.0, s) - 2.5));
          }
        }
      }
    }
    printFigure((std::string("static curve error, ") + nameOf(mode)).c_str(), worst * 1e6,
                "1e-6 dB");
    EXPECT_LT(worst, 0.01) << nameOf(mode);
  }
}

TEST(BandDynamics, AttackAndReleaseAreWhatTheLabelsSay) {
  for (const MultibandMode mode : kModes) {
    double worstAttack = 0.0, worstRelease = 0.0;
    for (const double rate : {44100.0, 96000.0}) {
      for (const auto& [attackMs, releaseMs] :
           {std::pair{0.1, 10.0}, {1.0, 19.0}, {5.0, 21.0}, {30.0, 250.0}, {200.0, 800.0}}) {
        MultibandBandSettings s{false,     mode == MultibandMode::Compress ? -40.0 : 0.0,
                                mode,      1.25,
                                0.0,       attackMs,
                                releaseMs, 18.0,
                                0.0};
        Stage stage(s, rate);
        const auto frames = [rate](double ms) { return static_cast<size_t>(0.001 * ms * rate); };
        const size_t up = frames(8.0 * releaseMs) + 1000, down = up + frames(10.0 * attackMs) + 500;
        Samples x(up, fromDb(-30.0));
        x.resize(down, fromDb(-10.0));
        x.resize(down + frames(3.0 * releaseMs) + 128, fromDb(-30.0));
        const Pair y = master_test::run(stage, {x, x});
        const auto gain = [&](size_t i) { return toDb(y.left[i] / x[i]); };
        // When a step is 63 % done, between frames.
        const auto timeOf = [&](size_t step, double from, double to) {
          const double goal = to + (from - to) * std::exp(-1.0);
          size_t i = step;
          while (i + 1 < y.left.size() && (gain(i) - goal) * (from - goal) > 0.0) ++i;
          const double before = i > step ? gain(i - 1) : from;
          return 1000.0 / rate *
                 (static_cast<double>(i - step) + (goal - before) / (gain(i) - before));
        };
        const double low = curve(-30.0, s), high = curve(-10.0, s);
        const auto errorOf = [rate](double ms, double label) {
          return std::max(0.0, std::fabs(ms - label) - 500.0 / rate) / label;
        };
        worstAttack = std::max(worstAttack, errorOf(timeOf(up, gain(up - 1), high), attackMs));
        worstRelease =
            std::max(worstRelease, errorOf(timeOf(down, gain(down - 1), low), releaseMs));
      }
    }
    printFigure((std::string("worst attack label error, ") + nameOf(mode)).c_str(),
                100.0 * worstAttack, "%");
    printFigure((std::string("worst release label error, ") + nameOf(mode)).c_str(),
                100.0 * worstRelease, "%");
    EXPECT_LT(worstAttack, 0.05) << nameOf(mode);
    EXPECT_LT(worstRelease, 0.05) << nameOf(mode);
  }
}

TEST(BandDynamics, SteadyTonesStayClean) {
  for (const double hz : {50.0, 1000.0}) {
    MultibandBandSettings s{false, -20.0, MultibandMode::Compress, 2.0, 6.0, 15.0, 150.0,
                            18.0,  0.0};
    Stage stage(s, 48000.0);
    Samples x;
    measure::appendSine(x, 48000.0, hz, -6.0, 3.0);
    const Pair y = master_test::run(stage, {x, x});
    const Samples tail(y.left.end() - 48000, y.left.end());
    const double tone = master_test::magnitude(tail, hz, 48000.0);
    double harmonics = 0.0;
    for (int h = 2; h <= 10; ++h) {
      harmonics += std::pow(master_test::magnitude(tail, h * hz, 48000.0), 2);
    }
    const double thd = toDb(std::sqrt(harmonics) / tone);
    printFigure(("THD of a band at " + std::to_string(static_cast<int>(hz)) + " Hz, 7 dB").c_str(),
                thd, "dB");
    EXPECT_LT(thd, -120.0);
  }
}

TEST(BandDynamics, LinkGoesFromEachSideAloneToTheLouder) {
  // In dB of level: the softer side is lifted by the link's share of the difference.
  double worst = 0.0;
  for (const MultibandMode mode : kModes) {
    for (const double link : {0.0, 0.25, 0.5, 1.0}) {
      MultibandBandSettings s{false, -30.0, mode, 2.0, 10.0, 0.1, 10.0, 18.0, 0.0};
      Stage stage(s, 48000.0);
      stage.link = link;
      const Samples left(128 * 40, fromDb(-20.0)), right(128 * 40, fromDb(-36.0));
      const Pair y = master_test::run(stage, {left, right});
      const double wantLeft = curve(-20.0, s), wantRight = curve(-36.0 + 16.0 * link, s);
      worst = std::max(worst, std::fabs(toDb(y.left.back() / left[0]) - wantLeft));
      worst = std::max(worst, std::fabs(toDb(y.right.back() / right[0]) - wantRight));
    }
  }
  printFigure("link, worst error", worst, "dB");
  EXPECT_LT(worst, 0.01);
}

TEST(BandDynamics, TheMeterReadsWhatTheBandDoes) {
  MultibandBandSettings s{false, -30.0, MultibandMode::Compress, 2.0, 0.0, 0.1, 10.0, 18.0, 6.0};
  Stage compressor(s, 48000.0);
  const Samples x(128 * 40, fromDb(-20.0));
  master_test::run(compressor, {x, x});
  EXPECT_NEAR(compressor.band.gainDb(), -5.0, 0.01);
  s.mode = MultibandMode::Upward;
  s.thresholdDb = -10.0;
  Stage upward(s, 48000.0);
  master_test::run(upward, {x, x});
  EXPECT_NEAR(upward.band.gainDb(), 5.0, 0.01);
}

TEST(BandDynamics, BypassedItPassesItsInputToTheBitAndComesBackWithoutAClick) {
  MultibandBandSettings s{true, -40.0, MultibandMode::Compress, 4.0, 6.0, 10.0, 80.0, 18.0, 6.0};
  Stage stage(s, 48000.0);
  Samples x;
  measure::appendSine(x, 48000.0, 500.0, -6.0, 1.0);
  EXPECT_EQ(master_test::run(stage, {x, x}).left, Samples(x.begin(), x.begin() + 375 * 128));
  const Pair y = master_test::run(stage, {x, x}, [&](int block) {
    // On, through all modes, moved while at it, and off again.
    if (block == 40) s.bypass = false;
    if (block == 100) s.mode = MultibandMode::Upward;
    if (block == 160) s.mode = MultibandMode::Expand;
    if (block == 200) s.thresholdDb = -10.0, s.ratio = 10.0, s.gainDb = -12.0;
    if (block == 240) s.mode = MultibandMode::Compress;
    if (block == 300) s.bypass = true;
    stage.band.set(s, false);
  });
  const double tone = 2.0 * std::sin(measure::kPi * 500.0 / 48000.0);
  const double own = tone * tone * fromDb(-6.0);
  // Gains reach up to +6 dB, and move the tone's corners little.
  const double sharpest = master_test::sharpestCorner(y.left, 0, y.left.size());
  printFigure("a band on, through its modes, and off: sharpest corner over the tone's",
              sharpest / own, "");
  EXPECT_LT(sharpest, 3.0 * own);
  EXPECT_TRUE(std::equal(y.left.end() - 1280, y.left.end(), x.begin() + 365 * 128));
}

}  // namespace

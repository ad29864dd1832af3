// How much left and right hear of each other's reduction: all, a share, or
// nothing; for transients and for what lasts apart.
#include <gtest/gtest.h>

#include "limiter_runner.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"

namespace limiter_test {
namespace {

constexpr double kRate = 48000.0;

struct Gains {
  Samples left, right;
};

Gains gainsAt(const LimiterSettings& settings, const Stereo& in) {
  Limiter limiter;
  start(limiter, kRate, settings);
  const Stereo out = run(limiter, in);
  return {gainsOf(out.left, in.left, limiter.latencyFrames()),
          gainsOf(out.right, in.right, limiter.latencyFrames())};
}

TEST(LimiterLink, ATransientOnOneSideTurnsTheOtherDownByItsShare) {
  const Stereo in = {peakAt(4000, 9000), Samples(9000, 0.01)};
  for (const LimiterCharacter character : kCharacters) {
    for (const double link : {0.0, 25.0, 75.0, 100.0}) {
      const Gains gains = gainsAt(settingsOf(character, link), in);
      const double own = 1.0 - gains.left[4004], other = 1.0 - gains.right[4004];
      if (character == LimiterCharacter::Clean || character == LimiterCharacter::Punch) {
        measure::printFigure((std::string(nameOf(character)) + ", transients linked to " +
                              std::to_string(static_cast<int>(link)) + " %: the other side takes")
                                 .c_str(),
                             100.0 * other / own, "% of the reduction");
      }
      // Beyond its share, the other side takes what the slow store has begun to level.
      EXPECT_GE(other / own, 0.01 * link - 1e-6);
      EXPECT_LE(other / own, 0.01 * link + 0.04);
    }
  }
}

TEST(LimiterLink, WhatLastsIsSharedByTheLinkOfReleaseEvenWhereTransientsAreNot) {
  // 6 dB over the ceiling on one side, for 3 s.
  Stereo in = {Samples(144000, 1.7783), Samples(144000, 0.01)};
  for (const LimiterCharacter character : kCharacters) {
    for (const double link : {0.0, 50.0, 100.0}) {
      LimiterSettings settings = settingsOf(character, 0.0);
      settings.releaseLinkPercent = link;
      const Gains gains = gainsAt(settings, in);
      const double own = 1.0 - gains.left[130000], other = 1.0 - gains.right[130000];
      EXPECT_NEAR(other / own, 0.01 * link, 0.01) << nameOf(character) << " " << link;
      // At the onset it is still a transient.
      EXPECT_LT((1.0 - gains.right[500]) / own, 0.05) << nameOf(character);
    }
  }
}

TEST(LimiterLink, UnlinkedEachSideIsALimiterOfItsOwn) {
  const Stereo song = measure::programme(kRate, 1.0, 5);
  for (const LimiterCharacter character : kCharacters) {
    LimiterSettings settings = settingsOf(character, 0.0);
    settings.releaseLinkPercent = 0.0;
    const Stereo both = run(settings, song, 14.0);
    EXPECT_EQ(both.left, run(settingsOf(character), {song.left, song.left}, 14.0).left);
    EXPECT_EQ(both.right, run(settingsOf(character), {song.right, song.right}, 14.0).right);
  }
}

TEST(LimiterLink, MovesWithoutAStepAndUnderTheCeiling) {
  // Each side limited by another amount all the time, and the links thrown about.
  const Stereo in = {Samples(60000, 2.0), Samples(60000, 1.2)};
  const Stereo loud = {measure::noise(60000, 3.0, 1), measure::noise(60000, 1.2, 2)};
  for (const LimiterCharacter character : kCharacters) {
    Limiter limiter;
    start(limiter, kRate, settingsOf(character));
    const auto throwAbout = [&](size_t block) {
      static constexpr double kLinks[] = {100.0, 0.0, 75.0, 100.0, 30.0};
      LimiterSettings settings = settingsOf(character, kLinks[block / 37 % 5]);
      settings.releaseLinkPercent = kLinks[block / 23 % 5];
      limiter.set(settings, false);
    };
    const Stereo out = run(limiter, in, 0.0, throwAbout);
    const Samples gains = gainsOf(out.right, in.right, limiter.latencyFrames());
    double steepest = 0.0, lowest = 1.0, highest = 0.0;
    for (size_t i = 1000; i + 1000 < gains.size(); ++i) {
      steepest = std::max(steepest, std::abs(gains[i] - gains[i - 1]));
      lowest = std::min(lowest, gains[i]);
      highest = std::max(highest, gains[i]);
    }
    measure::printFigure((std::string(nameOf(character)) + ": steepest while links move").c_str(),
                         steepest / (highest - lowest), "of the change a frame");
    // Three boxes over 1.5 ms, the shortest ramp, are steepest in their middle: 2.25/64.
    EXPECT_GT(highest - lowest, 0.05);
    EXPECT_LT(steepest / (highest - lowest), 2.25 / 64.0);
    limiter.reset();
    const Stereo noisy = run(limiter, loud, 0.0, throwAbout);
    const double excess = measure::truePeak16xDb(std::span(noisy.left).first(20000),
                                                 std::span(noisy.right).first(20000)) +
                          1.0;
    EXPECT_LE(excess, 0.05) << nameOf(character);
  }
}

}  // namespace
}  // namespace limiter_test

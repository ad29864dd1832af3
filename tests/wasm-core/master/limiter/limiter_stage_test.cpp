// The limiter as a stage: latency by look-ahead alone, silence, odd numbers,
// reset, changes while playing, what it takes of memory and time.
#include <gtest/gtest.h>

#include <cmath>

#include "../allocation_count.h"
#include "limiter_runner.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"

namespace limiter_test {
namespace {

constexpr double kRate = 48000.0;

TEST(LimiterStage, LatencyIsThatOfTheLookAheadWhateverTheCharacter) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (const double lookAheadMs : {0.5, 1.0, 5.0, 10.0}) {
      const Samples x = measure::noise(3000, 0.2, 5);
      for (const LimiterCharacter character : kCharacters) {
        LimiterSettings settings = settingsOf(character, 75.0);
        settings.lookAheadMs = lookAheadMs;
        Limiter limiter;
        start(limiter, rate, settings);
        const int latency = limiter.latencyFrames();
        EXPECT_EQ(latency, 63 + std::llround(rate * lookAheadMs / 1000.0));
        // Under the ceiling, delay is all it does.
        const Stereo out = run(limiter, {x, x});
        for (size_t i = 0; i < x.size(); ++i) {
          ASSERT_EQ(out.left[i + static_cast<size_t>(latency)], x[i]) << nameOf(character);
        }
      }
    }
  }
}

TEST(LimiterStage, SilenceStaysSilentAndDenormalsPass) {
  for (const LimiterCharacter character : kCharacters) {
    const LimiterSettings settings = settingsOf(character, 75.0);
    for (const double level : {0.0, 1e-310, 1e-42}) {
      const Samples x(4000, level);
      const Stereo out = run(settings, {x, x});
      EXPECT_EQ(out.left[3000], level);
      EXPECT_EQ(out.right[3000], level);
    }
    // From hard limiting into silence: nothing is left behind.
    Samples burst(300000, 0.0);
    std::copy_n(measure::noise(20000, 30.0, 3).begin(), 20000, burst.begin());
    Limiter limiter;
    start(limiter, kRate, settings);
    const Stereo out = run(limiter, {burst, burst});
    for (size_t i = 30000; i < out.left.size(); ++i) ASSERT_EQ(out.left[i], 0.0);
  }
}

TEST(LimiterStage, TheLargestNumbersAreHeldUnderTheCeiling) {
  // The chain's door lets float's largest through, and 24 dB of drive; NaN and infinity it keeps
  // out.
  for (const LimiterCharacter character : kCharacters) {
    Samples x(6000, 0.0);
    for (size_t i = 1000; i < 1100; ++i) x[i] = i % 3 == 0 ? 5e39 : -1e5;
    const Stereo out = run(settingsOf(character, 75.0), {x, measure::noise(6000, 1.0, 1)});
    for (const double y : out.left) ASSERT_TRUE(std::isfinite(y));
    for (const double y : out.right) ASSERT_LT(std::abs(y), 1.0);
  }
}

TEST(LimiterStage, ResetRepeatsToTheBitAndBlocksMayFallAnywhere) {
  const Stereo song = measure::programme(kRate, 0.4, 11);
  for (const LimiterCharacter character : kCharacters) {
    Limiter limiter;
    start(limiter, kRate, settingsOf(character, 75.0));
    const Stereo first = run(limiter, song, 16.0);
    limiter.reset();
    EXPECT_EQ(run(limiter, song, 16.0).right, first.right) << nameOf(character);
    for (const size_t shift : {1u, 37u}) {
      Stereo late = song;
      for (Samples* x : {&late.left, &late.right}) x->insert(x->begin(), shift, 0.0);
      limiter.reset();
      const Stereo shifted = run(limiter, late, 16.0);
      for (size_t i = 0; i < song.left.size(); ++i) {
        ASSERT_EQ(shifted.left[i + shift], first.left[i]) << nameOf(character) << " " << i;
      }
    }
  }
}

TEST(LimiterStage, ChangingTheCharacterCrossFadesWithoutAStep) {
  // A constant far over the ceiling on one side: any difference of gains would step.
  const Stereo in = {Samples(60000, 2.0), Samples(60000, 1.2)};
  Limiter limiter;
  start(limiter, kRate, settingsOf(LimiterCharacter::Clean, 75.0));
  const Stereo out = run(limiter, in, 0.0, [&](size_t block) {
    limiter.set(settingsOf(kCharacters[block / 40 % 4], 75.0), false);
  });
  const Samples gains = gainsOf(out.right, in.right, limiter.latencyFrames());
  double steepest = 0.0, lowest = 1.0, highest = 0.0;
  for (size_t i = 2000; i + 1000 < gains.size(); ++i) {
    steepest = std::max(steepest, std::abs(gains[i] - gains[i - 1]));
    lowest = std::min(lowest, gains[i]);
    highest = std::max(highest, gains[i]);
  }
  measure::printFigure("gain moves between characters by", highest - lowest, "");
  measure::printFigure("steepest", steepest / (highest - lowest), "of that a frame");
  // 3t² − 2t³ over 480 frames is steepest in its middle: 1.5/480; the gains move on their own too.
  EXPECT_GT(highest - lowest, 0.01);
  EXPECT_LT(steepest / (highest - lowest), 2.0 * 1.5 / 480.0);
}

TEST(LimiterStage, TakesTheMemoryItAnnounces) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    Limiter limiter;
    const size_t before = master_test::allocated().bytes;
    limiter.prepare(rate);
    const size_t taken = master_test::allocated().bytes - before;
    measure::printFigure("limiter's memory", static_cast<double>(taken) / 1024.0, "kB");
    EXPECT_EQ(taken, Limiter::heapBytes(rate));
  }
}

TEST(LimiterStage, NothingAllocatesWhateverChanges) {
  Limiter limiter;
  start(limiter, kRate, settingsOf(LimiterCharacter::Clean));
  lathe::StereoBlock block;
  const size_t before = master_test::allocated().bytes;
  for (int i = 0; i < 1000; ++i) {
    LimiterSettings settings = settingsOf(kCharacters[i / 50 % 4], i / 13 % 2 == 0 ? 100.0 : 50.0);
    settings.lookAheadMs = 1.0 + i / 90 % 8;
    limiter.set(settings, false);
    limiter.setOn(i % 300 < 250, false);
    for (int n = 0; n < kBlockFrames; ++n) {
      block[n] = lathe::f64x2::make(n % 7 - 3.0, n % 5 - 2.0);
    }
    limiter.process(block);
  }
  EXPECT_EQ(master_test::allocated().bytes, before);
}

TEST(LimiterStage, CostsLittle) {
  const Stereo song = measure::programme(kRate, 2.0, 3);
  const auto speed = [&song](const LimiterSettings& settings) {
    Limiter limiter;
    start(limiter, kRate, settings);
    const double begun = measure::cpuSeconds();
    run(limiter, song, 12.0);
    return 2.0 / (measure::cpuSeconds() - begun);
  };
  for (const LimiterCharacter character : kCharacters) {
    for (const double link : {100.0, 75.0}) {
      const double times = speed(settingsOf(character, link));
      measure::printFigure((std::string(nameOf(character)) + ", linked to " +
                            std::to_string(static_cast<int>(link)) + " %, 12 dB of drive")
                               .c_str(),
                           times, "x real time");
      EXPECT_GT(times, 10.0);
    }
  }
}

}  // namespace
}  // namespace limiter_test

// Listening to one stage: bypass at the same loudness, only its change, its key.
#include "console/stage_listen.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "console/console.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

constexpr double kPi = 3.14159265358979323846;

int number(Stage stage) { return static_cast<int>(stage); }
int number(ListenMode mode) { return static_cast<int>(mode); }

Session oneTrack() {
  Session session = makeSession(1);
  session.tracks[0].channels = 2;
  return session;
}

using Source = std::function<float(int channel, int64_t frame)>;

StereoTake play(Console& console, int64_t fromBlock, int blocks, const Source& source) {
  StereoTake take;
  for (int64_t block = fromBlock; block < fromBlock + blocks; ++block) {
    for (int channel = 0; channel < 2; ++channel) {
      for (int n = 0; n < kBlockFrames; ++n) {
        console.trackInput(0, channel)[n] = source(channel, block * kBlockFrames + n);
      }
    }
    console.processBlock();
    take.append(console);
  }
  return take;
}

float tone(double hz, int64_t frame) {
  return static_cast<float>(0.2 * std::sin(2.0 * kPi * hz / 48000.0 * static_cast<double>(frame)));
}

float noise(int channel, int64_t frame) { return noiseSample("listen", channel, frame); }

double rms(const std::vector<float>& x, size_t from) {
  double sum = 0.0;
  for (size_t n = from; n < x.size(); ++n) sum += double(x[n]) * double(x[n]);
  return std::sqrt(sum / static_cast<double>(x.size() - from));
}

double db(double ratio) { return 20.0 * std::log10(std::max(ratio, 1e-12)); }

TEST(StageListen, DeltaIsWhatTheStageAdds) {
  Session session = oneTrack();
  ParamValues& params = session.tracks[0].strip.params;
  params[ParamId::CompOn] = 1;
  params[ParamId::CompRatio] = 1;
  params[ParamId::CompMakeUpDb] = 6;
  params[ParamId::CompLookAheadMs] = 7;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  console.setListen(0, number(Stage::Compressor), number(ListenMode::Delta));
  const StereoTake take = play(console, 0, 100, noise);
  const int late = static_cast<int>(std::lround(0.007 * 48000));
  const double gain = std::pow(10.0, 6.0 / 20.0) - 1.0;
  double worst = 0.0;
  for (size_t n = 30 * kBlockFrames; n < take.left.size(); ++n) {
    const double expected = gain * double(noise(0, static_cast<int64_t>(n) - late));
    worst = std::max(worst, std::abs(double(take.left[n]) - expected));
  }
  std::printf("[ figure ] delta of a 6 dB gain with 7 ms of look-ahead, worst error %.1f dBFS\n",
              db(worst));
  EXPECT_LT(db(worst), -130.0);
}

TEST(StageListen, DeltaOfAStageWithNothingToDoIsSilence) {
  Session session = oneTrack();
  session.tracks[0].strip.params[ParamId::EqOn] = 1;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  console.setListen(0, number(Stage::Equaliser), number(ListenMode::Delta));
  const StereoTake take = play(console, 0, 60, noise);
  EXPECT_EQ(rms(take.left, 20 * kBlockFrames), 0.0);
}

TEST(StageListen, BypassIsTheInputAsLoudAsTheOutput) {
  Session session = oneTrack();
  ParamValues& params = session.tracks[0].strip.params;
  params[ParamId::SaturationOn] = 1;
  params[ParamId::SaturationDriveDb] = 18;
  params[ParamId::SaturationMatched] = 0;
  Console wet;
  ASSERT_TRUE(wet.prepare(session));
  constexpr int kBlocks = 1500;
  const StereoTake output = play(wet, 0, kBlocks, noise);
  Console console;
  ASSERT_TRUE(console.prepare(session));
  console.setListen(0, number(Stage::Saturation), number(ListenMode::Bypass));
  const StereoTake take = play(console, 0, kBlocks, noise);
  const size_t from = 1200 * kBlockFrames;
  // White noise through a curve stays white enough for RMS to tell loudness.
  const double offDb = db(rms(take.left, from) / rms(output.left, from));
  std::printf("[ figure ] bypass of 18 dB of drive, louder than the stage by %.3f dB\n", offDb);
  EXPECT_NEAR(offDb, 0.0, 0.3);
  // And it is the input, delayed: nothing of the curve is left.
  const double gain = rms(take.left, from) / rms(play(wet, kBlocks, 1, noise).left, 0);
  EXPECT_GT(gain, 0.0);
  double error = 0.0, power = 0.0, dot = 0.0;
  for (size_t n = from; n < take.left.size(); ++n) {
    const double x = double(noise(0, static_cast<int64_t>(n) - 64));
    dot += x * double(take.left[n]);
    power += x * x;
  }
  for (size_t n = from; n < take.left.size(); ++n) {
    const double x = dot / power * double(noise(0, static_cast<int64_t>(n) - 64));
    error = std::max(error, std::abs(double(take.left[n]) - x));
  }
  std::printf("[ figure ] bypass against the input, worst error %.1f dBFS\n", db(error));
  EXPECT_LT(db(error), -55.0);  // the gain still moves by hundredths of a dB
}

TEST(StageListen, TheKeyIsWhatTheDetectorHears) {
  for (const Stage stage : {Stage::Gate, Stage::Compressor}) {
    Session session = oneTrack();
    ParamValues& params = session.tracks[0].strip.params;
    params[stage == Stage::Gate ? ParamId::GateOn : ParamId::CompOn] = 1;
    params[ParamId::GateKeyHighPassHz] = 500;
    params[ParamId::CompKeyHighPassHz] = 500;
    double level[2];
    for (int high = 0; high < 2; ++high) {
      Console console;
      ASSERT_TRUE(console.prepare(session));
      console.setListen(0, number(stage), number(ListenMode::Key));
      const double hz = high == 1 ? 4000.0 : 50.0;
      const StereoTake take =
          play(console, 0, 200, [&](int, int64_t frame) { return tone(hz, frame); });
      level[high] = rms(take.left, 100 * kBlockFrames) / (0.2 / std::sqrt(2.0));
    }
    std::printf("[ figure ] key of stage %d through 500 Hz: 50 Hz at %.1f dB, 4 kHz at %.2f dB\n",
                number(stage), db(level[0]), db(level[1]));
    EXPECT_LT(db(level[0]), -35.0);
    EXPECT_NEAR(db(level[1]), 0.0, 0.2);
  }
}

TEST(StageListen, ComesAndGoesWithoutAClickAndLeavesNothing) {
  Session session = oneTrack();
  ParamValues& params = session.tracks[0].strip.params;
  params[ParamId::CompOn] = 1;
  params[ParamId::CompRatio] = 1;
  params[ParamId::CompMakeUpDb] = 9;
  params[ParamId::EqOn] = 1;
  const Source source = [](int, int64_t frame) { return tone(1000.0, frame); };
  Console listened, untouched;
  ASSERT_TRUE(listened.prepare(session) && untouched.prepare(session));
  StereoTake take;
  const auto go = [&](int from, int blocks) {
    const StereoTake part = play(listened, from, blocks, source);
    take.left.insert(take.left.end(), part.left.begin(), part.left.end());
  };
  go(0, 50);
  listened.setListen(0, number(Stage::Compressor), number(ListenMode::Bypass));
  go(50, 50);
  listened.setListen(0, number(Stage::Equaliser), number(ListenMode::Delta));
  go(100, 50);
  listened.setListen(0, number(Stage::Compressor), number(ListenMode::Off));
  go(150, 50);
  double worst = 0.0;
  for (size_t n = 3; n < take.left.size(); ++n) {
    const auto x = [&](size_t ago) { return double(take.left[n - ago]); };
    worst = std::max(worst, std::abs(x(0) - 3.0 * x(1) + 3.0 * x(2) - x(3)));
  }
  const double steady = 0.2 * std::pow(10.0, 9.0 / 20.0) * std::pow(2.0 * kPi / 48.0, 3.0);
  std::printf("[ figure ] third difference while listening changes %.5f, of the tone %.5f\n", worst,
              steady);
  EXPECT_LT(worst, 1.2 * steady);
  const StereoTake expected = play(untouched, 0, 200, source);
  for (size_t n = 170 * kBlockFrames; n < take.left.size(); ++n) {
    ASSERT_EQ(take.left[n], expected.left[n]) << n;
  }
}

TEST(StageListen, WhatIsNotThereIsIgnoredAndCounted) {
  const Session session = oneTrack();
  Console console;
  ASSERT_TRUE(console.prepare(session));
  console.setListen(7, 0, 1);
  console.setListen(0, kStages, 1);
  console.setListen(0, -1, 1);
  console.setListen(0, 0, 9);
  EXPECT_EQ(console.ignoredCommands(), 4u);
  console.setListen(-1, 0, 0);
  EXPECT_EQ(console.ignoredCommands(), 4u);
}

}  // namespace
}  // namespace lathe::test

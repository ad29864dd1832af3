// The monitor section leaves the export alone, is exact where it is neutral,
// and never lets more than full scale to the loudspeakers.

#include <gtest/gtest.h>

#include <limits>

#include "live/meter_layout.h"
#include "wasm-core/live/live_player.h"

namespace lathe::test {
namespace {

void settle(LivePlayer& player) {
  player.pullFrames(4096);
  player.forget();
}

TEST(Monitor, AtZeroDecibelsItIsTransparentToTheBit) {
  SyntheticSong song = busySong(20000);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(20000);
  EXPECT_GT(largestStep(player.tap[0]), 0.0);
  EXPECT_EQ(firstDifference(player.tap[0], player.monitor[0]), -1);
  EXPECT_EQ(firstDifference(player.tap[1], player.monitor[1]), -1);
}

TEST(Monitor, VolumeAndDimReadTrueAndTheTapIsUntouched) {
  const std::vector<float> stem = sine(48000, 997.0, 0.5);
  const SyntheticSong song = plainSong(stem);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.host.setParam(kMonitorTarget, ParamId::MonitorVolumeDb, -6.0);
  player.host.setParam(kMonitorTarget, ParamId::MonitorDimOn, 1.0);
  player.host.setParam(kMonitorTarget, ParamId::MonitorDimDb, -20.0);
  settle(player);
  player.pullFrames(4800);
  const float loudest = *std::max_element(player.monitor[0].begin(), player.monitor[0].end());
  const double db = 20.0 * std::log10(loudest / 0.5);
  std::printf("[ figure ] monitor −6 dB with −20 dB of dim: %.4f dB\n", db);
  EXPECT_NEAR(db, -26.0, 0.01);
  const std::vector<float> expected(stem.begin() + 4096, stem.begin() + 4096 + 4864);
  EXPECT_EQ(firstDifference(expected, player.tap[0]), -1);
}

TEST(Monitor, AtUnityGainTheDriveIsTakenOffAgainAndTheTapKeepsIt) {
  const std::vector<float> stem = sine(48000, 997.0, 0.05);
  const SyntheticSong song = plainSong(stem);
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.host.setParam(kMonitorTarget, ParamId::MonitorVolumeDb, 0.0);
  player.host.setParam(kMonitorTarget, ParamId::MonitorUnity, 1.0);
  const auto loudestDb = [](const std::vector<float>& x) {
    return 20.0 * std::log10(*std::max_element(x.begin(), x.end()) / 0.05);
  };
  for (const double driveDb : {12.0, 7.0}) {
    player.host.setParam(kMasterTarget, ParamId::MasterDriveDb, driveDb);
    settle(player);
    player.pullFrames(4800);
    EXPECT_NEAR(loudestDb(player.tap[0]), driveDb, 0.01);
    EXPECT_NEAR(loudestDb(player.monitor[0]), 0.0, 0.01);
  }
}

TEST(Monitor, ChangesGlide) {
  const SyntheticSong song = plainSong(sine(48000, 60.0, 0.5));
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  for (double on : {1.0, 0.0, 1.0, 0.0}) {
    player.pullFrames(2900);
    player.host.setParam(kMonitorTarget, ParamId::MonitorMute, on);
  }
  player.pullFrames(2900);
  const double step = largestStep(player.monitor[0]);
  std::printf("[ figure ] monitor mute: largest step %.4f\n", step);
  // The sine's own step, and a glide of 20 ms at no more than twice its mean slope.
  EXPECT_LT(step, 2.0 * kPi * 60.0 / 48000.0 * 0.5 + 2.0 * 0.5 / 960.0);
}

TEST(Monitor, MuteIsSilenceAndMonoIsTheMean) {
  SyntheticSong song;
  song.addTrack("wide", 2, phrase(2, 48000, 300.0, 5));
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.host.setParam(kMonitorTarget, ParamId::MonitorMono, 1.0);
  settle(player);
  player.pullFrames(4096);
  double worst = 0.0;
  double wide = 0.0;
  for (size_t i = 0; i < player.tap[0].size(); ++i) {
    const double mean = 0.5 * (static_cast<double>(player.tap[0][i]) + player.tap[1][i]);
    wide = std::max(wide, std::fabs(static_cast<double>(player.tap[0][i]) - player.tap[1][i]));
    for (int c = 0; c < 2; ++c) worst = std::max(worst, std::fabs(player.monitor[c][i] - mean));
  }
  EXPECT_GT(wide, 0.01);
  EXPECT_LT(worst, 1e-7);
  player.host.setParam(kMonitorTarget, ParamId::MonitorMute, 1.0);
  settle(player);
  player.pullFrames(2048);
  EXPECT_EQ(largestStep(player.monitor[0]), 0.0);
  EXPECT_GT(largestStep(player.tap[0]), 0.0);
}

TEST(Monitor, TheSafetyLimiterKeepsFullScaleAndLightsItsLamp) {
  SyntheticSong song = plainSong(phrase(1, 48000, 100.0, 21));
  song.session.tracks[0].strip.params[ParamId::FaderGainDb] = 10.0;
  song.session.tracks[0].strip.params[ParamId::TrimGainDb] = 12.0;
  LivePlayer player(song);
  ASSERT_TRUE(player.ready());
  player.host.play();
  player.pullFrames(24000);
  double tapPeak = 0.0;
  double monitorPeak = 0.0;
  for (float sample : player.tap[0]) tapPeak = std::max(tapPeak, std::fabs(double{sample}));
  for (float sample : player.monitor[0]) {
    monitorPeak = std::max(monitorPeak, std::fabs(double{sample}));
  }
  std::printf("[ figure ] safety limiter: tap peak %.2f, monitor peak %.6f\n", tapPeak,
              monitorPeak);
  EXPECT_GT(tapPeak, 2.0) << "the export is not limited";
  EXPECT_LE(monitorPeak, 1.0);
  player.host.takeMeters();
  EXPECT_EQ(player.host.meters()[meter_layout::kMonitorLimiterActive], 1.0f);
}

TEST(SafetyLimiter, TouchesNothingUpToFullScale) {
  SafetyLimiter limiter;
  limiter.prepare(48000.0);
  std::vector<float> left(kBlockFrames, 1.0f);
  std::vector<float> right(kBlockFrames, -0.999999f);
  const std::vector<float> before[] = {left, right};
  limiter.process(left.data(), right.data());
  EXPECT_EQ(left, before[0]);
  EXPECT_EQ(right, before[1]);
  EXPECT_FALSE(limiter.takeActed());
}

TEST(SafetyLimiter, SurvivesAnythingAndReturnsToExactlyUntouched) {
  SafetyLimiter limiter;
  limiter.prepare(48000.0);
  const float bad[] = {std::numeric_limits<float>::quiet_NaN(),
                       std::numeric_limits<float>::infinity(),
                       -std::numeric_limits<float>::infinity(),
                       std::numeric_limits<float>::max(),
                       -3.0f,
                       1.0000001f};
  std::vector<float> left(kBlockFrames);
  std::vector<float> right(kBlockFrames);
  for (int i = 0; i < kBlockFrames; ++i) {
    left[static_cast<size_t>(i)] = bad[i % 6];
    right[static_cast<size_t>(i)] = bad[(i + 3) % 6];
  }
  limiter.process(left.data(), right.data());
  for (float sample : left) EXPECT_TRUE(std::fabs(sample) <= 1.0f) << sample;
  for (float sample : right) EXPECT_TRUE(std::fabs(sample) <= 1.0f) << sample;
  EXPECT_TRUE(limiter.takeActed());
  int blocks = 0;
  for (; blocks < 2000; ++blocks) {
    std::fill(left.begin(), left.end(), 0.5f);
    std::fill(right.begin(), right.end(), 0.5f);
    limiter.process(left.data(), right.data());
    if (left.back() == 0.5f) break;
  }
  std::printf("[ figure ] safety limiter back to exact unity after %.2f s\n",
              blocks * kBlockFrames / 48000.0);
  EXPECT_LT(blocks * kBlockFrames / 48000.0, 0.25);
}

}  // namespace
}  // namespace lathe::test

// What an console survives: commands that make no sense, sessions over its
// limits, samples that are no numbers.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "console/console.h"
#include "console_fixture.h"
#include "mastered_console.h"

namespace lathe::test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct BadCommand {
  const char* what;
  int target;
  ParamId id;
  double value;
};

const BadCommand kBadCommands[] = {
    {"a track past the last", 5, ParamId::FaderGainDb, 0},
    {"a target below all", -4, ParamId::FaderGainDb, 0},
    {"the monitor, which is the host's", kMonitorTarget, ParamId::MonitorVolumeDb, -6},
    {"an id past the last", 0, ParamId::Count, 0},
    {"an id below the first", 0, static_cast<ParamId>(-1), 0},
    {"a master parameter on a track", 0, ParamId::MasterDriveDb, 3},
    {"a strip parameter on the master", kMasterTarget, ParamId::FaderGainDb, -3},
    {"a strip parameter on the session", kSessionTarget, ParamId::PanPosition, 3},
    {"NaN", 0, ParamId::FaderGainDb, kNaN},
    {"infinity", 0, ParamId::PanPosition, kInfinity},
    {"minus infinity", 1, ParamId::TrimGainDb, -kInfinity},
    {"above the range", 0, ParamId::FaderGainDb, 10.001},
    {"below the range", 1, eqBandParam(0, BandField::FreqHz), 9.0},
    {"a ratio of zero", 1, ParamId::CompRatio, 0},
    {"half a switch", 0, ParamId::StripMute, 0.5},
    {"between two choices", 0, eqBandParam(1, BandField::Type), 1.5},
    {"a law that does not exist", kSessionTarget, ParamId::SessionPanLaw, 5},
    {"NaN on the master", kMasterTarget, ParamId::MasterDriveDb, kNaN},
};

TEST(ConsoleRobustness, CommandsThatMakeNoSenseAreCountedAndChangeNothing) {
  Session session = makeSession(5);
  for (Track& track : session.tracks) setBusyStages(track.strip.params, 3);
  Console plain;
  Console pestered;
  ASSERT_TRUE(plain.prepare(session) && pestered.prepare(session));
  const StereoTake expected = runNoise(plain, session, 30);
  uint32_t sent = 0;
  const StereoTake take = runNoise(pestered, session, 30, [&](Console& console, int) {
    for (const BadCommand& bad : kBadCommands) {
      console.setParam(bad.target, bad.id, bad.value);
      EXPECT_EQ(console.ignoredCommands(), ++sent) << bad.what;
    }
    console.setSolo(5, true);
    EXPECT_EQ(console.ignoredCommands(), ++sent);
  });
  EXPECT_EQ(firstDifference(expected, take), -1);
}

TEST(ConsoleRobustness, HoldsUpTo128TracksAndRefusesMore) {
  Console console;
  const Session full = makeSession(128);
  ASSERT_TRUE(console.prepare(full));
  EXPECT_EQ(console.trackCount(), 128);
  fillWithNoise(console, full, 0);
  console.processBlock();
  EXPECT_NE(console.mix(0)[5], 0.0f);
  EXPECT_FALSE(console.prepare(makeSession(129)));
  EXPECT_EQ(console.trackCount(), 0);
  EXPECT_EQ(console.trackInput(0, 0), nullptr);
  console.processBlock();
  EXPECT_EQ(console.mix(0)[5], 0.0f) << "a refused session is silent";
  EXPECT_EQ(console.mix(1)[5], 0.0f);
}

TEST(ConsoleRobustness, AConsoleWithoutTracksIsSilent) {
  Console console;
  console.processBlock();
  EXPECT_EQ(console.mix(0)[0], 0.0f);
  ASSERT_TRUE(console.prepare(Session{}));
  console.processBlock();
  EXPECT_EQ(console.mix(0)[0], 0.0f);
  EXPECT_EQ(console.takeStripMeter(0).peak[0], 0.0f);
}

TEST(ConsoleRobustness, TrackInputIsThereForEveryChannelAndNoOther) {
  Console console;
  ASSERT_TRUE(console.prepare(makeSession(2)));
  EXPECT_EQ(console.trackChannels(0), 1);
  EXPECT_EQ(console.trackChannels(1), 2);
  EXPECT_EQ(console.trackChannels(2), 0);
  EXPECT_NE(console.trackInput(0, 0), nullptr);
  EXPECT_EQ(console.trackInput(0, 1), nullptr);
  EXPECT_NE(console.trackInput(1, 1), nullptr);
  EXPECT_EQ(console.trackInput(1, 2), nullptr);
  EXPECT_EQ(console.trackInput(1, -1), nullptr);
  EXPECT_EQ(console.trackInput(-1, 0), nullptr);
}

class PoisonedInput : public testing::TestWithParam<float> {};

/// The bad strip is silent for that block and then as if it started there; the rest plays on.
TEST_P(PoisonedInput, SilencesItsStripForThatBlockAndNothingElse) {
  Session session = makeSession(9);
  for (size_t i = 0; i < 9; ++i) setBusyStages(session.tracks[i].strip.params, static_cast<int>(i));
  constexpr int kVictim = 4;
  constexpr int kBadBlock = 12;
  constexpr int kBlocks = 40;

  Session others = session;
  others.tracks[kVictim].strip.params[ParamId::StripMute] = 1;
  Session victimOnly = session;
  victimOnly.tracks = {session.tracks[kVictim]};

  Console poisoned;
  Console without;
  Console late;
  ASSERT_TRUE(poisoned.prepare(session) && without.prepare(others) && late.prepare(victimOnly));
  for (int block = 0; block < kBlocks; ++block) {
    fillWithNoise(poisoned, session, block);
    fillWithNoise(without, session, block);
    fillWithNoise(late, victimOnly, block);
    if (block == kBadBlock) poisoned.trackInput(kVictim, 1)[100] = GetParam();
    poisoned.processBlock();
    without.processBlock();
    if (block > kBadBlock) late.processBlock();
    for (int n = 0; n < kBlockFrames; ++n) {
      for (int channel = 0; channel < 2; ++channel) {
        ASSERT_TRUE(std::isfinite(poisoned.mix(channel)[n]));
        if (block == kBadBlock) {
          ASSERT_EQ(poisoned.mix(channel)[n], without.mix(channel)[n]);
        }
        if (block > kBadBlock) {
          const double expected = static_cast<double>(without.mix(channel)[n]) +
                                  static_cast<double>(late.mix(channel)[n]);
          ASSERT_NEAR(poisoned.mix(channel)[n], expected, 1e-6);
        }
      }
    }
  }
  EXPECT_EQ(poisoned.badStrips(), 1u);
  EXPECT_EQ(poisoned.badBlocks(kVictim), 1u);
  EXPECT_EQ(poisoned.badBlocks(kVictim + 1), 0u);
}

INSTANTIATE_TEST_SUITE_P(Samples, PoisonedInput,
                         testing::Values(std::numeric_limits<float>::quiet_NaN(),
                                         std::numeric_limits<float>::infinity(),
                                         -std::numeric_limits<float>::infinity(), 3e38f));

TEST(ConsoleRobustness, DenormalInputLeavesNothingBehind) {
  Session session = makeSession(4);
  for (Track& track : session.tracks) setBusyStages(track.strip.params, 1);
  Console console;
  ASSERT_TRUE(console.prepare(session));
  for (int block = 0; block < 50; ++block) {
    for (int track = 0; track < 4; ++track) {
      for (int channel = 0; channel < console.trackChannels(track); ++channel) {
        for (int n = 0; n < kBlockFrames; ++n) {
          console.trackInput(track, channel)[n] = n % 2 == 0 ? 1e-39f : -1e-41f;
        }
      }
    }
    console.processBlock();
    for (int n = 0; n < kBlockFrames; ++n) ASSERT_EQ(console.mix(0)[n], 0.0f);
  }
}

class ConsoleAtRate : public testing::TestWithParam<double> {};

TEST_P(ConsoleAtRate, PlaysAndStaysFinite) {
  Session session = makeSession(6, GetParam());
  for (Track& track : session.tracks) setBusyStages(track.strip.params, 2);
  session.masterParams[ParamId::LimiterOn] = 1;
  MasteredConsole song;
  Console& console = song.console;
  ASSERT_TRUE(song.prepare(session));
  EXPECT_GT(song.latencyFrames(), 0) << "the limiter looks ahead";
  double power = 0;
  for (int block = 0; block < 100; ++block) {
    fillWithNoise(console, session, block);
    song.processBlock();
    for (int n = 0; n < kBlockFrames; ++n) {
      ASSERT_TRUE(std::isfinite(song.master.output(0)[n]));
      power += song.master.output(0)[n] * song.master.output(0)[n];
    }
  }
  EXPECT_GT(power, 0.0);
}

INSTANTIATE_TEST_SUITE_P(Rates, ConsoleAtRate,
                         testing::Values(44100, 48000, 88200, 96000, 176400, 192000));

}  // namespace
}  // namespace lathe::test

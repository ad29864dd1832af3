// What an engine survives: commands that make no sense, sessions over its
// limits, samples that are no numbers.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "console/engine.h"
#include "console_fixture.h"

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

TEST(EngineRobustness, CommandsThatMakeNoSenseAreCountedAndChangeNothing) {
  Session session = makeSession(5);
  for (Track& track : session.tracks) setBusyStages(track.strip.params, 3);
  Engine plain;
  Engine pestered;
  ASSERT_TRUE(plain.prepare(session) && pestered.prepare(session));
  const StereoTake expected = runNoise(plain, session, 30);
  uint32_t sent = 0;
  const StereoTake take = runNoise(pestered, session, 30, [&](Engine& engine, int) {
    for (const BadCommand& bad : kBadCommands) {
      engine.setParam(bad.target, bad.id, bad.value);
      EXPECT_EQ(engine.ignoredCommands(), ++sent) << bad.what;
    }
    engine.setSolo(5, true);
    EXPECT_EQ(engine.ignoredCommands(), ++sent);
  });
  EXPECT_EQ(firstDifference(expected, take), -1);
}

TEST(EngineRobustness, HoldsUpTo128TracksAndRefusesMore) {
  Engine engine;
  const Session full = makeSession(128);
  ASSERT_TRUE(engine.prepare(full));
  EXPECT_EQ(engine.trackCount(), 128);
  fillWithNoise(engine, full, 0);
  engine.processBlock();
  EXPECT_NE(engine.mix(0)[5], 0.0f);
  EXPECT_FALSE(engine.prepare(makeSession(129)));
  EXPECT_EQ(engine.trackCount(), 0);
  EXPECT_EQ(engine.trackInput(0, 0), nullptr);
  engine.processBlock();
  EXPECT_EQ(engine.mix(0)[5], 0.0f) << "a refused session is silent";
  EXPECT_EQ(engine.output(1)[5], 0.0);
}

TEST(EngineRobustness, AnEngineWithoutTracksIsSilent) {
  Engine engine;
  engine.processBlock();
  EXPECT_EQ(engine.output(0)[0], 0.0);
  ASSERT_TRUE(engine.prepare(Session{}));
  engine.processBlock();
  EXPECT_EQ(engine.output(0)[0], 0.0);
  EXPECT_EQ(engine.takeStripMeter(0).peak[0], 0.0f);
}

TEST(EngineRobustness, TrackInputIsThereForEveryChannelAndNoOther) {
  Engine engine;
  ASSERT_TRUE(engine.prepare(makeSession(2)));
  EXPECT_EQ(engine.trackChannels(0), 1);
  EXPECT_EQ(engine.trackChannels(1), 2);
  EXPECT_EQ(engine.trackChannels(2), 0);
  EXPECT_NE(engine.trackInput(0, 0), nullptr);
  EXPECT_EQ(engine.trackInput(0, 1), nullptr);
  EXPECT_NE(engine.trackInput(1, 1), nullptr);
  EXPECT_EQ(engine.trackInput(1, 2), nullptr);
  EXPECT_EQ(engine.trackInput(1, -1), nullptr);
  EXPECT_EQ(engine.trackInput(-1, 0), nullptr);
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

  Engine poisoned;
  Engine without;
  Engine late;
  ASSERT_TRUE(poisoned.prepare(session) && without.prepare(others) && late.prepare(victimOnly));
  for (int block = 0; block < kBlocks; ++block) {
    fillWithNoise(poisoned, session, block);
    fillWithNoise(without, session, block);
    fillWithNoise(late, victimOnly, block);
    if (block == kBadBlock) poisoned.trackInput(kVictim, 1)[100] = GetParam();
    poisoned.processBlock();
    without.processMix();
    if (block > kBadBlock) late.processMix();
    for (int n = 0; n < kBlockFrames; ++n) {
      for (int channel = 0; channel < 2; ++channel) {
        ASSERT_TRUE(std::isfinite(poisoned.mix(channel)[n]));
        ASSERT_TRUE(std::isfinite(poisoned.output(channel)[n]));
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

TEST(EngineRobustness, DenormalInputLeavesNothingBehind) {
  Session session = makeSession(4);
  for (Track& track : session.tracks) setBusyStages(track.strip.params, 1);
  Engine engine;
  ASSERT_TRUE(engine.prepare(session));
  for (int block = 0; block < 50; ++block) {
    for (int track = 0; track < 4; ++track) {
      for (int channel = 0; channel < engine.trackChannels(track); ++channel) {
        for (int n = 0; n < kBlockFrames; ++n) {
          engine.trackInput(track, channel)[n] = n % 2 == 0 ? 1e-39f : -1e-41f;
        }
      }
    }
    engine.processMix();
    for (int n = 0; n < kBlockFrames; ++n) ASSERT_EQ(engine.mix(0)[n], 0.0f);
  }
}

class EngineAtRate : public testing::TestWithParam<double> {};

TEST_P(EngineAtRate, PlaysAndStaysFinite) {
  Session session = makeSession(6, GetParam());
  for (Track& track : session.tracks) setBusyStages(track.strip.params, 2);
  session.masterParams[ParamId::LimiterOn] = 1;
  Engine engine;
  ASSERT_TRUE(engine.prepare(session));
  EXPECT_GT(engine.latencyFrames(), 0) << "the limiter looks ahead";
  double power = 0;
  for (int block = 0; block < 100; ++block) {
    fillWithNoise(engine, session, block);
    engine.processBlock();
    for (int n = 0; n < kBlockFrames; ++n) {
      ASSERT_TRUE(std::isfinite(engine.output(0)[n]));
      power += engine.output(0)[n] * engine.output(0)[n];
    }
  }
  EXPECT_GT(power, 0.0);
}

INSTANTIATE_TEST_SUITE_P(Rates, EngineAtRate,
                         testing::Values(44100, 48000, 88200, 96000, 176400, 192000));

}  // namespace
}  // namespace lathe::test

// What is heard or measured beside the mix: after- and pre-fader listen, the
// probe, and strips' meters before or after their faders. The mix must not hear
// of any of it.

#include "console/side_taps.h"

#include <gtest/gtest.h>

#include <cmath>

#include "console/mix_plan.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

constexpr int kBlocks = 40;

void setMode(Console& console, SoloMode mode) { console.setSoloMode(static_cast<int>(mode)); }

/// Five tracks, one in a group, at different faders and pans.
Session fiveTracks() {
  Session session = makeSession(5);
  for (size_t i = 0; i < 5; ++i) {
    ParamValues& params = session.tracks[i].strip.params;
    setBusyStages(params, static_cast<int>(i));
    params[ParamId::FaderGainDb] = -3.0 * static_cast<double>(i);
    params[ParamId::PanPosition] = 30.0 * static_cast<double>(i) - 60.0;
  }
  session.buses.push_back(makeBus("group", BusKind::Group));
  session.tracks[1].strip.outputBus = 1;
  return session;
}

/// Listened to and probed signals of `blocks` blocks of noise.
struct Aside {
  StereoTake mix, listen, probe;
};

/// What is listened to fades in over 20 ms: from this frame on it is there.
constexpr size_t kFadedIn = 1024;

Aside run(Console& console, const Session& session) {
  Aside aside;
  for (int block = 0; block < kBlocks; ++block) {
    fillWithNoise(console, session, block);
    console.processBlock(int64_t{block} * kBlockFrames);
    aside.mix.append(console);
    const auto add = [](StereoTake& take, const float* left, const float* right) {
      take.left.insert(take.left.end(), left, left + kBlockFrames);
      take.right.insert(take.right.end(), right, right + kBlockFrames);
    };
    if (console.isListening()) add(aside.listen, console.listen(0), console.listen(1));
    if (console.isProbing()) add(aside.probe, console.probe(0), console.probe(1));
  }
  return aside;
}

/// The same without the fade-in.
StereoTake settled(StereoTake take) {
  for (auto* side : {&take.left, &take.right}) {
    if (side->size() >= kFadedIn) side->erase(side->begin(), side->begin() + kFadedIn);
  }
  return take;
}

/// What the mix would be of the one track alone, with the fader and pan that it has, or without.
StereoTake alone(const Session& from, size_t track, bool atUnity) {
  Session session = from;
  for (size_t i = 0; i < session.tracks.size(); ++i) {
    if (i != track) session.tracks[i].strip.params[ParamId::StripMute] = 1;
  }
  ParamValues& params = session.tracks[track].strip.params;
  session.tracks[track].strip.outputBus = 0;
  if (atUnity) params[ParamId::FaderGainDb] = params[ParamId::PanPosition] = 0;
  Console console;
  EXPECT_TRUE(console.prepare(session));
  return run(console, session).mix;
}

TEST(SideTaps, SoloedStripsAreHeardAfterOrBeforeTheirFadersAndTheMixGoesOn) {
  const Session session = fiveTracks();
  Console plain;
  ASSERT_TRUE(plain.prepare(session));
  const StereoTake mix = run(plain, session).mix;
  for (const SoloMode mode : {SoloMode::AfterFader, SoloMode::PreFader}) {
    for (const size_t track : {0u, 1u, 4u}) {
      Console console;
      ASSERT_TRUE(console.prepare(session));
      setMode(console, mode);
      EXPECT_FALSE(console.isListening()) << "nothing is soloed";
      console.setSolo(static_cast<int>(track), true);
      EXPECT_TRUE(console.isAudible(2)) << "the mix is left alone";
      const Aside aside = run(console, session);
      EXPECT_EQ(firstDifference(mix, aside.mix), -1);
      EXPECT_EQ(firstDifference(settled(alone(session, track, mode == SoloMode::PreFader)),
                                settled(aside.listen)),
                -1)
          << "track " << track;
    }
  }
}

TEST(SideTaps, SeveralAreHeardTogetherAndAGroupIsHeardWhole) {
  const Session session = fiveTracks();
  Console console;
  ASSERT_TRUE(console.prepare(session));
  setMode(console, SoloMode::PreFader);
  console.setSolo(0, true);
  console.setSolo(4, true);
  console.setSolo(kBusTargets + 1, true);
  const StereoTake heard = settled(run(console, session).listen);
  const StereoTake first = settled(alone(session, 0, true));
  const StereoTake last = settled(alone(session, 4, true));
  const StereoTake group = settled(alone(session, 1, false));
  double worst = 0.0;
  for (size_t n = 0; n < heard.left.size(); ++n) {
    const double wanted = static_cast<double>(first.left[n]) + static_cast<double>(last.left[n]) +
                          static_cast<double>(group.left[n]);
    worst = std::max(worst, std::fabs(static_cast<double>(heard.left[n]) - wanted));
  }
  printFigure("three strips heard together, off their sum by", worst, "of full scale");
  EXPECT_LT(worst, 2e-7);
}

TEST(SideTaps, AMutedStripIsHeardBeforeItsFaderAlone) {
  Session session = fiveTracks();
  const StereoTake unmuted = settled(alone(session, 3, true));
  session.tracks[3].strip.params[ParamId::StripMute] = 1;
  for (const SoloMode mode : {SoloMode::AfterFader, SoloMode::PreFader}) {
    Console console;
    ASSERT_TRUE(console.prepare(session));
    setMode(console, mode);
    console.setSolo(3, true);
    const StereoTake heard = settled(run(console, session).listen);
    const StereoTake silence{std::vector<float>(heard.left.size()),
                             std::vector<float>(heard.left.size())};
    EXPECT_EQ(firstDifference(mode == SoloMode::PreFader ? unmuted : silence, heard), -1);
  }
}

TEST(SideTaps, BackInPlaceSoloSilencesTheRestAgain) {
  const Session session = fiveTracks();
  Console console;
  ASSERT_TRUE(console.prepare(session));
  setMode(console, SoloMode::PreFader);
  console.setSolo(0, true);
  setMode(console, SoloMode::InPlace);
  EXPECT_FALSE(console.isAudible(2));
  run(console, session);
  EXPECT_FALSE(console.isListening()) << "it has faded out";
  const uint32_t ignored = console.ignoredCommands();
  console.setSoloMode(3);
  console.setSoloMode(-1);
  EXPECT_EQ(console.ignoredCommands(), ignored + 2);
}

TEST(SideTaps, TheProbeIsItsStripAfterOrBeforeTheFaderAndMetersLikewise) {
  const Session session = fiveTracks();
  for (const bool preFader : {false, true}) {
    for (const int target : {0, 4, kBusTargets + 1, kBusTargets + kMixBus}) {
      Console console;
      ASSERT_TRUE(console.prepare(session));
      console.setProbe(target);
      console.setPreFaderMeters(preFader);
      const Aside aside = run(console, session);
      const StripMeter meter = console.takeStripMeter(target);
      double peak = 0.0;
      double square = 0.0;
      double absolute = 0.0;
      for (const float sample : aside.probe.left) {
        peak = std::max(peak, std::fabs(static_cast<double>(sample)));
        square += static_cast<double>(sample) * static_cast<double>(sample);
        absolute += std::fabs(static_cast<double>(sample));
      }
      const auto frames = static_cast<double>(aside.probe.left.size());
      EXPECT_GT(peak, 0.001);
      EXPECT_NEAR(meter.peak[0], peak, 1e-6);
      EXPECT_NEAR(meter.meanSquare[0], square / frames, 1e-6);
      EXPECT_NEAR(meter.meanAbsolute[0], absolute / frames, 1e-6);
      if (target < 5) {
        const StereoTake wanted = alone(session, static_cast<size_t>(target), preFader);
        EXPECT_EQ(firstDifference(wanted, aside.probe), -1) << target;
      }
    }
  }
  Console console;
  ASSERT_TRUE(console.prepare(session));
  console.setProbe(99);
  EXPECT_FALSE(console.isProbing());
  EXPECT_EQ(console.ignoredCommands(), 1u);
  console.setProbe(-1);
  EXPECT_EQ(console.ignoredCommands(), 1u);
}

TEST(SideTaps, BlocksWithASampleBeyondFullScaleAreCounted) {
  Session session;
  session.tracks.push_back(makeTrack("hot", 2));
  Console console;
  ASSERT_TRUE(console.prepare(session));
  for (int block = 0; block < 10; ++block) {
    for (int side = 0; side < 2; ++side) {
      std::fill_n(console.trackInput(0, side), kBlockFrames, 1.0f);
    }
    if (block == 3 || block == 7) console.trackInput(0, 1)[77] = -1.0001f;
    console.processBlock(int64_t{block} * kBlockFrames);
  }
  EXPECT_EQ(console.takeStripMeter(0).overBlocks, 2u);
  EXPECT_EQ(console.takeStripMeter(0).overBlocks, 0u) << "taken";
}

}  // namespace
}  // namespace lathe::test

// Automation: values stand where they were written, however late the strip that
// they act in, and what cannot be played is left out and counted.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "console/console_automation.h"
#include "console_fixture.h"
#include "mastered_console.h"
#include "params/param_taper.h"
#include "params/parameter_text.h"

namespace lathe::test {
namespace {

constexpr int kSecond = 48000;

double db(double gain) { return 20.0 * std::log10(std::max(gain, 1e-9)); }

AutomationLane laneOf(int strip, ParamId param, std::vector<AutomationPoint> points) {
  return {AutomationTarget::Strip, strip, 0, param, std::move(points)};
}

/// The song's left channel, every input held at 1, played from song frame `from`.
std::vector<double> playOnes(MasteredConsole& song, int64_t from, int64_t frames) {
  Console& console = song.console;
  std::vector<double> heard;
  for (int64_t at = 0; at < frames; at += kBlockFrames) {
    for (int track = 0; track < console.trackCount(); ++track) {
      for (int channel = 0; channel < console.trackChannels(track); ++channel) {
        std::fill_n(console.trackInput(track, channel), kBlockFrames, 1.0f);
      }
    }
    song.processBlock(from + at);
    heard.insert(heard.end(), song.master.output(0), song.master.output(0) + kBlockFrames);
  }
  return heard;
}

/// One stereo track.
Session oneTrack() {
  Session session;
  session.tracks.push_back(makeTrack("only", 2));
  return session;
}

TEST(Automation, AStraightRideOfTheFaderIsHeardAlongItsLine) {
  Session session = oneTrack();
  session.automation.push_back(
      laneOf(0, ParamId::FaderGainDb, {{0, -8.0}, {kSecond, -1.0, 0.0}, {2 * kSecond, -9.0}}));
  MasteredConsole song;
  ASSERT_TRUE(song.prepare(session));
  const std::vector<double> heard = playOnes(song, 0, 2 * kSecond);
  const ParamSpec& spec = paramSpec(ParamId::FaderGainDb);
  const auto line = [&](double frame) {
    // By hand, not by the function that the console uses.
    const double u = frame < kSecond ? frame / kSecond : frame / kSecond - 1.0;
    const double from = toPosition(spec, frame < kSecond ? -8.0 : -1.0);
    const double to = toPosition(spec, frame < kSecond ? -1.0 : -9.0);
    return fromPosition(spec, from + (to - from) * u);
  };
  double worst = 0.0;
  for (int frame = kSecond / 25; frame < 2 * kSecond; ++frame) {
    if (std::abs(frame - kSecond) < kSecond / 40) continue;  // the bend is rounded
    worst = std::max(worst, std::fabs(db(heard[static_cast<size_t>(frame)]) - line(frame)));
  }
  printFigure("fader's ride off its line by at most", worst, "dB");
  EXPECT_LT(worst, 0.1);
}

/// Frame at which a step from 0 dB to −20 dB has done half of its way, from where it was written.
int stepError(const Session& session, int64_t step, int latency) {
  MasteredConsole song;
  EXPECT_TRUE(song.prepare(session));
  EXPECT_EQ(song.ignoredCommands(), 0u);
  EXPECT_EQ(song.latencyFrames(), latency);
  const std::vector<double> heard = playOnes(song, 0, 2 * step);
  const auto before = heard[static_cast<size_t>(step + latency) - 4000];
  const auto after = heard.back();
  EXPECT_NEAR(db(after / before), -20.0, 0.01);
  size_t frame = static_cast<size_t>(step + latency) - 4000;
  while (heard[frame] > (before + after) / 2) ++frame;
  return static_cast<int>(frame) - static_cast<int>(step) - latency;
}

TEST(Automation, StepsStandAtTheirFrameBehindTheLongestLatency) {
  // A frame that is no block's edge.
  constexpr int64_t kStep = 20011;
  const std::vector<AutomationPoint> down{{kStep - 1, 0.0}, {kStep, -20.0}};
  int worst = 0;
  for (const bool late : {false, true}) {
    for (int place = 0; place < 5; ++place) {
      Session session = makeSession(1);
      session.tracks[0].channels = 2;
      Bus group;
      group.id = "group";
      session.buses.push_back(group);
      session.tracks[0].strip.outputBus = 1;
      session.masterParams[ParamId::MasterTrimDb] = 0.0;
      if (late) {
        for (ParamValues* params :
             {&session.tracks[0].strip.params, &session.buses[1].strip.params}) {
          // At work, and transparent.
          (*params)[ParamId::GateOn] = (*params)[ParamId::CompOn] = 1;
          (*params)[ParamId::GateLookAheadMs] = (*params)[ParamId::CompLookAheadMs] = 10;
          (*params)[ParamId::GateThresholdDb] = -80;
          (*params)[ParamId::CompThresholdDb] = 0;
          (*params)[ParamId::CompKneeDb] = 0;
        }
      }
      const int latency = late ? 4 * 480 : 0;
      const AutomationLane lanes[] = {
          laneOf(0, ParamId::FaderGainDb, down),
          laneOf(0, ParamId::TrimGainDb, down),
          laneOf(2, ParamId::FaderGainDb, down),
          laneOf(1, ParamId::FaderGainDb, down),
          {AutomationTarget::Master, -1, 0, ParamId::MasterTrimDb, down}};
      session.automation.push_back(lanes[place]);
      const int error = stepError(session, kStep, latency);
      std::printf("[ figure ] step in place %d, %s latency: %d frames off\n", place,
                  late ? "longest" : "no", error);
      EXPECT_LE(std::abs(error), kBlockFrames) << "place " << place << ", latency " << latency;
      worst = std::max(worst, std::abs(error));
    }
  }
  printFigure("steps off their frame by at most", worst, "frames");
}

TEST(Automation, AReturnsEffectFollowsItsLaneAtTheFrameItHears) {
  // The mix of a delay goes from its echoes alone to what it is sent, at once.
  constexpr int64_t kStep = 20000;
  for (const bool late : {false, true}) {
    Session session = oneTrack();
    Bus& bus = session.buses.emplace_back();
    bus.id = "echo";
    bus.kind = BusKind::Return;
    bus.effect.emplace().kind = EffectKind::Delay;
    bus.effect->params[ParamId::DelayTempoSync] = 0;
    bus.effect->params[ParamId::DelayTimeMs] = 4000;
    ParamValues& params = session.tracks[0].strip.params;
    params[ParamId::CompOn] = late ? 1 : 0;
    params[ParamId::CompLookAheadMs] = 10;
    params[ParamId::CompThresholdDb] = params[ParamId::CompKneeDb] = 0;
    Send& send = session.tracks[0].strip.sends.emplace_back();
    send.busIndex = 1;
    send.params[ParamId::SendLevelDb] = 0;
    session.automation.push_back({AutomationTarget::Effect,
                                  2,
                                  0,
                                  ParamId::DelayMixPercent,
                                  {{kStep - 1, 100.0}, {kStep, 0.0}}});
    MasteredConsole song;
    ASSERT_TRUE(song.prepare(session));
    ASSERT_EQ(song.ignoredCommands(), 0u);
    const std::vector<double> heard = playOnes(song, 0, 2 * kStep);
    const auto latency = static_cast<size_t>(song.latencyFrames());
    ASSERT_EQ(latency, late ? 480u : 0u);
    const double before = heard[kStep + latency - 4000];
    const double after = heard.back();
    ASSERT_GT(after, 1.5 * before);
    size_t frame = kStep + latency - 4000;
    while (heard[frame] < (before + after) / 2) ++frame;
    const auto error = static_cast<int>(frame) - static_cast<int>(kStep + latency);
    std::printf("[ figure ] step of a return's effect: %d frames off\n", error);
    EXPECT_LE(std::abs(error), kBlockFrames);
  }
}

TEST(Automation, ASeekGivesWhatPlayingThereGives) {
  Session session = oneTrack();
  session.automation.push_back(
      laneOf(0, ParamId::FaderGainDb, {{0, 0.0, 0.7}, {kSecond, -30.0, -0.4}, {2 * kSecond, 5.0}}));
  session.automation.push_back(
      laneOf(0, ParamId::PanPosition, {{0, -100.0}, {2 * kSecond, 100.0}}));
  MasteredConsole played, sought;
  ASSERT_TRUE(played.prepare(session));
  ASSERT_TRUE(sought.prepare(session));
  constexpr int64_t kSeek = 300 * kBlockFrames;
  const std::vector<double> whole = playOnes(played, 0, 600 * kBlockFrames);
  const std::vector<double> rest = playOnes(sought, kSeek, 300 * kBlockFrames);
  EXPECT_NEAR(db(rest[0]), db(whole[kSeek]), 0.02) << "at its first frame";
  // 20 ms of glide and a block.
  for (size_t frame = 9 * kBlockFrames; frame < rest.size(); ++frame) {
    ASSERT_EQ(rest[frame], whole[kSeek + frame]) << frame;
  }
}

TEST(Automation, AHandOnTheControlOverridesItsLaneUntilItLetsGo) {
  Session session = oneTrack();
  session.automation.push_back(laneOf(0, ParamId::FaderGainDb, {{0, -6.0}}));
  MasteredConsole song;
  ASSERT_TRUE(song.prepare(session));
  const double level = playOnes(song, 0, kSecond / 10).back();
  song.console.setParam(0, ParamId::FaderGainDb, 6.0);
  EXPECT_EQ(playOnes(song, 0, kSecond / 10).back(), level) << "nothing holds it";
  song.console.holdAutomation(0, ParamId::FaderGainDb, AutomationHold::Held, 0.0);
  EXPECT_EQ(playOnes(song, 0, kSecond / 10).back(), level) << "held where it was";
  song.console.setParam(0, ParamId::FaderGainDb, 6.0);
  EXPECT_NEAR(db(playOnes(song, 0, kSecond / 10).back() / level), 12.0, 1e-4);
  song.console.holdAutomation(0, ParamId::FaderGainDb, AutomationHold::Trimmed, -3.0);
  EXPECT_NEAR(db(playOnes(song, 0, kSecond / 10).back() / level), -3.0, 1e-4);
  song.console.holdAutomation(0, ParamId::FaderGainDb, AutomationHold::Read, 0.0);
  const std::vector<double> back = playOnes(song, 0, kSecond / 10);
  EXPECT_EQ(back.back(), level);
  double step = 0.0;
  for (size_t i = 1; i < back.size(); ++i) step = std::max(step, std::fabs(back[i] - back[i - 1]));
  EXPECT_LT(step, 0.001) << "it glides";
  EXPECT_EQ(song.ignoredCommands(), 0u);
  song.console.holdAutomation(0, ParamId::PanPosition, AutomationHold::Held, 0.0);
  EXPECT_EQ(song.ignoredCommands(), 1u) << "no lane";
}

TEST(Automation, WhatCannotBePlayedIsLeftOutAndCounted) {
  Session session = oneTrack();
  const double nan = std::nan("");
  const std::vector<AutomationPoint> good{{0, -3.0}, {100, -6.0}};
  session.automation = {
      laneOf(0, ParamId::FaderGainDb, {{100, -3.0}, {0, -6.0}}),  // out of order
      laneOf(0, ParamId::FaderGainDb, {{100, -3.0}, {100, -6.0}}),
      laneOf(0, ParamId::FaderGainDb, {{0, 11.0}}),  // out of range
      laneOf(0, ParamId::FaderGainDb, {{0, nan}}),
      laneOf(0, ParamId::FaderGainDb, {{0, 0.0, nan}}),
      laneOf(0, ParamId::FaderGainDb, {{0, 0.0, 1.5}}),
      laneOf(0, ParamId::FaderGainDb, {}),
      laneOf(0, ParamId::StripMute, {{0, 0.5}}),        // between a switch's positions
      laneOf(0, ParamId::CompLookAheadMs, {{0, 5.0}}),  // changes latency
      laneOf(0, ParamId::SaturationOn, {{0, 1.0}}),
      laneOf(0, ParamId::MasterDriveDb, {{0, 1.0}}),  // of another scope
      laneOf(0, static_cast<ParamId>(kParamCount), {{0, 1.0}}),
      laneOf(0, static_cast<ParamId>(-1), {{0, 1.0}}),
      laneOf(7, ParamId::FaderGainDb, good),  // no such strip
      laneOf(-1, ParamId::FaderGainDb, good),
      {AutomationTarget::Send, 0, 1, ParamId::SendLevelDb, good},
      {AutomationTarget::Master, -1, 0, ParamId::LimiterOn, {{0, 1.0}}},
  };
  const auto bad = static_cast<uint32_t>(session.automation.size());
  session.automation.push_back(laneOf(0, ParamId::FaderGainDb, good));
  session.automation.push_back(laneOf(0, ParamId::FaderGainDb, good));  // given twice
  MasteredConsole song;
  ASSERT_TRUE(song.prepare(session));
  EXPECT_EQ(song.ignoredCommands(), bad + 1);
  EXPECT_NEAR(db(playOnes(song, 0, kSecond / 10).back()), -6.0, 1e-4) << "the rest plays";
}

TEST(Automation, TheOrderOfTracksAndLanesChangesNoBit) {
  Session session = makeSession(9);
  for (int i = 0; i < 9; ++i) {
    setBusyStages(session.tracks[static_cast<size_t>(i)].strip.params, i);
    session.automation.push_back(laneOf(
        i, ParamId::FaderGainDb, {{0, -20.0 + i}, {9000, 3.0, 0.2 * i - 0.8}, {20000, -9.0}}));
    session.automation.push_back(
        laneOf(i, eqBandParam(2, BandField::FreqHz), {{0, 300.0 + i}, {15000, 5000.0}}));
  }
  Session turned = session;
  std::reverse(turned.tracks.begin(), turned.tracks.end());
  std::reverse(turned.automation.begin(), turned.automation.end());
  for (AutomationLane& lane : turned.automation) lane.stripIndex = 8 - lane.stripIndex;
  const auto run = [](const Session& song) {
    Console console;
    EXPECT_TRUE(console.prepare(song));
    StereoTake take;
    for (int block = 0; block < 160; ++block) {
      fillWithNoise(console, song, block);
      console.processBlock(int64_t{block} * kBlockFrames);
      take.append(console);
    }
    return take;
  };
  EXPECT_EQ(firstDifference(run(session), run(turned)), -1);
}

TEST(Automation, EveryParameterThatMayBeAutomatedFollowsItsLane) {
  // As if set by hand and settled: the lane says no more and no less than the parameter would.
  int followed = 0;
  for (const ParamSpec& spec : parameterTable()) {
    if (spec.scope != ParamScope::Strip || spec.changesLatency) continue;
    Session plain = makeSession(3);
    setBusyStages(plain.tracks[1].strip.params, 3);
    Session laned = plain;
    const double value = spec.kind == ParamKind::Number ? fromPosition(spec, 0.37) : spec.maximum;
    laned.automation.push_back(laneOf(1, spec.id, {{0, value}}));
    plain.tracks[1].strip.params[spec.id] = value;
    Console a, b;
    ASSERT_TRUE(a.prepare(plain));
    ASSERT_TRUE(b.prepare(laned));
    if (b.ignoredCommands() > 0) continue;  // a switch of a stage that can be late
    EXPECT_EQ(firstDifference(runNoise(a, plain, 20), runNoise(b, laned, 20)), -1)
        << paramText(spec.id).key;
    ++followed;
  }
  printFigure("parameters of a strip that follow a lane", followed, "");
  EXPECT_GT(followed, 120);
}

}  // namespace
}  // namespace lathe::test

// The stages inside strips: in the order asked for, exactly as late as they say,
// and not there when they have nothing to do.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "console/console.h"
#include "console/stages.h"
#include "console_fixture.h"
#include "params/parameter_text.h"

namespace lathe::test {
namespace {

/// Each stage on, and set so that it has nothing to do.
void setNeutral(ParamValues& params, Stage stage) {
  switch (stage) {
    case Stage::Gate:
      params[ParamId::GateRangeDb] = 0;
      break;
    case Stage::Compressor:
      params[ParamId::CompRatio] = 1;
      break;
    case Stage::DeEsser:
      params[ParamId::DeEsserRangeDb] = 0;
      break;
    case Stage::Saturation:
      params[ParamId::SaturationDriveDb] = 0;
      params[ParamId::SaturationCharacter] = 4;  // hard clip: straight up to ±1
      break;
    default:
      break;  // neutral by default
  }
}

constexpr ParamId kAllSwitches[] = {ParamId::GateOn, ParamId::TransientOn, ParamId::EqOn,
                                    ParamId::CompOn, ParamId::DeEsserOn,   ParamId::SaturationOn,
                                    ParamId::WidthOn};
constexpr const char* kStageNames[] = {"gate",     "transient shaper", "equaliser", "compressor",
                                       "de-esser", "saturation",       "width"};

double db(double x) { return 20.0 * std::log10(std::max(x, 1e-12)); }

/// Two tracks with the same sound, one inverted: what is left of both, RMS in dBFS.
double residueDb(const Session& session, int blocks, const std::function<float(int64_t)>& signal) {
  Console console;
  EXPECT_TRUE(console.prepare(session));
  double left = 0.0;
  for (int block = 0; block < blocks; ++block) {
    for (int track = 0; track < 2; ++track) {
      for (int channel = 0; channel < console.trackChannels(track); ++channel) {
        for (int n = 0; n < kBlockFrames; ++n) {
          const float x = signal(block * kBlockFrames + n);
          console.trackInput(track, channel)[n] = channel == 0 ? x : 0.7f * x;
        }
      }
    }
    console.processBlock();
    for (int n = 0; n < kBlockFrames; ++n) {
      for (int side = 0; side < 2; ++side) {
        left +=
            static_cast<double>(console.mix(side)[n]) * static_cast<double>(console.mix(side)[n]);
      }
    }
  }
  return db(std::sqrt(left / (2.0 * blocks * kBlockFrames)));
}

/// −18 dBFS of sines up to 18 kHz, from a slow beginning on: what oversampling passes unchanged.
float bandLimited(int64_t n) {
  if (n < 0) return 0.0f;
  const double t = std::min(1.0, static_cast<double>(n) / 2048.0);
  const double level = 0.028 * t * t * t * (t * (6.0 * t - 15.0) + 10.0);
  float sum = 0.0f;
  for (int i = 1; i <= 40; ++i) {
    const double hz = 449.0 * i;
    sum += static_cast<float>(
        level * std::sin(2.0 * 3.141592653589793 * hz / 48000.0 * static_cast<double>(n) + i * i));
  }
  return sum;
}

Session nullSession(Stage stage, int channels) {
  Session session = makeSession(2);
  for (Track& track : session.tracks) track.channels = channels;
  session.tracks[1].strip.params[ParamId::TrimPolarityL] = 1;
  session.tracks[1].strip.params[ParamId::TrimPolarityR] = 1;
  ParamValues& params = session.tracks[0].strip.params;
  params[kAllSwitches[static_cast<int>(stage)]] = 1;
  setNeutral(params, stage);
  return session;
}

TEST(ConsoleStages, AStageWithNothingToDoNullsAgainstNone) {
  for (int stage = 0; stage < kStages; ++stage) {
    for (const int channels : {1, 2}) {
      const double left =
          residueDb(nullSession(static_cast<Stage>(stage), channels), 60, bandLimited);
      std::printf("[ figure ] neutral %s, %d channels, against none: %.1f dB\n", kStageNames[stage],
                  channels, left);
      EXPECT_LT(left, static_cast<Stage>(stage) == Stage::Saturation ? -100 : -140)
          << kStageNames[stage];
    }
  }
}

/// The same through a group, a send and the mix's own inserts: every way is equally long.
TEST(ConsoleStages, LateStagesNullThroughGroupsAndSends) {
  for (int stage = 0; stage < kStages; ++stage) {
    Session session = nullSession(static_cast<Stage>(stage), 2);
    for (const char* lookAhead : {"gate", "comp", "deesser"}) {
      ParamValues& params = session.tracks[0].strip.params;
      const ParamSpec* spec = findParam(ParamScope::Strip, std::string(lookAhead) + ".lookAheadMs");
      params[spec->id] = spec->maximum;
    }
    session.buses.push_back({"group", BusKind::Group, "", "", {}});
    session.buses.push_back({"return", BusKind::Return, "", "", {}});
    session.tracks[0].strip.outputBus = 1;
    session.buses[1].strip.params[ParamId::SaturationOn] = 1;
    session.buses[1].strip.params[ParamId::SaturationMixPercent] = 0;
    for (Track& track : session.tracks) {
      Send send{2, {}};
      send.params[ParamId::SendLevelDb] = 0;
      track.strip.sends.push_back(send);
    }
    const double left = residueDb(session, 60, bandLimited);
    std::printf("[ figure ] neutral %s through a late group and a return: %.1f dB\n",
                kStageNames[stage], left);
    EXPECT_LT(left, static_cast<Stage>(stage) == Stage::Saturation ? -100 : -140)
        << kStageNames[stage];
  }
}

TEST(ConsoleStages, AnImpulseComesAsLateAsTheConsoleSays) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (int variant = 0; variant < 6; ++variant) {
      Session session = makeSession(3, rate);
      for (int i = 0; i < 3; ++i) {
        ParamValues& params = session.tracks[static_cast<size_t>(i)].strip.params;
        setLateStages(params, variant + i);
        for (const ParamId id : {ParamId::GateOn, ParamId::CompOn, ParamId::DeEsserOn}) {
          params[id] = (variant + i + static_cast<int>(id)) % 2;
        }
        for (int stage = 0; stage < kStages; ++stage) {
          setNeutral(params, static_cast<Stage>(stage));
        }
      }
      Console console;
      ASSERT_TRUE(console.prepare(session));
      const int latency = console.latencyFrames();
      int peak = -1;
      float largest = 0.0f;
      for (int block = 0; block * kBlockFrames < latency + 3 * kBlockFrames; ++block) {
        for (int track = 0; track < 3; ++track) {
          for (int channel = 0; channel < console.trackChannels(track); ++channel) {
            console.trackInput(track, channel)[0] = block == 0 ? 0.25f : 0.0f;
          }
        }
        console.processBlock();
        for (int n = 0; n < kBlockFrames; ++n) {
          if (std::abs(console.mix(0)[n]) <= largest) continue;
          largest = std::abs(console.mix(0)[n]);
          peak = block * kBlockFrames + n;
        }
      }
      // The master's own delay follows the mix.
      Console empty;
      ASSERT_TRUE(empty.prepare(makeSession(0, rate)));
      EXPECT_EQ(peak, latency - empty.latencyFrames()) << rate << " Hz, variant " << variant;
    }
  }
}

template <Stage kStage>
void runKernel(Bank& bank, BankBlock& block) {
  auto* stage = &(bank.*StageTraits<kStage>::kBank);
  BankBlock* blocks[] = {&block};
  std::remove_pointer_t<decltype(stage)>::process(&stage, blocks, 1);
}

TEST(ConsoleStages, TheyRunInTheOrderAskedFor) {
  StereoTake takes[static_cast<int>(StageOrder::Count)];
  for (int order = 0; order < static_cast<int>(StageOrder::Count); ++order) {
    Session session = makeSession(1);
    session.tracks[0].channels = 2;
    ParamValues& params = session.tracks[0].strip.params;
    setBusyStages(params, 1);
    setLateStages(params, 1);
    params[ParamId::StripOrder] = order;
    Console console;
    ASSERT_TRUE(console.prepare(session));
    takes[order] = runNoise(console, session, 40);

    auto bank = std::make_unique<Bank>();
    forEachStage([&]<Stage kStage>() {
      auto& stage = bank.get()->*StageTraits<kStage>::kBank;
      stage.prepare(48000.0);
      if constexpr (requires { stage.setStereo(true); }) stage.setStereo(true);
      stage.reset();
      const auto settings = StageTraits<kStage>::Settings::from(params);
      for (int lane = 0; lane < 2; ++lane) stage.setLane(lane, settings, true);
    });
    for (int block = 0; block < 40; ++block) {
      BankBlock signal;
      for (int n = 0; n < kBlockFrames; ++n) {
        const auto at = [&](int channel) {
          return noiseSample(session.tracks[0].id, channel, block * kBlockFrames + n);
        };
        signal.frame[n] = f32x4::make(at(0), at(1), 0.0f, 0.0f);
      }
      for (int position = 0; position < kStages; ++position) {
        forEachStage([&]<Stage kStage>() {
          if (stageAt(static_cast<StageOrder>(order), position) == kStage) {
            runKernel<kStage>(*bank, signal);
          }
        });
      }
      for (int n = 0; n < kBlockFrames; ++n) {
        const auto frame = static_cast<size_t>(block * kBlockFrames + n);
        // What enters a strip, as the mix is one, is nothing below this.
        const auto entered = [](float x) { return std::abs(x) < 1e-15f ? 0.0f : x; };
        ASSERT_EQ(takes[order].left[frame], entered(signal.frame[n].get(0)))
            << "order " << order << ", frame " << frame;
        ASSERT_EQ(takes[order].right[frame], entered(signal.frame[n].get(1))) << "order " << order;
      }
    }
    for (int earlier = 0; earlier < order; ++earlier) {
      EXPECT_NE(firstDifference(takes[order], takes[earlier]), -1) << order << " is " << earlier;
    }
  }
}

TEST(ConsoleStages, WhatWouldChangeLatencyOrOrderIsRefusedAndCounted) {
  Session session = makeSession(1);
  session.tracks[0].strip.params[ParamId::CompOn] = 1;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  console.setParam(0, ParamId::SaturationOn, 1);
  console.setParam(0, ParamId::CompLookAheadMs, 3);
  console.setParam(0, ParamId::StripOrder, 2);
  EXPECT_EQ(console.ignoredCommands(), 3u);
  console.setParam(0, ParamId::GateLookAheadMs, 3);  // the gate is off
  EXPECT_EQ(console.ignoredCommands(), 3u);
  console.setParam(0, ParamId::GateOn, 1);
  EXPECT_EQ(console.ignoredCommands(), 4u);
}

}  // namespace
}  // namespace lathe::test

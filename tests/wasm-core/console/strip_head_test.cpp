// The head of a strip (which channels it takes, the DC block) and dual pan,
// through the console: what comes out against what must, written by hand.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "base/math.h"
#include "console/console.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

using StereoSample = std::array<double, 2>;
using Signal = std::function<StereoSample(int64_t frame)>;

/// One stereo track with `set` of its parameters.
Session stereoTrack(const std::function<void(ParamValues&)>& set = {}) {
  Session session;
  session.tracks.push_back(makeTrack("only", 2));
  if (set) set(session.tracks[0].strip.params);
  return session;
}

/// The mix of `blocks` blocks of `signal` on the track, `before` called at each edge.
std::vector<StereoSample> play(Console& console, int blocks, const Signal& signal,
                               const std::function<void(int block)>& before = {}) {
  std::vector<StereoSample> heard;
  for (int block = 0; block < blocks; ++block) {
    if (before) before(block);
    for (int n = 0; n < kBlockFrames; ++n) {
      const StereoSample in = signal(int64_t{block} * kBlockFrames + n);
      for (int side = 0; side < 2; ++side) {
        console.trackInput(0, side)[n] = static_cast<float>(in[static_cast<size_t>(side)]);
      }
    }
    console.processBlock(int64_t{block} * kBlockFrames);
    for (int n = 0; n < kBlockFrames; ++n) heard.push_back({console.mix(0)[n], console.mix(1)[n]});
  }
  return heard;
}

StereoSample twoTones(int64_t frame) {
  const double t = static_cast<double>(frame) / 48000.0;
  return {0.5 * std::sin(2.0 * math::kPi * 440.0 * t),
          0.25 * std::cos(2.0 * math::kPi * 1000.0 * t)};
}

/// Largest difference between neighbours on either side, from `first` on.
double largestStep(const std::vector<StereoSample>& heard, size_t first) {
  double step = 0.0;
  for (size_t n = first; n < heard.size(); ++n) {
    for (size_t side = 0; side < 2; ++side) {
      step = std::max(step, std::fabs(heard[n][side] - heard[n - 1][side]));
    }
  }
  return step;
}

TEST(StripHead, EachSourceGivesItsChannels) {
  const double gains[5][4] = {// left and right of the left side, of the right side
                              {1, 0, 0, 1},
                              {0, 1, 1, 0},
                              {1, 0, 1, 0},
                              {0, 1, 0, 1},
                              {0.5, 0.5, 0.5, 0.5}};
  for (int source = 0; source < 5; ++source) {
    const Session session = stereoTrack([&](ParamValues& p) { p[ParamId::TrimSource] = source; });
    Console console;
    ASSERT_TRUE(console.prepare(session));
    const auto heard = play(console, 20, twoTones);
    for (size_t n = 0; n < heard.size(); ++n) {
      const StereoSample in = twoTones(static_cast<int64_t>(n));
      const double left = static_cast<float>(in[0]);
      const double right = static_cast<float>(in[1]);
      for (size_t side = 0; side < 2; ++side) {
        const double wanted = gains[source][2 * side] * left + gains[source][2 * side + 1] * right;
        // What is smaller than 1e-15 enters as silence.
        ASSERT_NEAR(heard[n][side], static_cast<float>(wanted), 1e-15) << "source " << source;
      }
    }
  }
}

TEST(StripHead, AMonoTrackTakesTheOneChannelItHas) {
  Session session = makeSession(1);
  ASSERT_EQ(session.tracks[0].channels, 1);
  Console plain;
  ASSERT_TRUE(plain.prepare(session));
  const StereoTake expected = runNoise(plain, session, 10);
  for (int source = 1; source < 5; ++source) {
    session.tracks[0].strip.params[ParamId::TrimSource] = source;
    Console console;
    ASSERT_TRUE(console.prepare(session));
    EXPECT_EQ(firstDifference(expected, runNoise(console, session, 10)), -1) << source;
  }
}

TEST(StripHead, AChangeOfSourceGlides) {
  const auto opposite = [](int64_t) { return StereoSample{0.5, -0.5}; };
  Console console;
  ASSERT_TRUE(console.prepare(stereoTrack()));
  const auto heard = play(console, 200, opposite, [&](int block) {
    if (block % 20 == 10) console.setParam(0, ParamId::TrimSource, block / 20 % 5);
  });
  // A step of 1 over 20 ms, at its steepest some twice as steep as a straight line.
  const double step = largestStep(heard, 1);
  printFigure("largest step of a change of source", step, "of a change of 1");
  EXPECT_LT(step, 2.5 / (0.020 * 48000));
  EXPECT_GT(step, 0.0) << "something has to change";
}

/// Amplitude of `hertz` in the last second of one side.
double amplitude(const std::vector<StereoSample>& heard, double hertz) {
  double re = 0.0;
  double im = 0.0;
  for (size_t n = heard.size() - 48000; n < heard.size(); ++n) {
    const double phase = 2.0 * math::kPi * hertz * static_cast<double>(n) / 48000.0;
    re += heard[n][0] * std::cos(phase) / 24000.0;
    im += heard[n][0] * std::sin(phase) / 24000.0;
  }
  return std::hypot(re, im);
}

TEST(StripHead, TheDcBlockTakesTheOffsetAndLeavesTheRest) {
  const Session session = stereoTrack([](ParamValues& p) { p[ParamId::TrimDcBlock] = 1; });
  for (const double hertz : {20.0, 50.0, 1000.0, 15000.0}) {
    Console console;
    ASSERT_TRUE(console.prepare(session));
    const auto heard = play(console, 1125, [&](int64_t frame) {
      const double tone =
          0.25 * std::sin(2.0 * math::kPi * hertz * static_cast<double>(frame) / 48000.0);
      return StereoSample{0.5 + tone, 0.5 + tone};
    });
    double offset = 0.0;
    for (size_t n = heard.size() - 48000; n < heard.size(); ++n) offset += heard[n][0] / 48000.0;
    // The analogue high-pass of one pole at 5 Hz.
    const double wantedDb = -10.0 * std::log10(1.0 + 25.0 / (hertz * hertz));
    const double gainDb = 20.0 * std::log10(amplitude(heard, hertz) / 0.25);
    std::printf("[ figure ] DC block at %.0f Hz: %.4f dB, analogue %.4f; offset left %.1e\n", hertz,
                gainDb, wantedDb, offset);
    EXPECT_NEAR(gainDb, wantedDb, 0.005);
    EXPECT_LT(std::fabs(offset), 1e-6);
  }
}

TEST(StripHead, TheDcBlockIsSwitchedWithoutAClickAndForgetsWhatIsNotFinite) {
  Console console;
  ASSERT_TRUE(console.prepare(stereoTrack()));
  const auto offset = [](int64_t) { return StereoSample{0.5, 0.5}; };
  const auto heard = play(console, 400, offset, [&](int block) {
    if (block % 100 == 50) console.setParam(0, ParamId::TrimDcBlock, block / 100 % 2 == 0);
  });
  // 0.5 goes within 10 ms, 1.5 times as steep as a straight line at the most.
  EXPECT_LT(largestStep(heard, 1), 1.6 * 0.5 / (0.010 * 48000));
  console.setParam(0, ParamId::TrimDcBlock, 1);
  play(console, 20, offset);
  const auto poison = [](int64_t frame) {
    return StereoSample{frame == 40 ? std::nan("") : 0.25, 0.25};
  };
  EXPECT_EQ(play(console, 1, poison)[0][0], 0.0) << "the bad block is silent";
  for (const StereoSample& sample : play(console, 400, twoTones)) {
    ASSERT_TRUE(std::isfinite(sample[0]));
    ASSERT_LT(std::fabs(sample[0]), 0.6);
  }
  EXPECT_EQ(console.badBlocks(0), 1u);
}

TEST(DualPan, AtTheSidesIsTheStereoStripItself) {
  const Session balanced = stereoTrack();
  for (int law = 0; law < 5; ++law) {
    Session dual = stereoTrack([](ParamValues& p) { p[ParamId::PanStereoMode] = 1; });
    dual.sessionParams[ParamId::SessionPanLaw] = law;
    Console a, b;
    ASSERT_TRUE(a.prepare(balanced));
    ASSERT_TRUE(b.prepare(dual));
    EXPECT_EQ(play(a, 10, twoTones), play(b, 10, twoTones)) << "law " << law;
  }
}

TEST(DualPan, PutsEachChannelWhereItIsTold) {
  struct Place {
    double left, right;
    double gain[4];  // of left and right in the left side, in the right side; −3 dB law
  };
  const double half = std::sqrt(0.5);
  const Place places[] = {{0, 0, {half, half, half, half}},
                          {100, -100, {0, 1, 1, 0}},
                          {-100, 0, {1, half, 0, half}},
                          {-50,
                           50,
                           {std::cos(math::kPi / 8), std::sin(math::kPi / 8),
                            std::sin(math::kPi / 8), std::cos(math::kPi / 8)}}};
  for (const Place& place : places) {
    Session session = stereoTrack([&](ParamValues& p) {
      p[ParamId::PanStereoMode] = 1;
      p[ParamId::PanLeftPosition] = place.left;
      p[ParamId::PanRightPosition] = place.right;
      p[ParamId::FaderGainDb] = -6.0;
    });
    session.sessionParams[ParamId::SessionPanLaw] = static_cast<double>(PanLaw::Minus3);
    Console console;
    ASSERT_TRUE(console.prepare(session));
    const auto heard = play(console, 10, twoTones);
    const double fader = std::pow(10.0, -6.0 / 20.0);
    double worst = 0.0;
    for (size_t n = 0; n < heard.size(); ++n) {
      const StereoSample in = twoTones(static_cast<int64_t>(n));
      for (size_t side = 0; side < 2; ++side) {
        const double wanted =
            fader * (place.gain[2 * side] * in[0] + place.gain[2 * side + 1] * in[1]);
        worst = std::max(worst, std::fabs(heard[n][side] - wanted));
      }
    }
    EXPECT_LT(worst, 1e-7) << place.left << ", " << place.right;
    // The meter shows what was added, both channels together.
    const StripMeter meter = console.takeStripMeter(0);
    double peak = 0.0;
    for (const StereoSample& sample : heard) peak = std::max(peak, std::fabs(sample[0]));
    EXPECT_NEAR(meter.peak[0], peak, 1e-6);
  }
}

TEST(DualPan, SendsFollowItOrStandWhereTheyAreTold) {
  for (const bool own : {false, true}) {
    Session session = stereoTrack([](ParamValues& p) {
      p[ParamId::PanStereoMode] = 1;
      p[ParamId::PanLeftPosition] = 100;
      p[ParamId::PanRightPosition] = -100;
      p[ParamId::FaderGainDb] = kSilenceDb;
    });
    Bus bus;
    bus.id = "return";
    bus.kind = BusKind::Return;
    session.buses.push_back(bus);
    Send& send = session.tracks[0].strip.sends.emplace_back();
    send.busIndex = 1;
    send.params[ParamId::SendLevelDb] = 0;
    send.params[ParamId::SendTap] = static_cast<double>(SendTapPoint::Pre);
    send.params[ParamId::SendPanOwn] = own ? 1 : 0;
    Console console;
    ASSERT_TRUE(console.prepare(session));
    const auto heard = play(console, 10, twoTones);
    for (size_t n = 0; n < heard.size(); ++n) {
      const StereoSample in = twoTones(static_cast<int64_t>(n));
      ASSERT_NEAR(heard[n][0], in[own ? 0 : 1], 1e-7);
      ASSERT_NEAR(heard[n][1], in[own ? 1 : 0], 1e-7);
    }
  }
}

TEST(DualPan, ChangesWithoutAStep) {
  Console console;
  ASSERT_TRUE(console.prepare(stereoTrack()));
  const auto opposite = [](int64_t) { return StereoSample{0.5, -0.5}; };
  const auto heard = play(console, 200, opposite, [&](int block) {
    if (block == 50) console.setParam(0, ParamId::PanStereoMode, 1);
    if (block == 80) console.setParam(0, ParamId::PanLeftPosition, 100);
    if (block == 110) console.setParam(0, ParamId::PanRightPosition, -100);
    if (block == 140) console.setParam(0, ParamId::PanStereoMode, 0);
  });
  const double step = largestStep(heard, 1);
  printFigure("largest step of a change of pan mode", step, "of a change of 1");
  EXPECT_LT(step, 2.5 / (0.020 * 48000));
  EXPECT_GT(step, 0.0005);
}

}  // namespace
}  // namespace lathe::test

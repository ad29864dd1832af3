// The mix against a plain scalar mixer in double, written here: trim, pan by
// the law's definition, fader, mute, solo, sum in id order within shards of 8,
// one rounding to float.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "console/console.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

struct Gains {
  double left;
  double right;
};

double arcGain(PanLaw law, double arc) {
  const double sine = std::sin(arc * std::numbers::pi / 2);
  switch (law) {
    case PanLaw::Compensated3:
      return std::sqrt(2.0) * sine;
    case PanLaw::Minus3:
      return sine;
    case PanLaw::Minus4p5:
      return std::pow(sine, 1.5);
    case PanLaw::Minus6:
      return arc;
    case PanLaw::Linear:
      return std::min(1.0, 2 * arc);
  }
  return 0;
}

Gains referenceGains(const Track& track, PanLaw law) {
  const double arc = track.strip.params[ParamId::PanPosition] / 200 + 0.5;
  Gains gains{arcGain(law, 1 - arc), arcGain(law, arc)};
  if (track.channels == 2) {
    gains.left = std::min(1.0, gains.left / arcGain(law, 0.5));
    gains.right = std::min(1.0, gains.right / arcGain(law, 0.5));
  }
  double fader = std::pow(10.0, track.strip.params[ParamId::FaderGainDb] / 20);
  if (track.strip.params[ParamId::StripMute] != 0) fader = 0;
  if (track.strip.params[ParamId::FaderGainDb] <= kSilenceDb) fader = 0;
  const double trim = std::pow(10.0, track.strip.params[ParamId::TrimGainDb] / 20);
  gains.left *= fader * trim * (track.strip.params[ParamId::TrimPolarityL] != 0 ? -1 : 1);
  const ParamId right = track.channels == 2 ? ParamId::TrimPolarityR : ParamId::TrimPolarityL;
  gains.right *= fader * trim * (track.strip.params[right] != 0 ? -1 : 1);
  return gains;
}

/// One frame of the mix in double, shard by shard in id order.
Gains referenceFrame(const Session& session, const std::vector<size_t>& order,
                     const std::vector<Gains>& gains, int64_t frame) {
  Gains sum{0, 0};
  for (size_t first = 0; first < order.size(); first += kStripsPerShard) {
    Gains shard{0, 0};
    for (size_t i = first; i < std::min(first + kStripsPerShard, order.size()); ++i) {
      const Track& track = session.tracks[order[i]];
      shard.left += noiseSample(track.id, 0, frame) * gains[order[i]].left;
      shard.right += noiseSample(track.id, track.channels - 1, frame) * gains[order[i]].right;
    }
    sum.left += shard.left;
    sum.right += shard.right;
  }
  return sum;
}

std::vector<size_t> idOrder(const Session& session) {
  std::vector<size_t> order(session.tracks.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return session.tracks[a].id < session.tracks[b].id; });
  return order;
}

struct SumError {
  double ofPeakDb;  ///< largest error, relative to the mix's peak
  double ofSample;  ///< largest error beyond 1e-13, relative to its own sample
};

SumError measureSum(const Session& session, PanLaw law) {
  Console console;
  EXPECT_TRUE(console.prepare(session));
  constexpr int kBlocks = 20;
  const StereoTake take = runNoise(console, session, kBlocks);
  std::vector<Gains> gains;
  for (const Track& track : session.tracks) gains.push_back(referenceGains(track, law));
  const std::vector<size_t> order = idOrder(session);
  double worst = 0;
  double worstOfSample = 0;
  double peak = 0;
  const auto compare = [&](double heard, double expected) {
    const double error = std::abs(heard - expected);
    worst = std::max(worst, error);
    worstOfSample = std::max(worstOfSample, (error - 1e-13) / std::abs(expected));
    peak = std::max(peak, std::abs(expected));
  };
  for (int64_t n = 0; n < kBlocks * kBlockFrames; ++n) {
    const Gains expected = referenceFrame(session, order, gains, n);
    compare(take.left[static_cast<size_t>(n)], expected.left);
    compare(take.right[static_cast<size_t>(n)], expected.right);
  }
  return {20 * std::log10(worst / peak), worstOfSample};
}

class SumUnderLaw : public testing::TestWithParam<PanLaw> {};

TEST_P(SumUnderLaw, EqualsTheScalarMixerInDouble) {
  Session session = makeSession(45);
  session.sessionParams[ParamId::SessionPanLaw] = static_cast<double>(GetParam());
  for (size_t i = 0; i < session.tracks.size(); ++i) {
    ParamValues& params = session.tracks[i].strip.params;
    params[ParamId::PanPosition] = -100.0 + 200.0 * static_cast<double>(i) / 44.0;
    params[ParamId::FaderGainDb] = 10.0 - static_cast<double>(i % 11) * 3;
    params[ParamId::StripMute] = i % 9 == 4 ? 1 : 0;
    if (i % 13 == 5) params[ParamId::FaderGainDb] = kSilenceDb;
  }
  const SumError error = measureSum(session, GetParam());
  printFigure("mix of 45 strips, worst error to scalar double", error.ofPeakDb, "dB of peak");
  // One rounding to float: half a unit in the last place, 2^-24 of the sample at most.
  EXPECT_LE(error.ofSample, std::ldexp(1.0, -24));
}

TEST_P(SumUnderLaw, TrimAndPolarityAddOnlyOneRoundingMore) {
  Session session = makeSession(21);
  session.sessionParams[ParamId::SessionPanLaw] = static_cast<double>(GetParam());
  for (size_t i = 0; i < session.tracks.size(); ++i) {
    ParamValues& params = session.tracks[i].strip.params;
    params[ParamId::TrimGainDb] = -24.0 + 2.3 * static_cast<double>(i);
    params[ParamId::TrimPolarityL] = i % 2 == 0 ? 1 : 0;
    params[ParamId::TrimPolarityR] = i % 4 < 2 ? 1 : 0;
  }
  const SumError error = measureSum(session, GetParam());
  printFigure("mix of 21 trimmed strips, worst error to scalar double", error.ofPeakDb,
              "dB of peak");
  EXPECT_LT(error.ofPeakDb, -135.0);
}

INSTANTIATE_TEST_SUITE_P(AllLaws, SumUnderLaw,
                         testing::Values(PanLaw::Compensated3, PanLaw::Minus3, PanLaw::Minus4p5,
                                         PanLaw::Minus6, PanLaw::Linear));

TEST(ConsoleSum, StripsAtUnitySumExactly) {
  const Session session = makeSession(128);
  Console console;
  ASSERT_TRUE(console.prepare(session));
  const StereoTake take = runNoise(console, session, 10);
  const std::vector<Gains> unity(128, Gains{1, 1});
  const std::vector<size_t> order = idOrder(session);
  for (size_t n = 0; n < take.left.size(); ++n) {
    const Gains expected = referenceFrame(session, order, unity, static_cast<int64_t>(n));
    ASSERT_EQ(take.left[n], static_cast<float>(expected.left)) << n;
    ASSERT_EQ(take.right[n], static_cast<float>(expected.right)) << n;
  }
}

TEST(ConsoleSum, AStripAloneAtUnityPassesUntouched) {
  Session session = makeSession(2);  // mono, stereo
  session.tracks[0].strip.params[ParamId::StripMute] = 1;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  const StereoTake take = runNoise(console, session, 4);
  for (size_t n = 0; n < take.left.size(); ++n) {
    ASSERT_EQ(take.left[n], noiseSample(session.tracks[1].id, 0, static_cast<int64_t>(n)));
    ASSERT_EQ(take.right[n], noiseSample(session.tracks[1].id, 1, static_cast<int64_t>(n)));
  }
}

TEST(ConsoleSum, SoloSilencesAllOthersAndLeavesNoTraceWhenCleared) {
  const Session session = makeSession(12);
  Console all;
  Console soloed;
  Session onlyFive = session;
  for (size_t i = 0; i < 12; ++i)
    onlyFive.tracks[i].strip.params[ParamId::StripMute] = i == 5 ? 0 : 1;
  Console alone;
  ASSERT_TRUE(all.prepare(session) && soloed.prepare(session) && alone.prepare(onlyFive));
  soloed.setSolo(5, true);
  const StereoTake heard = runNoise(soloed, session, 20, [](Console& console, int block) {
    if (block == 8) console.setSolo(5, false);
  });
  const StereoTake expectedSolo = runNoise(alone, session, 20);
  const StereoTake expectedAll = runNoise(all, session, 20);
  for (size_t n = 0; n < 8 * kBlockFrames; ++n) ASSERT_EQ(heard.left[n], expectedSolo.left[n]);
  // 20 ms of smoothing later, everything is back, to the bit.
  for (size_t n = 18 * kBlockFrames; n < heard.left.size(); ++n) {
    ASSERT_EQ(heard.left[n], expectedAll.left[n]);
  }
}

TEST(ConsoleSum, MetersReadTheStripAfterItsFader) {
  Session session = makeSession(2);
  session.tracks[1].strip.params[ParamId::FaderGainDb] = -6;
  session.tracks[1].strip.params[ParamId::PanPosition] = 100;
  Console console;
  ASSERT_TRUE(console.prepare(session));
  constexpr int kBlocks = 375;
  for (int block = 0; block < kBlocks; ++block) {
    for (int track = 0; track < 2; ++track) {
      for (int channel = 0; channel < console.trackChannels(track); ++channel) {
        for (int n = 0; n < kBlockFrames; ++n) {
          const double frame = block * kBlockFrames + n;
          console.trackInput(track, channel)[n] =
              static_cast<float>(0.5 * std::sin(2 * std::numbers::pi * 997 * frame / 48000));
        }
      }
    }
    console.processBlock();
  }
  const StripMeter mono = console.takeStripMeter(0);
  EXPECT_NEAR(mono.peak[0], 0.5, 1e-4);
  EXPECT_NEAR(mono.meanSquare[1], 0.125, 1e-4);
  EXPECT_EQ(mono.compressorReductionDb, 0.0f);
  const StripMeter stereo = console.takeStripMeter(1);
  EXPECT_EQ(stereo.peak[0], 0.0f);
  EXPECT_NEAR(20 * std::log10(stereo.peak[1] / 0.5), -6.0, 1e-3);
  EXPECT_NEAR(10 * std::log10(stereo.meanSquare[1] / 0.125), -6.0, 1e-2);
  EXPECT_EQ(console.takeStripMeter(1).peak[1], 0.0f) << "a take starts the meter anew";
}

}  // namespace
}  // namespace lathe::test

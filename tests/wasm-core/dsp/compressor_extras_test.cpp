// What the compressor does beyond the usual: each extra against what it is
// defined to do.
#include <gtest/gtest.h>

#include <cmath>

#include "compressor_workload.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::bursts;
using dsp_test::Lane;
using dsp_test::runBanks;
using dsp_test::runLane;
using measure::fromDb;
using measure::printFigure;
using measure::toDb;

constexpr double kRate = 48000.0;

Lane sine(double hz, double amplitude, int frames, double rate = kRate) {
  Lane x(static_cast<size_t>(frames));
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<float>(amplitude *
                              std::sin(2.0 * measure::kPi * hz * static_cast<double>(i) / rate));
  }
  return x;
}

/// Both sides of strip 0 of one stereo bank
std::pair<Lane, Lane> runStereo(CompressorBank& bank, const Lane& left, const Lane& right,
                                const std::function<void(int)>& beforeBlock = {}) {
  const Lane silence(left.size(), 0.0f);
  auto out = runBanks<CompressorBank>({&bank}, {{left, right, silence, silence}}, beforeBlock);
  return {out[0][0], out[0][1]};
}

TEST(CompressorExtras, RangeLimitsTheReductionSoftly) {
  double worst = 0.0;
  for (double range : {0.0, 3.0, 6.0, 12.0, 30.0}) {
    for (int step = 0; step <= 45; ++step) {
      CompressorSettings s{-50.0, 100.0, 0.0, 1.0, 20.0, 0.0, Detector::Punch};
      s.rangeDb = range;
      CompressorBank bank;
      bank.prepare(kRate);
      bank.setLane(0, s, true);
      const double over = step;
      const auto x = static_cast<float>(fromDb(-50.0 + over));
      const double got = toDb(static_cast<double>(x / runLane(bank, 0, Lane(1280, x)).back()));
      // A knee of 6.02 dB, or of the range where that is less, below the range.
      const double knee = std::min(6.0206, range), into = over - (range - knee / 2.0);
      double want = over;
      if (into > 0.0) want -= into < knee ? into * into / (2.0 * knee) : into - knee / 2.0;
      worst = std::max(worst, std::fabs(got - want));
      EXPECT_LE(got, range + 1e-3);
    }
  }
  printFigure("range: difference from the soft limit", worst, "dB");
  EXPECT_LT(worst, 0.01);
  // From 40 up: none.
  CompressorBank bank;
  bank.prepare(kRate);
  bank.setLane(0, {-60.0, 100.0, 0.0, 1.0, 20.0, 0.0, Detector::Punch}, true);
  runLane(bank, 0, Lane(1280, 1.0f));
  EXPECT_NEAR(bank.gainReductionDb(0), -60.0, 0.01);
}

TEST(CompressorExtras, MixLaysTheInputBesideTheCompressed) {
  for (double lookAhead : {0.0, 4.0}) {
    CompressorSettings s{-30.0, 6.0, 6.0, 3.0, 80.0, 5.0, Detector::Punch};
    s.lookAheadMs = lookAhead;
    const Lane x = bursts(128 * 60, 3);
    const auto at = [&](double percent) {
      s.mixPercent = percent;
      CompressorBank bank;
      bank.prepare(kRate);
      bank.setLane(1, s, true);
      return runLane(bank, 1, x);
    };
    const Lane dry = at(0.0), half = at(50.0), wet = at(100.0);
    const auto late = static_cast<size_t>(CompressorBank::latencyFrames(s, kRate));
    double worst = 0.0;
    for (size_t i = late; i < x.size(); ++i) {
      EXPECT_EQ(dry[i], x[i - late]);
      worst = std::max(
          worst, std::fabs(static_cast<double>(half[i]) -
                           0.5 * (static_cast<double>(dry[i]) + static_cast<double>(wet[i]))));
    }
    printFigure("mix 50 %: worst difference from the mean of both", toDb(worst), "dBFS");
    EXPECT_LT(worst, 1e-6);
  }
}

TEST(CompressorExtras, LookAheadIsItsLatencyAndNothingElse) {
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (double ms : {0.0, 0.01, 1.0, 3.3, 10.0}) {
      CompressorSettings s{0.0, 4.0, 0.0, 5.0, 50.0, 0.0, Detector::Punch};
      s.lookAheadMs = ms;
      CompressorBank bank;
      bank.prepare(rate);
      for (int lane = 0; lane < kLanes; ++lane) {
        s.lookAheadMs = ms / (1 + lane % 3);
        bank.setLane(lane, s, true);
        const auto frames = static_cast<size_t>(std::lround(s.lookAheadMs * rate / 1000.0));
        EXPECT_EQ(CompressorBank::latencyFrames(s, rate), static_cast<int>(frames));
        EXPECT_EQ(bank.latencyFrames(lane), static_cast<int>(frames));
        Lane x(128 * 20, 0.0f);
        x[37] = 0.5f;
        Lane want(x.size(), 0.0f);
        want[37 + frames] = 0.5f;
        EXPECT_EQ(runLane(bank, lane, x), want) << rate << " Hz, " << s.lookAheadMs << " ms";
      }
    }
  }
}

TEST(CompressorExtras, LookAheadCatchesTheFrontOfAStep) {
  CompressorSettings s{-30.0, 100.0, 0.0, 1.0, 100.0, 0.0, Detector::Punch};
  const auto overshootDb = [&](double ms) {
    s.lookAheadMs = ms;
    CompressorBank bank;
    bank.prepare(kRate);
    bank.setLane(0, s, true);
    Lane x(9600, 0.001f);
    for (size_t i = 4800; i < x.size(); ++i) x[i] = 0.5f;
    float largest = 0.0f;
    for (float y : runLane(bank, 0, x)) largest = std::max(largest, std::fabs(y));
    return toDb(static_cast<double>(largest)) + 30.0;
  };
  const double without = overshootDb(0.0), with = overshootDb(5.0);
  printFigure("overshoot of a step, no look-ahead", without, "dB");
  printFigure("overshoot of a step, 5 ms of look-ahead, 1 ms attack", with, "dB");
  EXPECT_GT(without, 20.0);
  EXPECT_LT(with, 0.5);
}

TEST(CompressorExtras, LinkGoesFromEachSideAloneToOneGain) {
  // Left 20 dB over, right 4 dB over at 4:1: 15 and 3 dB alone.
  const Lane left(128 * 60, static_cast<float>(fromDb(-10.0)));
  const Lane right(128 * 60, static_cast<float>(fromDb(-26.0)));
  for (double link : {0.0, 25.0, 50.0, 99.0, 100.0}) {
    CompressorSettings s{-30.0, 4.0, 0.0, 1.0, 30.0, 0.0, Detector::Punch};
    s.linkPercent = link;
    CompressorBank bank;
    bank.prepare(kRate);
    bank.setStereo(true);
    for (int lane : {0, 1}) bank.setLane(lane, s, true);
    runStereo(bank, left, right);
    EXPECT_NEAR(bank.gainReductionDb(0), -15.0, 0.01) << link;
    EXPECT_NEAR(bank.gainReductionDb(1), -(3.0 + 12.0 * link / 100.0), 0.01) << link;
  }
  // Alone means alone: the bits of a mono lane.
  CompressorSettings s{-30.0, 4.0, 6.0, 5.0, 60.0, 1.0, Detector::Punch};
  s.linkPercent = 0.0;
  const Lane a = bursts(128 * 60, 1), b = bursts(128 * 60, 2);
  CompressorBank pair, mono;
  pair.prepare(kRate);
  mono.prepare(kRate);
  pair.setStereo(true);
  for (int lane : {0, 1}) pair.setLane(lane, s, true);
  mono.setLane(2, s, true);
  EXPECT_EQ(runStereo(pair, a, b).second, runLane(mono, 2, b));
}

TEST(CompressorExtras, ALinkClosesWithoutAClickAndThenIsOneGain) {
  CompressorSettings s{-30.0, 4.0, 6.0, 5.0, 60.0, 0.0, Detector::Punch};
  s.linkPercent = 0.0;
  CompressorBank bank;
  bank.prepare(kRate);
  bank.setStereo(true);
  for (int lane : {0, 1}) bank.setLane(lane, s, true);
  const int blocks = 1500;
  const auto [l, r] = runStereo(bank, Lane(static_cast<size_t>(128 * blocks), 0.5f),
                                Lane(static_cast<size_t>(128 * blocks), 0.05f), [&](int block) {
                                  s.linkPercent = block >= 100 ? 100.0 : 0.0;
                                  for (int lane : {0, 1}) bank.setLane(lane, s, false);
                                });
  double step = 0.0;
  for (size_t i = 1; i < r.size(); ++i) {
    if (i > 128 * 90) step = std::max(step, std::fabs(toDb(static_cast<double>(r[i] / r[i - 1]))));
  }
  printFigure("largest step while a link closes over 14 dB", step, "dB");
  EXPECT_LT(step, 0.06);
  EXPECT_EQ(l.back() * 0.1f, r.back());
  EXPECT_EQ(bank.gainReductionDb(0), bank.gainReductionDb(1));
}

TEST(CompressorExtras, AnExternalKeyDrivesTheGain) {
  const Lane x = bursts(128 * 50, 4), key = bursts(128 * 50, 5);
  for (Detector detector : {Detector::Punch, Detector::Smooth, Detector::Rms}) {
    const CompressorSettings s{-30.0, 4.0, 6.0, 2.0, 50.0, 0.0, detector};
    // The key through a compressor of its own gives the gain that x should get.
    CompressorBank own, keyed;
    own.prepare(kRate);
    keyed.prepare(kRate);
    own.setLane(0, s, true);
    keyed.setLane(0, s, true);
    const Lane compressedKey = runLane(own, 0, key);
    BankBlock block, keyBlock;
    BankBlock* blocks[] = {&block};
    CompressorBank* banks[] = {&keyed};
    const BankBlock* keys[] = {&keyBlock};
    double worst = 0.0;
    for (size_t at = 0; at < x.size(); at += kBlockFrames) {
      for (size_t i = 0; i < kBlockFrames; ++i) {
        block.frame[i] = f32x4::splat(x[at + i]);
        keyBlock.frame[i] = f32x4::splat(key[at + i]);
      }
      CompressorBank::process(banks, blocks, 1, keys);
      for (size_t i = 0; i < kBlockFrames; ++i) {
        if (std::fabs(key[at + i]) < 1e-4f || std::fabs(x[at + i]) < 1e-4f) continue;
        const double want = static_cast<double>(compressedKey[at + i] / key[at + i]);
        const double got = static_cast<double>(block.frame[i].get(0) / x[at + i]);
        worst = std::max(worst, std::fabs(toDb(got / want)));
      }
    }
    EXPECT_LT(worst, 1e-5) << static_cast<int>(detector);
  }
}

TEST(CompressorExtras, KeyListenGivesTheFilteredKeyAsLateAsTheSound) {
  CompressorSettings s{-30.0, 4.0, 6.0, 2.0, 50.0, 6.0, Detector::Punch};
  s.lookAheadMs = 2.0;
  s.keyHighPassHz = 500.0;
  CompressorBank bank;
  bank.prepare(kRate);
  for (int lane : {0, 1}) bank.setLane(lane, s, true);
  bank.setKeyListen(2);
  const Lane low = sine(50.0, 0.5, 24000), high = sine(5000.0, 0.5, 24000);
  // 5 kHz passes at its level, not compressed; 50 Hz by 40 dB less; and nothing on lane 0.
  const double through = dsp_test::amplitudeAt(runLane(bank, 1, high), 19200, 4800, 5000.0, kRate);
  const double stopped = dsp_test::amplitudeAt(runLane(bank, 1, low), 19200, 4800, 50.0, kRate);
  EXPECT_NEAR(toDb(through / 0.5), 0.0, 0.1);
  printFigure("key heard through a high-pass of 500 Hz at 50 Hz", toDb(stopped / 0.5), "dB");
  EXPECT_NEAR(toDb(stopped / 0.5), -40.0, 0.5);
  runLane(bank, 0, high);
  EXPECT_LT(bank.gainReductionDb(0), -5.0f);
  // On and off without a step: a constant fades between two constants.
  s.keyHighPassHz = 10.0;
  CompressorBank other;
  other.prepare(kRate);
  other.setLane(0, s, true);
  const Lane y = runLane(other, 0, Lane(128 * 100, 0.5f), [&](int block) {
    if (block == 40) other.setKeyListen(1);
    if (block == 70) other.setKeyListen(0);
  });
  double step = 0.0;
  for (size_t i = 128 * 30; i < y.size(); ++i) {
    step = std::max(step, std::fabs(static_cast<double>(y[i] - y[i - 1])));
  }
  EXPECT_LT(step, 0.002);
  EXPECT_EQ(y[128 * 60], 0.5f);
}

TEST(CompressorExtras, ExtrasGlide) {
  // Mix, range, link and the key's filters, on a steady tone: no step beyond the tone's own by far.
  const Lane x = sine(100.0, 0.5, 128 * 300);
  const auto run = [&](bool move) {
    CompressorSettings s{-30.0, 4.0, 6.0, 5.0, 100.0, 0.0, Detector::Punch};
    s.rangeDb = 30.0;
    CompressorBank bank;
    bank.prepare(kRate);
    bank.setLane(0, s, true);
    return runLane(bank, 0, x, [&](int block) {
      if (!move) return;
      if (block == 100) s.mixPercent = 0.0;
      if (block == 150) s.rangeDb = 3.0;
      if (block == 150) s.mixPercent = 100.0;
      if (block == 200) s.keyHighPassHz = 500.0;
      if (block == 250) s.keyTiltDbPerOctave = -6.0;
      bank.setLane(0, s, false);
    });
  };
  // The second difference of a tone is small; a step in the gain is not.
  const auto bend = [](const Lane& y) {
    double worst = 0.0;
    for (size_t i = 128 * 90; i + 1 < y.size(); ++i) {
      worst = std::max(worst,
                       std::fabs(static_cast<double>(y[i + 1]) - 2.0 * static_cast<double>(y[i]) +
                                 static_cast<double>(y[i - 1])));
    }
    return worst;
  };
  const double tone = 0.5 * std::pow(2.0 * measure::kPi * 100.0 / kRate, 2.0);
  printFigure("sharpest bend while extras move, to that of the tone", bend(run(true)) / tone, "x");
  EXPECT_LT(bend(run(true)), 3.0 * tone);
}

}  // namespace
}  // namespace lathe

// Stereo width and mono below: against analytic filters, in mono and in stereo.
#include "dsp/width_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>

#include "bank_runner.h"
#include "measure/figures.h"

namespace dsp_test {
namespace {

using lathe::WidthBank;
using lathe::WidthSettings;

struct Pair {
  Lane left, right;
};

Pair runPair(WidthBank& bank, const Pair& input, int firstLane = 0,
             const std::function<void(int)>& before = {}) {
  std::vector<std::vector<Lane>> signals(1, std::vector<Lane>(kLanes, Lane(input.left.size())));
  signals[0][static_cast<size_t>(firstLane)] = input.left;
  signals[0][static_cast<size_t>(firstLane) + 1] = input.right;
  const auto out = runBanks<WidthBank>({&bank}, signals, before);
  return {out[0][static_cast<size_t>(firstLane)], out[0][static_cast<size_t>(firstLane) + 1]};
}

WidthBank pairBank(const WidthSettings& settings, double sampleRate = 48000.0) {
  WidthBank bank;
  bank.prepare(sampleRate);
  bank.setStereo(true);
  for (int lane = 0; lane < kLanes; ++lane) bank.setLane(lane, settings, true);
  return bank;
}

Pair impulse(bool inSide, int frames = 32768) {
  Pair pair{Lane(static_cast<size_t>(frames)), Lane(static_cast<size_t>(frames))};
  pair.left[0] = 1.0f;
  pair.right[0] = inSide ? -1.0f : 1.0f;
  return pair;
}

/// |LR4 high-pass| of the bilinear prototype.
double highPassGain(double hz, double corner, double sampleRate) {
  const double w =
      std::tan(measure::kPi * hz / sampleRate) / std::tan(measure::kPi * corner / sampleRate);
  return std::pow(w, 4) / (1.0 + std::pow(w, 4));
}

TEST(WidthBank, WidthIsTheSidesGain) {
  const Lane left = noiseLane(1280, 0.5, 1), right = noiseLane(1280, 0.5, 2);
  double worst = 0.0;
  for (const double percent : {0.0, 30.0, 100.0, 150.0, 200.0}) {
    WidthBank bank = pairBank({percent, 10.0});
    const Pair out = runPair(bank, {left, right});
    for (size_t n = 0; n < left.size(); ++n) {
      const double mid = 0.5 * (double(left[n]) + double(right[n]));
      const double side = 0.005 * percent * (double(left[n]) - double(right[n]));
      worst = std::max(
          {worst, std::abs(out.left[n] - (mid + side)), std::abs(out.right[n] - (mid - side))});
      if (percent == 100.0) ASSERT_EQ(out.left[n], left[n]);
    }
  }
  measure::printFigure("width, worst error", worst, "of full scale");
  EXPECT_LT(worst, 2e-7);
}

TEST(WidthBank, BelowTheCornerTheSideFallsByFourthOrderLinkwitzRiley) {
  double worst = 0.0;
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    WidthBank bank = pairBank({100.0, 120.0}, rate);
    const Pair out = runPair(bank, impulse(true, static_cast<int>(rate)));
    for (const double hz : {30.0, 60.0, 120.0, 240.0, 1000.0, 10000.0}) {
      const double db = 20.0 * std::log10(magnitude(out.left, hz, rate));
      const double expected = 20.0 * std::log10(highPassGain(hz, 120.0, rate));
      worst = std::max(worst, std::abs(db - expected));
      if (hz == 120.0) EXPECT_NEAR(db, -6.02, 0.01) << rate;
    }
  }
  measure::printFigure("mono below, worst error of the side's response", worst, "dB");
  EXPECT_LT(worst, 0.02);
}

TEST(WidthBank, MonoBelowLeavesTheMonoSumFlatAndInStepWithTheSide) {
  WidthBank bank = pairBank({100.0, 200.0});
  const Pair mid = runPair(bank, impulse(false));
  bank = pairBank({100.0, 200.0});
  const Pair side = runPair(bank, impulse(true));
  double worst = 0.0;
  for (double hz = 20.0; hz < 20000.0; hz *= 1.1) {
    worst = std::max(worst, std::abs(20.0 * std::log10(magnitude(mid.left, hz, 48000.0))));
  }
  measure::printFigure("mono below, mono sum's ripple 20 Hz to 20 kHz", worst, "dB");
  EXPECT_LT(worst, 0.001);
  // In step: a sound on the left alone stays there, well above the corner.
  Lane left(mid.left.size());
  for (size_t n = 0; n < left.size(); ++n) left[n] = 0.5f * (mid.right[n] + side.right[n]);
  const double leak = 20.0 * std::log10(magnitude(left, 2000.0, 48000.0));
  measure::printFigure("mono below 200 Hz, leak of left into right at 2 kHz", leak, "dB");
  EXPECT_LT(leak, -60.0);
}

TEST(WidthBank, ALaneDependsOnItsPairAlone) {
  const Pair input{noiseLane(2560, 0.4, 5), noiseLane(2560, 0.4, 6)};
  const WidthSettings settings{140.0, 90.0};
  WidthBank alone = pairBank(settings), other = pairBank(settings);
  for (int lane = 0; lane < 2; ++lane) other.setLane(lane, {20.0, 250.0}, true);
  const Pair first = runPair(alone, input);
  const Pair second = runPair(other, input, 2, [&](int block) {
    other.setLane(block % 2, {20.0 + block, 100.0 + 5 * block}, false);
  });
  EXPECT_EQ(first.left, second.left);
  EXPECT_EQ(first.right, second.right);
}

TEST(WidthBank, AMovedPairGoesOnAsItWas) {
  const Pair input{noiseLane(5120, 0.4, 7), noiseLane(5120, 0.4, 8)};
  const auto glide = [](WidthBank& bank, int lane, int block) {
    if (block == 3) bank.setLane(lane, {170.0, 150.0}, false);
  };
  WidthBank whole = pairBank({60.0, 10.0});
  const Pair expected = runPair(whole, input, 0, [&](int block) {
    for (int lane = 0; lane < 2; ++lane) glide(whole, lane, block);
  });
  WidthBank from = pairBank({60.0, 10.0}), to = pairBank({100.0, 10.0});
  constexpr size_t kCut = 6 * kBlockFrames;
  const auto part = [&](size_t begin, size_t end) {
    return Pair{Lane(input.left.begin() + begin, input.left.begin() + end),
                Lane(input.right.begin() + begin, input.right.begin() + end)};
  };
  Pair out = runPair(from, part(0, kCut), 0, [&](int block) {
    for (int lane = 0; lane < 2; ++lane) glide(from, lane, block);
  });
  for (int lane = 0; lane < 2; ++lane) to.copyLane(2 + lane, from, lane);
  const Pair rest = runPair(to, part(kCut, input.left.size()), 2);
  out.left.insert(out.left.end(), rest.left.begin(), rest.left.end());
  EXPECT_EQ(out.left, expected.left);
}

TEST(WidthBank, SwitchingAndSweepingMakeNoClick) {
  // A 1 kHz side at 0.25: what is not the tone shows beyond 5 kHz.
  const size_t frames = 48000;
  Pair input{Lane(frames), Lane(frames)};
  for (size_t n = 0; n < frames; ++n) {
    input.left[n] =
        static_cast<float>(0.25 * std::sin(2 * measure::kPi * 1000.0 * double(n) / 48000.0));
    input.right[n] = -input.left[n];
  }
  WidthBank bank = pairBank({100.0, 10.0});
  const Pair out = runPair(bank, input, 0, [&](int block) {
    const WidthSettings to = block < 60    ? WidthSettings{100.0, 10.0}
                             : block < 120 ? WidthSettings{200.0, 300.0}
                             : block < 200 ? WidthSettings{50.0, 40.0}
                                           : WidthSettings{100.0, 10.0};
    for (int lane = 0; lane < 2; ++lane) bank.setLane(lane, to, false);
  });
  double worst = 0.0;
  for (size_t n = 2; n < out.left.size(); ++n) {
    // Third difference of a 0.5 sine at 1 kHz: 0.5·(2π/48)³ = 0.0011.
    if (n < 3) continue;
    const double third = double(out.left[n]) - 3.0 * double(out.left[n - 1]) +
                         3.0 * double(out.left[n - 2]) - double(out.left[n - 3]);
    worst = std::max(worst, std::abs(third));
  }
  measure::printFigure("width and corner moved, largest third difference", worst, "(tone: 0.0011)");
  EXPECT_LT(worst, 0.0015);
}

TEST(WidthBank, WhatIsNotFiniteDoesNotStay) {
  WidthBank bank = pairBank({150.0, 120.0});
  Pair input{noiseLane(1280, 0.4, 7), noiseLane(1280, 0.4, 8)};
  input.left[200] = std::numeric_limits<float>::quiet_NaN();
  input.right[210] = std::numeric_limits<float>::infinity();
  const Pair out = runPair(bank, input);
  for (size_t n = 2 * kBlockFrames; n < out.left.size(); ++n) {
    ASSERT_TRUE(std::isfinite(out.left[n]) && std::isfinite(out.right[n])) << n;
  }
}

}  // namespace
}  // namespace dsp_test

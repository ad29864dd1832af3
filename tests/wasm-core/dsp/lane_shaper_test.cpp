// Four lanes' shaper against the mean it stands for, and against itself with
// other neighbours.
#include "dsp/lane_shaper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "measure/figures.h"
#include "measure/signals.h"
#include "shaper_reference.h"

namespace lathe {
namespace {

using dsp_test::C;

constexpr int kFrames = 4 * kShaperRun;

CubicSegment still(double value) { return {value, 0.0, 0.0, 0.0, true}; }

std::vector<f32x4> run(LaneShaper& shaper, const std::vector<f32x4>& in) {
  std::vector<f32x4> out = in;
  for (size_t at = 0; at < out.size(); at += kFrames) shaper.process(out.data() + at, kFrames);
  return out;
}

/// Noise that stays between the knees, crosses them, or stays beyond them, by turns.
std::vector<f32x4> signals(size_t frames) {
  const measure::Samples random = measure::noise(4 * frames, 1.0, 11);
  std::vector<f32x4> x(frames);
  for (size_t i = 0; i < frames; ++i) {
    for (int lane = 0; lane < kLanes; ++lane) {
      const double sizes[] = {0.9, 3.0, 0.02, 1.6};
      const double centres[] = {0.0, 0.3, 9.0, -6.0, 0.0};
      const size_t turn = i / 700 + static_cast<size_t>(lane);
      x[i].set(lane,
               static_cast<float>(centres[turn % 5] +
                                  sizes[turn % 4] * random[4 * i + static_cast<size_t>(lane)]));
    }
  }
  return x;
}

TEST(LaneShaper, IsTheMeanOverThreeSamplesInEveryLane) {
  const std::vector<f32x4> x = signals(14 * kFrames);
  for (C character : dsp_test::kAll) {
    for (double bias : {0.0, 0.4}) {
      const ShaperCurve curve = shaperCurve(character);
      LaneShaper shaper;
      for (int lane = 0; lane < kLanes; ++lane) {
        shaper.setCurve(lane, curve);
        shaper.setBias(lane, still(bias));
        shaper.settle(lane);
      }
      const std::vector<f32x4> y = run(shaper, x);
      double worst = 0.0;
      for (size_t i = 2; i < x.size(); ++i) {
        const int lane = static_cast<int>(i % kLanes);
        const auto at = [&](size_t n) { return bias + static_cast<double>(x[n].get(lane)); };
        const double want = dsp_test::mean(character, curve, at(i), at(i - 1), at(i - 2)) -
                            dsp_test::formula(character, bias);
        worst = std::max(worst, std::fabs(static_cast<double>(y[i].get(lane)) - want));
      }
      measure::printFigure("largest error inside, across and beyond the knees",
                           measure::toDb(worst), "dB");
      EXPECT_LT(measure::toDb(worst), -110.0) << static_cast<int>(character) << " about " << bias;
    }
  }
}

TEST(LaneShaper, FollowsAGlidingOperatingPoint) {
  const std::vector<f32x4> x = signals(kFrames);
  const CubicSegment glide{0.1, 0.5, -0.2, 0.1, false};
  const ShaperCurve curve = shaperCurve(C::Warm);
  LaneShaper shaper;
  for (int lane = 0; lane < kLanes; ++lane) {
    shaper.setCurve(lane, curve);
    shaper.setBias(lane, lane == 1 ? still(0.1) : glide);
    shaper.settle(lane);
  }
  const std::vector<f32x4> y = run(shaper, x);
  double worst = 0.0;
  for (size_t i = 2; i < x.size(); ++i) {
    for (int lane = 0; lane < kLanes; ++lane) {
      const auto bias = [&](size_t n) {
        return lane == 1 ? 0.1 : glide.at(static_cast<double>(n) / kFrames);
      };
      const auto at = [&](size_t n) { return bias(n) + static_cast<double>(x[n].get(lane)); };
      const double want = dsp_test::mean(C::Warm, curve, at(i), at(i - 1), at(i - 2)) -
                          dsp_test::formula(C::Warm, bias(i));
      worst = std::max(worst, std::fabs(static_cast<double>(y[i].get(lane)) - want));
    }
  }
  EXPECT_LT(measure::toDb(worst), -110.0);
}

TEST(LaneShaper, LanesDoNotDependOnNeighboursOrPlace) {
  const std::vector<f32x4> x = signals(14 * kFrames);
  const C characters[] = {C::Warm, C::HardClip, C::Rich, C::SoftClip};
  const auto make = [&](int turn) {
    LaneShaper shaper;
    for (int lane = 0; lane < kLanes; ++lane) {
      const int from = (lane + turn) % kLanes;
      shaper.setCurve(lane, shaperCurve(characters[from]));
      shaper.setBias(lane, still(0.1 * from));
      shaper.settle(lane);
    }
    return shaper;
  };
  LaneShaper all = make(0);
  const std::vector<f32x4> together = run(all, x);
  for (int turn = 0; turn < kLanes; ++turn) {
    // Lane 0 holds what was lane `turn`, the others something else.
    std::vector<f32x4> alone(x.size());
    for (size_t i = 0; i < x.size(); ++i) {
      alone[i] = f32x4::splat(turn % 2 == 0 ? 0.0f : 5.0f * std::sin(0.3f * static_cast<float>(i)));
      alone[i].set(0, x[i].get(turn));
    }
    LaneShaper one = make(turn);
    const std::vector<f32x4> apart = run(one, alone);
    for (size_t i = 0; i < x.size(); ++i) {
      ASSERT_EQ(apart[i].get(0), together[i].get(turn)) << "lane " << turn << " at " << i;
    }
  }
}

TEST(LaneShaper, SilenceAboutAnOperatingPointIsSilence) {
  LaneShaper shaper;
  for (int lane = 0; lane < kLanes; ++lane) {
    shaper.setCurve(lane, shaperCurve(dsp_test::kAll[lane]));
    shaper.setBias(lane, still(0.137 * lane));
    shaper.settle(lane);
  }
  EXPECT_TRUE(shaper.resting());
  const std::vector<f32x4> quiet(kFrames, f32x4::zero());
  for (const f32x4& y : run(shaper, quiet)) {
    for (int lane = 0; lane < kLanes; ++lane) ASSERT_EQ(y.get(lane), 0.0f) << lane;
  }
  EXPECT_TRUE(shaper.resting());
  shaper.shift(2, 0.5);
  EXPECT_FALSE(shaper.resting());
}

}  // namespace
}  // namespace lathe

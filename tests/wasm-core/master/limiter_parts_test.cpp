// The limiter's building blocks against naive references, and no allocation
// anywhere in the signal path.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "allocation_count.h"
#include "chain_runner.h"
#include "master/limiter/box_cascade.h"
#include "master/limiter/moving_minimum.h"
#include "meters/loudness_meter.h"
#include "meters/true_peak_meter.h"

namespace {

TEST(MovingMinimum, EqualsTheNaiveMinimum) {
  const measure::Samples x = measure::noise(3000, 1.0, 8);
  lathe::MovingMinimum minimum;
  minimum.prepare(577);
  for (const int window : {1, 2, 7, 64, 577}) {
    minimum.reset(window);
    for (int i = 0; i < static_cast<int>(x.size()); ++i) {
      const auto end = x.begin() + i + 1;
      const double expected = *std::min_element(end - std::min(window, i + 1), end);
      ASSERT_EQ(minimum.process(x[static_cast<size_t>(i)]), expected) << window << " at " << i;
    }
  }
}

TEST(BoxCascade, StaysBetweenItsInputsOverItsLengthAndHoldsFullGainExactly) {
  const measure::Samples random = measure::noise(4000, 0.5, 21);
  lathe::BoxCascade boxes;
  boxes.prepare(1920);
  for (const int frames : {1, 2, 3, 4, 16, 232, 1912, 1920}) {
    boxes.reset(frames);
    ASSERT_EQ(boxes.frames(), frames);
    std::vector<double> in(static_cast<size_t>(frames), 1.0);
    for (const double r : random) {
      in.push_back(0.5 + r);
      const double out = boxes.process(in.back());
      const auto [low, high] = std::minmax_element(in.end() - frames, in.end());
      ASSERT_GE(out, *low - 3e-10) << frames;
      ASSERT_LE(out, *high) << frames;
    }
    for (int i = 0; i < frames; ++i) boxes.process(1.0);
    EXPECT_EQ(boxes.process(1.0), 1.0);
  }
}

TEST(BoxCascade, EqualsThreeAverages) {
  lathe::BoxCascade boxes;
  boxes.prepare(100);
  boxes.reset(31);  // 11 + 11 + 11 − 2
  // Response to one frame of silence: the shape of three averages of 11.
  std::vector<double> shape(31, 0.0);
  for (int a = 0; a < 11; ++a) {
    for (int b = 0; b < 11; ++b) {
      for (int c = 0; c < 11; ++c) shape[static_cast<size_t>(a + b + c)] += 1.0 / 1331.0;
    }
  }
  for (size_t i = 0; i < shape.size(); ++i) {
    EXPECT_NEAR(1.0 - boxes.process(i == 0 ? 0.0 : 1.0), shape[i], 1e-9) << i;
  }
}

TEST(RealTime, NothingAllocatesOnceRunning) {
  lathe::MasterChain chain;
  master_test::setUp(chain, 48000.0, {.driveDb = 12.0});
  lathe::LoudnessMeter loudness;
  loudness.prepare(48000.0, 2);
  lathe::TruePeakMeter truePeak;
  truePeak.prepare(2);
  const measure::Samples x = measure::noise(lathe::kBlockFrames, 1.0, 1);
  const std::vector<float> in(x.begin(), x.end());
  double left[lathe::kBlockFrames], right[lathe::kBlockFrames];
  const double* out[2] = {left, right};
  double sum = 0.0;
  const int before = master_test::allocated().times;
  for (int b = 0; b < 2000; ++b) {
    if (b % 100 == 0) chain.setParam(lathe::ParamId::LimiterOn, b % 200 == 0 ? 1.0 : 0.0, false);
    if (b % 170 == 0) chain.setParam(lathe::ParamId::LimiterLookAheadMs, 1.0 + b % 7, false);
    if (b % 90 == 0) chain.setParam(lathe::ParamId::MasterDriveDb, b % 24, false);
    if (b == 1500) chain.reset();
    chain.process(in.data(), in.data(), left, right);
    loudness.process(out, lathe::kBlockFrames);
    truePeak.process(out, lathe::kBlockFrames);
    sum += loudness.integratedLufs().value_or(0.0) + loudness.loudnessRangeLu().value_or(0.0) +
           truePeak.truePeak();
  }
  EXPECT_EQ(master_test::allocated().times, before);
  EXPECT_TRUE(std::isfinite(sum));
}

}  // namespace

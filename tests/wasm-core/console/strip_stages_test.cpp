// The console's kernels against plain scalar ones, lane by lane.
#include "console/strip_stages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "console_fixture.h"

namespace lathe::test {
namespace {

float sample(int lane, int frame) { return noiseSample("stage", lane, frame); }

BankBlock noiseBlock() {
  BankBlock block;
  for (int n = 0; n < kBlockFrames; ++n) {
    block.frame[n] = f32x4::make(sample(0, n), sample(1, n), sample(2, n), sample(3, n));
  }
  return block;
}

TEST(FeedBank, EachLaneIsItsSourceTimesItsOwnGain) {
  alignas(16) float source[kLanes][kBlockFrames];
  LaneFeed feed;
  for (int lane = 0; lane < kLanes; ++lane) {
    for (int n = 0; n < kBlockFrames; ++n) source[lane][n] = sample(lane, n);
    feed.source[lane] = source[lane];
  }
  // Every mixture of resting and moving lanes.
  for (int moving = 0; moving < 16; ++moving) {
    for (int lane = 0; lane < kLanes; ++lane) {
      feed.gain[lane] = {-1.25 + lane, 0, 0, 0, true};
      if (moving >> lane & 1) feed.gain[lane] = {0.5, 0.25, -0.125, 1.0 / (lane + 3), false};
    }
    BankBlock block;
    feedBank(feed, block);
    for (int lane = 0; lane < kLanes; ++lane) {
      for (int n = 0; n < kBlockFrames; ++n) {
        const CubicSegment& g = feed.gain[lane];
        const float t = static_cast<float>(n) / kBlockFrames;
        float gain = static_cast<float>(g.c0);
        if (!g.constant) {
          gain = ((static_cast<float>(g.c3) * t + static_cast<float>(g.c2)) * t +
                  static_cast<float>(g.c1)) *
                     t +
                 static_cast<float>(g.c0);
        }
        ASSERT_EQ(block.frame[n].get(lane), source[lane][n] * gain) << lane << ' ' << n;
      }
    }
  }
}

TEST(FeedBank, DenormalsEnterAsZeroAndNaNEntersAsItIs) {
  alignas(16) float source[kBlockFrames] = {1e-40f, -9e-16f, 2e-15f, std::nanf("")};
  LaneFeed feed;
  for (int lane = 0; lane < kLanes; ++lane) {
    feed.source[lane] = source;
    feed.gain[lane] = {1, 0, 0, 0, true};
  }
  BankBlock block;
  feedBank(feed, block);
  EXPECT_EQ(block.frame[0].get(2), 0.0f);
  EXPECT_EQ(block.frame[1].get(2), 0.0f);
  EXPECT_EQ(block.frame[2].get(2), 2e-15f);
  EXPECT_TRUE(std::isnan(block.frame[3].get(2)));
}

TEST(BlendSwitched, FadesOnlyItsLanesFromDryToWet) {
  const BankBlock dry = noiseBlock();
  BankBlock wet;
  for (int n = 0; n < kBlockFrames; ++n) wet.frame[n] = dry.frame[n] * f32x4::splat(-3.0f);
  const BankBlock untouched = wet;
  const float step = 1.0f / 100;
  blendSwitched(dry, wet, 0b0101, f32x4::splat(0.0f), f32x4::splat(step));
  for (int n = 0; n < kBlockFrames; ++n) {
    for (const int lane : {1, 3}) ASSERT_EQ(wet.frame[n].get(lane), untouched.frame[n].get(lane));
    for (const int lane : {0, 2}) {
      const double t = std::min(1.0, n * static_cast<double>(step));
      const double weight = t * t * (3 - 2 * t);
      const double from = dry.frame[n].get(lane);
      const double to = untouched.frame[n].get(lane);
      ASSERT_NEAR(wet.frame[n].get(lane), from + weight * (to - from), 2e-7);
    }
  }
}

TEST(ScanBank, NamesTheBadAndTheSilentLanes) {
  for (const float bad : {std::nanf(""), std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::infinity(), 2e15f}) {
    for (int lane = 0; lane < kLanes; ++lane) {
      for (const int frame : {0, 77, kBlockFrames - 1}) {
        BankBlock block = noiseBlock();
        for (f32x4& x : block.frame) x.set((lane + 1) % kLanes, 0.0f);
        block.frame[frame].set(lane, bad);
        const LaneHealth health = scanBank(block);
        EXPECT_EQ(health.bad, 1 << lane);
        EXPECT_EQ(health.silent, 1 << (lane + 1) % kLanes);
      }
    }
  }
}

/// Every lane, mono and stereo, resting and moving gains, to the last bit of a double.
TEST(AddStrip, EqualsTheScalarSumInDouble) {
  const BankBlock block = noiseBlock();
  const CubicSegment resting[2] = {{0.7, 0, 0, 0, true}, {-0.3, 0, 0, 0, true}};
  const CubicSegment moving[2] = {{0.7, 0.1, -0.2, 0.05, false}, {0.2, 0, 0, 0, true}};
  for (const bool stereo : {false, true}) {
    for (int lane = 0; lane < kLanes; lane += stereo ? 2 : 1) {
      for (const CubicSegment* gains : {resting, moving}) {
        f64x2 sum[kBlockFrames];
        for (f64x2& s : sum) s = f64x2::make(0.125, -0.25);
        MeterSums meter;
        addStrip(block, lane, stereo, gains[0], gains[1], sum, &meter);
        for (int side = 0; side < 2; ++side) {
          double peak = 0;
          double square = 0;
          for (int n = 0; n < kBlockFrames; ++n) {
            const double t = static_cast<double>(n) / kBlockFrames;
            const CubicSegment& g = gains[side];
            const double gain = ((g.c3 * t + g.c2) * t + g.c1) * t + g.c0;
            const double x = block.frame[n].get(stereo ? lane + side : lane);
            const double y = x * gain;
            ASSERT_EQ(sum[n].get(side), (side == 0 ? 0.125 : -0.25) + y);
            peak = std::max(peak, std::abs(y));
            square += y * y;
          }
          EXPECT_EQ(meter.peak[side], peak);
          EXPECT_NEAR(meter.square[side], square, 1e-12);
        }
      }
    }
  }
}

TEST(RoundMix, RoundsEachSideToNearestOnce) {
  f64x2 sum[kBlockFrames];
  for (int n = 0; n < kBlockFrames; ++n) sum[n] = f64x2::make(n / 3.0, -n / 7.0);
  alignas(16) float left[kBlockFrames];
  alignas(16) float right[kBlockFrames];
  roundMix(sum, left, right);
  for (int n = 0; n < kBlockFrames; ++n) {
    ASSERT_EQ(left[n], static_cast<float>(n / 3.0));
    ASSERT_EQ(right[n], static_cast<float>(-n / 7.0));
  }
}

}  // namespace
}  // namespace lathe::test

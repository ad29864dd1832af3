// The master chain keeps its promises: neutral is exact, latency is as
// declared, glides and cross-fades do not click, bad input does not stay.
#include "master/master_chain.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "chain_runner.h"
#include "measure/figures.h"

namespace {

using lathe::kBlockFrames;
using lathe::MasterChain;
using lathe::ParamId;
using master_test::LimiterSettings;
using measure::Samples;

double float32(double x) { return static_cast<double>(static_cast<float>(x)); }

TEST(MasterChain, OffAndAtZeroItsOutputIsItsInputExactly) {
  MasterChain chain;
  chain.prepare(48000.0);
  EXPECT_EQ(chain.latencyFrames(), 0);
  const Samples left = measure::noise(5000, 2.0, 1), right = measure::noise(5000, 1e-9, 2);
  const master_test::StereoOut out = master_test::run(chain, left, right);
  for (size_t i = 0; i < left.size(); ++i) {
    ASSERT_EQ(out.left[i], float32(left[i])) << "frame " << i;
    ASSERT_EQ(out.right[i], float32(right[i])) << "frame " << i;
  }
  EXPECT_EQ(chain.readings().limiterReductionDb, 0.0f);
}

TEST(MasterChain, LimiterUnderItsCeilingOnlyDelaysAndByTheDeclaredLatency) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (const double lookAhead : {0.5, 1.0, 5.0, 10.0}) {
      MasterChain chain;
      LimiterSettings settings;
      settings.lookAheadMs = lookAhead;
      master_test::setUp(chain, rate, settings);
      const size_t latency = static_cast<size_t>(chain.latencyFrames());
      const Samples left = measure::noise(4000, 0.2, 5), right = measure::noise(4000, 0.2, 6);
      const master_test::StereoOut out = master_test::run(chain, left, right);
      for (size_t i = 0; i < latency; ++i) ASSERT_EQ(out.left[i], 0.0);
      for (size_t i = 0; i < left.size(); ++i) {
        ASSERT_EQ(out.left[i + latency], float32(left[i])) << rate << " Hz, " << lookAhead << " ms";
        ASSERT_EQ(out.right[i + latency], float32(right[i]));
      }
    }
  }
}

TEST(MasterChain, ImpulseOverTheCeilingComesOutAtTheDeclaredLatency) {
  MasterChain chain;
  LimiterSettings settings;
  settings.driveDb = 12.0;
  master_test::setUp(chain, 48000.0, settings);
  Samples x(3000, 0.0);
  x[777] = 1.0;
  const master_test::StereoOut out = master_test::run(chain, x, x);
  size_t loudest = 0;
  for (size_t i = 0; i < out.left.size(); ++i) {
    if (std::fabs(out.left[i]) > std::fabs(out.left[loudest])) loudest = i;
  }
  measure::printFigure("latency at 48 kHz, 5 ms look-ahead", static_cast<double>(loudest) - 777.0,
                       "frames");
  EXPECT_EQ(loudest, 777u + static_cast<size_t>(chain.latencyFrames()));
}

TEST(MasterChain, DriveAndTrimAreGainsInDecibels) {
  MasterChain chain;
  chain.prepare(48000.0);
  chain.setParam(ParamId::MasterDriveDb, 6.0, true);
  chain.setParam(ParamId::MasterTrimDb, -20.0, true);
  const Samples x(400, 0.5);
  const master_test::StereoOut out = master_test::run(chain, x, x);
  EXPECT_NEAR(measure::toDb(out.left[0] / 0.5), -14.0, 1e-9);
  EXPECT_EQ(out.left[0], out.left[399]);
}

TEST(MasterChain, UnknownParametersAreIgnoredAndValuesClamped) {
  MasterChain chain;
  chain.prepare(48000.0);
  chain.setParam(ParamId::FaderGainDb, -60.0, true);
  chain.setParam(ParamId::MasterDriveDb, 1000.0, true);
  const Samples x(128, 0.01);
  EXPECT_NEAR(measure::toDb(master_test::run(chain, x, x).left[0] / 0.01), 24.0, 1e-5);
  chain.setParam(ParamId::MasterDriveDb, std::numeric_limits<double>::quiet_NaN(), true);
  EXPECT_NEAR(measure::toDb(master_test::run(chain, x, x).left[0] / 0.01), 0.0, 1e-5);
}

/// Largest second difference of a 100 Hz sine's output: a click would stand out.
double roughness(const Samples& x, size_t from, size_t to) {
  double worst = 0.0;
  for (size_t i = from + 1; i + 1 < to; ++i) {
    worst = std::max(worst, std::fabs(x[i - 1] - 2.0 * x[i] + x[i + 1]));
  }
  return worst;
}

TEST(MasterChain, SwitchingTheLimiterOrItsLookAheadDoesNotClick) {
  MasterChain chain;
  chain.prepare(48000.0);
  Samples out;
  int64_t frame = 0;
  const auto runFor = [&](int blocks) {
    for (int b = 0; b < blocks; ++b) {
      float in[kBlockFrames];
      double left[kBlockFrames], right[kBlockFrames];
      for (float& x : in) {
        x = static_cast<float>(
            0.5 * std::sin(2.0 * measure::kPi * 100.0 * static_cast<double>(frame++) / 48000.0));
      }
      chain.process(in, in, left, right);
      out.insert(out.end(), left, left + kBlockFrames);
    }
  };
  runFor(50);
  const double clean = roughness(out, 0, out.size());
  chain.setParam(ParamId::LimiterOn, 1.0, false);
  runFor(50);
  EXPECT_EQ(chain.latencyFrames(), 127 / 2 + 240);
  chain.setParam(ParamId::LimiterLookAheadMs, 1.0, false);
  runFor(50);
  chain.setParam(ParamId::LimiterLookAheadMs, 10.0, false);
  chain.setParam(ParamId::LimiterOn, 0.0, false);  // before the first has even begun
  runFor(50);
  chain.setParam(ParamId::LimiterOn, 1.0, false);
  runFor(3);
  chain.setParam(ParamId::LimiterOn, 0.0, false);  // in the middle of coming on
  runFor(60);
  const double worst = roughness(out, 0, out.size());
  measure::printFigure("roughness while switching over roughness of the sine", worst / clean, "");
  EXPECT_LT(worst, 3.0 * clean);
  // Off again, it is the input again.
  const double expected = float32(
      0.5 * std::sin(2.0 * measure::kPi * 100.0 * static_cast<double>(frame - 1) / 48000.0));
  EXPECT_EQ(out.back(), expected);
}

TEST(MasterChain, ResultDoesNotDependOnWhereBlocksFall) {
  const measure::Stereo song = measure::programme(48000.0, 0.5, 11);
  LimiterSettings settings;
  settings.driveDb = 12.0;
  MasterChain chain;
  master_test::setUp(chain, 48000.0, settings);
  const master_test::StereoOut reference = master_test::run(chain, song.left, song.right);
  for (const size_t shift : {1u, 37u, 128u}) {
    Samples left(shift, 0.0), right(shift, 0.0);
    left.insert(left.end(), song.left.begin(), song.left.end());
    right.insert(right.end(), song.right.begin(), song.right.end());
    chain.reset();
    const master_test::StereoOut shifted = master_test::run(chain, left, right);
    for (size_t i = 0; i < song.left.size(); ++i) {
      ASSERT_EQ(shifted.left[i + shift], reference.left[i]) << "shift " << shift << " frame " << i;
      ASSERT_EQ(shifted.right[i + shift], reference.right[i]);
    }
  }
}

TEST(MasterChain, ResetRepeatsToTheBit) {
  const Samples x = measure::noise(6000, 1.0, 9);
  LimiterSettings settings;
  settings.driveDb = 9.0;
  MasterChain chain;
  master_test::setUp(chain, 48000.0, settings);
  const master_test::StereoOut first = master_test::run(chain, x, x);
  chain.reset();
  EXPECT_EQ(master_test::run(chain, x, x).left, first.left);
}

TEST(MasterChain, BadSamplesCountAsSilenceAndLeaveNothingBehind) {
  const float bad[] = {std::numeric_limits<float>::quiet_NaN(),
                       std::numeric_limits<float>::infinity(),
                       -std::numeric_limits<float>::infinity()};
  LimiterSettings settings;
  settings.driveDb = 12.0;
  MasterChain chain;
  master_test::setUp(chain, 48000.0, settings);
  float in[kBlockFrames] = {};
  double left[kBlockFrames], right[kBlockFrames];
  for (const float value : bad) {
    in[5] = value;
    chain.process(in, in, left, right);
    for (const double x : left) ASSERT_TRUE(std::isfinite(x));
  }
  EXPECT_EQ(chain.badBlocks(), 3u);
  // Float's largest and smallest numbers are legal, if odd.
  for (const float value : {3.4e38f, 1e-42f}) {
    in[5] = value;
    chain.process(in, in, left, right);
    for (const double x : left) ASSERT_TRUE(std::isfinite(x));
  }
  in[5] = 0.0f;
  for (int b = 0; b < 12000; ++b) chain.process(in, in, left, right);
  const Samples x = measure::noise(3000, 0.1, 4);
  const size_t latency = static_cast<size_t>(chain.latencyFrames());
  chain.setParam(ParamId::MasterDriveDb, 0.0, true);
  const master_test::StereoOut out = master_test::run(chain, x, x);
  for (size_t i = 0; i < x.size(); ++i) ASSERT_EQ(out.left[i + latency], float32(x[i]));
}

}  // namespace

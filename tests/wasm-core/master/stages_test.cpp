// What must hold of every stage of dynamics and image: silence, bad input,
// rates, memory, no allocation, and the same bits everywhere. Their cost is
// printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>

#include "allocation_count.h"
#include "master/glue/glue_compressor.h"
#include "master/multiband/multiband_dynamics.h"
#include "master/stereo/stereo_stage.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"
#include "stereo_runner.h"

namespace lathe {
namespace {

using master_test::Pair;

/// Settings with everything at work, another set for every `k`.
MultibandSettings busy(const MultibandDynamics&, int k) {
  MultibandSettings s;
  s.bands = 2 + k % 4;
  s.crossoverHz = {60.0 + 40.0 * (k % 5), 900.0 + 300.0 * (k % 3), 3000.0 * (1 + k % 2), 12000.0};
  for (size_t b = 0; b < s.band.size(); ++b) {
    s.band[b] = {k % 7 == 6,
                 -40.0 + 3.0 * (k % 4),
                 static_cast<MultibandMode>((k + b) % 3),
                 1.0 + k % 9,
                 6.0 * (k % 4),
                 0.1 + 5.0 * (k % 6),
                 10.0 + 90.0 * (k % 5),
                 4.0 * (k % 5),
                 2.0 * (k % 3) - 2.0};
  }
  s.linkPercent = k % 2 ? 100.0 : 40.0;
  s.mixPercent = k % 3 ? 100.0 : 70.0;
  return s;
}
GlueSettings busy(const GlueCompressor&, int k) {
  return {-40.0 + 5.0 * (k % 5),
          1.2 + 2.0 * (k % 5),
          0.1 + 9.0 * (k % 12),
          50.0 + 100.0 * (k % 9),
          k % 2 == 0,
          6.0 * (k % 4),
          k % 3 ? 10.0 + 40.0 * (k % 10) : 10.0,
          3.0 * (k % 4) - 3.0,
          4.0 * (k % 4),
          k % 3 ? 100.0 : 60.0};
}
StereoSettings busy(const StereoStage&, int k) {
  return {{25.0 * (k % 9), 100.0, k % 4 ? 30.0 * (k % 7) : 100.0},
          {100.0 * (1 + k % 6), 2000.0 * (1 + k % 5)},
          k % 3 ? 10.0 + 60.0 * (k % 5) : 10.0,
          2.0 * (k % 5) - 4.0,
          k % 7 ? 3.0 * (k % 5) - 9.0 : -300.0,
          20.0 * (k % 11) - 100.0};
}

template <class Stage>
class MasterStages : public testing::Test {
 protected:
  std::unique_ptr<Stage> make(double rate, int k = 1) {
    auto stage = std::make_unique<Stage>();
    stage->prepare(rate);
    stage->set(busy(*stage, k), true);
    return stage;
  }
};
using Stages = testing::Types<MultibandDynamics, GlueCompressor, StereoStage>;
class StageNames {
 public:
  template <class Stage>
  static std::string GetName(int) {
    if (std::is_same_v<Stage, MultibandDynamics>) return "multiband";
    return std::is_same_v<Stage, GlueCompressor> ? "glue" : "stereo";
  }
};
TYPED_TEST_SUITE(MasterStages, Stages, StageNames);

template <class Stage>
std::string nameOf() {
  return StageNames::GetName<Stage>(0);
}

double largest(const Pair& p, size_t from = 0) {
  double most = 0.0;
  for (size_t i = from; i < p.left.size(); ++i) {
    most = std::max({most, std::fabs(p.left[i]), std::fabs(p.right[i])});
    if (!std::isfinite(p.left[i]) || !std::isfinite(p.right[i])) return INFINITY;
  }
  return most;
}

TYPED_TEST(MasterStages, SilenceStaysSilentAndTailsEnd) {
  auto stage = this->make(48000.0);
  const Pair silent = master_test::silence(128 * 400);
  EXPECT_EQ(master_test::run(*stage, silent), silent);
  master_test::run(*stage, master_test::noisePair(128 * 50, 0.5, 1));
  EXPECT_EQ(largest(master_test::run(*stage, silent), 128 * 200), 0.0);
}

TYPED_TEST(MasterStages, WhatIsNotFiniteOrHardlyThereDoesNotStay) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = INFINITY;
  const Pair x = master_test::noisePair(128 * 400, 0.4, 2);
  const Pair want = master_test::run(*this->make(48000.0), x);
  for (const double bad : {nan, inf, -inf, 1e30, 4e-320}) {
    auto stage = this->make(48000.0);
    Pair broken = x;
    broken.left[1000] = bad;
    broken.right[1003] = bad;
    const Pair y = master_test::run(*stage, broken);
    // Whatever it did to the gains has been let go a second later.
    const size_t late = 128 * 390;
    EXPECT_LT(largest(y, 128 * 200), 4.0) << bad;
    EXPECT_LT(master_test::largestDifference(want.left, y.left, late), 0.02) << bad;
  }
  auto stage = this->make(48000.0);
  Pair denormal = master_test::silence(1280);
  std::fill(denormal.left.begin(), denormal.left.end(), 4e-320);
  EXPECT_LT(largest(master_test::run(*stage, denormal)), 1e-300);
}

TYPED_TEST(MasterStages, EveryRateAndEverySettingStaysFinite) {
  for (const double rate : {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    auto stage = this->make(rate);
    const Pair y = master_test::run(*stage, master_test::noisePair(128 * 150, 1.0, 3), [&](int b) {
      if (b % 3 == 0) stage->set(busy(*stage, b), b % 5 == 0);
    });
    // Gains reach 12 + 12 dB and more together; noise over peaks a little.
    EXPECT_LT(largest(y), 100.0) << rate;
    EXPECT_GT(largest(y), 1e-3) << rate;
  }
}

TYPED_TEST(MasterStages, FromAResetTheSameInputGivesTheSameBits) {
  auto stage = this->make(48000.0, 2);
  // Integer noise: the same on every platform.
  Pair x = master_test::silence(128 * 200);
  uint32_t noise = 99;
  for (size_t i = 0; i < x.left.size(); ++i) {
    for (double* v : {&x.left[i], &x.right[i]}) {
      noise = noise * 1664525u + 1013904223u;
      *v = static_cast<double>(static_cast<int32_t>(noise)) * 0x1p-32;
    }
  }
  const auto moved = [&](int b) {
    if (b % 40 == 0) stage->set(busy(*stage, 2 + b / 40), b == 0);
  };
  const Pair first = master_test::run(*stage, x, moved);
  stage->reset();
  const Pair again = master_test::run(*stage, x, moved);
  EXPECT_EQ(first, again);
  uint64_t hash = 14695981039346656037ull;  // FNV-1a
  for (const measure::Samples* side : {&first.left, &first.right}) {
    for (const double v : *side) {
      uint64_t bits;
      std::memcpy(&bits, &v, sizeof bits);
      for (int i = 0; i < 8; ++i) hash = (hash ^ ((bits >> (8 * i)) & 255u)) * 1099511628211ull;
    }
  }
  // Natively and as WebAssembly alike. Changes only when the sound is meant to change.
  const uint64_t want = std::is_same_v<TypeParam, MultibandDynamics> ? 0x7b162c9601706c04ull
                        : std::is_same_v<TypeParam, GlueCompressor>  ? 0xd8eca3ad6854b2ccull
                                                                     : 0x8ecde2f6a6633de5ull;
  EXPECT_EQ(hash, want) << std::hex << hash;
}

TYPED_TEST(MasterStages, TakesNoMoreMemoryThanItSaysAndNoneAtWork) {
  for (const double rate : {44100.0, 192000.0}) {
    auto stage = std::make_unique<TypeParam>();
    const size_t before = master_test::allocated().bytes;
    stage->prepare(rate);
    const size_t took = master_test::allocated().bytes - before;
    EXPECT_LE(took, TypeParam::heapBytes(rate)) << rate;
    EXPECT_LE(TypeParam::heapBytes(rate), 2 * took) << rate;
    StereoBlock block{};
    const int times = master_test::allocated().times;
    for (int b = 0; b < 60; ++b) {
      stage->set(busy(*stage, b), b % 7 == 0);
      stage->process(block);
    }
    stage->reset();
    EXPECT_EQ(master_test::allocated().times, times);
    EXPECT_EQ(stage->latencyFrames(), 0);
  }
}

TYPED_TEST(MasterStages, CostIsPrinted) {
  const Pair x = master_test::noisePair(128, 0.5, 8);
  StereoBlock in;
  for (int i = 0; i < kBlockFrames; ++i) {
    in[i] = f64x2::make(x.left[static_cast<size_t>(i)], x.right[static_cast<size_t>(i)]);
  }
  const auto timesRealTime = [&](TypeParam& stage) {
    double best = 1e9;
    for (int pass = 0; pass < 5; ++pass) {
      const double start = measure::cpuSeconds();
      for (int b = 0; b < 375; ++b) {
        StereoBlock block = in;
        stage.process(block);
      }
      best = std::min(best, measure::cpuSeconds() - start);
    }
    return 1.0 / best;
  };
  auto stage = std::make_unique<TypeParam>();
  stage->prepare(48000.0);
  measure::printFigure((nameOf<TypeParam>() + " with its defaults").c_str(), timesRealTime(*stage),
                       "x real time");
  stage->set(busy(*stage, 3), true);
  measure::printFigure((nameOf<TypeParam>() + " with everything at work").c_str(),
                       timesRealTime(*stage), "x real time");
}

}  // namespace
}  // namespace lathe

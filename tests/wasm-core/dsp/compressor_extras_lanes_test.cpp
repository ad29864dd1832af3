// A lane of a compressor beside neighbours that use extras, moved, reset, fed
// rubbish and silence.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "compressor_workload.h"

namespace lathe {
namespace {

using dsp_test::bursts;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;
using dsp_test::special;
using dsp_test::usual;

constexpr double kRate = 48000.0;

TEST(CompressorExtras, AUsualLaneKeepsItsBitsBesideExtras) {
  // In banks with and without neighbours that use extras, come to use them, and leave them again.
  constexpr int kFrames = 128 * 80;
  for (bool stereo : {false, true}) {
    for (int seed = 0; seed < 9; ++seed) {
      std::vector<Lane> signal;
      for (uint32_t lane = 0; lane < 4; ++lane) signal.push_back(bursts(kFrames, lane + 7));
      CompressorBank alone, beside;
      for (CompressorBank* bank : {&alone, &beside}) {
        bank->prepare(kRate);
        bank->setStereo(stereo);
        for (int lane = 0; lane < kLanes; ++lane) bank->setLane(lane, usual(stereo ? 3 : 4), true);
      }
      const auto stir = [&](CompressorBank& bank, int block) {
        if (block % 30 != 9) return;
        for (int lane : {0, 1}) bank.setLane(lane, usual(block + (stereo ? 0 : lane)), false);
      };
      const auto want =
          runBanks<CompressorBank>({&alone}, {signal}, [&](int block) { stir(alone, block); })[0];
      const auto got = runBanks<CompressorBank>({&beside}, {signal}, [&](int block) {
        stir(beside, block);
        for (int lane : {2, 3}) {
          if (block == 3) beside.setLane(lane, special(seed), false);
          if (block == 40) beside.setLane(lane, usual(1), false);
          if (block == 47) beside.setLane(lane, special(seed + 3), true);
        }
      })[0];
      for (size_t lane : {0u, 1u}) {
        EXPECT_EQ(got[lane], want[lane]) << "lane " << lane << ", seed " << seed;
      }
    }
  }
}

TEST(CompressorExtras, ALaneWithExtrasDoesNotKnowItsNeighbours) {
  constexpr int kFrames = 128 * 60;
  const Lane x = bursts(kFrames, 77);
  for (int seed = 0; seed < 9; ++seed) {
    CompressorBank alone;
    alone.prepare(kRate);
    alone.setLane(0, special(seed), true);
    const Lane want = runLane(alone, 0, x);
    for (int lane = 0; lane < kLanes; ++lane) {
      std::vector<CompressorBank> banks(2);
      std::vector<std::vector<Lane>> input(2);
      for (size_t b = 0; b < 2; ++b) {
        banks[b].prepare(kRate);
        for (int l = 0; l < kLanes; ++l) {
          const int other = static_cast<int>(b) + l;
          banks[b].setLane(l, other % 2 ? special(seed + other) : usual(other), true);
          input[b].push_back(bursts(kFrames, static_cast<uint32_t>(other)));
        }
      }
      banks[1].setLane(lane, special(seed), true);
      input[1][static_cast<size_t>(lane)] = x;
      EXPECT_EQ(
          runBanks<CompressorBank>({&banks[0], &banks[1]}, input)[1][static_cast<size_t>(lane)],
          want)
          << "lane " << lane << ", seed " << seed;
    }
  }
}

TEST(CompressorExtras, RepackingIsInaudible) {
  constexpr int kBlocks = 60, kCut = 25;
  for (bool stereo : {false, true}) {
    for (int seed = 0; seed < 9; ++seed) {
      const Lane left = bursts(128 * kBlocks, 9), right = bursts(128 * kBlocks, 10);
      CompressorBank stays, from, to;
      for (CompressorBank* bank : {&stays, &from, &to}) {
        bank->prepare(kRate);
        bank->setStereo(stereo);
        for (int lane : {0, 1}) bank->setLane(lane, special(seed), true);
      }
      for (int lane : {2, 3}) to.setLane(lane, usual(2), true);
      const auto part = [](const Lane& x, int a, int b) {
        return Lane(x.begin() + 128 * a, x.begin() + 128 * b);
      };
      const Lane silence(left.size(), 0.0f);
      const auto stir = [&](CompressorBank& bank, int lane, int block) {
        if (block != kCut - 3) return;
        for (int side : {0, 1}) bank.setLane(lane + side, special(seed + 1), false);
      };
      const auto want = runBanks<CompressorBank>({&stays}, {{left, right, silence, silence}},
                                                 [&](int b) { stir(stays, 0, b); })[0];
      runBanks<CompressorBank>({&from},
                               {{part(left, 0, kCut), part(right, 0, kCut), part(silence, 0, kCut),
                                 part(silence, 0, kCut)}},
                               [&](int b) { stir(from, 0, b); });
      runBanks<CompressorBank>(
          {&to}, {{part(left, 0, 5), part(right, 0, 5), part(right, 0, 5), part(left, 0, 5)}});
      for (int side : {0, 1}) to.copyLane(2 + side, from, side);
      const auto got = runBanks<CompressorBank>(
          {&to}, {{part(silence, kCut, kBlocks), part(silence, kCut, kBlocks),
                   part(left, kCut, kBlocks), part(right, kCut, kBlocks)}})[0];
      EXPECT_EQ(got[2], part(want[0], kCut, kBlocks)) << seed << (stereo ? " stereo" : " mono");
      EXPECT_EQ(got[3], part(want[1], kCut, kBlocks)) << seed << (stereo ? " stereo" : " mono");
    }
  }
}

TEST(CompressorExtras, ALaneHealsAfterBadSamples) {
  for (float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 3.4e38f}) {
    for (int seed = 0; seed < 9; ++seed) {
      CompressorBank bank;
      bank.prepare(kRate);
      bank.setLane(0, special(seed), true);
      Lane x = noiseLane(128 * 4, 0.5, 1);
      x[200] = bad;
      runLane(bank, 0, x);
      // Two seconds of release and loudness, in which it may be quiet, but not silent or infinite.
      const Lane y = runLane(bank, 0, noiseLane(48000 * 2, 0.5, 2));
      for (float v : y) ASSERT_TRUE(std::isfinite(v)) << seed << ", " << bad;
      EXPECT_GT(std::fabs(y.back()), 1e-6f) << seed << ", " << bad;
    }
  }
}

TEST(CompressorExtras, SilenceStaysSilence) {
  for (int seed = 0; seed < 9; ++seed) {
    CompressorBank bank;
    bank.prepare(kRate);
    bank.setLane(2, special(seed), true);
    const Lane silence(128 * 30, 0.0f);
    EXPECT_EQ(runLane(bank, 2, silence), silence) << seed;
    runLane(bank, 2, bursts(128 * 50, 1));
    bank.resetLane(2);
    EXPECT_EQ(runLane(bank, 2, silence), silence) << seed;
    EXPECT_EQ(bank.gainReductionDb(2), 0.0f);
  }
}

TEST(CompressorExtras, AResetLaneStartsAsANewOne) {
  const Lane x = bursts(128 * 40, 6);
  for (int seed = 0; seed < 9; ++seed) {
    CompressorBank used, fresh;
    for (CompressorBank* bank : {&used, &fresh}) {
      bank->prepare(kRate);
      bank->setLane(1, special(seed), true);
    }
    runLane(used, 1, bursts(128 * 30, 8));
    used.resetLane(1);
    EXPECT_EQ(runLane(used, 1, x), runLane(fresh, 1, x)) << seed;
  }
}

}  // namespace
}  // namespace lathe

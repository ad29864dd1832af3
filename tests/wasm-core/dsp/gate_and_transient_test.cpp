// What gate and transient shaper owe the strip that they are stages of: a lane
// of its own among any neighbours, wherever the blocks begin, through moves,
// resets and bad input, at every rate.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "bank_runner.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"
#include "strip_stage_cases.h"

namespace lathe {
namespace {

using dsp_test::bursts;
using dsp_test::GateStage;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;
using dsp_test::TransientStage;

template <class Stage>
class StripStage : public testing::Test {
 protected:
  using Bank = typename Stage::Bank;
  static void stir(Bank& bank, int lane, int channels, int block) {
    if (block % 9 != 4) return;
    for (int channel = 0; channel < channels; ++channel) {
      bank.setLane(lane + channel, Stage::busy(block % 23), false);
    }
  }
};
using Stages = testing::Types<GateStage, TransientStage>;
TYPED_TEST_SUITE(StripStage, Stages);

TYPED_TEST(StripStage, ALaneDoesNotKnowItsNeighbours) {
  using Bank = typename TypeParam::Bank;
  constexpr int kFrames = 128 * 90;
  const Lane x = bursts(kFrames, 77);
  for (int lane = 0; lane < kLanes; ++lane) {
    for (int bankCount : {1, 2, 3}) {
      Bank alone;
      alone.prepare(48000.0);
      alone.setLane(0, TypeParam::busy(4), true);
      const Lane want = runLane(alone, 0, x, [&](int block) { this->stir(alone, 0, 1, block); });
      std::vector<Bank> banks(static_cast<size_t>(bankCount));
      std::vector<Bank*> pointers;
      std::vector<std::vector<Lane>> input;
      uint32_t seed = 1;
      for (Bank& bank : banks) {
        bank.prepare(48000.0);
        input.emplace_back();
        for (int l = 0; l < kLanes; ++l) {
          bank.setLane(l, TypeParam::busy(l + 1), true);
          input.back().push_back(bursts(kFrames, seed++));
        }
        pointers.push_back(&bank);
      }
      Bank& home = banks.back();
      home.setLane(lane, TypeParam::busy(4), true);
      input.back()[static_cast<size_t>(lane)] = x;
      const auto output = runBanks(pointers, input, [&](int block) {
        this->stir(banks[0], (lane + 1) % kLanes, 1, block + 3);
        this->stir(home, lane, 1, block);
      });
      EXPECT_EQ(output.back()[static_cast<size_t>(lane)], want)
          << "lane " << lane << " of bank " << bankCount;
    }
  }
}

TYPED_TEST(StripStage, AStereoStripDoesNotKnowItsNeighbours) {
  using Bank = typename TypeParam::Bank;
  constexpr int kFrames = 128 * 90;
  const Lane left = bursts(kFrames, 7), right = bursts(kFrames, 8), silence(kFrames, 0.0f);
  const auto run = [&](int bankCount, int pair) {
    std::vector<Bank> banks(static_cast<size_t>(bankCount));
    std::vector<Bank*> pointers;
    std::vector<std::vector<Lane>> input;
    uint32_t seed = 1;
    for (Bank& bank : banks) {
      bank.prepare(48000.0);
      bank.setStereo(true);
      input.emplace_back();
      for (int l = 0; l < kLanes; ++l) {
        bank.setLane(l, TypeParam::busy((l & 2) + 3), true);
        input.back().push_back(bankCount == 1 ? silence : bursts(kFrames, seed++));
      }
      pointers.push_back(&bank);
    }
    for (int side = 0; side < 2; ++side) {
      banks.back().setLane(2 * pair + side, TypeParam::busy(4), true);
      input.back()[static_cast<size_t>(2 * pair + side)] = side ? right : left;
    }
    const auto output =
        runBanks(pointers, input, [&](int block) { this->stir(banks.back(), 2 * pair, 2, block); });
    return std::pair{output.back()[static_cast<size_t>(2 * pair)],
                     output.back()[static_cast<size_t>(2 * pair + 1)]};
  };
  const auto want = run(1, 0);
  for (int bankCount : {1, 2, 3}) {
    for (int pair : {0, 1}) EXPECT_EQ(run(bankCount, pair), want) << bankCount << ", " << pair;
  }
}

TYPED_TEST(StripStage, LinkedChannelsGetOneGain) {
  using Bank = typename TypeParam::Bank;
  Bank bank;
  bank.prepare(48000.0);
  bank.setStereo(true);
  auto settings = TypeParam::busy(8);
  bank.setLane(0, settings, true);  // the first lane's govern both
  std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, Lane(128 * 60, 0.0f)));
  input[0][1] = bursts(128 * 60, 1);
  for (size_t i = 0; i < input[0][0].size(); ++i) input[0][0][i] = input[0][1][i] * 0.25f;
  const auto output = runBanks<Bank>({&bank}, input);
  int changed = 0;
  const auto late = static_cast<size_t>(Bank::latencyFrames(settings, 48000.0));
  for (size_t i = late; i < output[0][0].size(); ++i) {
    ASSERT_EQ(output[0][0][i], output[0][1][i] * 0.25f);
    changed += output[0][1][i] != input[0][1][i - late];
  }
  EXPECT_GT(changed, 1000);
}

TYPED_TEST(StripStage, RepackingIsInaudible) {
  using Bank = typename TypeParam::Bank;
  const Lane x = bursts(128 * 60, 9);
  for (size_t cutBlock : {25u, 33u}) {
    Bank stays, from, to;
    for (Bank* bank : {&stays, &from, &to}) {
      bank->prepare(48000.0);
      bank->setLane(1, TypeParam::busy(4), true);
    }
    to.setLane(3, TypeParam::busy(6), true);
    runLane(to, 3, bursts(128 * 3, 2));  // so that its histories stand elsewhere
    const Lane want = runLane(stays, 1, x, [&](int block) { this->stir(stays, 1, 1, block); });
    const size_t cut = cutBlock * kBlockFrames;
    Lane got = runLane(from, 1, Lane(x.begin(), x.begin() + static_cast<long>(cut)),
                       [&](int block) { this->stir(from, 1, 1, block); });
    to.copyLane(2, from, 1);
    const Lane rest =
        runLane(to, 2, Lane(x.begin() + static_cast<long>(cut), x.end()),
                [&](int block) { this->stir(to, 2, 1, block + static_cast<int>(cutBlock)); });
    got.insert(got.end(), rest.begin(), rest.end());
    EXPECT_EQ(got, want);
  }
}

TYPED_TEST(StripStage, AResetLaneForgetsAndItsNeighboursDoNot) {
  using Bank = typename TypeParam::Bank;
  Bank fresh, used, other;
  for (Bank* bank : {&fresh, &used, &other}) {
    bank->prepare(48000.0);
    for (int lane : {1, 2}) bank->setLane(lane, TypeParam::busy(5), true);
  }
  const Lane x = bursts(128 * 40, 3), before = bursts(128 * 17, 4);
  runLane(used, 1, before);
  used.resetLane(1);
  EXPECT_EQ(runLane(used, 1, x), runLane(fresh, 1, x));
  Bank kept;
  kept.prepare(48000.0);
  kept.setLane(2, TypeParam::busy(5), true);
  runLane(kept, 2, before);
  runLane(other, 2, before);
  other.resetLane(1);
  EXPECT_EQ(runLane(other, 2, x), runLane(kept, 2, x));
}

TYPED_TEST(StripStage, NothingDependsOnWhereBlocksBegin) {
  using Bank = typename TypeParam::Bank;
  const Lane x = bursts(128 * 60, 12);
  for (int seed : {1, 2, 3, 6}) {
    Bank plain;
    plain.prepare(48000.0);
    plain.setLane(0, TypeParam::busy(seed), true);
    const Lane want = runLane(plain, 0, x);
    for (size_t shift : {1u, 37u, 100u}) {
      Bank bank;
      bank.prepare(48000.0);
      bank.setLane(0, TypeParam::busy(seed), true);
      Lane late(shift, 0.0f);
      // An input that starts a moment later: only the silence before it is new.
      late.insert(late.end(), x.begin(), x.end());
      const Lane y = runLane(bank, 0, late);
      double worst = 0.0;
      // The gate's gain has fallen a little further in the longer silence.
      for (size_t i = 6000; i < x.size(); ++i) {
        worst = std::max(worst, static_cast<double>(std::fabs(y[i + shift] - want[i])));
      }
      EXPECT_LT(worst, 1e-6) << seed << ", " << shift;
    }
  }
}

TYPED_TEST(StripStage, NeutralIsExactlyTransparent) {
  using Bank = typename TypeParam::Bank;
  const Lane x = bursts(128 * 40, 5);
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    Bank bank;
    bank.prepare(rate);
    EXPECT_EQ(runLane(bank, 0, x), x);  // as prepared
    bank.setLane(1, TypeParam::neutral(), true);
    bank.setLane(2, TypeParam::busy(2), true);  // a busy neighbour
    EXPECT_EQ(runLane(bank, 1, x), x);
    EXPECT_EQ(bank.gainReductionDb(1), 0.0f);
  }
}

TYPED_TEST(StripStage, LatencyIsAsDeclared) {
  using Bank = typename TypeParam::Bank;
  for (double rate : {44100.0, 48000.0, 88200.0, 192000.0}) {
    auto settings = TypeParam::neutral();
    for (double lookAheadMs : {0.0, 0.7, 10.0}) {
      if constexpr (requires { settings.lookAheadMs; }) settings.lookAheadMs = lookAheadMs;
      Bank bank;
      bank.prepare(rate);
      bank.setLane(2, settings, true);
      bank.setLane(3, TypeParam::busy(1), true);  // its look-ahead is another
      Lane x(128 * 20, 0.0f);
      x[200] = 1.0f;
      const Lane y = runLane(bank, 2, x);
      const auto at = static_cast<size_t>(std::max_element(y.begin(), y.end()) - y.begin());
      EXPECT_EQ(static_cast<int>(at) - 200, Bank::latencyFrames(settings, rate));
      EXPECT_EQ(y[at], 1.0f);
      if constexpr (requires { settings.lookAheadMs; }) {
        EXPECT_EQ(bank.latencyFrames(2), std::lround(lookAheadMs * 0.001 * rate));
      } else {
        EXPECT_EQ(bank.latencyFrames(), 0);
      }
    }
  }
}

TYPED_TEST(StripStage, ALaneHealsAfterNanAndInfinity) {
  using Bank = typename TypeParam::Bank;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  for (float bad : {nan, inf, -inf, 3.4e38f}) {
    for (int seed = 0; seed < 6; ++seed) {
      Bank clean, hurt;
      Lane x = noiseLane(128 * 4, 0.5, 1), broken = x;
      broken[200] = bad;
      const Lane after = noiseLane(48000 * 2, 0.5, 2);
      Lane want;
      for (Bank* bank : {&clean, &hurt}) {
        bank->prepare(48000.0);
        bank->setLane(0, TypeParam::busy(seed), true);
        runLane(*bank, 0, bank == &hurt ? broken : x);
        const Lane y = runLane(*bank, 0, after);
        for (float v : y) ASSERT_TRUE(std::isfinite(v)) << TypeParam::kName << " " << bad;
        if (bank == &clean) {
          want = y;
        } else {
          EXPECT_NEAR(y.back(), want.back(), 1e-5) << TypeParam::kName << " " << bad;
        }
      }
    }
  }
}

TYPED_TEST(StripStage, ABadLaneLeavesItsNeighboursAlone) {
  using Bank = typename TypeParam::Bank;
  const Lane x = bursts(128 * 40, 3);
  Bank clean, beside;
  for (Bank* bank : {&clean, &beside}) {
    bank->prepare(48000.0);
    bank->setLane(1, TypeParam::busy(4), true);
  }
  beside.setLane(0, TypeParam::busy(5), true);
  std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, Lane(x.size(), 0.0f)));
  input[0][1] = x;
  for (size_t i = 0; i < x.size(); i += 7) input[0][0][i] = std::numeric_limits<float>::quiet_NaN();
  for (size_t i = 3; i < x.size(); i += 7) input[0][0][i] = std::numeric_limits<float>::infinity();
  EXPECT_EQ(runBanks<Bank>({&beside}, input)[0][1], runLane(clean, 1, x));
}

TYPED_TEST(StripStage, SilenceInSilenceOutAndFullScaleStaysFinite) {
  using Bank = typename TypeParam::Bank;
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    for (float amplitude : {1.0f, 1e6f}) {
      Bank bank;
      bank.prepare(rate);
      bank.setLane(3, TypeParam::busy(7), true);
      Lane x = noiseLane(128 * 60, 1.0, 4);
      for (float& v : x) v *= amplitude;
      for (float v : runLane(bank, 3, x, [&](int block) { this->stir(bank, 3, 1, block); })) {
        ASSERT_TRUE(std::isfinite(v));
      }
      runLane(bank, 3, Lane(128 * 20, 0.0f));  // what looks ahead empties itself
      for (float v : runLane(bank, 3, Lane(128 * 20, 0.0f))) ASSERT_EQ(v, 0.0f);
    }
  }
}

TYPED_TEST(StripStage, SettingsGlide) {
  using Bank = typename TypeParam::Bank;
  Bank bank;
  bank.prepare(48000.0);
  bank.setLane(0, TypeParam::before(), true);
  const Lane y = runLane(bank, 0, Lane(128 * 200, 0.25f), [&](int block) {
    if (block == 150) bank.setLane(0, TypeParam::after(), false);
  });
  double step = 0.0;
  for (size_t i = 128 * 140; i < y.size(); ++i) {
    step = std::max(step, std::fabs(measure::toDb(static_cast<double>(y[i] / y[i - 1]))));
  }
  const double moved = measure::toDb(static_cast<double>(y.back() / y[128 * 150 - 1]));
  measure::printFigure((std::string("settings glide, ") + TypeParam::kName + ": way").c_str(),
                       moved, "dB");
  measure::printFigure(
      (std::string("settings glide, ") + TypeParam::kName + ": largest step").c_str(), step, "dB");
  EXPECT_GT(std::fabs(moved), 8.0);
  EXPECT_LT(step, 0.15);  // 30 dB in 960 frames are 0.03 a frame on average
}

TYPED_TEST(StripStage, DenormalsDoNotCost) {
  using Bank = typename TypeParam::Bank;
  Bank bank;
  bank.prepare(48000.0);
  for (int lane = 0; lane < kLanes; ++lane) bank.setLane(lane, TypeParam::busy(lane + 3), true);
  Bank* banks[] = {&bank};
  BankBlock block;
  BankBlock* blocks[] = {&block};
  uint32_t noise = 1;
  // Processor time, and for each stretch of the tail the least of several passes: other work on
  // the machine must not count.
  constexpr int kSlices = 16;
  const auto secondsOf = [&](float amplitude) {
    const double start = measure::cpuSeconds();
    for (int i = 0; i < 50; ++i) {
      for (f32x4& frame : block.frame) {
        noise = noise * 1664525u + 1013904223u;
        frame =
            f32x4::splat(static_cast<float>(static_cast<int32_t>(noise)) * 4.6e-10f * amplitude);
      }
      Bank::process(banks, blocks, 1);
    }
    return measure::cpuSeconds() - start;
  };
  double loud[kSlices], tail[kSlices];
  std::fill(loud, loud + kSlices, 1e9);
  std::fill(tail, tail + kSlices, 1e9);
  for (int pass = 0; pass < 8; ++pass) {
    for (double& slice : loud) slice = std::min(slice, secondsOf(0.5f));
    for (double& slice : tail) slice = std::min(slice, secondsOf(0.0f));
  }
  const double sound = *std::min_element(loud, loud + kSlices);
  const double silent = *std::max_element(tail, tail + kSlices);
  measure::printFigure((std::string("cost of the tail against sound, ") + TypeParam::kName).c_str(),
                       silent / sound, "x");
  // Denormals cost 65 to 175 times; a busy machine has cost twice.
  EXPECT_LT(silent / sound, 8.0);
}

TYPED_TEST(StripStage, TheSameInputGivesTheSameBitsEverywhere) {
  using Bank = typename TypeParam::Bank;
  Bank bank;
  bank.prepare(48000.0);
  bank.setLane(2, TypeParam::busy(4), true);
  Lane x(128 * 200);  // integer noise: the same on every platform
  uint32_t noise = 99;
  for (size_t i = 0; i < x.size(); ++i) {
    noise = noise * 1664525u + 1013904223u;
    x[i] = static_cast<float>(static_cast<int32_t>(noise)) * ((i / 3000) % 2 ? 0x1p-40f : 0x1p-32f);
  }
  const Lane y = runLane(bank, 2, x, [&](int block) { this->stir(bank, 2, 1, block); });
  uint64_t hash = 14695981039346656037ull;  // FNV-1a
  for (float v : y) {
    uint32_t bits;
    std::memcpy(&bits, &v, sizeof bits);
    for (int i = 0; i < 4; ++i) hash = (hash ^ ((bits >> (8 * i)) & 255u)) * 1099511628211ull;
  }
  // Natively and as WebAssembly alike. Changes only when the sound is meant to change.
  const uint64_t want =
      std::is_same_v<TypeParam, GateStage> ? 0x4c60ee3c85e82de3ull : 0x433260ff85716f7aull;
  EXPECT_EQ(hash, want) << std::hex << hash;
}

}  // namespace
}  // namespace lathe

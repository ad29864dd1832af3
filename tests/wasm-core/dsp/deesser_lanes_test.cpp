// The de-esser's kernels against a plain double reference, and a lane beside
// other neighbours, moved, reset, fed rubbish and silence.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "bank_runner.h"
#include "dsp/deesser_bank.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;

DeEsserSettings busy(int seed) {
  DeEsserSettings s;
  s.freqHz = 2000.0 + 1500.0 * (seed % 9);
  s.shape = seed % 2 ? DeEsserShape::Band : DeEsserShape::Shelf;
  s.widthOct = 0.3 + 0.4 * (seed % 5);
  s.mode = seed % 3 == 2 ? DeEsserMode::Absolute : DeEsserMode::Relative;
  s.thresholdDb = s.mode == DeEsserMode::Absolute ? -40.0 : -12.0 + seed % 5;
  s.rangeDb = 3.0 + 3.0 * (seed % 6);
  s.attackMs = 0.1 + 0.7 * (seed % 7);
  s.releaseMs = 10.0 + 30.0 * (seed % 4);
  s.lookAheadMs = seed % 4;
  s.split = seed % 5 != 0;
  return s;
}

/// Noise whose colour and level change.
Lane syllables(int frames, uint32_t seed) {
  Lane x = noiseLane(frames, 0.7, seed);
  float low = 0.0f;
  for (size_t i = 0; i < x.size(); ++i) {
    low += 0.05f * (x[i] - low);
    if ((i / (900 + 200 * (seed % 5))) % 2 == 1) x[i] = 3.0f * low;
    if ((i / 5000) % 2 == 1) x[i] *= 0.05f;
  }
  return x;
}

/// As the header says it, in double, one frame after the other: a reduction every fourth, the root
/// of the gain straight between them.
std::vector<double> reference(const DeEsserSettings& s, double rate, const Lane& x,
                              const Lane& other) {
  const double pi = measure::kPi, w0 = 2.0 * pi * std::min(s.freqHz, 0.45 * rate) / rate;
  const bool shelf = s.shape == DeEsserShape::Shelf;
  const double g = std::tan(0.5 * w0);
  const double k = shelf ? std::sqrt(2.0)
                         : 2.0 * std::sinh(0.5 * std::log(2.0) * s.widthOct * w0 / std::sin(w0));
  struct Filter {
    double g, k, ic1 = 0.0, ic2 = 0.0, band = 0.0, high = 0.0;
    void step(double v0) {
      const double v1 = (ic1 + g * (v0 - ic2)) / (1.0 + g * (g + k)), v2 = ic2 + g * v1;
      ic1 = 2.0 * v1 - ic1;
      ic2 = 2.0 * v2 - ic2;
      band = k * v1;
      high = v0 - band - v2;
    }
  };
  const auto share = [&](double ms) { return 1.0 - std::exp(-1000.0 / (ms * rate)); };
  Filter key[2] = {{g, k}, {g, k}}, audio{g, k};
  double band[2] = {}, whole[2] = {}, r = 0.0;
  std::vector<double> roots(x.size(), 1.0);
  const auto late = static_cast<size_t>(std::lround(s.lookAheadMs * rate / 1000.0));
  std::vector<double> out(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    const Lane* sides[] = {&x, &other};
    for (size_t side : {0u, 1u}) {
      const auto v = static_cast<double>((*sides[side])[i]);
      key[side].step(v);
      const double heard = shelf ? key[side].high : key[side].band;
      band[side] += share(1.0) * (heard * heard - band[side]);
      whole[side] += share(1.0) * (v * v - whole[side]);
    }
    const auto level = [](const double* p) {
      return 10.0 * std::log10(std::max({p[0], p[1], 1e-30}));
    };
    double excess = level(band) - s.thresholdDb;
    if (s.mode == DeEsserMode::Relative) excess -= level(whole);
    excess = std::min(excess, level(band) + 80.0);
    const double over = std::max(excess + 1.5051, 0.0), in = std::min(over, 3.0103);
    double asked = in * in / 6.0206 + (over - in);
    const double knee = std::min(6.0206, s.rangeDb);
    const double into = std::max(asked - (s.rangeDb - knee / 2.0), 0.0);
    asked -= into < knee ? into * into / (2.0 * knee) : into - knee / 2.0;
    if (i % 4 == 3) {
      const double ms = asked > r ? std::max(s.attackMs - kDeEsserMeanRiseMs, s.attackMs / 3.0)
                                  : s.releaseMs - kDeEsserMeanFallMs;
      r += share(0.25 * ms) * (asked - r);
      const double from = i < 4 ? 1.0 : roots[i - 4], to = std::pow(10.0, -r / 40.0);
      for (size_t j = 0; j < 4; ++j) {
        roots[i - 3 + j] = from + (to - from) * 0.25 * static_cast<double>(j + 1);
      }
    }
  }
  for (size_t i = 0; i < x.size(); ++i) {
    const double v = i < late ? 0.0 : static_cast<double>(x[i - late]);
    audio.step(v);
    const double gain = roots[i] * roots[i];
    out[i] = v * gain;
    if (!s.split) continue;
    out[i] = shelf ? v + (gain - 1.0) * audio.high + (roots[i] - 1.0) * audio.band
                   : v + (gain - 1.0) * audio.band;
  }
  return out;
}

TEST(DeEsserLanes, EveryLaneEqualsThePlainReference) {
  constexpr int kFrames = 128 * 50;
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    double worst = 0.0;
    for (bool stereo : {false, true}) {
      for (int count : {1, 3}) {
        std::vector<DeEsserBank> banks(static_cast<size_t>(count));
        std::vector<DeEsserBank*> pointers;
        std::vector<std::vector<Lane>> input;
        const auto settingsOf = [&](size_t b, size_t lane) {
          return busy(static_cast<int>(4 * b + (stereo ? lane & 2 : lane)) + count);
        };
        for (size_t b = 0; b < banks.size(); ++b) {
          banks[b].prepare(rate);
          banks[b].setStereo(stereo);
          input.emplace_back();
          for (size_t lane = 0; lane < kLanes; ++lane) {
            banks[b].setLane(static_cast<int>(lane), settingsOf(b, lane), true);
            input[b].push_back(syllables(kFrames, static_cast<uint32_t>(4 * b + lane + 1)));
          }
          pointers.push_back(&banks[b]);
        }
        const auto got = runBanks(pointers, input);
        for (size_t b = 0; b < banks.size(); ++b) {
          for (size_t lane = 0; lane < kLanes; ++lane) {
            const auto want = reference(settingsOf(b, lane), rate, input[b][lane],
                                        input[b][stereo ? lane ^ 1 : lane]);
            for (size_t i = 0; i < want.size(); ++i) {
              const double error = std::fabs(static_cast<double>(got[b][lane][i]) - want[i]);
              if (!(error <= worst)) worst = error;
            }
          }
        }
      }
    }
    measure::printFigure("de-esser, worst difference from the double reference",
                         measure::toDb(worst), "dBFS");
    EXPECT_LT(worst, 2e-5) << rate;
  }
}

TEST(DeEsserLanes, ALaneDoesNotKnowItsNeighbours) {
  const Lane x = syllables(128 * 60, 7);
  const auto stir = [](DeEsserBank& bank, int lane, int block) {
    if (block % 20 == 5) bank.setLane(lane, busy(block), false);
  };
  DeEsserBank alone;
  alone.prepare(48000.0);
  alone.setLane(0, busy(4), true);
  const Lane want = runLane(alone, 0, x, [&](int block) { stir(alone, 0, block); });
  for (int lane = 0; lane < kLanes; ++lane) {
    std::vector<DeEsserBank> banks(2);
    std::vector<std::vector<Lane>> input(2);
    for (size_t b = 0; b < 2; ++b) {
      banks[b].prepare(48000.0);
      for (int l = 0; l < kLanes; ++l) {
        banks[b].setLane(l, busy(l + 2), true);
        input[b].push_back(syllables(128 * 60, static_cast<uint32_t>(l + 1)));
      }
    }
    banks[1].setLane(lane, busy(4), true);
    input[1][static_cast<size_t>(lane)] = x;
    const auto got = runBanks<DeEsserBank>({&banks[0], &banks[1]}, input, [&](int block) {
      stir(banks[1], lane, block);
      stir(banks[1], (lane + 1) % kLanes, block + 7);
    });
    EXPECT_EQ(got[1][static_cast<size_t>(lane)], want) << lane;
  }
}

TEST(DeEsserLanes, RepackingIsInaudible) {
  constexpr size_t kCut = 128 * 25;
  for (bool stereo : {false, true}) {
    for (int seed : {1, 2, 3, 7}) {
      const Lane left = syllables(128 * 60, 9), right = syllables(128 * 60, 10);
      DeEsserBank stays, from, to;
      for (DeEsserBank* bank : {&stays, &from, &to}) {
        bank->prepare(48000.0);
        bank->setStereo(stereo);
        for (int lane : {0, 1}) bank->setLane(lane, busy(seed), true);
      }
      const auto stir = [&](DeEsserBank& bank, int block) {
        if (block != 23) return;
        for (int lane : {0, 1}) bank.setLane(lane, busy(seed + 1), false);
      };
      const auto part = [](const Lane& x, size_t a, size_t b) {
        return Lane(x.begin() + static_cast<long>(a), x.begin() + static_cast<long>(b));
      };
      const size_t end = left.size();
      const Lane none(end, 0.0f), before(kCut, 0.0f), after(end - kCut, 0.0f);
      const auto want = runBanks<DeEsserBank>({&stays}, {{left, right, none, none}},
                                              [&](int block) { stir(stays, block); })[0];
      runBanks<DeEsserBank>({&from}, {{part(left, 0, kCut), part(right, 0, kCut), before, before}},
                            [&](int block) { stir(from, block); });
      runBanks<DeEsserBank>({&to}, {{part(left, 0, 640), part(left, 0, 640), part(left, 0, 640),
                                     part(left, 0, 640)}});
      for (int side : {0, 1}) to.copyLane(2 + side, from, side);
      const auto got = runBanks<DeEsserBank>(
          {&to}, {{after, after, part(left, kCut, end), part(right, kCut, end)}})[0];
      EXPECT_EQ(got[2], part(want[0], kCut, end)) << seed;
      EXPECT_EQ(got[3], part(want[1], kCut, end)) << seed;
    }
  }
}

TEST(DeEsserLanes, APairGetsOneGain) {
  DeEsserBank bank;
  bank.prepare(48000.0);
  bank.setStereo(true);
  DeEsserSettings s = busy(0);
  s.split = false;
  s.lookAheadMs = 0.0;
  bank.setLane(0, s, true);
  const Lane x = syllables(128 * 40, 5), none(x.size(), 0.0f);
  Lane half = x;
  for (float& v : half) v *= 0.25f;
  const auto y = runBanks<DeEsserBank>({&bank}, {{x, half, none, none}})[0];
  for (size_t i = 0; i < x.size(); ++i) EXPECT_EQ(y[1][i], 0.25f * y[0][i]);
  EXPECT_EQ(bank.gainReductionDb(0), bank.gainReductionDb(1));
  EXPECT_EQ(bank.gainReductionDb(2), 0.0f);
}

TEST(DeEsserLanes, ResetAndSilence) {
  const Lane x = syllables(128 * 40, 5), silence(128 * 40, 0.0f);
  for (int seed = 0; seed < 6; ++seed) {
    DeEsserBank used, fresh;
    for (DeEsserBank* bank : {&used, &fresh}) {
      bank->prepare(48000.0);
      bank->setLane(1, busy(seed), true);
    }
    runLane(used, 1, syllables(128 * 30, 6));
    used.resetLane(1);
    EXPECT_EQ(runLane(used, 1, silence), silence);
    used.resetLane(1);
    EXPECT_EQ(runLane(used, 1, x), runLane(fresh, 1, x)) << seed;
  }
}

TEST(DeEsserLanes, ALaneHealsAfterBadSamplesAndSparesItsNeighbours) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  for (float bad : {nan, inf, -inf, 3.4e38f, 1e-42f}) {
    for (int seed = 0; seed < 6; ++seed) {
      DeEsserBank bank, clean;
      for (DeEsserBank* b : {&bank, &clean}) {
        b->prepare(48000.0);
        b->setLane(0, busy(seed), true);
        b->setLane(1, busy(seed + 1), true);
      }
      Lane x = syllables(128 * 4, 1);
      x[200] = bad;
      const Lane beside = syllables(128 * 4, 2), none(128 * 4, 0.0f);
      const auto y = runBanks<DeEsserBank>({&bank}, {{x, beside, none, none}})[0];
      EXPECT_EQ(y[1], runLane(clean, 1, beside));
      const Lane after = runLane(bank, 0, syllables(128 * 200, 2));
      for (float v : after) ASSERT_TRUE(std::isfinite(v)) << bad << ", " << seed;
      EXPECT_GT(std::fabs(after.back()), 1e-7f);
      EXPECT_GE(bank.gainReductionDb(0), -18.1f);
    }
  }
}

}  // namespace
}  // namespace lathe

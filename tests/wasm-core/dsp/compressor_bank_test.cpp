// The compressor's kernels against a plain double reference, and against
// themselves with other neighbours, other banks and moved lanes.
#include "dsp/compressor_bank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "bank_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;

CompressorSettings busy(int seed) {
  const double ratios[] = {1.5, 4.0, 100.0, 8.0, 2.0};
  return {-40.0 + 3.0 * (seed % 9),
          ratios[seed % 5],
          3.0 * (seed % 4),
          0.2 + 4.0 * (seed % 6),
          6.0 + 37.0 * (seed % 5),
          seed % 3 - 1.0,
          seed % 3 == 0 ? Detector::Smooth : Detector::Punch};
}

/// Noise with bursts, so that attack and release both have work.
Lane bursts(int frames, uint32_t seed) {
  Lane x = noiseLane(frames, 0.8, seed);
  for (size_t i = 0; i < x.size(); ++i) {
    if ((i / (2000 + 300 * (seed % 5))) % 2 == 1) x[i] *= 0.02f;
  }
  return x;
}

/// The paper's formulas as they stand: dB, double, one sample after the other.
std::vector<double> reference(const CompressorSettings& s, double rate, const Lane& key,
                              const Lane& x) {
  const SmoothingTimes times = smoothingTimes(s, rate);
  const int hold =
      times.punch
          ? static_cast<int>(std::lround((times.shortHold ? kShortHoldMs : kHoldMs) * 0.001 * rate))
          : 1;
  const double slope = s.ratio >= 100.0 ? 1.0 : 1.0 - 1.0 / s.ratio;
  double y1 = 0.0, y2 = 0.0;
  std::vector<double> out(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    double level = 0.0;
    for (size_t j = i + 1 < static_cast<size_t>(hold) ? 0 : i + 1 - static_cast<size_t>(hold);
         j <= i; ++j) {
      level = std::max(level, std::fabs(static_cast<double>(key[j])));
    }
    const double db = 20.0 * std::log10(std::max(level, 1e-10));
    const double over = db - s.thresholdDb;
    double reduction = 0.0;
    if (2.0 * over > s.kneeDb) {
      reduction = slope * over;
    } else if (2.0 * over > -s.kneeDb && s.kneeDb > 0.0) {
      reduction = slope * (over + s.kneeDb / 2.0) * (over + s.kneeDb / 2.0) / (2.0 * s.kneeDb);
    }
    y1 = std::max(reduction, y1 + times.kRelease * (reduction - y1));
    y2 += (y1 > y2 ? times.kAttack : times.kSettle) * (y1 - y2);
    out[i] = static_cast<double>(x[i]) * std::pow(10.0, (s.makeUpDb - y2) / 20.0);
  }
  return out;
}

/// Largest difference in dB where both are loud enough to have a ratio.
double worstDb(const std::vector<double>& want, const Lane& got) {
  double worst = 0.0;
  for (size_t i = 0; i < want.size(); ++i) {
    if (std::fabs(want[i]) < 1e-9) continue;
    const double error = std::fabs(20.0 * std::log10(static_cast<double>(got[i]) / want[i]));
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

TEST(CompressorBank, EveryLaneEqualsThePlainReference) {
  constexpr int kFrames = 128 * 60;
  for (double rate : {44100.0, 48000.0, 88200.0, 192000.0}) {
    for (bool stereo : {false, true}) {
      double worst = 0.0;
      for (int bankCount : {1, 2, 3, 5}) {
        std::vector<CompressorBank> banks(static_cast<size_t>(bankCount));
        std::vector<CompressorBank*> pointers;
        std::vector<std::vector<Lane>> input;
        int seed = bankCount;
        const auto settingsOf = [&](size_t bank, int lane) {
          return busy(bankCount + static_cast<int>(bank) * 4 + (stereo ? lane & 2 : lane));
        };
        for (size_t b = 0; b < banks.size(); ++b) {
          banks[b].prepare(rate);
          banks[b].setStereo(stereo);
          input.emplace_back();
          for (int lane = 0; lane < kLanes; ++lane) {
            banks[b].setLane(lane, settingsOf(b, lane), true);
            input.back().push_back(bursts(kFrames, static_cast<uint32_t>(seed++)));
          }
          pointers.push_back(&banks[b]);
        }
        const auto output = runBanks(pointers, input);
        for (size_t b = 0; b < banks.size(); ++b) {
          for (size_t lane = 0; lane < kLanes; ++lane) {
            Lane key = input[b][lane];
            if (stereo) {
              for (size_t i = 0; i < key.size(); ++i) {
                key[i] = std::max(std::fabs(key[i]), std::fabs(input[b][lane ^ 1][i]));
              }
            }
            const auto want =
                reference(settingsOf(b, static_cast<int>(lane)), rate, key, input[b][lane]);
            worst = std::max(worst, worstDb(want, output[b][lane]));
          }
        }
      }
      measure::printFigure(
          ("difference from the double reference, " + std::to_string(static_cast<int>(rate)) +
           (stereo ? " Hz, stereo" : " Hz, mono"))
              .c_str(),
          worst, "dB");
      EXPECT_LT(worst, 2e-4) << rate;
    }
  }
}

TEST(CompressorBank, NeutralIsExactlyTransparent) {
  const Lane x = noiseLane(128 * 40, 0.9, 5);
  for (Detector detector : {Detector::Punch, Detector::Smooth}) {
    CompressorBank bank;
    bank.prepare(48000.0);
    bank.setLane(1, {-60.0, 1.0, 6.0, 10.0, 120.0, 0.0, detector}, true);  // ratio 1
    bank.setLane(2, {0.0, 20.0, 0.0, 1.0, 20.0, 0.0, detector}, true);     // never over
    bank.setLane(3, {-40.0, 8.0, 0.0, 1.0, 20.0, 6.0, detector}, true);    // a busy neighbour
    EXPECT_EQ(runLane(bank, 1, x), x);
    EXPECT_EQ(bank.gainReductionDb(1), 0.0f);
    EXPECT_EQ(runLane(bank, 2, x), x);
  }
}

void stir(CompressorBank& bank, int lane, int channels, int block) {
  if (block % 9 != 4) return;
  for (int channel = 0; channel < channels; ++channel) {
    bank.setLane(lane + channel, busy(block % 23), false);
  }
}

TEST(CompressorBank, ALaneDoesNotKnowItsNeighbours) {
  constexpr int kFrames = 128 * 90;
  const Lane x = bursts(kFrames, 77);
  for (int lane = 0; lane < kLanes; ++lane) {
    for (int bankCount : {1, 2, 3}) {
      CompressorBank alone;
      alone.prepare(48000.0);
      alone.setLane(0, busy(4), true);
      const Lane want = runLane(alone, 0, x, [&](int block) { stir(alone, 0, 1, block); });
      std::vector<CompressorBank> banks(static_cast<size_t>(bankCount));
      std::vector<CompressorBank*> pointers;
      std::vector<std::vector<Lane>> input;
      uint32_t seed = 1;
      for (CompressorBank& bank : banks) {
        bank.prepare(48000.0);
        input.emplace_back();
        for (int l = 0; l < kLanes; ++l) {
          bank.setLane(l, busy(l + 1), true);
          input.back().push_back(bursts(kFrames, seed++));
        }
        pointers.push_back(&bank);
      }
      CompressorBank& home = banks.back();
      home.setLane(lane, busy(4), true);
      input.back()[static_cast<size_t>(lane)] = x;
      const auto output = runBanks(pointers, input, [&](int block) {
        stir(banks[0], (lane + 1) % kLanes, 1, block + 3);
        stir(home, lane, 1, block);
      });
      EXPECT_EQ(output.back()[static_cast<size_t>(lane)], want)
          << "lane " << lane << " of bank " << bankCount;
    }
  }
}

TEST(CompressorBank, AStereoStripDoesNotKnowItsNeighbours) {
  constexpr int kFrames = 128 * 90;
  const Lane left = bursts(kFrames, 7), right = bursts(kFrames, 8), silence(kFrames, 0.0f);
  const auto run = [&](int bankCount, int pair) {
    std::vector<CompressorBank> banks(static_cast<size_t>(bankCount));
    std::vector<CompressorBank*> pointers;
    std::vector<std::vector<Lane>> input;
    uint32_t seed = 1;
    for (CompressorBank& bank : banks) {
      bank.prepare(48000.0);
      bank.setStereo(true);
      input.emplace_back();
      for (int l = 0; l < kLanes; ++l) {
        bank.setLane(l, busy((l & 2) + 3), true);
        input.back().push_back(bankCount == 1 ? silence : bursts(kFrames, seed++));
      }
      pointers.push_back(&bank);
    }
    for (int side = 0; side < 2; ++side) {
      banks.back().setLane(2 * pair + side, busy(4), true);
      input.back()[static_cast<size_t>(2 * pair + side)] = side ? right : left;
    }
    const auto output =
        runBanks(pointers, input, [&](int block) { stir(banks.back(), 2 * pair, 2, block); });
    return std::pair{output.back()[static_cast<size_t>(2 * pair)],
                     output.back()[static_cast<size_t>(2 * pair + 1)]};
  };
  const auto want = run(1, 0);
  for (int bankCount : {1, 2, 3, 4}) {
    for (int pair : {0, 1}) EXPECT_EQ(run(bankCount, pair), want) << bankCount << ", " << pair;
  }
}

TEST(CompressorBank, LinkedChannelsGetOneGain) {
  CompressorBank bank;
  bank.prepare(48000.0);
  bank.setStereo(true);
  for (int lane : {0, 1})
    bank.setLane(lane, {-30.0, 4.0, 6.0, 1.0, 50.0, 0.0, Detector::Punch}, true);
  std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, Lane(128 * 20, 0.0f)));
  input[0][0] = noiseLane(128 * 20, 0.9, 1);
  for (size_t i = 0; i < input[0][1].size(); ++i) input[0][1][i] = input[0][0][i] * 0.25f;
  const auto output = runBanks<CompressorBank>({&bank}, input);
  for (size_t i = 0; i < output[0][0].size(); ++i) {
    EXPECT_EQ(output[0][1][i], output[0][0][i] * 0.25f);
  }
  EXPECT_LT(bank.gainReductionDb(0), -5.0f);
  EXPECT_EQ(bank.gainReductionDb(0), bank.gainReductionDb(1));
  EXPECT_EQ(bank.gainReductionDb(2), 0.0f);
}

TEST(CompressorBank, RepackingIsInaudible) {
  constexpr int kFrames = 128 * 60;
  const Lane x = bursts(kFrames, 9);
  CompressorBank stays, from, to;
  for (CompressorBank* bank : {&stays, &from, &to}) {
    bank->prepare(48000.0);
    bank->setLane(1, busy(4), true);
  }
  to.setLane(3, busy(6), true);
  runLane(to, 3, bursts(128 * 3, 2));  // so that its history stands elsewhere
  const Lane want = runLane(stays, 1, x, [&](int block) { stir(stays, 1, 1, block); });
  const size_t cut = 25 * kBlockFrames;
  Lane got = runLane(from, 1, Lane(x.begin(), x.begin() + cut),
                     [&](int block) { stir(from, 1, 1, block); });
  to.copyLane(2, from, 1);
  const Lane rest = runLane(to, 2, Lane(x.begin() + cut, x.end()),
                            [&](int block) { stir(to, 2, 1, block + 25); });
  got.insert(got.end(), rest.begin(), rest.end());
  EXPECT_EQ(got, want);
}

TEST(CompressorBank, MeterShowsTheReductionGiven) {
  CompressorBank bank;
  bank.prepare(48000.0);
  bank.setLane(0, {-30.0, 4.0, 0.0, 1.0, 50.0, 9.0, Detector::Punch}, true);
  runLane(bank, 0, Lane(4800, 1.0f));
  EXPECT_NEAR(bank.gainReductionDb(0), -22.5, 0.01);  // make-up does not count
}

TEST(CompressorBank, SettingsGlide) {
  // Make-up by 24 dB on a steady level: no step larger than the glide's own slope.
  CompressorBank bank;
  bank.prepare(48000.0);
  CompressorSettings s{-10.0, 4.0, 6.0, 10.0, 100.0, 0.0, Detector::Punch};
  bank.setLane(0, s, true);
  s.makeUpDb = 12.0;
  s.thresholdDb = -40.0;
  const Lane y = runLane(bank, 0, Lane(128 * 100, 0.25f), [&](int block) {
    if (block == 50) bank.setLane(0, s, false);
  });
  double step = 0.0;
  for (size_t i = 1; i < y.size(); ++i) {
    step = std::max(step, std::fabs(20.0 * std::log10(static_cast<double>(y[i] / y[i - 1]))));
  }
  measure::printFigure("largest step while threshold moves 30 dB and make-up 12 dB", step, "dB");
  EXPECT_LT(step, 0.05);  // 12 dB in 1024 frames is 0.012 a frame on average
}

}  // namespace
}  // namespace lathe

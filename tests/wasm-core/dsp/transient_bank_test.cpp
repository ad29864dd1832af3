// The transient shaper: what its labels promise, whatever the level; and its
// bank against a plain double reference.
#include "dsp/transient_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "bank_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;

constexpr double kRate = 48000.0;

/// Hits half a second apart, each a tone of `hz` and a little noise that decays by 60 dB in
/// `t60` seconds, peaking at `peakDb`.
Lane drum(double peakDb, double hz, double t60, int hits = 2) {
  const Lane noise = noiseLane(hits * 24000, 0.2, 7);
  Lane x(noise.size());
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i % 24000) / kRate;
    const double wave = 0.8 * std::sin(2.0 * measure::kPi * hz * t) + static_cast<double>(noise[i]);
    x[i] = static_cast<float>(measure::fromDb(peakDb - 60.0 * t / t60) * wave);
  }
  return x;
}

TransientSettings shape(double attackDb, double sustainDb) {
  TransientSettings s;
  s.attackDb = attackDb;
  s.sustainDb = sustainDb;
  return s;
}

Lane shaped(const Lane& x, const TransientSettings& s) {
  TransientBank bank;
  bank.prepare(kRate);
  bank.setLane(0, s, true);
  return runLane(bank, 0, x);
}

double energyDb(const Lane& x, double fromSeconds, double toSeconds) {
  double sum = 1e-30;
  for (auto i = static_cast<size_t>(fromSeconds * kRate);
       i < static_cast<size_t>(toSeconds * kRate); ++i) {
    sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
  }
  return 10.0 * std::log10(sum);
}

TEST(TransientBank, SoftAndLoudHitsAreShapedAlike) {
  double worst = 0.0;
  for (double attack : {-15.0, 0.0, 9.0, 15.0}) {
    for (double sustain : {-12.0, 0.0, 12.0}) {
      if (attack == 0.0 && sustain == 0.0) continue;
      const Lane loud = drum(-10.0, 180.0, 0.6), soft = drum(-30.0, 180.0, 0.6);
      const Lane a = shaped(loud, shape(attack, sustain));
      const Lane b = shaped(soft, shape(attack, sustain));
      for (size_t i = 0; i < a.size(); ++i) {
        if (std::fabs(soft[i]) < 1e-6f) continue;
        const double gainA =
            measure::toDb(static_cast<double>(a[i]) / static_cast<double>(loud[i]));
        const double gainB =
            measure::toDb(static_cast<double>(b[i]) / static_cast<double>(soft[i]));
        worst = std::max(worst, std::fabs(gainA - gainB));
      }
    }
  }
  measure::printFigure("gain on a hit at -10 against one at -30 dBFS, worst frame", worst, "dB");
  EXPECT_LT(worst, 0.5);
}

TEST(TransientBank, AttackRaisesTheFirstTenMillisecondsByItsLabel) {
  double worst = 0.0;
  for (double hz : {60.0, 180.0, 1000.0}) {
    for (double attack : {-15.0, -6.0, 6.0, 12.0, 15.0}) {
      const Lane x = drum(-12.0, hz, 0.4), y = shaped(x, shape(attack, 0.0));
      for (double hit : {0.0, 0.5}) {
        const double got = energyDb(y, hit, hit + 0.01) - energyDb(x, hit, hit + 0.01);
        worst = std::max(worst, std::fabs(got / attack - 1.0));
        EXPECT_LT(std::fabs(got / attack - 1.0), 0.2) << hz << " Hz, " << attack << ": " << got;
        // What rings on is left as it was.
        const double after =
            energyDb(y, hit + 0.15, hit + 0.3) - energyDb(x, hit + 0.15, hit + 0.3);
        EXPECT_LT(std::fabs(after), 0.02 * std::fabs(attack));
      }
    }
  }
  measure::printFigure("first 10 ms of a hit against attackDb, worst", 100.0 * worst, "%");
}

TEST(TransientBank, TheAttackWindowIsAsLong) {
  // Half of the gain is gone 1.1 windows after a hit that stays.
  for (double window : {5.0, 20.0, 60.0}) {
    Lane x(24000, 0.001f);
    for (size_t i = 4800; i < x.size(); ++i) x[i] = 0.3f;
    TransientSettings s = shape(12.0, 0.0);
    s.attackMs = window;
    const Lane y = shaped(x, s);
    size_t i = 4800 + 100;
    while (measure::toDb(static_cast<double>(y[i] / x[i])) > 6.0) ++i;
    const double ms = (static_cast<double>(i) - 4800.0) * 1000.0 / kRate;
    EXPECT_NEAR(ms, window * std::log(3.0) + 0.5, 0.03 * window);
  }
}

TEST(TransientBank, SustainRaisesTheTail) {
  double worst = 0.0;
  for (double sustain : {-15.0, -6.0, 6.0, 15.0}) {
    const Lane x = drum(-12.0, 180.0, 0.4), y = shaped(x, shape(0.0, sustain));
    for (double hit : {0.0, 0.5}) {
      const double tail = energyDb(y, hit + 0.15, hit + 0.3) - energyDb(x, hit + 0.15, hit + 0.3);
      worst = std::max(worst, std::fabs(tail / sustain - 1.0));
      const double beginning = energyDb(y, hit, hit + 0.01) - energyDb(x, hit, hit + 0.01);
      EXPECT_LT(std::fabs(beginning), hit > 0.0 ? 0.1 * std::fabs(sustain) : 0.01);
    }
  }
  measure::printFigure("tail of a hit, 150 to 300 ms, against sustainDb, worst", 100.0 * worst,
                       "%");
  EXPECT_LT(worst, 0.1);
}

TEST(TransientBank, SteadySoundIsLeftAlone) {
  for (double hz : {50.0, 1000.0}) {
    measure::Samples tone;
    measure::appendSine(tone, kRate, hz, -12.0, 6.0);
    const Lane x = dsp_test::toFloat(tone), y = shaped(x, shape(15.0, 15.0));
    const size_t from = x.size() - 48000;
    double worst = 0.0;
    for (size_t i = from; i < x.size(); ++i) {
      worst = std::max(worst, std::fabs(static_cast<double>(y[i]) - static_cast<double>(x[i])));
    }
    EXPECT_LT(measure::toDb(worst), -120.0) << hz;
  }
  const Lane noise = noiseLane(48000 * 4, 0.5, 5), y = shaped(noise, shape(15.0, 15.0));
  const double change = energyDb(y, 2.0, 4.0) - energyDb(noise, 2.0, 4.0);
  measure::printFigure("steady noise with +15 and +15 dB: level change", change, "dB");
  EXPECT_LT(std::fabs(change), 0.5);
}

TEST(TransientBank, NothingIsSteppedAndNothingIsBeyondTheLabels) {
  // Whatever arrives: gain within ±15 dB, and no faster than a one-pole of 0.5 ms.
  TransientSettings s = shape(15.0, -15.0);
  s.attackMs = 5.0;
  s.sustainMs = 50.0;
  const double kFastest = 30.0 * (1.0 - std::exp(-1000.0 / (0.5 * kRate)));
  for (uint32_t seed = 1; seed < 6; ++seed) {
    Lane x = noiseLane(48000, 1.0, seed);
    for (size_t i = 0; i < x.size(); ++i) {
      const double size =
          std::pow(10.0, -5.0 * std::fabs(std::sin(static_cast<double>(i / (300 * seed)))));
      x[i] = (x[i] < 0.0f ? -1.0f : 1.0f) * static_cast<float>(size);
    }
    const Lane y = shaped(x, s);
    double last = 0.0, most = 0.0, step = 0.0;
    for (size_t i = 0; i < x.size(); ++i) {
      const double gain = measure::toDb(static_cast<double>(y[i]) / static_cast<double>(x[i]));
      most = std::max(most, std::fabs(gain));
      step = std::max(step, std::fabs(gain - last));
      last = gain;
    }
    EXPECT_LE(most, 15.0001);
    EXPECT_LT(step, kFastest);
  }
  // A 100 Hz tone that falls by 30 dB a second, where the share hangs on the lag of 7.5 dB.
  Lane x(96000);
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    x[i] = static_cast<float>(0.5 * measure::fromDb(-30.0 * t) *
                              std::sin(2.0 * measure::kPi * 100.0 * t));
  }
  const Lane y = shaped(x, shape(0.0, 15.0));
  double low = 100.0, high = -100.0;
  for (size_t i = x.size() - 9600; i < x.size(); ++i) {
    if (std::fabs(x[i]) < 1e-5f) continue;
    const double gain = measure::toDb(static_cast<double>(y[i]) / static_cast<double>(x[i]));
    high = std::max(high, gain);
    low = std::min(low, gain);
  }
  const double ripple = high - low;
  measure::printFigure("gain on a tone that falls by 30 dB/s, +15 dB", high, "dB");
  measure::printFigure("ripple of the gain on a decaying 100 Hz tone, +15 dB", ripple, "dB");
  EXPECT_LT(ripple, 0.6);
}

TEST(TransientBank, OutputAndMixApply) {
  const Lane x = noiseLane(4096, 0.5, 3);
  TransientSettings s;
  s.outputDb = 6.0;
  s.mixPercent = 50.0;
  const Lane y = shaped(x, s);
  const double want = 0.5 + 0.5 * measure::fromDb(6.0);
  for (size_t i = 0; i < x.size(); ++i) {
    ASSERT_NEAR(static_cast<double>(y[i]), want * static_cast<double>(x[i]), 1e-6);
  }
  s = shape(15.0, -15.0);
  s.mixPercent = 0.0;
  EXPECT_EQ(shaped(x, s), x);
}

TEST(TransientBank, FocusChoosesTheHits) {
  // A hit of 60 Hz below a focus of 1 kHz, under a steady tone of 3 kHz: no transient there.
  TransientSettings s = shape(12.0, 0.0);
  Lane x(48000);
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    const double thump =
        t > 0.5 ? std::exp(-(t - 0.5) / 0.05) * std::sin(2.0 * measure::kPi * 60.0 * (t - 0.5))
                : 0.0;
    x[i] = static_cast<float>(0.05 * std::sin(2.0 * measure::kPi * 3000.0 * t) + 0.5 * thump);
  }
  const double whole = energyDb(shaped(x, s), 0.5, 0.51) - energyDb(x, 0.5, 0.51);
  s.focusHz = 1000.0;
  const double focused = energyDb(shaped(x, s), 0.5, 0.51) - energyDb(x, 0.5, 0.51);
  measure::printFigure("60 Hz hit over a 3 kHz tone, whole band", whole, "dB");
  measure::printFigure("60 Hz hit over a 3 kHz tone, focus at 1 kHz", focused, "dB");
  EXPECT_GT(whole, 9.0);
  EXPECT_LT(std::fabs(focused), 0.5);
}

/// As transient_block.h says it: dB, double, one sample after the other.
std::vector<double> reference(const TransientSettings& s, double rate, const Lane& key,
                              const Lane& x) {
  const auto k = [&](double ms) { return 1.0 - std::exp(-1000.0 / (ms * rate)); };
  const auto share = [](double db) {
    const double u = std::clamp(db / 12.0, 0.0, 1.0);
    return u * u * (3.0 - 2.0 * u);
  };
  const auto window = static_cast<size_t>(std::lround(0.01 * rate));
  double fast = -120.0, slow = -120.0, late = -120.0, given = 0.0;
  std::vector<double> out(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    double peak = 1e-6;
    for (size_t j = i + 1 < window ? 0 : i + 1 - window; j <= i; ++j) {
      peak = std::max(peak, std::fabs(static_cast<double>(key[j])));
    }
    const double db = 20.0 * std::log10(peak);
    fast = std::max(db, fast + k(10.0) * (db - fast));
    slow = std::clamp(slow + k(s.attackMs) * (fast - slow), fast - 18.0, fast + 18.0);
    late = std::clamp(late + k(s.sustainMs) * (fast - late), fast, fast + 18.0);
    const double a = share(fast - slow), ring = share(late - fast);
    given += k(0.5) * (s.attackDb * a + s.sustainDb * ring * (1.0 - a) - given);
    const double wet = std::pow(10.0, (given + s.outputDb) / 20.0), mix = s.mixPercent / 100.0;
    out[i] = static_cast<double>(x[i]) * (1.0 - mix + mix * wet);
  }
  return out;
}

TEST(TransientBank, EveryLaneEqualsThePlainReference) {
  constexpr int kFrames = 128 * 40;
  for (double rate : {44100.0, 48000.0, 88200.0, 192000.0}) {
    for (bool stereo : {false, true}) {
      double worst = 0.0;
      for (int bankCount : {1, 3}) {
        std::vector<TransientBank> banks(static_cast<size_t>(bankCount));
        std::vector<TransientBank*> pointers;
        std::vector<std::vector<Lane>> input;
        const auto settingsOf = [&](size_t bank, int lane) {
          const int seed = bankCount + static_cast<int>(bank) * 4 + (stereo ? lane & 2 : lane);
          TransientSettings s = shape(15.0 - 4.0 * (seed % 8), 5.0 * (seed % 7) - 15.0);
          s.attackMs = 5.0 + 9.0 * (seed % 5);
          s.sustainMs = 50.0 + 100.0 * (seed % 4);
          s.outputDb = seed % 3 - 1.0;
          s.mixPercent = 100.0 - 15.0 * (seed % 3);
          return s;
        };
        uint32_t seed = 1;
        for (size_t b = 0; b < banks.size(); ++b) {
          banks[b].prepare(rate);
          banks[b].setStereo(stereo);
          input.emplace_back();
          for (int lane = 0; lane < kLanes; ++lane) {
            banks[b].setLane(lane, settingsOf(b, lane), true);
            Lane x = noiseLane(kFrames, 0.9, seed++);
            for (size_t i = 0; i < x.size(); ++i)
              x[i] *= (i / (900 + 100 * seed)) % 2 ? 0.01f : 1.0f;
            input.back().push_back(x);
          }
          pointers.push_back(&banks[b]);
        }
        const auto output = runBanks(pointers, input);
        for (size_t b = 0; b < banks.size(); ++b) {
          for (size_t lane = 0; lane < kLanes; ++lane) {
            Lane key = input[b][lane];
            for (size_t i = 0; stereo && i < key.size(); ++i) {
              key[i] = std::max(std::fabs(key[i]), std::fabs(input[b][lane ^ 1][i]));
            }
            const auto want =
                reference(settingsOf(b, static_cast<int>(lane)), rate, key, input[b][lane]);
            for (size_t i = 0; i < want.size(); ++i) {
              if (std::fabs(want[i]) < 1e-9) continue;
              const double error =
                  std::fabs(measure::toDb(static_cast<double>(output[b][lane][i]) / want[i]));
              if (!(error <= worst)) worst = error;
            }
          }
        }
      }
      measure::printFigure(
          ("transient shaper against the double reference, " +
           std::to_string(static_cast<int>(rate)) + (stereo ? " Hz, stereo" : " Hz, mono"))
              .c_str(),
          worst, "dB");
      EXPECT_LT(worst, 5e-4) << rate;
    }
  }
}

TEST(TransientBank, MetersShowTheGain) {
  TransientBank bank;
  bank.prepare(kRate);
  bank.setLane(0, shape(12.0, 0.0), true);
  bank.setLane(1, shape(-9.0, 0.0), true);
  const Lane x = drum(-6.0, 200.0, 0.4);
  runBanks<TransientBank>({&bank}, {{Lane(x.begin(), x.begin() + 256),
                                     Lane(x.begin(), x.begin() + 256), Lane(256), Lane(256)}});
  EXPECT_NEAR(bank.gainBoostDb(0), 12.0, 0.1);
  EXPECT_EQ(bank.gainReductionDb(0), 0.0f);
  EXPECT_NEAR(bank.gainReductionDb(1), -9.0, 0.1);
  EXPECT_EQ(bank.gainBoostDb(1), 0.0f);
  EXPECT_EQ(bank.gainReductionDb(2), 0.0f);
}

}  // namespace
}  // namespace lathe

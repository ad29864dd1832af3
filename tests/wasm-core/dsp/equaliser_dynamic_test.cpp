// Dynamic bands: their shape, how far they act, how fast, and on what.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "dsp/equaliser_bank.h"
#include "equaliser_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::analogueDb;
using dsp_test::decibels;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::oneBand;
using dsp_test::runLane;

constexpr int kBand = 2;

Lane sine(double hz, double levelDb, double seconds, double rate = 48000.0) {
  measure::Samples x;
  measure::appendSine(x, rate, hz, levelDb, seconds);
  return dsp_test::toFloat(x);
}

/// A band with an external key, whose level the tests set.
EqualiserSettings keyed(BandType type, double hz, double gainDb, double q, double dynamicDb,
                        const BankBlock* key) {
  EqualiserSettings s = oneBand(type, hz, gainDb, q);
  DynamicBandSettings& d = s.band[kBand].dynamic;
  d.on = true;
  d.dynamicGainDb = dynamicDb;
  d.thresholdDb = -40.0;
  d.ratio = 4.0;
  d.attackMs = 5.0;
  d.releaseMs = 50.0;
  d.key = key;
  return s;
}

/// Runs `x` through lane 0 while `key`, as long, is in the key's lane 0.
Lane runKeyed(EqualiserBank& bank, const Lane& x, const Lane& key, BankBlock& keyBlock) {
  return runLane(bank, 0, x, [&](int block) {
    for (size_t i = 0; i < kBlockFrames; ++i) {
      const size_t at = static_cast<size_t>(block) * kBlockFrames + i;
      keyBlock.frame[i] = f32x4::zero();
      if (at < key.size()) keyBlock.frame[i].set(0, key[at]);
    }
  });
}

/// Response after a second of a key at `keyDb`, and the dynamic gain then.
struct Held {
  Lane response;
  double gainDb;
};
Held held(EqualiserSettings s, double keyDb) {
  BankBlock key;
  s.band[kBand].dynamic.key = &key;
  EqualiserBank bank;
  bank.prepare(48000.0);
  bank.setLane(0, s, true);
  Lane x(56192, 0.0f);
  x[48000] = 1.0f;
  const double hz = s.band[kBand].freqHz;
  const double keyHz = s.band[kBand].type == BandType::LowShelf ? 0.2 * hz
                       : s.band[kBand].type == BandType::Bell   ? hz
                                                                : 5.0 * hz;
  const Lane y = runKeyed(bank, x, sine(keyHz, keyDb, 1.2), key);
  return {Lane(y.begin() + 48000, y.end()), static_cast<double>(bank.dynamicGainDb(0, kBand))};
}

TEST(EqualiserDynamic, KeepsItsShapeFromNoActionToFull) {
  const struct {
    const char* name;
    BandType type;
    double hz, q;
  } cases[] = {{"bell", BandType::Bell, 1500.0, 1.0},
               {"bell", BandType::Bell, 3000.0, 4.0},
               {"low shelf", BandType::LowShelf, 800.0, 0.71},
               {"high shelf", BandType::HighShelf, 3000.0, 0.71},
               {"tilt", BandType::Tilt, 1000.0, 1.0}};
  for (EqualiserQuality quality : {EqualiserQuality::Standard, EqualiserQuality::Exact}) {
    const bool exact = quality == EqualiserQuality::Exact;
    double atEnds = 0.0, between = 0.0;
    for (const auto& c : cases) {
      for (double gain : {-6.0, 3.0}) {
        for (double dynamic : {-9.0, 9.0}) {
          for (double keyDb : {-60.0, -37.0, -34.0, -30.0, 0.0}) {
            EqualiserSettings s = keyed(c.type, c.hz, gain, c.q, dynamic, nullptr);
            s.quality = quality;
            const Held h = held(s, keyDb);
            const bool end = keyDb == -60.0 || keyDb == 0.0;
            if (end) EXPECT_EQ(h.gainDb, keyDb == 0.0 ? dynamic : 0.0);
            BandSettings want = s.band[kBand];
            want.gainDb += h.gainDb;
            double& worst = end ? atEnds : between;
            for (double x = 20.0; x <= 20000.0; x *= 1.15) {
              worst = std::max(worst, std::fabs(decibels(h.response, x) - analogueDb(want, x)));
            }
          }
        }
      }
    }
    const std::string name = exact ? " (exact)" : " (standard)";
    measure::printFigure(("dynamic band, no or full action: worst error" + name).c_str(), atEnds,
                         "dB");
    measure::printFigure(("dynamic band, in between: worst error" + name).c_str(), between, "dB");
    EXPECT_LE(atEnds, exact ? 0.1 : 0.7);
    EXPECT_LE(between, exact ? 0.1 : 0.7);
  }
}

TEST(EqualiserDynamic, ActsByThresholdAndRatio) {
  double worst = 0.0;
  for (bool above : {true, false}) {
    for (double ratio : {1.2, 3.0, 10.0}) {
      for (double dynamic : {-18.0, 12.0}) {
        for (double keyDb : {-70.0, -43.0, -37.0, -25.0, -3.0}) {
          EqualiserSettings s = keyed(BandType::Bell, 1000.0, 0.0, 1.0, dynamic, nullptr);
          s.band[kBand].dynamic.ratio = ratio;
          s.band[kBand].dynamic.above = above;
          const double over = std::max(0.0, above ? keyDb + 40.0 : -40.0 - keyDb);
          const double want =
              std::min(std::fabs(dynamic), over * (1.0 - 1.0 / ratio)) * (dynamic > 0 ? 1 : -1);
          worst = std::max(worst, std::fabs(held(s, keyDb).gainDb - want));
        }
      }
    }
  }
  measure::printFigure("dynamic band: static curve, worst error", worst, "dB");
  EXPECT_LE(worst, 0.05);
}

TEST(EqualiserDynamic, RelativeFollowsTheBalanceNotTheLevel) {
  for (double level : {-50.0, -30.0, -10.0}) {
    // In the key: the band's tone 6 dB under a low one, whatever the level.
    Lane key = sine(100.0, level, 1.0);
    const Lane tone = sine(5000.0, level - 6.0, 1.0);
    for (size_t i = 0; i < key.size(); ++i) key[i] += tone[i];
    EqualiserSettings s = keyed(BandType::Bell, 5000.0, 0.0, 1.0, -18.0, nullptr);
    DynamicBandSettings& d = s.band[kBand].dynamic;
    d.relative = true;
    d.thresholdDb = -20.0;
    d.ratio = 2.0;
    BankBlock keyBlock;
    d.key = &keyBlock;
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, s, true);
    runKeyed(bank, Lane(key.size(), 0.0f), key, keyBlock);
    // The whole's peak is the sum of both: 6 + 20·log10(1.5) dB above the tone's.
    const double want = -0.5 * (20.0 - 6.0 - 20.0 * std::log10(1.5));
    measure::printFigure("relative threshold: dynamic gain", bank.dynamicGainDb(0, kBand), "dB");
    EXPECT_NEAR(static_cast<double>(bank.dynamicGainDb(0, kBand)), want, 0.25);
  }
}

/// Seconds after `from` until the gain of a steady tone has gone `share` of the way to its last.
double secondsTo(const Lane& y, size_t from, size_t to, double share, double rate) {
  constexpr size_t kPeriod = 24;
  const auto gainDb = [&](size_t at) {
    double power = 0.0;
    for (size_t i = at; i < at + kPeriod; ++i) power += static_cast<double>(y[i]) * y[i];
    return 10.0 * std::log10(power + 1e-30);
  };
  const double start = gainDb(from - kPeriod), end = gainDb(to - kPeriod);
  for (size_t i = from; i < to - kPeriod; ++i) {
    if (std::fabs(gainDb(i) - start) >= share * std::fabs(end - start)) {
      return (static_cast<double>(i - from) + 0.5 * kPeriod) / rate;
    }
  }
  return 1e9;
}

TEST(EqualiserDynamic, AttackAndReleaseTakeTheTimeTheySay) {
  const struct {
    double attackMs, releaseMs;
  } cases[] = {{0.5, 10.0}, {2.0, 25.0}, {10.0, 120.0}, {50.0, 300.0}, {200.0, 1000.0}};
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const double hz = rate / 24.0;
    for (const auto& c : cases) {
      const double attackFor = 6.0 * c.attackMs * 1e-3 + 0.1;
      const double releaseFor = 7.0 * c.releaseMs * 1e-3 + 0.1;
      const auto frames = [rate](double seconds) {
        return static_cast<size_t>(seconds * rate / kBlockFrames) * kBlockFrames;
      };
      const size_t on = frames(0.1), off = on + frames(attackFor), end = off + frames(releaseFor);
      const Lane x = sine(hz, -12.0, static_cast<double>(end) / rate, rate);
      Lane key = x;
      for (size_t i = 0; i < key.size(); ++i) {
        if (i < on || i >= off) key[i] = 0.0f;
      }
      BankBlock keyBlock;
      EqualiserSettings s = keyed(BandType::Bell, hz, 0.0, 0.5, -12.0, &keyBlock);
      s.band[kBand].dynamic.attackMs = c.attackMs;
      s.band[kBand].dynamic.releaseMs = c.releaseMs;
      EqualiserBank bank;
      bank.prepare(rate);
      bank.setLane(0, s, true);
      const Lane y = runKeyed(bank, x, key, keyBlock);
      const double attack = 1000.0 * secondsTo(y, on, off, 0.632, rate);
      const double release = 1000.0 * secondsTo(y, off, end, 0.632, rate);
      const std::string name = std::to_string(static_cast<int>(rate)) + " Hz, " +
                               std::to_string(c.attackMs).substr(0, 5) + "/" +
                               std::to_string(c.releaseMs).substr(0, 5) + " ms";
      measure::printFigure((name + ": attack").c_str(), attack, "ms");
      measure::printFigure((name + ": release").c_str(), release, "ms");
      EXPECT_NEAR(attack, c.attackMs, 0.06 * c.attackMs + 0.7) << name;
      EXPECT_NEAR(release, c.releaseMs, 0.06 * c.releaseMs + 1.5) << name;
    }
  }
}

TEST(EqualiserDynamic, DoesNotDistortASteadyTone) {
  for (double hz : {60.0, 100.0, 1000.0, 7000.0}) {
    EqualiserSettings s = keyed(BandType::Bell, hz, 0.0, 1.0, -12.0, nullptr);
    s.band[kBand].dynamic.thresholdDb = -16.0;
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, s, true);
    const Lane y = runLane(bank, 0, sine(hz, -6.0, 3.0));
    const double amplitude = dsp_test::amplitudeAt(y, 96000, 48000, hz, 48000.0);
    double power = 0.0;
    for (size_t i = 96000; i < 144000; ++i) power += static_cast<double>(y[i]) * y[i];
    const double rest = power / 48000.0 - 0.5 * amplitude * amplitude;
    const double ratio = 10.0 * std::log10(std::max(rest, 1e-30) / (0.5 * amplitude * amplitude));
    measure::printFigure(
        ("distortion of a steady " + std::to_string(static_cast<int>(hz)) + " Hz").c_str(), ratio,
        "dB");
    EXPECT_NEAR(20.0 * std::log10(amplitude), -6.0 - 7.5, 0.3) << hz;  // (−6 + 16)·¾
    EXPECT_LT(ratio, -70.0) << hz;
  }
}

TEST(EqualiserDynamic, APairActsAsOneAndStrangersDoNot) {
  for (bool stereo : {true, false}) {
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setStereo(stereo);
    for (int lane = 0; lane < kLanes; ++lane) {
      bank.setLane(lane, keyed(BandType::HighShelf, 2000.0, 0.0, 0.71, -9.0, nullptr), true);
    }
    runLane(bank, 1, sine(9000.0, -3.0, 0.5));
    for (int lane = 0; lane < kLanes; ++lane) {
      const bool acts = lane == 1 || (stereo && lane == 0);
      EXPECT_EQ(bank.dynamicGainDb(lane, kBand), acts ? -9.0f : 0.0f) << lane;
    }
  }
}

TEST(EqualiserDynamic, WildActionStaysSmoothAndBounded) {
  // 18 dB to and fro within a run of 32 frames.
  for (EqualiserQuality quality : {EqualiserQuality::Standard, EqualiserQuality::Exact}) {
    for (double q : {0.5, 1.0, 4.0, 20.0}) {
      double worst = 0.0;
      for (double hz : {80.0, 1000.0, 6000.0}) {
        for (double dynamic : {-18.0, 18.0}) {
          BankBlock keyBlock;
          EqualiserSettings s = keyed(BandType::Bell, hz, 0.0, q, dynamic, &keyBlock);
          s.quality = quality;
          s.band[kBand].dynamic.attackMs = 0.5;
          s.band[kBand].dynamic.releaseMs = 10.0;
          EqualiserBank bank;
          bank.prepare(48000.0);
          bank.setLane(0, s, true);
          const Lane x = sine(hz, -20.0, 1.0);
          Lane key = noiseLane(48000, 1.0, 5);  // in bursts of 5 ms every 30
          for (size_t i = 0; i < key.size(); ++i) {
            if (i / 240 % 6 != 0) key[i] = 0.0f;
          }
          const Lane y = runKeyed(bank, x, key, keyBlock);
          // The sine's own step and the action's, each at its largest.
          const double peak = std::pow(10.0, (-20.0 + std::max(0.0, dynamic)) / 20.0);
          const double loudest = peak * 2.0 * std::sin(measure::kPi * hz / 48000.0) +
                                 peak * (1.0 - std::pow(10.0, -18.0 / 20.0)) / kEqRunFrames;
          for (size_t i = 1; i < y.size(); ++i) {
            ASSERT_TRUE(std::isfinite(y[i]));
            const double step =
                std::fabs(static_cast<double>(y[i]) - static_cast<double>(y[i - 1]));
            worst = std::max(worst, step / loudest);
          }
        }
      }
      measure::printFigure(("wild action, Q " + std::to_string(q).substr(0, 4) +
                            ": largest step over sine's and action's")
                               .c_str(),
                           worst, "x");
      EXPECT_LT(worst, 1.2) << q;
    }
  }
}

TEST(EqualiserDynamic, SwitchingItOnAndOffDoesNotClick) {
  const Lane x = sine(101.7, -6.0, 1.0);
  const EqualiserSettings off = oneBand(BandType::Bell, 100.0, 3.0, 1.0);
  const EqualiserSettings on = keyed(BandType::Bell, 100.0, 3.0, 1.0, -12.0, nullptr);
  for (bool back : {false, true}) {
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, back ? on : off, true);
    const Lane y = runLane(bank, 0, x, [&](int block) {
      if (block == 180) bank.setLane(0, back ? off : on, false);
    });
    const double loudest =
        0.5012 * std::pow(10.0, 3.0 / 20.0) * 2.0 * std::sin(measure::kPi * 101.7 / 48000.0);
    double worst = 0.0;
    for (size_t i = 170 * kBlockFrames; i < y.size(); ++i) {
      worst = std::max(worst, std::fabs(static_cast<double>(y[i]) - static_cast<double>(y[i - 1])));
    }
    measure::printFigure("dynamic on and off: largest step over the loudest sine's",
                         worst / loudest, "x");
    EXPECT_LT(worst / loudest, 1.05);
    EXPECT_EQ(bank.dynamicGainDb(0, kBand), back ? 0.0f : -12.0f);
  }
}

TEST(EqualiserDynamic, ResetForgetsTheAction) {
  const EqualiserSettings s = dsp_test::busyAndDynamic(5);
  EqualiserBank used, fresh;
  for (EqualiserBank* bank : {&used, &fresh}) {
    bank->prepare(48000.0);
    bank->setLane(1, s, true);
  }
  runLane(used, 1, noiseLane(128 * 100, 0.9, 3));
  used.resetLane(1);
  const Lane x = noiseLane(128 * 60, 0.5, 4);
  const Lane got = runLane(used, 1, x), want = runLane(fresh, 1, x);
  // The grid of gains is made anew in other blocks: the same within its error.
  double worst = 0.0;
  for (size_t i = 0; i < x.size(); ++i) {
    worst = std::max(worst, std::fabs(static_cast<double>(got[i]) - static_cast<double>(want[i])));
  }
  EXPECT_LT(worst, 1e-3);
}

TEST(EqualiserDynamic, ABadKeyIsForgotten) {
  for (float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 3.0e38f}) {
    BankBlock keyBlock;
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, keyed(BandType::Bell, 1000.0, 0.0, 1.0, -12.0, &keyBlock), true);
    Lane key(48000, 0.0f);
    key[300] = bad;
    const Lane x = noiseLane(48000, 0.5, 8);
    for (float y : runKeyed(bank, x, key, keyBlock)) ASSERT_TRUE(std::isfinite(y));
    EXPECT_EQ(bank.dynamicGainDb(0, kBand), 0.0f);
  }
}

}  // namespace
}  // namespace lathe

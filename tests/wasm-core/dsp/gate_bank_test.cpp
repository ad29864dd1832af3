// The gate's bank against a plain double reference, its key and its look-ahead.
#include "dsp/gate_bank.h"

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

GateSettings busy(int seed) {
  GateSettings s;
  s.mode = static_cast<GateMode>(seed % 3);
  s.thresholdDb = -35.0 + 3.0 * (seed % 7);
  s.ratio = 1.5 + 2.0 * (seed % 4);
  s.rangeDb = 15.0 + 11.0 * (seed % 5);
  s.hysteresisDb = 2.0 * (seed % 4);
  s.kneeDb = 3.0 * (seed % 3);
  s.attackMs = 0.1 + 2.0 * (seed % 5);
  s.holdMs = 13.0 * (seed % 4);
  s.releaseMs = 6.0 + 31.0 * (seed % 5);
  return s;
}

/// Noise with bursts, so that the gate opens and closes.
Lane bursts(int frames, uint32_t seed) {
  Lane x = noiseLane(frames, 0.8, seed);
  for (size_t i = 0; i < x.size(); ++i) {
    if ((i / (2000 + 300 * (seed % 5))) % 2 == 1) x[i] *= 0.004f;
  }
  return x;
}

/// As the headers say it: dB, double, one sample after the other.
std::vector<double> reference(const GateSettings& s, double rate, const Lane& key, const Lane& x) {
  const bool duck = s.mode == GateMode::Duck;
  const double windowMs = s.holdMs + s.releaseMs < 20.0 ? 4.0 : 10.0;
  const auto window = static_cast<size_t>(std::lround(windowMs * 0.001 * rate));
  const double hold = std::round(std::max(0.0, s.holdMs - windowMs) * 0.001 * rate);
  const double releaseMs = s.releaseMs - std::max(0.0, windowMs - s.holdMs);
  const double attack = 1.0 - std::exp(-1000.0 / (s.attackMs * rate));
  const double release = 1.0 - std::exp(-1000.0 / (releaseMs * rate));
  double openLeft = -1.0, duckLeft = -1.0, target = 0.0, given = 0.0;
  std::vector<double> out(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    double peak = 1e-10;
    for (size_t j = i + 1 < window ? 0 : i + 1 - window; j <= i; ++j) {
      peak = std::max(peak, std::fabs(static_cast<double>(key[j])));
    }
    double db = 20.0 * std::log10(peak);
    const double close = s.thresholdDb - s.hysteresisDb;
    if (db >= (openLeft >= 0.0 ? close : s.thresholdDb)) {
      openLeft = duck ? 0.0 : hold;
    } else if (openLeft >= 0.0) {
      openLeft -= 1.0;
    }
    const bool open = openLeft >= 0.0;
    if (open) db = std::max(db, close);
    const double beyond = ((open ? close : s.thresholdDb) - db) * (duck ? -1.0 : 1.0);
    double asked = 0.0;
    if (s.mode == GateMode::Gate) {
      asked = beyond > 0.0 ? s.rangeDb : 0.0;
    } else if (2.0 * beyond > s.kneeDb) {
      asked = (s.ratio - 1.0) * beyond;
    } else if (2.0 * beyond > -s.kneeDb) {
      const double k = beyond + s.kneeDb / 2.0;
      asked = (s.ratio - 1.0) * k * k / (2.0 * s.kneeDb);
    }
    asked = std::min(asked, s.rangeDb);
    if (asked >= target) {
      duckLeft = duck ? hold : 0.0;
    } else {
      duckLeft = std::max(duckLeft - 1.0, -1.0);
    }
    if (duckLeft >= 0.0) asked = std::max(asked, target);
    target = asked;
    const bool grows = target > given;
    given += (target - given) * (grows == duck ? attack : release);
    out[i] = static_cast<double>(x[i]) * std::pow(10.0, -given / 20.0);
  }
  return out;
}

double worstDb(const std::vector<double>& want, const Lane& got) {
  double worst = 0.0;
  for (size_t i = 0; i < want.size(); ++i) {
    if (std::fabs(want[i]) < 1e-9) continue;
    const double error = std::fabs(20.0 * std::log10(static_cast<double>(got[i]) / want[i]));
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

TEST(GateBank, EveryLaneEqualsThePlainReference) {
  constexpr int kFrames = 128 * 40;
  for (double rate : {44100.0, 48000.0, 88200.0, 192000.0}) {
    for (bool stereo : {false, true}) {
      double worst = 0.0;
      for (int bankCount : {1, 3}) {
        std::vector<GateBank> banks(static_cast<size_t>(bankCount));
        std::vector<GateBank*> pointers;
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
            for (size_t i = 0; stereo && i < key.size(); ++i) {
              key[i] = std::max(std::fabs(key[i]), std::fabs(input[b][lane ^ 1][i]));
            }
            const auto want =
                reference(settingsOf(b, static_cast<int>(lane)), rate, key, input[b][lane]);
            worst = std::max(worst, worstDb(want, output[b][lane]));
          }
        }
      }
      measure::printFigure(
          ("gate against the double reference, " + std::to_string(static_cast<int>(rate)) +
           (stereo ? " Hz, stereo" : " Hz, mono"))
              .c_str(),
          worst, "dB");
      EXPECT_LT(worst, 5e-4) << rate;
    }
  }
}

/// Runs lane 1 with a key and listen bits.
Lane runKeyed(GateBank& bank, const Lane& x, const Lane* key,
              const std::function<int(int block)>& listenBits = {}) {
  Lane y;
  BankBlock block, keyBlock;
  BankBlock* blocks[] = {&block};
  const BankBlock* keys[] = {key ? &keyBlock : nullptr};
  GateBank* banks[] = {&bank};
  for (size_t at = 0; at + kBlockFrames <= x.size(); at += kBlockFrames) {
    for (size_t i = 0; i < kBlockFrames; ++i) {
      block.frame[i] = f32x4::make(0.0f, x[at + i], 0.0f, 0.0f);
      if (key) keyBlock.frame[i] = f32x4::make(0.9f, (*key)[at + i], 0.9f, 0.0f);
    }
    const auto bits =
        static_cast<uint8_t>(listenBits ? listenBits(static_cast<int>(at / kBlockFrames)) : 0);
    GateBank::process(banks, blocks, keys, &bits, 1);
    for (const f32x4& frame : block.frame) y.push_back(frame.get(1));
  }
  return y;
}

TEST(GateBank, AnotherSignalIsTheKey) {
  const Lane x(128 * 200, 0.5f);
  Lane kick(x.size(), 0.0f);
  for (size_t i = 128 * 100; i < 128 * 110; ++i) kick[i] = 0.7f;
  GateSettings s;
  s.thresholdDb = -30.0;
  s.rangeDb = 24.0;
  s.mode = GateMode::Duck;
  s.ratio = 20.0;
  s.holdMs = 0.0;
  s.releaseMs = 30.0;
  GateBank bank;
  bank.prepare(48000.0);
  bank.setLane(1, s, true);
  const Lane y = runKeyed(bank, x, &kick);
  EXPECT_TRUE(std::equal(x.begin(), x.begin() + 128 * 100, y.begin()));
  EXPECT_NEAR(measure::toDb(static_cast<double>(y[128 * 109] / 0.5f)), -24.0, 0.01);
  EXPECT_NEAR(measure::toDb(static_cast<double>(y.back() / 0.5f)), 0.0, 0.01);
  // Without it, the same settings duck on the lane's own level.
  GateBank own;
  own.prepare(48000.0);
  own.setLane(1, s, true);
  EXPECT_NEAR(measure::toDb(static_cast<double>(runKeyed(own, x, nullptr).back() / 0.5f)), -24.0,
              0.01);
}

TEST(GateBank, KeyFiltersFollowTheirAnalogueCurves) {
  GateSettings s;
  s.keyHighPassHz = 200.0;
  s.keyLowPassHz = 5000.0;
  GateBank bank;
  bank.prepare(48000.0);
  bank.setLane(1, s, true);
  Lane impulse(1 << 15, 0.0f), silence(1 << 15, 0.0f);
  impulse[128] = 1.0f;
  const Lane h = runKeyed(bank, silence, &impulse, [](int) { return 2; });
  double worst = 0.0;
  for (double hz : {50.0, 100.0, 200.0, 400.0, 1000.0, 3000.0, 5000.0, 8000.0, 12000.0}) {
    const double high = std::pow(hz / 200.0, 2), low = std::pow(hz / 5000.0, 2);
    const double want = high / std::sqrt(1.0 + high * high) / std::sqrt(1.0 + low * low);
    worst = std::max(worst, std::fabs(measure::toDb(dsp_test::magnitude(h, hz, 48000.0) / want)));
  }
  measure::printFigure("key filters against the analogue curve, 50 Hz to 12 kHz", worst, "dB");
  EXPECT_LT(worst, 0.6);
}

TEST(GateBank, KeyFiltersDecideWhatOpens) {
  // A bass below the key's high-pass does not open the gate; the same level above it does.
  GateSettings s;
  s.mode = GateMode::Gate;
  s.thresholdDb = -30.0;
  s.rangeDb = 60.0;
  s.keyHighPassHz = 500.0;
  const auto levelOut = [&](double hz) {
    measure::Samples tone;
    measure::appendSine(tone, 48000.0, hz, -12.0, 2.0);
    GateBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, s, true);
    const Lane y = runLane(bank, 0, dsp_test::toFloat(tone));
    return measure::toDb(dsp_test::amplitudeAt(y, 48000, 48000, hz, 48000.0));
  };
  EXPECT_NEAR(levelOut(50.0), -72.0, 0.5);
  EXPECT_NEAR(levelOut(2000.0), -12.0, 0.001);
}

TEST(GateBank, ListeningGivesTheKey) {
  const Lane x = noiseLane(128 * 60, 0.3, 1), key = noiseLane(128 * 60, 0.9, 2);
  GateSettings s;
  s.mode = GateMode::Gate;
  s.thresholdDb = 0.0;  // shut
  s.rangeDb = 80.0;
  s.lookAheadMs = 3.0;
  GateBank bank;
  bank.prepare(48000.0);
  bank.setLane(1, s, true);
  const Lane y =
      runKeyed(bank, x, &key, [](int block) { return block >= 20 && block < 40 ? 2 : 0; });
  // Filters off: the key itself, late by the look-ahead and at its own level.
  const size_t late = 144;
  for (size_t i = 128 * 21 + late; i < 128 * 40; ++i) ASSERT_EQ(y[i], key[i - late]) << i;
  for (size_t i = 128 * 41 + late; i < y.size(); ++i) ASSERT_LT(std::fabs(y[i]), 0.3f * 0.9f);
  // A lane that nobody listens to is as it would be, whatever its key holds.
  Lane broken = key;
  broken[128 * 10 + 5] = std::numeric_limits<float>::infinity();
  GateBank a, b;
  for (GateBank* each : {&a, &b}) {
    each->prepare(48000.0);
    each->setLane(1, GateSettings{}, true);
  }
  EXPECT_EQ(runKeyed(a, x, &broken, [](int) { return 1; }), runKeyed(b, x, nullptr));
}

TEST(GateBank, StereoStripsOfSeveralBanksKeepTheirKeys) {
  // Three stereo banks, so that two share a stream and one is alone; the second is keyed and its
  // second strip listened to. What the others give must not change.
  constexpr size_t kBanks = 3;
  const Lane key = bursts(128 * 40, 50);
  std::vector<Lane> x;
  for (uint32_t i = 0; i < kBanks * kLanes; ++i) x.push_back(bursts(128 * 40, i));
  const auto run = [&](bool keyed, std::vector<float>* gainDb) {
    GateBank banks[kBanks];
    GateBank* pointers[kBanks];
    BankBlock blocks[kBanks], keyBlock;
    BankBlock* blockPointers[kBanks];
    const BankBlock* keys[kBanks] = {};
    if (keyed) keys[1] = &keyBlock;
    const uint8_t listen[kBanks] = {0, static_cast<uint8_t>(keyed ? 12 : 0), 0};
    for (size_t b = 0; b < kBanks; ++b) {
      banks[b].prepare(48000.0);
      banks[b].setStereo(true);
      for (int lane = 0; lane < kLanes; ++lane) {
        banks[b].setLane(lane, busy(static_cast<int>(b) + lane / 2), true);
      }
      pointers[b] = &banks[b];
      blockPointers[b] = &blocks[b];
    }
    std::vector<Lane> y(kBanks * kLanes);
    for (size_t at = 0; at < key.size(); at += kBlockFrames) {
      for (size_t i = 0; i < kBlockFrames; ++i) {
        for (size_t lane = 0; lane < kBanks * kLanes; ++lane) {
          blocks[lane / 4].frame[i].set(static_cast<int>(lane % 4), x[lane][at + i]);
        }
        keyBlock.frame[i] = f32x4::make(key[at + i], 0.0f, 0.0f, key[at + i]);
      }
      GateBank::process(pointers, blockPointers, keys, listen, kBanks);
      for (size_t lane = 0; lane < kBanks * kLanes; ++lane) {
        for (const f32x4& frame : blocks[lane / 4].frame) {
          y[lane].push_back(frame.get(static_cast<int>(lane % 4)));
        }
      }
    }
    for (int lane = 0; gainDb && lane < kLanes; ++lane) {
      gainDb->push_back(banks[1].gainReductionDb(lane));
    }
    return y;
  };
  std::vector<float> gainDb;
  const auto with = run(true, &gainDb), without = run(false, nullptr);
  for (size_t lane : {0u, 1u, 2u, 3u, 8u, 9u, 10u, 11u}) EXPECT_EQ(with[lane], without[lane]);
  // The keyed strip, from the reference; both of its sides get the key's one gain.
  for (size_t lane : {4u, 5u}) {
    EXPECT_LT(worstDb(reference(busy(1), 48000.0, key, x[lane]), with[lane]), 5e-4);
  }
  EXPECT_EQ(gainDb[0], gainDb[1]);
  // The strip that is listened to.
  EXPECT_TRUE(std::equal(key.begin() + 128, key.end(), with[7].begin() + 128));
  for (size_t i = 128; i < key.size(); ++i) ASSERT_EQ(with[6][i], 0.0f);
}

TEST(GateBank, KeyFiltersOffAreExact) {
  const Lane key = noiseLane(128 * 30, 0.9, 2), x(key.size(), 0.0f);
  GateBank bank;
  bank.prepare(48000.0);
  GateSettings s;  // 10 Hz and 22 kHz
  bank.setLane(1, s, true);
  s.keyHighPassHz = 300.0;
  s.keyLowPassHz = 3000.0;
  bank.setLane(0, s, true);  // a neighbour whose key is filtered
  const Lane y = runKeyed(bank, x, &key, [](int) { return 2; });
  EXPECT_TRUE(std::equal(y.begin() + 128, y.end(), key.begin() + 128));
}

TEST(GateBank, KeyFiltersGlide) {
  // Listening to a 1 kHz key while the filters are switched on, moved and switched off.
  measure::Samples tone;
  measure::appendSine(tone, 48000.0, 1000.0, 0.0, 2.0);
  const Lane key = dsp_test::toFloat(tone), x(key.size(), 0.0f);
  GateSettings s;
  GateBank bank;
  bank.prepare(48000.0);
  bank.setLane(1, s, true);
  const Lane y = runKeyed(bank, x, &key, [&](int block) {
    GateSettings moved = s;
    if (block == 100) moved.keyHighPassHz = 2000.0;
    if (block == 200) moved.keyHighPassHz = 200.0, moved.keyLowPassHz = 900.0;
    if (block % 100 == 0) bank.setLane(1, moved, false);
    return 2;
  });
  double step = 0.0;
  for (size_t i = 130; i + 1 < y.size(); ++i) {
    // A sine of amplitude a has second differences of a·(2π/48)².
    const double bend = static_cast<double>(y[i + 1]) - 2.0 * static_cast<double>(y[i]) +
                        static_cast<double>(y[i - 1]);
    step = std::max(step, std::fabs(bend));
  }
  measure::printFigure("largest bend of a listened 1 kHz key, its own being 0.0171", step, "");
  EXPECT_LT(step, 0.025);
}

TEST(GateBank, LookAheadOpensBeforeTheSound) {
  for (double rate : {44100.0, 48000.0, 192000.0}) {
    GateSettings s;
    s.mode = GateMode::Gate;
    s.thresholdDb = -30.0;
    s.rangeDb = 60.0;
    s.attackMs = 0.5;
    Lane x(static_cast<size_t>(rate * 0.6), 0.001f);
    const size_t hit = x.size() / 2;
    for (size_t i = hit; i < x.size(); ++i) x[i] = 0.5f;
    const auto firstMs = [&](double lookAheadMs) {
      s.lookAheadMs = lookAheadMs;
      GateBank bank;
      bank.prepare(rate);
      bank.setLane(3, s, true);
      EXPECT_EQ(bank.latencyFrames(3), std::lround(lookAheadMs * 0.001 * rate));
      EXPECT_EQ(bank.latencyFrames(3), GateBank::latencyFrames(s, rate));
      const Lane y = runLane(bank, 3, x);
      const size_t at = hit + static_cast<size_t>(bank.latencyFrames(3));
      EXPECT_LT(y[at - 1], 0.01f);
      return measure::toDb(static_cast<double>(y[at]) / 0.5);
    };
    const double late = firstMs(0.0), ahead = firstMs(5.0);
    EXPECT_LT(late, -30.0);
    EXPECT_GT(ahead, -0.01);
    if (rate == 48000.0) {
      measure::printFigure("first sample of a hit, no look-ahead", late, "dB");
      measure::printFigure("first sample of a hit, 5 ms ahead of a 0.5 ms attack", ahead, "dB");
    }
  }
}

TEST(GateBank, AnExpanderDoesNotDistortASteadyTone) {
  for (double hz : {50.0, 1000.0}) {
    GateSettings s;
    s.thresholdDb = -10.0;
    s.rangeDb = 40.0;
    s.holdMs = 0.0;
    s.releaseMs = 100.0;
    measure::Samples tone;
    measure::appendSine(tone, 48000.0, hz, -20.0, 4.0);
    GateBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, s, true);
    const Lane y = runLane(bank, 0, dsp_test::toFloat(tone));
    const double fundamental = dsp_test::amplitudeAt(y, y.size() - 48000, 48000, hz, 48000.0);
    EXPECT_NEAR(measure::toDb(fundamental), -30.0, 0.01);
    double power = 0.0;
    for (int h = 2; h <= 10; ++h) {
      const double a = dsp_test::amplitudeAt(y, y.size() - 48000, 48000, h * hz, 48000.0);
      power += a * a;
    }
    const double thd = 10.0 * std::log10(power / (fundamental * fundamental));
    measure::printFigure(
        hz < 100.0 ? "expander THD at 50 Hz, 10 dB" : "expander THD at 1 kHz, 10 dB", thd, "dB");
    EXPECT_LT(thd, -95.0);
  }
}

}  // namespace
}  // namespace lathe

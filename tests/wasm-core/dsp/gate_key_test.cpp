// The gate's key: another signal, its filters, listening to it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "bank_runner.h"
#include "dsp/gate_bank.h"
#include "gate_cases.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::bursts;
using dsp_test::busyGate;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::reference;
using dsp_test::runLane;
using dsp_test::worstDb;

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

TEST(GateKey, AnotherSignalIsTheKey) {
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

TEST(GateKey, KeyFiltersFollowTheirAnalogueCurves) {
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

TEST(GateKey, KeyFiltersDecideWhatOpens) {
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

TEST(GateKey, ListeningGivesTheKey) {
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

TEST(GateKey, StereoStripsOfSeveralBanksKeepTheirKeys) {
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
        banks[b].setLane(lane, busyGate(static_cast<int>(b) + lane / 2), true);
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
    EXPECT_LT(worstDb(reference(busyGate(1), 48000.0, key, x[lane]), with[lane]), 5e-4);
  }
  EXPECT_EQ(gainDb[0], gainDb[1]);
  // The strip that is listened to.
  EXPECT_TRUE(std::equal(key.begin() + 128, key.end(), with[7].begin() + 128));
  for (size_t i = 128; i < key.size(); ++i) ASSERT_EQ(with[6][i], 0.0f);
}

TEST(GateKey, KeyFiltersOffAreExact) {
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

TEST(GateKey, KeyFiltersGlide) {
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

}  // namespace
}  // namespace lathe

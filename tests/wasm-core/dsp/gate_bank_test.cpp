// The gate's bank against a plain double reference, and its look-ahead.
#include "dsp/gate_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "bank_runner.h"
#include "gate_cases.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::bursts;
using dsp_test::busyGate;
using dsp_test::Lane;
using dsp_test::reference;
using dsp_test::runBanks;
using dsp_test::runLane;
using dsp_test::worstDb;

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
          return busyGate(bankCount + static_cast<int>(bank) * 4 + (stereo ? lane & 2 : lane));
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

// Dynamic bands in motion: linked, wild, switched, reset, and fed with rubbish.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "dsp/equaliser_bank.h"
#include "equaliser_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::kBand;
using dsp_test::keyed;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::oneBand;
using dsp_test::runKeyed;
using dsp_test::runLane;
using dsp_test::sine;

TEST(EqualiserDynamic, APairActsAsOneAndStrangersDoNot) {
  for (bool stereo : {true, false}) {
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setStereo(stereo);
    for (int lane = 0; lane < kLanes; ++lane) {
      bank.setLane(lane, keyed(BandType::HighShelf, 2000.0, 0.0, 0.71, -9.0), true);
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
          EqualiserSettings s = keyed(BandType::Bell, hz, 0.0, q, dynamic);
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
          const Lane y = runKeyed(bank, x, key);
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
  const EqualiserSettings on = keyed(BandType::Bell, 100.0, 3.0, 1.0, -12.0);
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
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, keyed(BandType::Bell, 1000.0, 0.0, 1.0, -12.0), true);
    Lane key(48000, 0.0f);
    key[300] = bad;
    const Lane x = noiseLane(48000, 0.5, 8);
    for (float y : runKeyed(bank, x, key)) ASSERT_TRUE(std::isfinite(y));
    EXPECT_EQ(bank.dynamicGainDb(0, kBand), 0.0f);
  }
}

TEST(EqualiserDynamic, HealsAtEveryRateAndLevel) {
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    for (float bad :
         {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 1e6f}) {
      EqualiserBank bank;
      bank.prepare(rate);
      bank.setLane(3, dsp_test::busyAndDynamic(5), true);
      Lane x = noiseLane(128 * 60, 1.0, 4);
      for (size_t i = 128; i < 128 * 20; i += 57) x[i] = bad;
      const Lane y = runLane(bank, 3, x, [&](int block) {
        if (block % 5 == 0) bank.setLane(3, dsp_test::busyAndDynamic(block % 23), false);
      });
      for (size_t i = 128 * 21; i < y.size(); ++i) ASSERT_TRUE(std::isfinite(y[i])) << rate;
      for (float v : runLane(bank, 3, noiseLane(128 * 60, 0.5, 5))) {
        ASSERT_LT(std::fabs(v), 100.0f) << rate;
      }
    }
  }
}

}  // namespace
}  // namespace lathe

// EBU Tech 3341 (November 2023), table 1, cases 1–6 and 9–14: what an "EBU Mode"
// meter must read, at every sample rate.
#include <gtest/gtest.h>

#include <string>

#include "conformance/tone_feeder.h"
#include "measure/figures.h"
#include "meters/loudness_meter.h"

namespace {

using conformance::ToneFeeder;

constexpr double kTolerance = 0.1;

class Tech3341Loudness : public testing::TestWithParam<double> {
 protected:
  double rate() const { return GetParam(); }
  void prepare(int channels) { meter.prepare(rate(), channels); }
  void expectLufs(const char* what, std::optional<double> reading, double expected) {
    ASSERT_TRUE(reading.has_value()) << what << " reads nothing";
    measure::printFigure(
        (std::string(what) + " at " + std::to_string(static_cast<int>(rate()))).c_str(), *reading,
        "LUFS");
    EXPECT_NEAR(*reading, expected, kTolerance) << what;
  }
  lathe::LoudnessMeter meter;
};

TEST_P(Tech3341Loudness, Case1And2SteadyTones) {
  for (const double level : {-23.0, -33.0}) {
    prepare(2);
    ToneFeeder feeder(meter, rate(), 2);
    feeder.tone(level, 20.0);
    expectLufs("case1-2 momentary", meter.momentaryLufs(), level);
    expectLufs("case1-2 short-term", meter.shortTermLufs(), level);
    expectLufs("case1-2 integrated", meter.integratedLufs(), level);
  }
}

TEST_P(Tech3341Loudness, Case3RelativeGate) {
  prepare(2);
  ToneFeeder feeder(meter, rate(), 2);
  feeder.tone(-36.0, 10.0);
  feeder.tone(-23.0, 60.0);
  feeder.tone(-36.0, 10.0);
  expectLufs("case3 integrated", meter.integratedLufs(), -23.0);
}

TEST_P(Tech3341Loudness, Case4BothGates) {
  prepare(2);
  ToneFeeder feeder(meter, rate(), 2);
  feeder.tone(-72.0, 10.0);
  feeder.tone(-36.0, 10.0);
  feeder.tone(-23.0, 60.0);
  feeder.tone(-36.0, 10.0);
  feeder.tone(-72.0, 10.0);
  expectLufs("case4 integrated", meter.integratedLufs(), -23.0);
}

TEST_P(Tech3341Loudness, Case5GateLetsQuieterThroughWithin10Lu) {
  prepare(2);
  ToneFeeder feeder(meter, rate(), 2);
  feeder.tone(-26.0, 20.0);
  feeder.tone(-20.0, 20.1);
  feeder.tone(-26.0, 20.0);
  expectLufs("case5 integrated", meter.integratedLufs(), -23.0);
}

TEST_P(Tech3341Loudness, Case6SurroundChannelsWeighMore) {
  prepare(5);
  ToneFeeder feeder(meter, rate(), 5);
  feeder.tones({-28.0, -28.0, -24.0, -30.0, -30.0}, 20.0);
  expectLufs("case6 integrated", meter.integratedLufs(), -23.0);
}

TEST_P(Tech3341Loudness, Case9ShortTermIsConstantOverItsWindow) {
  prepare(2);
  ToneFeeder feeder(meter, rate(), 2);
  double worst = 0.0;
  feeder.every10Ms = [&](double seconds) {
    if (seconds < 3.0 - 1e-9) return;
    ASSERT_TRUE(meter.shortTermLufs().has_value());
    worst = std::max(worst, std::fabs(*meter.shortTermLufs() + 23.0));
  };
  for (int i = 0; i < 5; ++i) {
    feeder.tone(-20.0, 1.34);
    feeder.tone(-30.0, 1.66);
  }
  measure::printFigure("case9 worst short-term deviation", worst, "LU");
  EXPECT_LE(worst, kTolerance);
}

TEST_P(Tech3341Loudness, Case10MaxShortTermFindsTheToneWhereverItStarts) {
  for (int i = 0; i < 20; ++i) {
    prepare(2);
    ToneFeeder feeder(meter, rate(), 2);
    feeder.silence(i * 0.15);
    feeder.tone(-23.0, 3.0);
    feeder.silence(1.0);
    ASSERT_TRUE(meter.maxShortTermLufs().has_value());
    EXPECT_NEAR(*meter.maxShortTermLufs(), -23.0, kTolerance) << "offset " << i * 0.15 << " s";
  }
}

TEST_P(Tech3341Loudness, Case11MaxShortTermAtEveryLevel) {
  for (int i = 0; i < 20; ++i) {
    prepare(2);
    ToneFeeder feeder(meter, rate(), 2);
    feeder.silence(i * 0.15);
    feeder.tone(-38.0 + i, 3.0);
    feeder.silence(3.0 - i * 0.15);
    ASSERT_TRUE(meter.maxShortTermLufs().has_value());
    EXPECT_NEAR(*meter.maxShortTermLufs(), -38.0 + i, kTolerance) << "tone " << i;
  }
}

TEST_P(Tech3341Loudness, Case12MomentaryIsConstantOverItsWindow) {
  prepare(2);
  ToneFeeder feeder(meter, rate(), 2);
  double worst = 0.0;
  feeder.every10Ms = [&](double seconds) {
    if (seconds < 1.0 - 1e-9) return;
    ASSERT_TRUE(meter.momentaryLufs().has_value());
    worst = std::max(worst, std::fabs(*meter.momentaryLufs() + 23.0));
  };
  for (int i = 0; i < 25; ++i) {
    feeder.tone(-20.0, 0.18);
    feeder.tone(-30.0, 0.22);
  }
  measure::printFigure("case12 worst momentary deviation", worst, "LU");
  EXPECT_LE(worst, kTolerance);
}

TEST_P(Tech3341Loudness, Case13MaxMomentaryFindsTheToneWhereverItStarts) {
  double worst = 0.0;
  for (int i = 0; i < 20; ++i) {
    prepare(2);
    ToneFeeder feeder(meter, rate(), 2);
    feeder.silence(i * 0.02);
    feeder.tone(-23.0, 0.4);
    feeder.silence(1.0);
    ASSERT_TRUE(meter.maxMomentaryLufs().has_value());
    worst = std::max(worst, std::fabs(*meter.maxMomentaryLufs() + 23.0));
  }
  measure::printFigure("case13 worst deviation", worst, "LU");
  EXPECT_LE(worst, kTolerance);
}

TEST_P(Tech3341Loudness, Case14MaxMomentaryAtEveryLevel) {
  for (int i = 0; i < 20; ++i) {
    prepare(2);
    ToneFeeder feeder(meter, rate(), 2);
    feeder.silence(i * 0.02);
    feeder.tone(-38.0 + i, 0.4);
    feeder.silence(0.4 - i * 0.02);
    ASSERT_TRUE(meter.maxMomentaryLufs().has_value());
    EXPECT_NEAR(*meter.maxMomentaryLufs(), -38.0 + i, kTolerance) << "tone " << i;
  }
}

// ITU-R BS.1770-5: a 0 dBFS sine at 997 Hz in one front channel reads −3.01 LKFS.
TEST_P(Tech3341Loudness, ItuCalibrationTone) {
  prepare(2);
  ToneFeeder feeder(meter, rate(), 2, 997.0);
  feeder.tones({0.0, -400.0}, 5.0);
  ASSERT_TRUE(meter.integratedLufs().has_value());
  measure::printFigure("997 Hz in one channel", *meter.integratedLufs(), "LKFS");
  EXPECT_NEAR(*meter.integratedLufs(), -3.01, 0.005);
}

// Public meters that leave out the weighting, or average channels, miss these by 0.3 to 9 LU.
TEST_P(Tech3341Loudness, LowTonesAreWeightedDown) {
  prepare(2);
  ToneFeeder feeder(meter, rate(), 2, 60.0);
  feeder.tone(-23.0, 5.0);
  ASSERT_TRUE(meter.integratedLufs().has_value());
  measure::printFigure("60 Hz at -23", *meter.integratedLufs(), "LUFS");
  EXPECT_NEAR(*meter.integratedLufs(), -26.6, kTolerance);
}

INSTANTIATE_TEST_SUITE_P(Rates, Tech3341Loudness,
                         testing::Values(44100.0, 48000.0, 96000.0, 192000.0));

}  // namespace

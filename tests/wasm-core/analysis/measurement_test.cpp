// Figures as text, and the measurement of files.
#include "analysis/measurement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/file_measurer.h"
#include "measure/signals.h"

namespace {

TEST(FixedDecimal, RoundsHalfAwayFromZeroAndNeverSaysMinusZero) {
  EXPECT_EQ(lathe::fixedDecimal(-14.0214, 3), "-14.021");
  EXPECT_EQ(lathe::fixedDecimal(-14.02150001, 3), "-14.022");
  EXPECT_EQ(lathe::fixedDecimal(0.125, 2), "0.13");
  EXPECT_EQ(lathe::fixedDecimal(-0.125, 2), "-0.13");
  EXPECT_EQ(lathe::fixedDecimal(-0.0004, 3), "0.000");
  EXPECT_EQ(lathe::fixedDecimal(0.05, 1), "0.1");
  EXPECT_EQ(lathe::fixedDecimal(48000.0, 0), "48000");
  EXPECT_EQ(lathe::fixedDecimal(9.9996, 3), "10.000");
  EXPECT_EQ(lathe::fixedDecimal(std::numeric_limits<double>::quiet_NaN(), 3), "null");
  EXPECT_EQ(lathe::fixedDecimal(-std::numeric_limits<double>::infinity(), 3), "null");
}

TEST(Measurement, JsonHasItsKeysInOrderAndNullsWhereUndefined) {
  lathe::Measurement m;
  m.integratedLufs = -14.0;
  m.truePeakDbtp = -1.0004;
  m.durationSeconds = 180.5;
  m.sampleRate = 44100.0;
  m.channels = 2;
  EXPECT_EQ(lathe::measurementJson(m),
            "{\"integratedLufs\":-14.000,\"loudnessRangeLu\":null,\"maxMomentaryLufs\":null,"
            "\"maxShortTermLufs\":null,\"truePeakDbtp\":-1.000,\"ituTruePeakDbtp\":null,"
            "\"samplePeakDbfs\":null,\"plrDb\":null,\"minPsrDb\":null,\"correlation\":null,"
            "\"sideToMidDb\":null,"
            "\"durationSeconds\":180.500000,\"sampleRate\":44100,"
            "\"channels\":2}");
}

lathe::Measurement measured(const measure::Samples& x, int channels = 2) {
  lathe::FileMeasurer measurer;
  measurer.prepare(48000.0, channels);
  const std::vector<const double*> pointers(static_cast<size_t>(channels), x.data());
  measurer.process(pointers.data(), static_cast<int>(x.size()));
  return measurer.finish();
}

TEST(FileMeasurer, UndefinedFiguresAreAbsent) {
  const lathe::Measurement empty = measured({});
  EXPECT_EQ(empty.durationSeconds, 0.0);
  const lathe::Measurement silence = measured(measure::Samples(480000, 0.0));
  for (const lathe::Measurement& m : {empty, silence}) {
    EXPECT_FALSE(m.integratedLufs || m.loudnessRangeLu || m.maxMomentaryLufs ||
                 m.maxShortTermLufs || m.truePeakDbtp || m.ituTruePeakDbtp || m.samplePeakDbfs);
  }
  measure::Samples tone;
  measure::appendSine(tone, 48000.0, 1000.0, -20.0, 0.39);
  const lathe::Measurement tooShort = measured(tone);
  EXPECT_FALSE(tooShort.integratedLufs || tooShort.maxMomentaryLufs || tooShort.loudnessRangeLu);
  EXPECT_NEAR(tooShort.samplePeakDbfs.value(), -20.0, 0.01);
  measure::appendSine(tone, 48000.0, 1000.0, -20.0, 1.0);
  const lathe::Measurement short1 = measured(tone);
  EXPECT_NEAR(short1.integratedLufs.value(), -20.0, 0.02);
  EXPECT_FALSE(short1.maxShortTermLufs || short1.loudnessRangeLu);
}

TEST(FileMeasurer, ConstantAndFaultyFilesGiveFiguresNotNan) {
  const lathe::Measurement dc = measured(measure::Samples(480000, 0.5));
  EXPECT_NEAR(dc.samplePeakDbfs.value(), measure::toDb(0.5), 1e-6);
  // The high-pass leaves only the step at the start to hear.
  EXPECT_LT(dc.integratedLufs.value_or(-100.0), -20.0);
  measure::Samples x = measure::noise(96000, 0.1, 1);
  x[100] = std::numeric_limits<double>::quiet_NaN();
  const lathe::Measurement bad = measured(x);
  EXPECT_EQ(bad.nonFiniteStretches, 1u);
  EXPECT_TRUE(std::isfinite(bad.integratedLufs.value()));
}

TEST(FileMeasurer, AnyNumberOfChannels) {
  const measure::Samples x = measure::noise(48000, 0.1, 1);
  for (const int channels : {1, 3, 7, 8, 16, 33}) {
    const lathe::Measurement m = measured(x, channels);
    EXPECT_EQ(m.channels, channels);
    EXPECT_TRUE(m.integratedLufs.has_value());
  }
}

}  // namespace

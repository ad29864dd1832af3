// What a bar shows is the peak and mean square since it was last asked.
#include "meters/peak_meter.h"

#include <gtest/gtest.h>

#include <limits>

namespace {

TEST(PeakMeter, PeakAndMeanSquareSinceTheLastTake) {
  lathe::PeakMeter meter;
  const float a[] = {0.5f, -0.75f, 0.25f, 0.0f};
  meter.process(a, 4);
  const double b[] = {0.1, -0.1, 0.1, -0.1};
  meter.process(b, 4);
  lathe::PeakReading reading = meter.take();
  EXPECT_EQ(reading.peak, 0.75f);
  EXPECT_NEAR(reading.meanSquare, (0.25 + 0.5625 + 0.0625 + 0.04) / 8.0, 1e-7);
  reading = meter.take();
  EXPECT_EQ(reading.peak, 0.0f);
  EXPECT_EQ(reading.meanSquare, 0.0f);
}

TEST(PeakMeter, NanIsPassedOver) {
  lathe::PeakMeter meter;
  const float x[] = {std::numeric_limits<float>::quiet_NaN(), 0.5f};
  meter.process(x, 2);
  const lathe::PeakReading reading = meter.take();
  EXPECT_EQ(reading.peak, 0.5f);
  EXPECT_EQ(reading.meanSquare, 0.125f);
}

}  // namespace

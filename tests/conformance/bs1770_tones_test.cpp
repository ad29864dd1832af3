// Tones whose loudness ITU-R BS.1770-5 states or its filters imply, made without
// the engine.
#include <gtest/gtest.h>

#include "conformance/tone_feeder.h"
#include "measure/figures.h"
#include "meters/loudness_meter.h"

namespace {

using conformance::ToneFeeder;

class Bs1770Tones : public testing::TestWithParam<double> {
 protected:
  double integrated(double hz, const std::vector<double>& levels) {
    lathe::LoudnessMeter meter;
    meter.prepare(GetParam(), static_cast<int>(levels.size()));
    ToneFeeder feeder(meter, GetParam(), static_cast<int>(levels.size()), hz);
    feeder.tones(levels, 5.0);
    return meter.integratedLufs().value_or(-400.0);
  }
};

// A 0 dBFS sine at 997 Hz in one front channel reads −3.01 LKFS.
TEST_P(Bs1770Tones, CalibrationTone) {
  const double read = integrated(997.0, {0.0, -400.0});
  measure::printFigure("997 Hz in one channel", read, "LKFS");
  EXPECT_NEAR(read, -3.01, 0.005);
}

// Public meters that leave out the weighting, or average channels, miss this by 0.3 to 9 LU.
TEST_P(Bs1770Tones, LowTonesAreWeightedDown) {
  const double read = integrated(60.0, {-23.0, -23.0});
  measure::printFigure("60 Hz at -23", read, "LUFS");
  EXPECT_NEAR(read, -26.6, 0.1);
}

INSTANTIATE_TEST_SUITE_P(Rates, Bs1770Tones, testing::Values(44100.0, 48000.0, 96000.0, 192000.0));

}  // namespace

// K-weighting against the tables of ITU-R BS.1770-5 and between sample rates.
#include "meters/k_weighting.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "measure/figures.h"
#include "measure/signals.h"

namespace {

double gainDb(const lathe::KWeightingCoefficients& c, double hz, double sampleRate) {
  const std::complex<double> z = std::polar(1.0, -2.0 * measure::kPi * hz / sampleRate);
  const auto response = [z](const lathe::BiquadCoefficients& b) {
    return (b.b0 + b.b1 * z + b.b2 * z * z) / (1.0 + b.a1 * z + b.a2 * z * z);
  };
  return measure::toDb(std::abs(response(c.shelf) * response(c.highPass)));
}

TEST(KWeighting, At48KHzItIsTheTableOfBs1770) {
  const lathe::KWeightingCoefficients c = lathe::designKWeighting(48000.0);
  EXPECT_NEAR(c.shelf.b0, 1.53512485958697, 1e-12);
  EXPECT_NEAR(c.shelf.b1, -2.69169618940638, 1e-12);
  EXPECT_NEAR(c.shelf.b2, 1.19839281085285, 1e-12);
  EXPECT_NEAR(c.shelf.a1, -1.69065929318241, 1e-12);
  EXPECT_NEAR(c.shelf.a2, 0.73248077421585, 1e-12);
  EXPECT_NEAR(c.highPass.b0, 1.0, 1e-12);
  EXPECT_NEAR(c.highPass.b1, -2.0, 1e-12);
  EXPECT_NEAR(c.highPass.b2, 1.0, 1e-12);
  EXPECT_NEAR(c.highPass.a1, -1.99004745483398, 1e-12);
  EXPECT_NEAR(c.highPass.a2, 0.99007225036621, 1e-12);
}

TEST(KWeighting, EveryRateWeighsAsTheTableDoes) {
  const lathe::KWeightingCoefficients table = lathe::designKWeighting(48000.0);
  for (const double rate : {44100.0, 88200.0, 96000.0, 176400.0, 192000.0}) {
    const lathe::KWeightingCoefficients c = lathe::designKWeighting(rate);
    EXPECT_NEAR(gainDb(c, 997.0, rate), gainDb(table, 997.0, 48000.0), 1e-9);
    double worst = 0.0;
    for (double hz = 20.0; hz <= 10000.0; hz *= 1.1) {
      worst = std::max(worst, std::fabs(gainDb(c, hz, rate) - gainDb(table, hz, 48000.0)));
    }
    measure::printFigure(("worst difference from 48 kHz, 20 Hz to 10 kHz, at " +
                          std::to_string(static_cast<int>(rate)))
                             .c_str(),
                         worst, "dB");
    EXPECT_LT(worst, 0.1);  // the bilinear transform's own, at the top
  }
}

}  // namespace

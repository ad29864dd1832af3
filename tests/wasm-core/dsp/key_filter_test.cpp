// The filters on a compressor's key against the curves they are named after.
#include "dsp/key_filter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "bank_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;

/// Through lane 2 of a filter at rest.
Lane filtered(double rate, double highPassHz, double tilt, const Lane& x) {
  KeyFilterLane design;
  design.prepare(rate);
  KeyFilter filter;
  filter.reset();
  design.set(highPassHz, tilt, true);
  filter.loadLane(2, design);
  EXPECT_EQ(filter.active(), highPassHz > 10.0 || tilt != 0.0);
  Lane y;
  BankBlock block;
  KeyFilter* const filters[] = {&filter};
  BankBlock* const blocks[] = {&block};
  for (size_t at = 0; at < x.size(); at += kBlockFrames) {
    for (size_t i = 0; i < kBlockFrames; ++i) {
      block.frame[i] = f32x4::make(0.0f, 1.0f, x[at + i], -1.0f);
    }
    KeyFilter::process(filters, blocks, 1);
    for (size_t i = 0; i < kBlockFrames; ++i) {
      y.push_back(block.frame[i].get(2));
      EXPECT_EQ(block.frame[i].get(1), 1.0f);
      EXPECT_EQ(block.frame[i].get(3), -1.0f);
    }
  }
  return y;
}

Lane impulse(int blocks) {
  Lane x(static_cast<size_t>(blocks * kBlockFrames), 0.0f);
  x[0] = 1.0f;
  return x;
}

TEST(KeyFilter, TiltIsAStraightLineAboutOneKilohertz) {
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    double gentle = 0.0, steep = 0.0, centre = 0.0;
    for (double tilt : {-6.0, -4.5, -3.0, -2.0, -1.0, -0.3, 0.3, 1.0, 2.0, 3.0, 4.5, 6.0}) {
      const Lane h = filtered(rate, 10.0, tilt, impulse(256));
      double worst = 0.0;
      for (int step = 0; step <= 40; ++step) {
        const double hz = 100.0 * std::pow(10.0, step / 20.0);
        const double want = tilt * std::log2(hz / 1000.0);
        const double got = measure::toDb(dsp_test::magnitude(h, hz, rate));
        worst = std::max(worst, std::fabs(got - want));
      }
      centre = std::max(centre, std::fabs(measure::toDb(dsp_test::magnitude(h, 1000.0, rate))));
      double& of = std::fabs(tilt) <= 3.0 ? gentle : steep;
      of = std::max(of, worst);
    }
    const std::string at = ", 100 Hz to 10 kHz at " + std::to_string(static_cast<int>(rate));
    measure::printFigure(("tilt up to 3 dB/oct off the straight line" + at).c_str(), gentle, "dB");
    measure::printFigure(("tilt up to 6 dB/oct off the straight line" + at).c_str(), steep, "dB");
    EXPECT_LT(gentle, 0.5);
    EXPECT_LT(steep, 0.5);
    EXPECT_LT(centre, 0.001);
  }
}

TEST(KeyFilter, HighPassIsAButterworthOfSecondOrder) {
  double worst = 0.0;
  for (double rate : {44100.0, 192000.0}) {
    for (double corner : {20.0, 80.0, 200.0, 500.0}) {
      const Lane h = filtered(rate, corner, 0.0, impulse(1024));
      for (double ratio : {0.25, 0.5, 1.0, 2.0, 8.0, 30.0}) {
        const double r4 = std::pow(ratio, 4.0), want = 10.0 * std::log10(r4 / (1.0 + r4));
        const double got = measure::toDb(dsp_test::magnitude(h, corner * ratio, rate));
        worst = std::max(worst, std::fabs(got - want));
      }
    }
  }
  measure::printFigure("key high-pass, difference from the analogue curve", worst, "dB");
  EXPECT_LT(worst, 0.1);
}

TEST(KeyFilter, OffIsUntouched) {
  const Lane x = dsp_test::noiseLane(128 * 20, 1.0, 3);
  EXPECT_EQ(filtered(48000.0, 10.0, 0.0, x), x);
}

}  // namespace
}  // namespace lathe

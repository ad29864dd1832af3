// The elementary functions of two doubles, against the C library's.
#include "base/math64.h"

#include <gtest/gtest.h>

#include <cmath>

#include "measure/figures.h"

namespace {

using lathe::f64x2;

TEST(Math64, LogarithmAndPowerAreThoseOfTheCLibrary) {
  double worstLog = 0.0, worstPower = 0.0;
  for (int i = -40000; i <= 40000; ++i) {
    const double x = i * 0.0025 + 1e-5;
    const f64x2 power = lathe::math::exp2(f64x2::make(x, 10.0 * x));
    worstPower = std::max(worstPower, std::fabs(power.first() / std::exp2(x) - 1.0));
    worstPower = std::max(worstPower, std::fabs(power.second() / std::exp2(10.0 * x) - 1.0));
    const double y = std::exp2(x);
    const f64x2 log = lathe::math::log2(f64x2::make(y, 1.0 + 1e-6 * i));
    worstLog = std::max(worstLog, std::fabs(log.first() - std::log2(y)));
    worstLog = std::max(worstLog, std::fabs(log.second() - std::log2(1.0 + 1e-6 * i)));
  }
  measure::printFigure("log2 of two doubles, worst error", worstLog * 1e12, "e-12");
  measure::printFigure("exp2 of two doubles, worst relative error", worstPower * 1e12, "e-12");
  EXPECT_LT(worstLog, 2e-12);
  EXPECT_LT(worstPower, 2e-12);
}

TEST(Math64, WholeNumbersAndNothingAreExact) {
  for (int n = -1000; n <= 1000; ++n) {
    const f64x2 power = lathe::math::exp2(f64x2::make(n, -n));
    ASSERT_EQ(power.first(), std::ldexp(1.0, n));
    ASSERT_EQ(power.second(), std::ldexp(1.0, -n));
    ASSERT_EQ(lathe::math::log2(power).first(), n);
  }
  EXPECT_EQ(lathe::math::exp2(f64x2::splat(1e-17)).first(), 1.0);
}

TEST(Math64, TheShortPowerIsTheLongOneNearNothing) {
  double worst = 0.0;
  for (int i = -1000; i <= 1000; ++i) {
    const double x = i * 0.001 * lathe::math::kExp2Near;
    const f64x2 power = lathe::math::exp2Near(f64x2::make(x, -x));
    worst = std::max(worst, std::fabs(power.first() / std::exp2(x) - 1.0));
    worst = std::max(worst, std::fabs(power.second() / std::exp2(-x) - 1.0));
  }
  measure::printFigure("exp2 within a sixteenth of 0, worst relative error", worst * 1e12, "e-12");
  EXPECT_LT(worst, 1e-11);
  EXPECT_EQ(lathe::math::exp2Near(f64x2::zero()).first(), 1.0);
}

}  // namespace

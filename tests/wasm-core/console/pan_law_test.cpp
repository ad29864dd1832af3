// Pan laws against their definitions in decibels.
#include "console/pan_law.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "console_fixture.h"

namespace lathe::test {
namespace {

double decibels(double gain) { return 20.0 * std::log10(gain); }

struct LawFigures {
  PanLaw law;
  double centreDb;
  double sideDb;
};

const LawFigures kLaws[] = {
    {PanLaw::Compensated3, 0.0, 3.0103}, {PanLaw::Minus3, -3.0103, 0.0},
    {PanLaw::Minus4p5, -4.51545, 0.0},   {PanLaw::Minus6, -6.0206, 0.0},
    {PanLaw::Linear, 0.0, 0.0},
};

TEST(PanLaw, CentreAndSidesHaveTheLevelsOfTheLaw) {
  for (const LawFigures& figures : kLaws) {
    const StereoGain centre = panGains(figures.law, 0, 1);
    EXPECT_NEAR(decibels(centre.left), figures.centreDb, 1e-4);
    EXPECT_EQ(centre.left, centre.right);
    const StereoGain right = panGains(figures.law, 100, 1);
    EXPECT_NEAR(decibels(right.right), figures.sideDb, 1e-4);
    EXPECT_EQ(right.left, 0.0);
    const StereoGain left = panGains(figures.law, -100, 1);
    EXPECT_EQ(left.left, right.right);
    EXPECT_EQ(left.right, 0.0);
  }
}

TEST(PanLaw, ACentredStripIsUntouchedWhereTheLawSaysZeroDecibels) {
  EXPECT_EQ(panGains(PanLaw::Compensated3, 0, 1).left, 1.0);
  EXPECT_EQ(panGains(PanLaw::Linear, 0, 1).left, 1.0);
  for (const LawFigures& figures : kLaws) {
    EXPECT_EQ(panGains(figures.law, 0, 2).left, 1.0);
    EXPECT_EQ(panGains(figures.law, 0, 2).right, 1.0);
  }
}

TEST(PanLaw, EqualPowerLawsKeepTheirPowerAndStraightLawsTheirSum) {
  double worstPower = 0;
  double worstSum = 0;
  for (int position = -100; position <= 100; ++position) {
    const StereoGain power = panGains(PanLaw::Minus3, position, 1);
    worstPower =
        std::max(worstPower, std::abs(power.left * power.left + power.right * power.right - 1));
    const StereoGain sum = panGains(PanLaw::Minus6, position, 1);
    worstSum = std::max(worstSum, std::abs(sum.left + sum.right - 1));
  }
  printFigure("equal-power law, worst error of power", worstPower, "");
  EXPECT_LT(worstPower, 1e-13);
  EXPECT_LT(worstSum, 1e-13);
}

TEST(PanLaw, BalanceNeverLiftsTheNearSideAndFadesTheFarOne) {
  for (const LawFigures& figures : kLaws) {
    double farther = 1.0;
    for (int position = 0; position <= 100; ++position) {
      const StereoGain gains = panGains(figures.law, position, 2);
      EXPECT_EQ(gains.right, 1.0);
      EXPECT_LE(gains.left, farther);
      farther = gains.left;
      const StereoGain mirrored = panGains(figures.law, -position, 2);
      EXPECT_NEAR(mirrored.right, gains.left, 1e-15);
    }
    EXPECT_EQ(farther, 0.0);
  }
}

}  // namespace
}  // namespace lathe::test

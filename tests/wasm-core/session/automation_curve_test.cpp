// What lies between two points, against the formula worked out by hand.
#include "session/automation_curve.h"

#include <gtest/gtest.h>

#include <cmath>

#include "params/param_taper.h"
#include "params/parameter_text.h"

namespace lathe {
namespace {

double at(ParamId id, std::vector<AutomationPoint> points, double frame) {
  return automationValueAt(points, paramSpec(id), frame);
}

TEST(AutomationCurve, HoldsBeforeItsFirstPointAndAfterItsLast) {
  const std::vector<AutomationPoint> points{{100, -6.0}, {200, -12.0, 0.5}};
  EXPECT_EQ(at(ParamId::FaderGainDb, points, -1e9), -6.0);
  EXPECT_EQ(at(ParamId::FaderGainDb, points, 100), -6.0);
  EXPECT_EQ(at(ParamId::FaderGainDb, points, 200), -12.0);
  EXPECT_EQ(at(ParamId::FaderGainDb, points, 1e12), -12.0);
}

TEST(AutomationCurve, IsStraightAlongTheControl) {
  // Half of the way from 100 Hz to 6400 Hz are three octaves.
  EXPECT_NEAR(at(eqBandParam(0, BandField::FreqHz), {{0, 100.0}, {1000, 6400.0}}, 500), 800.0,
              1e-6);
  EXPECT_NEAR(at(ParamId::TrimGainDb, {{0, -24.0}, {1000, 24.0}}, 250), -12.0, 1e-12);
  // The fader's scale: −10 dB stands at one half, 0 dB at three quarters, −30 dB at one fifth.
  EXPECT_NEAR(at(ParamId::FaderGainDb, {{0, -10.0}, {1000, 0.0}}, 500), -5.0, 1e-9);
  EXPECT_NEAR(at(ParamId::FaderGainDb, {{0, -144.0}, {750, 0.0}}, 200), -30.0, 1e-9);
}

TEST(AutomationCurve, SwitchesAndChoicesHoldUntilTheNextPoint) {
  const std::vector<AutomationPoint> points{{0, 0.0}, {100, 1.0}, {200, 0.0}};
  EXPECT_EQ(at(ParamId::StripMute, points, 99), 0.0);
  EXPECT_EQ(at(ParamId::StripMute, points, 100), 1.0);
  EXPECT_EQ(at(ParamId::StripMute, points, 199.5), 1.0);
  EXPECT_EQ(at(ParamId::CompDetector, {{0, 2.0}, {100, 0.0}}, 50), 2.0);
}

TEST(AutomationCurve, BendsByItsFormulaAndRisesThroughout) {
  for (const double curve : {-1.0, -0.5, 0.0, 0.25, 1.0}) {
    double last = -1.0;
    for (int i = 0; i <= 1000; ++i) {
      const double u = i / 1000.0;
      const double share = curveShare(curve, u);
      EXPECT_NEAR(share, u / (u + (1.0 - u) * std::exp2(6.0 * curve)), 1e-12);
      EXPECT_GT(share, last);
      EXPECT_NEAR(share, 1.0 - curveShare(-curve, 1.0 - u), 1e-12) << "mirrored";
      last = share;
    }
    EXPECT_EQ(curveShare(curve, 0.0), 0.0);
    EXPECT_EQ(curveShare(curve, 1.0), 1.0);
  }
}

TEST(AutomationCurve, TapersAreTheirOwnInverseAndStayInRange) {
  for (const ParamSpec& spec : parameterTable()) {
    if (spec.kind != ParamKind::Number) continue;
    EXPECT_NEAR(toPosition(spec, spec.minimum), 0.0, 1e-12) << paramText(spec.id).key;
    EXPECT_NEAR(toPosition(spec, spec.maximum), 1.0, 1e-12) << paramText(spec.id).key;
    for (int i = -1; i <= 101; ++i) {
      const double value = fromPosition(spec, i / 100.0);
      EXPECT_TRUE(isValueOf(spec, value)) << paramText(spec.id).key << " " << value;
      if (i >= 0 && i <= 100) {
        EXPECT_NEAR(toPosition(spec, value), i / 100.0, 1e-9) << paramText(spec.id).key;
      }
    }
  }
}

}  // namespace
}  // namespace lathe

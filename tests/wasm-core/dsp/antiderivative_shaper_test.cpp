// The curves against their formulas, the shaper against the mean it stands for.
#include "dsp/antiderivative_shaper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "measure/figures.h"
#include "measure/signals.h"
#include "shaper_reference.h"

namespace lathe {
namespace {

using dsp_test::C;
using dsp_test::formula;
using dsp_test::kAll;
using dsp_test::mean;

TEST(ShaperCurve, IsThePublishedFormulaWithUnitySlope) {
  for (C character : kAll) {
    const ShaperCurve curve = shaperCurve(character);
    ShaperLanes lanes;
    lanes.setLane(0, curve);
    lanes.setLane(1, shaperCurve(C::HardClip));
    double worst = 0.0;
    for (double x = -5.0; x <= 5.0; x += 0.013) {
      const double want = formula(character, x);
      worst = std::max(worst, std::fabs(curve.value(x) - want));
      worst = std::max(worst, std::fabs(shaperValue(lanes, f64x2::splat(x)).first() - want));
      const double h = 1e-5;
      const double slope = (formula(character, x + h) - formula(character, x - h)) / (2.0 * h);
      if (character != C::HardClip) {
        EXPECT_NEAR(curve.slopeAt(x), slope, 1e-8) << x;
      }
    }
    EXPECT_LT(worst, 1e-14) << static_cast<int>(character);
    EXPECT_EQ(curve.slopeAt(0.0), 1.0);
    if (character != C::Warm) {
      EXPECT_NEAR(curve.value(10.0), 1.0, 1e-15);
    }
  }
}

TEST(AntiderivativeShaper, IsTheMeanOverThreeSamples) {
  const measure::Samples random = measure::noise(30000, 1.0, 5);
  for (C character : kAll) {
    const ShaperCurve curve = shaperCurve(character);
    ShaperLanes lanes;
    lanes.setLane(0, curve);
    lanes.setLane(1, shaperCurve(C::Rich));
    // Steps from 1e-12 to 30, about points below, on, near and between the knees.
    std::vector<f64x2> x, y;
    for (size_t i = 0; i + 4 < random.size(); i += 4) {
      const double places[] = {0.0, curve.high, curve.low, 0.4, 3.0, -6.0};
      const double centre = places[i / 4 % 6] + 1e-3 * random[i];
      const double step = std::pow(10.0, -5.25 + 6.75 * random[i + 1]);
      for (size_t k = 0; k < 3; ++k) {
        // Every third time, the outer two on one another.
        const double at = k == 2 && i % 12 == 0 ? x[x.size() - 2].first() + 1e-9 * random[i + 2]
                                                : centre + step * random[i + k];
        x.push_back(f64x2::make(at, random[i + k]));
      }
    }
    y.resize(x.size());
    ShaperState state;
    shape(lanes, state, x.data(), y.data(), static_cast<int>(x.size()));
    double worst = 0.0;
    for (size_t i = 2; i < x.size(); ++i) {
      const double want = mean(character, curve, x[i].first(), x[i - 1].first(), x[i - 2].first());
      worst = std::max(worst, std::fabs(y[i].first() - want));
    }
    measure::printFigure("largest error over steps of 1e-12 to 30", measure::toDb(worst), "dB");
    EXPECT_LT(measure::toDb(worst), -110.0) << static_cast<int>(character);
  }
}

TEST(AntiderivativeShaper, RunsAndNeighboursDoNotMatter) {
  const measure::Samples random = measure::noise(3000, 1.0, 6);
  std::vector<f64x2> x, whole(1000), parts(1000), beside(1000);
  for (size_t i = 0; i < 1000; ++i) {
    const double size = i % 300 < 100 ? 1e-4 : i % 300 < 200 ? 3.0 : 0.0;
    x.push_back(f64x2::make(size * random[i], 2.0 * random[i + 1000]));
  }
  ShaperLanes lanes, swapped;
  lanes.setLane(0, shaperCurve(C::Rich));
  lanes.setLane(1, shaperCurve(C::Warm));
  swapped.setLane(0, shaperCurve(C::HardClip));
  swapped.setLane(1, shaperCurve(C::Rich));
  ShaperState a, b, c;
  shape(lanes, a, x.data(), whole.data(), 1000);
  for (int at = 0, length = 1; at < 1000; at += length, length = length * 3 % 200 + 1) {
    length = std::min(length, 1000 - at);
    shape(lanes, b, x.data() + at, parts.data() + at, length);
  }
  std::vector<f64x2> other(1000);
  for (size_t i = 0; i < 1000; ++i) other[i] = f64x2::make(random[i + 2000], x[i].first());
  shape(swapped, c, other.data(), beside.data(), 1000);
  for (size_t i = 0; i < 1000; ++i) {
    ASSERT_EQ(parts[i].first(), whole[i].first()) << i;
    ASSERT_EQ(parts[i].second(), whole[i].second()) << i;
    ASSERT_EQ(beside[i].second(), whole[i].first()) << i;
  }
}

}  // namespace
}  // namespace lathe

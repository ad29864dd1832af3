// The curves against their formulas, the shaper against what it stands for: the
// mean of f over all points between three samples, by numerical integration.
#include "dsp/antiderivative_shaper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "measure/figures.h"
#include "measure/signals.h"

namespace lathe {
namespace {

using C = SaturationCharacter;
constexpr C kAll[] = {C::Warm, C::Rich, C::Tape, C::SoftClip, C::HardClip};

/// The formulas of shaper_curve.h as they stand, integrated by hand.
double formula(C character, double x) {
  const auto power = [](double v, int n) { return std::pow(v, n); };
  switch (character) {
    case C::HardClip:
      return std::clamp(x, -1.0, 1.0);
    case C::SoftClip: {
      const double k = 1.875, c = std::clamp(x, -k, k) / k;
      return k * (c - 2.0 * power(c, 3) / 3.0 + power(c, 5) / 5.0);
    }
    case C::Tape:
    case C::Rich: {
      const double k = 2.1875, c = std::clamp(x, -k, k) / k;
      return k * (c - power(c, 3) + 0.6 * power(c, 5) - power(c, 7) / 7.0);
    }
    case C::Warm: {
      const double c = std::clamp(x, -2.5, 1.75), a = 0.4, b = -1.0 / 1.75;
      return c + (a + b) * c * c + (a * a + b * b + 4.0 * a * b) * power(c, 3) / 3.0 +
             a * b * (a + b) * power(c, 4) / 2.0 + a * a * b * b * power(c, 5) / 5.0;
    }
  }
  return 0.0;
}

/// ∫ 2u·f(from + u·(to − from)) du over 0…1, split at the knees; five-point Gauss-Legendre is
/// exact for every piece.
double ramp(C character, const ShaperCurve& curve, double from, double to) {
  const double node[] = {0.0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640,
                         -0.9061798459386640};
  const double weight[] = {0.5688888888888889, 0.4786286704993665, 0.4786286704993665,
                           0.2369268850561891, 0.2369268850561891};
  std::vector<double> cut = {0.0, 1.0};
  for (double knee : {curve.low, curve.high}) {
    const double u = (knee - from) / (to - from);
    if (u > 0.0 && u < 1.0) cut.push_back(u);
  }
  std::sort(cut.begin(), cut.end());
  double sum = 0.0;
  for (size_t i = 0; i + 1 < cut.size(); ++i) {
    const double half = 0.5 * (cut[i + 1] - cut[i]), middle = 0.5 * (cut[i + 1] + cut[i]);
    for (int k = 0; k < 5; ++k) {
      const double u = middle + half * node[k];
      sum += weight[k] * half * 2.0 * u * formula(character, from + u * (to - from));
    }
  }
  return sum;
}

/// Mean of f over the points t0·a + t1·b + t2·c, all weights that sum to 1 alike: their density
/// is a triangle over the sorted three (Hermite-Genocchi).
double mean(C character, const ShaperCurve& curve, double a, double b, double c) {
  double p[] = {a, b, c};
  std::sort(p, p + 3);
  const double span = p[2] - p[0];
  if (span == 0.0) return formula(character, a);
  return ((p[1] - p[0]) * ramp(character, curve, p[0], p[1]) +
          (p[2] - p[1]) * ramp(character, curve, p[2], p[1])) /
         span;
}

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

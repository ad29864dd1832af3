// Our elementary functions against the C library's.
#include "base/math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>

namespace lathe {
namespace {

/// Largest error of f against g over `count` points from `low` to `high`; each error is
/// divided by |g| where that is above `floor`.
using Function = double (*)(double);
double worst(Function f, Function g, double low, double high, double floor, int count = 200000) {
  double result = 0.0;
  for (int i = 0; i <= count; ++i) {
    const double x = low + (high - low) * (i + 0.37 * (i % 3)) / count;
    const double want = g(x);
    const double error = std::fabs(f(x) - want) / std::fmax(std::fabs(want), floor);
    if (!(error <= result)) result = error;  // NaN counts
  }
  return result;
}

void expectBelow(const char* what, double error, double limit) {
  std::printf("[ figure ] %s: worst error %.3g\n", what, error);
  EXPECT_LE(error, limit) << what;
}

TEST(Math, ScalarFunctionsAgreeWithTheLibrary) {
  expectBelow("exp2",
              worst(
                  math::exp2, [](double x) { return std::exp2(x); }, -1000, 1000, 0),
              1e-15);
  expectBelow("exp",
              worst(
                  math::exp, [](double x) { return std::exp(x); }, -20, 20, 0),
              1e-14);
  expectBelow("log2",
              worst(
                  math::log2, [](double x) { return std::log2(x); }, 1e-9, 4, 1.0),
              1e-15);
  expectBelow("log2, large",
              worst(
                  math::log2, [](double x) { return std::log2(x); }, 1, 1e300, 1),
              1e-15);
  expectBelow("sin",
              worst(
                  math::sin, [](double x) { return std::sin(x); }, -1e5, 1e5, 1),
              1e-15);
  expectBelow("cos",
              worst(
                  math::cos, [](double x) { return std::cos(x); }, -1e5, 1e5, 1),
              1e-15);
  expectBelow("tan",
              worst(
                  math::tan, [](double x) { return std::tan(x); }, 1e-6, 1.55, 0),
              1e-14);
  expectBelow("pow10",
              worst(
                  math::pow10, [](double x) { return std::pow(10.0, x); }, -15, 15, 0),
              2e-14);
  expectBelow("log10",
              worst(
                  math::log10, [](double x) { return std::log10(x); }, 1e-6, 1e6, 1),
              1e-15);
  expectBelow("pow",
              worst([](double x) { return math::pow(x, 0.3); },
                    [](double x) { return std::pow(x, 0.3); }, 1e-6, 1e6, 0),
              1e-14);
  expectBelow("sqrt",
              worst(
                  math::sqrt, [](double x) { return std::sqrt(x); }, 0, 1e6, 0),
              0.0);
}

TEST(Math, FloorAndRoundAgreeWithTheLibrary) {
  for (double x : {0.0, -0.25, 0.25, -1.0, 1.0, -1.5, 2.5, 1e15 + 0.5, -1e15 - 0.5, 1e300}) {
    EXPECT_EQ(math::floor(x), std::floor(x)) << x;
    EXPECT_EQ(math::round(x), std::floor(x + 0.5)) << x;
  }
}

TEST(Math, DecibelsAreExactWhereItMatters) {
  EXPECT_EQ(math::dbToGain(0.0), 1.0);
  EXPECT_EQ(math::gainToDb(1.0), 0.0);
  EXPECT_EQ(math::dbToGain(-300.0), 0.0);
  EXPECT_EQ(math::dbToGain(-1e9), 0.0);
  EXPECT_EQ(math::gainToDb(0.0), math::kSilenceDb);
  EXPECT_EQ(math::gainToDb(-1.0), math::kSilenceDb);
  EXPECT_EQ(math::gainToDb(std::nan("")), math::kSilenceDb);
  EXPECT_EQ(math::dbToGain(std::nan("")), 0.0);
  EXPECT_NEAR(math::dbToGain(20.0), 10.0, 1e-13);
  EXPECT_NEAR(math::gainToDb(0.5), -6.020599913279624, 1e-14);
}

TEST(Math, NothingEscapesAtTheEdges) {
  const double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(math::exp2(-inf), 0.0);
  EXPECT_EQ(math::exp2(std::nan("")), 0.0);
  EXPECT_TRUE(math::isFinite(math::exp2(inf)));
  EXPECT_TRUE(math::isFinite(math::log2(0.0)));
  EXPECT_TRUE(math::isFinite(math::log2(inf)));
  EXPECT_NEAR(math::log2(5e-324), -1074.0, 1e-12);
  EXPECT_TRUE(math::isFinite(math::sin(inf)));
  EXPECT_FALSE(math::isFinite(inf));
  EXPECT_FALSE(math::isFinite(std::nan("")));
  EXPECT_EQ(math::clamp(std::nan(""), 1.0, 2.0), 1.0);
}

TEST(Math, VectorLog2AndExp2KeepSevenDigits) {
  double logError = 0.0, expError = 0.0;
  for (int i = 0; i < 400000; ++i) {
    float x[4], y[4];
    for (int lane = 0; lane < 4; ++lane) {
      const double position = (4.0 * i + lane) / 1.6e6;
      x[lane] = static_cast<float>(std::exp2(-40.0 + 80.0 * position));
      y[lane] = static_cast<float>(-40.0 + 80.0 * position);
    }
    const f32x4 log = math::log2(f32x4::load(x)), exp = math::exp2(f32x4::load(y));
    for (int lane = 0; lane < 4; ++lane) {
      const double wantLog = std::log2(static_cast<double>(x[lane]));
      const double wantExp = std::exp2(static_cast<double>(y[lane]));
      logError = std::fmax(logError,
                           std::fabs(log.get(lane) - wantLog) / std::fmax(1.0, std::fabs(wantLog)));
      expError = std::fmax(expError, std::fabs(exp.get(lane) / wantExp - 1.0));
    }
  }
  expectBelow("vector log2", logError, 2e-7);
  expectBelow("vector exp2", expError, 2.5e-7);
  const float edges[] = {0.0f, 1.0f, -1.0f, 10.0f};
  const f32x4 powers = math::exp2(f32x4::load(edges));
  EXPECT_EQ(powers.get(0), 1.0f);  // no gain change is exactly no gain change
  EXPECT_EQ(powers.get(1), 2.0f);
  EXPECT_EQ(powers.get(2), 0.5f);
  EXPECT_EQ(powers.get(3), 1024.0f);
}

}  // namespace
}  // namespace lathe

// SIMD values against plain scalar arithmetic, bit for bit, on awkward numbers:
// NaN, infinities, both zeros, denormals.
#include "base/simd.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <vector>

namespace lathe {
namespace {

const float kNan = std::numeric_limits<float>::quiet_NaN();
const float kInf = std::numeric_limits<float>::infinity();
const std::vector<float> kAwkward = {0.0f, -0.0f, 1.0f, -1.0f, 1e-40f, -1e-40f, 1e-15f, 3.4e38f,
                                     kInf, -kInf, kNan, 0.1f,  -2.5f,  1e7f,    0.75f,  -1e-20f};

bool sameBits(float a, float b) {
  if (std::isnan(a) && std::isnan(b)) return true;  // payloads are not promised
  return std::memcmp(&a, &b, sizeof a) == 0;
}

void expectLanes(const char* what, const std::function<f32x4(f32x4, f32x4)>& vector,
                 const std::function<float(float, float)>& scalar) {
  const size_t n = kAwkward.size();
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      float a[4], b[4];
      for (size_t lane = 0; lane < 4; ++lane) {
        a[lane] = kAwkward[(i + lane) % n];
        b[lane] = kAwkward[(j + 3 * lane) % n];
      }
      const f32x4 result = vector(f32x4::load(a), f32x4::load(b));
      for (int lane = 0; lane < 4; ++lane) {
        const float want = scalar(a[lane], b[lane]);
        EXPECT_TRUE(sameBits(result.get(lane), want))
            << what << "(" << a[lane] << ", " << b[lane] << ") gives " << result.get(lane)
            << ", not " << want;
      }
    }
  }
}

TEST(Simd, ArithmeticIsExactlyThatOfScalars) {
  expectLanes(
      "+", [](f32x4 a, f32x4 b) { return a + b; }, [](float a, float b) { return a + b; });
  expectLanes(
      "-", [](f32x4 a, f32x4 b) { return a - b; }, [](float a, float b) { return a - b; });
  expectLanes(
      "*", [](f32x4 a, f32x4 b) { return a * b; }, [](float a, float b) { return a * b; });
  expectLanes(
      "/", [](f32x4 a, f32x4 b) { return a / b; }, [](float a, float b) { return a / b; });
  expectLanes(
      "abs", [](f32x4 a, f32x4) { return abs(a); }, [](float a, float) { return std::fabs(a); });
  expectLanes(
      "sqrt", [](f32x4 a, f32x4) { return sqrt(a); }, [](float a, float) { return std::sqrt(a); });
  expectLanes(
      "negate", [](f32x4 a, f32x4) { return -a; }, [](float a, float) { return -a; });
}

TEST(Simd, MinAndMaxGiveTheSecondArgumentForNan) {
  expectLanes(
      "min", [](f32x4 a, f32x4 b) { return min(a, b); },
      [](float a, float b) { return a < b ? a : b; });
  expectLanes(
      "max", [](f32x4 a, f32x4 b) { return max(a, b); },
      [](float a, float b) { return a > b ? a : b; });
  EXPECT_EQ(max(f32x4::splat(kNan), f32x4::splat(2.0f)).get(0), 2.0f);
}

TEST(Simd, ComparisonsChooseLaneByLane) {
  expectLanes(
      "select <", [](f32x4 a, f32x4 b) { return select(a < b, a, b); },
      [](float a, float b) { return a < b ? a : b; });
  expectLanes(
      "select >=", [](f32x4 a, f32x4 b) { return select(a >= b, a, b); },
      [](float a, float b) { return a >= b ? a : b; });
  expectLanes(
      "mask and", [](f32x4 a, f32x4 b) { return a & (a > b); },
      [](float a, float b) { return a > b ? a : 0.0f; });
  expectLanes(
      "mask and not", [](f32x4 a, f32x4 b) { return andNot(a, a <= b); },
      [](float a, float b) { return a <= b ? 0.0f : a; });
  EXPECT_EQ(bits(laneMask(5)), 5);
  EXPECT_TRUE(any(laneMask(8)));
  EXPECT_FALSE(any(laneMask(0)));
  EXPECT_TRUE(all(laneMask(15)));
  EXPECT_FALSE(all(laneMask(7)));
}

void expectOrder(const char* what, f32x4 got, std::vector<float> want) {
  for (int lane = 0; lane < 4; ++lane) {
    EXPECT_EQ(got.get(lane), want[static_cast<size_t>(lane)]) << what << ", lane " << lane;
  }
}

TEST(Simd, LanesMoveWhereTheirNamesSay) {
  const f32x4 a = f32x4::make(0, 1, 2, 3), b = f32x4::make(4, 5, 6, 7);
  expectOrder("swapPairs", swapPairs(a), {1, 0, 3, 2});
  expectOrder("evenLanes", evenLanes(a, b), {0, 2, 4, 6});
  expectOrder("oddLanes", oddLanes(a, b), {1, 3, 5, 7});
  expectOrder("twiceLow", twiceLow(a), {0, 0, 1, 1});
  expectOrder("twiceHigh", twiceHigh(a), {2, 2, 3, 3});
  expectOrder("lowHalves", lowHalves(a, b), {0, 1, 4, 5});
  expectOrder("highHalves", highHalves(a, b), {2, 3, 6, 7});
  const float low[] = {9, 8}, high[] = {7, 6};
  expectOrder("loadHalves", loadHalves(low, high), {9, 8, 7, 6});
  float first[2], second[2];
  storeHalves(b, first, second);
  EXPECT_EQ(first[0], 4);
  EXPECT_EQ(first[1], 5);
  EXPECT_EQ(second[0], 6);
  EXPECT_EQ(second[1], 7);
  f32x4 r[4];
  for (int row = 0; row < 4; ++row) {
    const auto base = static_cast<float>(4 * row);
    r[row] = f32x4::make(base, base + 1, base + 2, base + 3);
  }
  transpose(r[0], r[1], r[2], r[3]);
  for (int row = 0; row < 4; ++row) {
    for (int lane = 0; lane < 4; ++lane) {
      EXPECT_EQ(r[row].get(lane), static_cast<float>(4 * lane + row));
    }
  }
  f32x4 changed = a;
  changed.set(2, 40.0f);
  expectOrder("set", changed, {0, 1, 40, 3});
}

TEST(Simd, UnalignedMemoryIsRead) {
  float memory[7] = {0, 1, 2, 3, 4, 5, 6};
  for (int at = 0; at < 4; ++at) {
    EXPECT_EQ(f32x4::load(memory + at).get(3), static_cast<float>(at + 3));
  }
}

TEST(Simd, DoublesPromoteExactlyAndDemoteToNearestEven) {
  const f32x4 a = f32x4::make(0.1f, -3.0f, 1e-40f, 3e38f);
  EXPECT_EQ(low2(a).first(), static_cast<double>(0.1f));
  EXPECT_EQ(low2(a).second(), -3.0);
  EXPECT_EQ(high2(a).first(), static_cast<double>(1e-40f));
  EXPECT_EQ(high2(a).second(), static_cast<double>(3e38f));
  const double tie = 1.0 + 0x1p-24, above = 1.0 + 3 * 0x1p-24;
  const f32x4 d = demote(f64x2::make(tie, above), f64x2::make(0.1, -2.5));
  EXPECT_EQ(d.get(0), 1.0f);
  EXPECT_EQ(d.get(1), 1.0f + 0x1p-22f);
  EXPECT_EQ(d.get(2), 0.1f);
  EXPECT_EQ(d.get(3), -2.5f);
}

TEST(Simd, DoubleLanesComputeLikeScalars) {
  const double values[] = {0.1, -2.5, 1e300, -0.0, 3.0};
  for (double x : values) {
    for (double y : values) {
      const f64x2 a = f64x2::make(x, y), b = f64x2::make(y, x);
      EXPECT_EQ((a + b).first(), x + y);
      EXPECT_EQ((a - b).second(), y - x);
      EXPECT_EQ((a * b).first(), x * y);
      EXPECT_EQ(min(a, b).first(), x < y ? x : y);
      EXPECT_EQ(max(a, b).second(), y > x ? y : x);
      EXPECT_EQ(swap(a).first(), y);
      EXPECT_EQ(select(a < b, a, b).first(), x < y ? x : y);
      EXPECT_EQ((a & (a > b)).second(), y > x ? y : 0.0);
    }
  }
  EXPECT_EQ(sqrt(f64x2::make(2.0, 9.0)).first(), std::sqrt(2.0));
  EXPECT_EQ(abs(f64x2::make(-1.0, 9.0)).first(), 1.0);
  f64x2 changed = f64x2::make(1.0, 2.0);
  changed.set(1, 5.0);
  EXPECT_EQ(changed.get(0) + changed.get(1), 6.0);
}

TEST(Simd, CleanStateDropsDenormalsNanAndInfinityOnly) {
  const f32x4 a = cleanState(f32x4::make(kNan, 1e-16f, -1e-14f, -kInf));
  expectOrder("cleanState", a, {0.0f, 0.0f, -1e-14f, 0.0f});
  const f64x2 b = cleanState(f64x2::make(std::nan(""), -0.5));
  EXPECT_EQ(b.first(), 0.0);
  EXPECT_EQ(b.second(), -0.5);
  EXPECT_EQ(cleanState(f64x2::make(1e-16, INFINITY)).second(), 0.0);
}

TEST(Simd, IntegerLanesShiftAndConvert) {
  const f32x4 x = f32x4::make(1.0f, 2.0f, -4.0f, 0.5f);
  const i32x4 exponent = shiftRight<23>(bitsOf(x) & i32x4::splat(0x7f800000)) - i32x4::splat(127);
  expectOrder("exponent", toFloat(exponent), {0, 1, 2, -1});
  expectOrder("twice", floatOfBits(bitsOf(x) + shiftLeft<23>(i32x4::splat(1))), {2, 4, -8, 1});
}

}  // namespace
}  // namespace lathe

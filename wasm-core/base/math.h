// Elementary functions of our own, so that a render gives the same bits
// natively and in every browser: the C library's differ between platforms in
// the last place, and nothing in the signal path may call them.
//
// Scalar (double): for coefficients and block edges. Relative error below
// 1e-14 (log2: below 4e-16 absolute near 1). Argument reduction by two- or
// three-part constants (Cody and Waite 1980), then Taylor or atanh series.
// Vector (f32x4): for inner loops. Minimax polynomials, about 1e-7.
// Thread: any (pure functions).
#pragma once

#include <cstdint>

#include "base/simd.h"

namespace lathe::math {

inline constexpr double kPi = 3.14159265358979323846;
inline constexpr double kLn2 = 0.69314718055994530942;
inline constexpr double kLog2Of10 = 3.32192809488736234787;
/// What gainToDb returns for silence; dbToGain gives 0 from here down.
inline constexpr double kSilenceDb = -300.0;
/// 20·log10(2): decibels in one doubling of amplitude.
inline constexpr double kDbPerOctave = 6.02059991327962390427;

namespace detail {
/// std::bit_cast, which Emscripten 3.1.6's <bit> lacks.
template <typename To, typename From>
constexpr To bitsTo(From from) {
  static_assert(sizeof(To) == sizeof(From));
  return __builtin_bit_cast(To, from);
}
}  // namespace detail

constexpr double abs(double x) {
  return detail::bitsTo<double>(detail::bitsTo<uint64_t>(x) & 0x7fffffffffffffffull);
}
constexpr bool isFinite(double x) {
  return (detail::bitsTo<uint64_t>(x) & 0x7ff0000000000000ull) != 0x7ff0000000000000ull;
}
/// Largest whole number not above x; x itself from 2^52 up.
constexpr double floor(double x) {
  if (!(abs(x) < 4503599627370496.0)) return x;
  const double whole = static_cast<double>(static_cast<int64_t>(x));
  return whole > x ? whole - 1.0 : whole;
}
/// Nearest whole number, halves upwards.
constexpr double round(double x) { return floor(x + 0.5); }
/// Exactly rounded (one instruction on both targets).
inline double sqrt(double x) { return lathe::sqrt(f64x2::splat(x)).first(); }

/// 2^x. Below −1020: 0. Above 1023.4: 1.2e308. NaN gives 0.
constexpr double exp2(double x) {
  if (!(x > -1020.0)) return 0.0;
  if (x > 1023.4) x = 1023.4;
  const double whole = floor(x + 0.5);
  const double y = (x - whole) * kLn2;  // |y| <= ln(2)/2
  // Taylor to y^13: the next term is below 5e-18.
  double p = 1.0 / 6227020800.0;
  p = p * y + 1.0 / 479001600.0;
  p = p * y + 1.0 / 39916800.0;
  p = p * y + 1.0 / 3628800.0;
  p = p * y + 1.0 / 362880.0;
  p = p * y + 1.0 / 40320.0;
  p = p * y + 1.0 / 5040.0;
  p = p * y + 1.0 / 720.0;
  p = p * y + 1.0 / 120.0;
  p = p * y + 1.0 / 24.0;
  p = p * y + 1.0 / 6.0;
  p = p * y + 0.5;
  p = p * y + 1.0;
  p = p * y + 1.0;
  const uint64_t scale = static_cast<uint64_t>(static_cast<int64_t>(whole) + 1023) << 52;
  return p * detail::bitsTo<double>(scale);
}

/// Base-2 logarithm of x > 0 (denormals included). 0, negative and NaN give −1100.
constexpr double log2(double x) {
  if (!(x > 0.0)) return -1100.0;
  if (!isFinite(x)) return 1024.0;
  double exponent = 0.0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984.0;  // 2^54
    exponent = -54.0;
  }
  const uint64_t word = detail::bitsTo<uint64_t>(x);
  exponent += static_cast<double>(static_cast<int64_t>(word >> 52) - 1023);
  double m = detail::bitsTo<double>((word & 0x000fffffffffffffull) | 0x3ff0000000000000ull);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent += 1.0;
  }
  // ln m = 2 atanh(s), s = (m−1)/(m+1), |s| < 0.1716: s^23 is the last term needed.
  const double s = (m - 1.0) / (m + 1.0), z = s * s;
  double p = 1.0 / 23.0;
  p = p * z + 1.0 / 21.0;
  p = p * z + 1.0 / 19.0;
  p = p * z + 1.0 / 17.0;
  p = p * z + 1.0 / 15.0;
  p = p * z + 1.0 / 13.0;
  p = p * z + 1.0 / 11.0;
  p = p * z + 1.0 / 9.0;
  p = p * z + 1.0 / 7.0;
  p = p * z + 1.0 / 5.0;
  p = p * z + 1.0 / 3.0;
  p = p * z + 1.0;
  return exponent + p * s * (2.0 / kLn2);
}

namespace detail {
/// sin(y) and cos(y) for |y| <= π/4, Taylor: the terms left out are below 1e-17.
constexpr double sinKernel(double y) {
  const double z = y * y;
  double p = 1.0 / 355687428096000.0;
  p = p * z - 1.0 / 1307674368000.0;
  p = p * z + 1.0 / 6227020800.0;
  p = p * z - 1.0 / 39916800.0;
  p = p * z + 1.0 / 362880.0;
  p = p * z - 1.0 / 5040.0;
  p = p * z + 1.0 / 120.0;
  p = p * z - 1.0 / 6.0;
  return y + y * z * p;
}
constexpr double cosKernel(double y) {
  const double z = y * y;
  double p = 1.0 / 20922789888000.0;
  p = p * z - 1.0 / 87178291200.0;
  p = p * z + 1.0 / 479001600.0;
  p = p * z - 1.0 / 3628800.0;
  p = p * z + 1.0 / 40320.0;
  p = p * z - 1.0 / 720.0;
  p = p * z + 1.0 / 24.0;
  return 1.0 - (0.5 * z - z * z * p);
}
struct Reduced {
  double y;      ///< remainder, |y| <= π/4
  int quadrant;  ///< multiples of π/2 taken off, modulo 4
};
constexpr Reduced reduce(double x) {
  if (!(abs(x) < 1e8)) return {0.0, 0};
  const double n = floor(x * (2.0 / kPi) + 0.5);
  // π/2 in three parts of 33 bits and less: n times each is exact up to n = 2^20.
  double y = x - n * 1.57079632673412561417e+00;
  y -= n * 6.07710050630396597660e-11;
  y -= n * 2.02226624879595063154e-21;
  return {y, static_cast<int>(static_cast<int64_t>(n) & 3)};
}
}  // namespace detail

/// Radians; |x| below 1e8, others give sin(0).
constexpr double sin(double x) {
  const detail::Reduced r = detail::reduce(x);
  const double s = (r.quadrant & 1) ? detail::cosKernel(r.y) : detail::sinKernel(r.y);
  return (r.quadrant & 2) ? -s : s;
}
/// Radians; |x| below 1e8, others give cos(0).
constexpr double cos(double x) {
  const detail::Reduced r = detail::reduce(x);
  const double c = (r.quadrant & 1) ? detail::sinKernel(r.y) : detail::cosKernel(r.y);
  return (r.quadrant == 1 || r.quadrant == 2) ? -c : c;
}
constexpr double tan(double x) { return sin(x) / cos(x); }

constexpr double exp(double x) { return exp2(x * (1.0 / kLn2)); }
constexpr double pow10(double x) { return exp2(x * kLog2Of10); }
constexpr double log10(double x) { return log2(x) * (1.0 / kLog2Of10); }
/// x^y for x > 0.
constexpr double pow(double x, double y) { return exp2(y * log2(x)); }

/// Decibels to linear gain. From −300 dB down (and NaN): exactly 0. 0 dB: exactly 1.
constexpr double dbToGain(double db) {
  return db > kSilenceDb ? exp2(db * (1.0 / kDbPerOctave)) : 0.0;
}
/// Linear gain (> 0) to decibels; never below −300, which also stands for 0 and NaN.
constexpr double gainToDb(double gain) {
  const double db = log2(gain) * kDbPerOctave;
  return db > kSilenceDb ? db : kSilenceDb;
}
constexpr double clamp(double x, double low, double high) {
  return x > low ? (x < high ? x : high) : low;
}

// ---- vector ------------------------------------------------------------------

/// Base-2 logarithm of four positive, normal, finite floats (others give a
/// finite but meaningless number). Absolute error below 1.5e-7 for results
/// within ±1, plus half a unit in the last place of the result beyond.
LATHE_INLINE f32x4 log2(f32x4 x) {
  // Split x = 2^e·m with m in [√½, √2): e is exact, t = m − 1 is small.
  const i32x4 offset = bitsOf(x) - LATHE_CONSTANT(i32x4, 0x3f3504f3);
  const i32x4 exponent = shiftRight<23>(offset);
  const f32x4 t = floatOfBits(bitsOf(x) - shiftLeft<23>(exponent)) - LATHE_CONSTANT(f32x4, 1.0f);
  // Estrin's scheme: half as deep as Horner's, so that more frames are in flight.
  const f32x4 t2 = t * t;
  const f32x4 p01 =
      LATHE_CONSTANT(f32x4, 1.44269479167f) + LATHE_CONSTANT(f32x4, -0.721356647717f) * t;
  const f32x4 p23 =
      LATHE_CONSTANT(f32x4, 0.480938470251f) + LATHE_CONSTANT(f32x4, -0.360103828434f) * t;
  const f32x4 p45 =
      LATHE_CONSTANT(f32x4, 0.286727329309f) + LATHE_CONSTANT(f32x4, -0.249923630106f) * t;
  const f32x4 p67 =
      LATHE_CONSTANT(f32x4, 0.236746114041f) + LATHE_CONSTANT(f32x4, -0.145990812664f) * t;
  const f32x4 p = (p01 + p23 * t2) + (p45 + p67 * t2) * (t2 * t2);
  return toFloat(exponent) + p * t;
}

/// 2^x for |x| <= 125 (the caller clamps). For vectors from memory or arithmetic: LLVM 14 for
/// WebAssembly never finishes compiling it for a splat of one scalar.
/// Relative error below 2.5e-7; exact at whole numbers.
LATHE_INLINE f32x4 exp2(f32x4 x) {
  // Adding 1.5·2^23 leaves round(x) in the low mantissa bits; shifting those
  // to the exponent's place makes 2^round(x) an integer addition.
  const f32x4 magic = LATHE_CONSTANT(f32x4, 12582912.0f);
  const f32x4 shifted = x + magic;
  const f32x4 f = x - (shifted - magic);
  const f32x4 f2 = f * f;
  const f32x4 p01 = LATHE_CONSTANT(f32x4, 1.0f) + LATHE_CONSTANT(f32x4, 0.693146978045f) * f;
  const f32x4 p23 =
      LATHE_CONSTANT(f32x4, 0.24022242401f) + LATHE_CONSTANT(f32x4, 0.0555073346213f) * f;
  const f32x4 p45 =
      LATHE_CONSTANT(f32x4, 0.00967149799125f) + LATHE_CONSTANT(f32x4, 0.00132647548491f) * f;
  const f32x4 p = p01 + (p23 + p45 * f2) * f2;
  return floatOfBits(bitsOf(p) + shiftLeft<23>(bitsOf(shifted)));
}

}  // namespace lathe::math

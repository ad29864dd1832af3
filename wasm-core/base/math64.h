// log2 and exp2 of two doubles at once, for the gain computers of the master:
// the same bits natively and as WebAssembly (math.h has the reasons, and the
// scalar and float32 forms).
// Series as there (atanh after Cody and Waite, Taylor), shorter: errors below
// 1e-12, that is −240 dB of a gain.
// Thread: any (pure functions).
#pragma once

#include "base/math.h"

namespace lathe::math {

namespace detail {

LATHE_INLINE f64x2 withBits(f64x2 a, uint64_t keep, uint64_t add) {
  const f64x2 k = f64x2::splat(bitsTo<double>(keep)), o = f64x2::splat(bitsTo<double>(add));
  return {
      LATHE_SIMD(wasm_v128_or(wasm_v128_and(a.v, k.v), o.v), _mm_or_pd(_mm_and_pd(a.v, k.v), o.v))};
}
/// The biased exponent, as a number.
LATHE_INLINE f64x2 exponentOf(f64x2 a) {
  // In the mantissa of 2^52 it counts in ones.
  const f64x2 shifted = {LATHE_SIMD(wasm_u64x2_shr(a.v, 52),
                                    _mm_castsi128_pd(_mm_srli_epi64(_mm_castpd_si128(a.v), 52)))};
  return withBits(shifted, ~0ull, 0x4330000000000000ull) - f64x2::splat(4503599627370496.0);
}
/// a·2^n, with n in the low bits of `shifted`.
LATHE_INLINE f64x2 scaledBy(f64x2 a, f64x2 shifted) {
#if defined(__wasm_simd128__)
  return {wasm_i64x2_add(a.v, wasm_i64x2_shl(shifted.v, 52))};
#else
  return {_mm_castsi128_pd(
      _mm_add_epi64(_mm_castpd_si128(a.v), _mm_slli_epi64(_mm_castpd_si128(shifted.v), 52)))};
#endif
}

}  // namespace detail

/// Of two positive, normal, finite doubles (others give a finite but meaningless number).
LATHE_INLINE f64x2 log2(f64x2 x) {
  const f64x2 one = f64x2::splat(1.0);
  const f64x2 m = detail::withBits(x, 0x000fffffffffffffull, 0x3ff0000000000000ull);
  // m in [√½, √2), so that |s| < 0.1716.
  const mask64x2 large = m > f64x2::splat(1.4142135623730951);
  const f64x2 half = select(large, f64x2::splat(0.5) * m, m);
  const f64x2 exponent =
      detail::exponentOf(x) - select(large, f64x2::splat(1022.0), f64x2::splat(1023.0));
  const f64x2 s = (half - one) / (half + one), z = s * s;
  f64x2 p = f64x2::splat(1.0 / 13.0);
  p = p * z + f64x2::splat(1.0 / 11.0);
  p = p * z + f64x2::splat(1.0 / 9.0);
  p = p * z + f64x2::splat(1.0 / 7.0);
  p = p * z + f64x2::splat(1.0 / 5.0);
  p = p * z + f64x2::splat(1.0 / 3.0);
  p = p * z + one;
  return exponent + p * s * f64x2::splat(2.0 / kLn2);
}

/// 2^x for |x| <= 1000 (the caller clamps). Exact at whole numbers.
LATHE_INLINE f64x2 exp2(f64x2 x) {
  // Adding 1.5·2^52 leaves round(x) in the low mantissa bits.
  const f64x2 magic = f64x2::splat(6755399441055744.0);
  const f64x2 shifted = x + magic;
  const f64x2 y = (x - (shifted - magic)) * f64x2::splat(kLn2);  // |y| <= ln(2)/2
  f64x2 p = f64x2::splat(1.0 / 3628800.0);
  p = p * y + f64x2::splat(1.0 / 362880.0);
  p = p * y + f64x2::splat(1.0 / 40320.0);
  p = p * y + f64x2::splat(1.0 / 5040.0);
  p = p * y + f64x2::splat(1.0 / 720.0);
  p = p * y + f64x2::splat(1.0 / 120.0);
  p = p * y + f64x2::splat(1.0 / 24.0);
  p = p * y + f64x2::splat(1.0 / 6.0);
  p = p * y + f64x2::splat(0.5);
  p = p * y + f64x2::splat(1.0);
  p = p * y + f64x2::splat(1.0);
  return detail::scaledBy(p, shifted);
}

/// 2^x, once in a block: by a call, since inlined it would be longer than the loop that it is for.
LATHE_APART inline double exp2Once(double x) noexcept { return exp2(x); }

/// How far from 0 exp2Near may be asked.
inline constexpr double kExp2Near = 1.0 / 16.0;

/// 2^x for |x| <= kExp2Near: half the work, error below 1e-11. For gains that hardly move within a
/// block, over their middle. Exact at 0.
LATHE_INLINE f64x2 exp2Near(f64x2 x) {
  constexpr double k2 = kLn2 * kLn2, k4 = k2 * k2;
  f64x2 p = f64x2::splat(k4 * kLn2 / 120.0);
  p = p * x + f64x2::splat(k4 / 24.0);
  p = p * x + f64x2::splat(k2 * kLn2 / 6.0);
  p = p * x + f64x2::splat(k2 / 2.0);
  p = p * x + f64x2::splat(kLn2);
  return p * x + f64x2::splat(1.0);
}

}  // namespace lathe::math

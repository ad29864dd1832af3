// Value types over 128-bit SIMD, WebAssembly's simd128 or SSE4.1, that give
// the same bits on both: every operation here is exactly rounded or purely
// bitwise, and none is left to the compiler's discretion (no fused multiply-add,
// no reciprocal estimates).
//
// `min` and `max` are `a < b ? a : b` and `a > b ? a : b`: if either is NaN, the
// second argument comes back. `max(x, floor)` therefore also cleans NaN out of x.
// Thread: any (pure functions).
#pragma once

#include "base/simd_types.h"

namespace lathe {

// ---- f32x4 arithmetic --------------------------------------------------------

LATHE_INLINE f32x4 operator+(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_add(a.v, b.v), _mm_add_ps(a.v, b.v))};
}
LATHE_INLINE f32x4 operator-(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_sub(a.v, b.v), _mm_sub_ps(a.v, b.v))};
}
LATHE_INLINE f32x4 operator*(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_mul(a.v, b.v), _mm_mul_ps(a.v, b.v))};
}
LATHE_INLINE f32x4 operator/(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_div(a.v, b.v), _mm_div_ps(a.v, b.v))};
}
LATHE_INLINE f32x4 operator-(f32x4 a) {
  return {LATHE_SIMD(wasm_f32x4_neg(a.v), _mm_xor_ps(a.v, _mm_set1_ps(-0.0f)))};
}
LATHE_INLINE f32x4& operator+=(f32x4& a, f32x4 b) { return a = a + b; }
LATHE_INLINE f32x4& operator-=(f32x4& a, f32x4 b) { return a = a - b; }
LATHE_INLINE f32x4& operator*=(f32x4& a, f32x4 b) { return a = a * b; }

/// a < b ? a : b
LATHE_INLINE f32x4 min(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_pmin(b.v, a.v), _mm_min_ps(a.v, b.v))};
}
/// a > b ? a : b
LATHE_INLINE f32x4 max(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_pmax(b.v, a.v), _mm_max_ps(a.v, b.v))};
}
LATHE_INLINE f32x4 abs(f32x4 a) {
  return {LATHE_SIMD(wasm_f32x4_abs(a.v), _mm_andnot_ps(_mm_set1_ps(-0.0f), a.v))};
}
LATHE_INLINE f32x4 sqrt(f32x4 a) { return {LATHE_SIMD(wasm_f32x4_sqrt(a.v), _mm_sqrt_ps(a.v))}; }

/// a0 a1 b0 b1, from memory of any alignment.
LATHE_INLINE f32x4 loadHalves(const float* a, const float* b) {
#if defined(__wasm_simd128__)
  return {wasm_v128_load64_lane(b, wasm_v128_load64_zero(a), 1)};
#else
  return {_mm_castpd_ps(_mm_loadh_pd(_mm_load_sd(reinterpret_cast<const double*>(a)),
                                     reinterpret_cast<const double*>(b)))};
#endif
}
/// Lanes 0 and 1 to `a`, 2 and 3 to `b`.
LATHE_INLINE void storeHalves(f32x4 x, float* a, float* b) {
#if defined(__wasm_simd128__)
  wasm_v128_store64_lane(a, x.v, 0);
  wasm_v128_store64_lane(b, x.v, 1);
#else
  _mm_storel_pi(reinterpret_cast<__m64*>(a), x.v);
  _mm_storeh_pi(reinterpret_cast<__m64*>(b), x.v);
#endif
}

// ---- f32x4 comparison and choice ---------------------------------------------

LATHE_INLINE mask32x4 operator<(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_lt(a.v, b.v), _mm_cmplt_ps(a.v, b.v))};
}
LATHE_INLINE mask32x4 operator>(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_gt(a.v, b.v), _mm_cmpgt_ps(a.v, b.v))};
}
LATHE_INLINE mask32x4 operator<=(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_le(a.v, b.v), _mm_cmple_ps(a.v, b.v))};
}
LATHE_INLINE mask32x4 operator>=(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_ge(a.v, b.v), _mm_cmpge_ps(a.v, b.v))};
}
LATHE_INLINE mask32x4 operator==(f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_f32x4_eq(a.v, b.v), _mm_cmpeq_ps(a.v, b.v))};
}
LATHE_INLINE mask32x4 operator&(mask32x4 a, mask32x4 b) {
  return {LATHE_SIMD(wasm_v128_and(a.v, b.v), _mm_and_ps(a.v, b.v))};
}
LATHE_INLINE mask32x4 operator|(mask32x4 a, mask32x4 b) {
  return {LATHE_SIMD(wasm_v128_or(a.v, b.v), _mm_or_ps(a.v, b.v))};
}
/// a where the mask is set, +0 elsewhere.
LATHE_INLINE f32x4 operator&(f32x4 a, mask32x4 m) {
  return {LATHE_SIMD(wasm_v128_and(a.v, m.v), _mm_and_ps(a.v, m.v))};
}
/// a where the mask is clear, +0 elsewhere.
LATHE_INLINE f32x4 andNot(f32x4 a, mask32x4 m) {
  return {LATHE_SIMD(wasm_v128_andnot(a.v, m.v), _mm_andnot_ps(m.v, a.v))};
}
/// a where the mask is set, b elsewhere.
LATHE_INLINE f32x4 select(mask32x4 m, f32x4 a, f32x4 b) {
  return {LATHE_SIMD(wasm_v128_bitselect(a.v, b.v, m.v), _mm_blendv_ps(b.v, a.v, m.v))};
}
/// Bit i is lane i's sign bit: for a mask, whether it is set.
LATHE_INLINE int bits(mask32x4 m) {
  return static_cast<int>(LATHE_SIMD(wasm_i32x4_bitmask(m.v), _mm_movemask_ps(m.v)));
}
LATHE_INLINE bool any(mask32x4 m) {
  return LATHE_SIMD(wasm_v128_any_true(m.v), _mm_movemask_ps(m.v) != 0);
}
LATHE_INLINE bool all(mask32x4 m) { return bits(m) == 15; }
/// A mask with the lanes of `laneBits` (bit i for lane i) set. Block edges only.
inline mask32x4 laneMask(int laneBits) {
  const f32x4 bit = f32x4::make(laneBits & 1 ? 1.0f : 0.0f, laneBits & 2 ? 1.0f : 0.0f,
                                laneBits & 4 ? 1.0f : 0.0f, laneBits & 8 ? 1.0f : 0.0f);
  return bit > f32x4::zero();
}

// ---- f32x4 lane movement -----------------------------------------------------

#if defined(__wasm_simd128__)
#define LATHE_SHUFFLE(a, b, i, j, k, l) (wasm_i32x4_shuffle(a, b, i, j, (k) + 4, (l) + 4))
#else
#define LATHE_SHUFFLE(a, b, i, j, k, l) (_mm_shuffle_ps(a, b, _MM_SHUFFLE(l, k, j, i)))
#endif

/// Lanes 1, 0, 3, 2: swaps left and right of both stereo strips.
LATHE_INLINE f32x4 swapPairs(f32x4 a) { return {LATHE_SHUFFLE(a.v, a.v, 1, 0, 3, 2)}; }
/// a0 a2 b0 b2: the left channels of two stereo banks.
LATHE_INLINE f32x4 evenLanes(f32x4 a, f32x4 b) { return {LATHE_SHUFFLE(a.v, b.v, 0, 2, 0, 2)}; }
/// a1 a3 b1 b3: the right channels of two stereo banks.
LATHE_INLINE f32x4 oddLanes(f32x4 a, f32x4 b) { return {LATHE_SHUFFLE(a.v, b.v, 1, 3, 1, 3)}; }
/// a0 a0 a1 a1
LATHE_INLINE f32x4 twiceLow(f32x4 a) { return {LATHE_SHUFFLE(a.v, a.v, 0, 0, 1, 1)}; }
/// a2 a2 a3 a3
LATHE_INLINE f32x4 twiceHigh(f32x4 a) { return {LATHE_SHUFFLE(a.v, a.v, 2, 2, 3, 3)}; }
/// a0 a1 b0 b1
LATHE_INLINE f32x4 lowHalves(f32x4 a, f32x4 b) { return {LATHE_SHUFFLE(a.v, b.v, 0, 1, 0, 1)}; }
/// a2 a3 b2 b3
LATHE_INLINE f32x4 highHalves(f32x4 a, f32x4 b) { return {LATHE_SHUFFLE(a.v, b.v, 2, 3, 2, 3)}; }
/// Rows become columns: four lanes' runs of four frames to four frames of four lanes, and back.
LATHE_INLINE void transpose(f32x4& a, f32x4& b, f32x4& c, f32x4& d) {
  const f32x4 ab = {LATHE_SHUFFLE(a.v, b.v, 0, 1, 0, 1)},
              cd = {LATHE_SHUFFLE(c.v, d.v, 0, 1, 0, 1)};
  const f32x4 ef = {LATHE_SHUFFLE(a.v, b.v, 2, 3, 2, 3)},
              gh = {LATHE_SHUFFLE(c.v, d.v, 2, 3, 2, 3)};
  a = evenLanes(ab, cd);
  b = oddLanes(ab, cd);
  c = evenLanes(ef, gh);
  d = oddLanes(ef, gh);
}

// ---- i32x4: the bits of floats -----------------------------------------------

LATHE_INLINE i32x4 bitsOf(f32x4 a) { return {LATHE_SIMD(a.v, _mm_castps_si128(a.v))}; }
LATHE_INLINE f32x4 floatOfBits(i32x4 a) { return {LATHE_SIMD(a.v, _mm_castsi128_ps(a.v))}; }
LATHE_INLINE i32x4 operator+(i32x4 a, i32x4 b) {
  return {LATHE_SIMD(wasm_i32x4_add(a.v, b.v), _mm_add_epi32(a.v, b.v))};
}
LATHE_INLINE i32x4 operator-(i32x4 a, i32x4 b) {
  return {LATHE_SIMD(wasm_i32x4_sub(a.v, b.v), _mm_sub_epi32(a.v, b.v))};
}
LATHE_INLINE i32x4 operator&(i32x4 a, i32x4 b) {
  return {LATHE_SIMD(wasm_v128_and(a.v, b.v), _mm_and_si128(a.v, b.v))};
}
template <int kBits>
LATHE_INLINE i32x4 shiftLeft(i32x4 a) {
  return {LATHE_SIMD(wasm_i32x4_shl(a.v, kBits), _mm_slli_epi32(a.v, kBits))};
}
/// Keeps the sign.
template <int kBits>
LATHE_INLINE i32x4 shiftRight(i32x4 a) {
  return {LATHE_SIMD(wasm_i32x4_shr(a.v, kBits), _mm_srai_epi32(a.v, kBits))};
}
/// Of signed integers.
LATHE_INLINE i32x4 max(i32x4 a, i32x4 b) {
  return {LATHE_SIMD(wasm_i32x4_max(a.v, b.v), _mm_max_epi32(a.v, b.v))};
}
/// Rounds to nearest even.
LATHE_INLINE f32x4 toFloat(i32x4 a) {
  return {LATHE_SIMD(wasm_f32x4_convert_i32x4(a.v), _mm_cvtepi32_ps(a.v))};
}

// ---- f64x2 -------------------------------------------------------------------

LATHE_INLINE f64x2 operator+(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_add(a.v, b.v), _mm_add_pd(a.v, b.v))};
}
LATHE_INLINE f64x2 operator-(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_sub(a.v, b.v), _mm_sub_pd(a.v, b.v))};
}
LATHE_INLINE f64x2 operator*(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_mul(a.v, b.v), _mm_mul_pd(a.v, b.v))};
}
LATHE_INLINE f64x2 operator/(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_div(a.v, b.v), _mm_div_pd(a.v, b.v))};
}
LATHE_INLINE f64x2 operator-(f64x2 a) {
  return {LATHE_SIMD(wasm_f64x2_neg(a.v), _mm_xor_pd(a.v, _mm_set1_pd(-0.0)))};
}
LATHE_INLINE f64x2& operator+=(f64x2& a, f64x2 b) { return a = a + b; }
LATHE_INLINE f64x2& operator-=(f64x2& a, f64x2 b) { return a = a - b; }
LATHE_INLINE f64x2& operator*=(f64x2& a, f64x2 b) { return a = a * b; }
/// a < b ? a : b
LATHE_INLINE f64x2 min(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_pmin(b.v, a.v), _mm_min_pd(a.v, b.v))};
}
/// a > b ? a : b
LATHE_INLINE f64x2 max(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_pmax(b.v, a.v), _mm_max_pd(a.v, b.v))};
}
LATHE_INLINE f64x2 abs(f64x2 a) {
  return {LATHE_SIMD(wasm_f64x2_abs(a.v), _mm_andnot_pd(_mm_set1_pd(-0.0), a.v))};
}
LATHE_INLINE f64x2 sqrt(f64x2 a) { return {LATHE_SIMD(wasm_f64x2_sqrt(a.v), _mm_sqrt_pd(a.v))}; }
LATHE_INLINE mask64x2 operator<(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_lt(a.v, b.v), _mm_cmplt_pd(a.v, b.v))};
}
LATHE_INLINE mask64x2 operator>(f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_f64x2_gt(a.v, b.v), _mm_cmpgt_pd(a.v, b.v))};
}
/// a where the mask is set, +0 elsewhere.
LATHE_INLINE f64x2 operator&(f64x2 a, mask64x2 m) {
  return {LATHE_SIMD(wasm_v128_and(a.v, m.v), _mm_and_pd(a.v, m.v))};
}
/// a where the mask is clear, +0 elsewhere.
LATHE_INLINE f64x2 andNot(f64x2 a, mask64x2 m) {
  return {LATHE_SIMD(wasm_v128_andnot(a.v, m.v), _mm_andnot_pd(m.v, a.v))};
}
/// a where the mask is set, b elsewhere.
LATHE_INLINE f64x2 select(mask64x2 m, f64x2 a, f64x2 b) {
  return {LATHE_SIMD(wasm_v128_bitselect(a.v, b.v, m.v), _mm_blendv_pd(b.v, a.v, m.v))};
}
LATHE_INLINE mask64x2 operator|(mask64x2 a, mask64x2 b) {
  return {LATHE_SIMD(wasm_v128_or(a.v, b.v), _mm_or_pd(a.v, b.v))};
}
LATHE_INLINE int bits(mask64x2 m) {
  return static_cast<int>(LATHE_SIMD(wasm_i64x2_bitmask(m.v), _mm_movemask_pd(m.v)));
}
LATHE_INLINE bool any(mask64x2 m) { return bits(m) != 0; }
/// Second, first.
LATHE_INLINE f64x2 swap(f64x2 a) {
  return {LATHE_SIMD(wasm_i64x2_shuffle(a.v, a.v, 1, 0), _mm_shuffle_pd(a.v, a.v, 1))};
}

// ---- between the two ---------------------------------------------------------

/// Lanes 0 and 1, as doubles.
LATHE_INLINE f64x2 low2(f32x4 a) {
  return {LATHE_SIMD(wasm_f64x2_promote_low_f32x4(a.v), _mm_cvtps_pd(a.v))};
}
/// Lanes 2 and 3, as doubles.
LATHE_INLINE f64x2 high2(f32x4 a) {
  return {LATHE_SIMD(wasm_f64x2_promote_low_f32x4(wasm_i32x4_shuffle(a.v, a.v, 2, 3, 2, 3)),
                     _mm_cvtps_pd(_mm_movehl_ps(a.v, a.v)))};
}
/// Rounds to nearest even: low in lanes 0 and 1, high in lanes 2 and 3.
LATHE_INLINE f32x4 demote(f64x2 low, f64x2 high) {
  return {LATHE_SIMD(wasm_i32x4_shuffle(wasm_f32x4_demote_f64x2_zero(low.v),
                                        wasm_f32x4_demote_f64x2_zero(high.v), 0, 1, 4, 5),
                     _mm_movelh_ps(_mm_cvtpd_ps(low.v), _mm_cvtpd_ps(high.v)))};
}

// ---- states ------------------------------------------------------------------

/// Below this, a state is as good as zero; far above where denormals begin.
inline constexpr float kFlushBelow = 1e-15f;

/// Zeroes lanes below 1e-15, NaN and infinite lanes. WebAssembly has no
/// flush-to-zero, and denormals cost it 65 to 175 times: recursive states pass
/// through here once a block, which also heals a lane that was fed NaN.
LATHE_INLINE f32x4 cleanState(f32x4 a) {
  const f32x4 size = abs(a);
  return a & ((size >= f32x4::splat(kFlushBelow)) & (size <= f32x4::splat(3.0e38f)));
}
LATHE_INLINE f64x2 cleanState(f64x2 a, double below = static_cast<double>(kFlushBelow)) {
  const f64x2 size = abs(a);
  return select(size < f64x2::splat(1e300), a, f64x2::zero()) & (size > f64x2::splat(below));
}
/// For the filters of the master: what they lose is as far under their own rounding.
inline constexpr double kFlushFilterBelow = 1e-30;

}  // namespace lathe

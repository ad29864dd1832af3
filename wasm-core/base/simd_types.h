// What the operations of base/simd.h work on: four floats, two doubles, four integers,
// and masks over them, in a register of WebAssembly's simd128 or of SSE4.1.
// Thread: any (plain values).
#pragma once

#include <cstdint>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE4_1__)
#include <smmintrin.h>
#else
#error "Lathe needs WebAssembly SIMD (-msimd128) or SSE4.1 (-march=x86-64-v2)"
#endif

#include "base/codegen.h"

namespace lathe {

#if defined(__wasm_simd128__)
namespace simd_detail {
using Float4 = v128_t;
using Double2 = v128_t;
using Int4 = v128_t;
}  // namespace simd_detail
#define LATHE_SIMD(wasm, sse) (wasm)
#else
namespace simd_detail {
using Float4 = __m128;
using Double2 = __m128d;
using Int4 = __m128i;
}  // namespace simd_detail
#define LATHE_SIMD(wasm, sse) (sse)
#endif

/// Four floats: the four lanes of a bank.
struct f32x4 {
  simd_detail::Float4 v;
  static LATHE_INLINE f32x4 splat(float x) {
    return {LATHE_SIMD(wasm_f32x4_splat(x), _mm_set1_ps(x))};
  }
  static LATHE_INLINE f32x4 zero() { return splat(0.0f); }
  static LATHE_INLINE f32x4 make(float a, float b, float c, float d) {
    return {LATHE_SIMD(wasm_f32x4_make(a, b, c, d), _mm_setr_ps(a, b, c, d))};
  }
  /// From memory of any alignment.
  static LATHE_INLINE f32x4 load(const float* p) {
    return {LATHE_SIMD(wasm_v128_load(p), _mm_loadu_ps(p))};
  }
  LATHE_INLINE void store(float* p) const {
#if defined(__wasm_simd128__)
    wasm_v128_store(p, v);
#else
    _mm_storeu_ps(p, v);
#endif
  }
  /// By run-time index: for block edges, not inner loops.
  float get(int lane) const {
    alignas(16) float x[4];
    store(x);
    return x[lane & 3];
  }
  void set(int lane, float value) {
    alignas(16) float x[4];
    store(x);
    x[lane & 3] = value;
    *this = load(x);
  }
};

/// Two doubles: left and right on the master.
struct f64x2 {
  simd_detail::Double2 v;
  static LATHE_INLINE f64x2 splat(double x) {
    return {LATHE_SIMD(wasm_f64x2_splat(x), _mm_set1_pd(x))};
  }
  static LATHE_INLINE f64x2 zero() { return splat(0.0); }
  static LATHE_INLINE f64x2 make(double a, double b) {
    return {LATHE_SIMD(wasm_f64x2_make(a, b), _mm_setr_pd(a, b))};
  }
  static LATHE_INLINE f64x2 load(const double* p) {
    return {LATHE_SIMD(wasm_v128_load(p), _mm_loadu_pd(p))};
  }
  LATHE_INLINE void store(double* p) const {
#if defined(__wasm_simd128__)
    wasm_v128_store(p, v);
#else
    _mm_storeu_pd(p, v);
#endif
  }
  LATHE_INLINE double first() const {
    return LATHE_SIMD(wasm_f64x2_extract_lane(v, 0), _mm_cvtsd_f64(v));
  }
  LATHE_INLINE double second() const {
    return LATHE_SIMD(wasm_f64x2_extract_lane(v, 1), _mm_cvtsd_f64(_mm_unpackhi_pd(v, v)));
  }
  double get(int lane) const { return (lane & 1) ? second() : first(); }
  void set(int lane, double value) {
    *this = (lane & 1) ? make(first(), value) : make(value, second());
  }
};

/// Four 32-bit integers, for the bits of floats.
struct i32x4 {
  simd_detail::Int4 v;
  static LATHE_INLINE i32x4 splat(int32_t x) {
    return {LATHE_SIMD(wasm_i32x4_splat(x), _mm_set1_epi32(x))};
  }
  /// From memory of any alignment, little-endian as both machines are.
  static LATHE_INLINE i32x4 load(const uint8_t* p) {
#if defined(__wasm_simd128__)
    return {wasm_v128_load(p)};
#else
    return {_mm_loadu_si128(reinterpret_cast<const __m128i*>(p))};
#endif
  }
  /// Four signed 16-bit integers: reads 8 bytes.
  static LATHE_INLINE i32x4 load16(const uint8_t* p) {
#if defined(__wasm_simd128__)
    return {wasm_i32x4_load16x4(p)};
#else
    return {_mm_cvtepi16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)))};
#endif
  }
  /// Four signed 24-bit integers, shifted up by 8: uses 12 bytes, but reads 16.
  static LATHE_INLINE i32x4 load24High(const uint8_t* p) {
#if defined(__wasm_simd128__)
    return {wasm_i8x16_shuffle(wasm_v128_load(p), wasm_i32x4_splat(0), 16, 0, 1, 2, 16, 3, 4, 5, 16,
                               6, 7, 8, 16, 9, 10, 11)};
#else
    const __m128i order = _mm_setr_epi8(-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11);
    return {_mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), order)};
#endif
  }
};

/// All ones or all zeros in each 32-bit lane.
struct mask32x4 {
  simd_detail::Float4 v;
};
/// All ones or all zeros in each 64-bit lane.
struct mask64x2 {
  simd_detail::Double2 v;
};

}  // namespace lathe

#include "formats/pcm_lanes.h"

#include <cstring>
#include <limits>

#include "base/simd.h"

namespace lathe {
namespace {

// One decoder a format: four samples from `p`, and what it found in them.
struct LanesS16 {
  static constexpr int kBytes = 2;
  static constexpr int kReadBytes = 8;
  LATHE_INLINE f32x4 operator()(const uint8_t* p) const {
    return toFloat(i32x4::load16(p)) * f32x4::splat(0x1p-15f);
  }
  int64_t nonFinite(int64_t) const { return 0; }
};
struct LanesS24 {
  static constexpr int kBytes = 3;
  static constexpr int kReadBytes = 16;
  LATHE_INLINE f32x4 operator()(const uint8_t* p) const {
    return toFloat(shiftRight<8>(i32x4::load24High(p))) * f32x4::splat(0x1p-23f);
  }
  int64_t nonFinite(int64_t) const { return 0; }
};
struct LanesS32 {
  static constexpr int kBytes = 4;
  static constexpr int kReadBytes = 16;
  LATHE_INLINE f32x4 operator()(const uint8_t* p) const {
    return toFloat(i32x4::load(p)) * f32x4::splat(0x1p-31f);
  }
  int64_t nonFinite(int64_t) const { return 0; }
};
class LanesF32 {
 public:
  static constexpr int kBytes = 4;
  static constexpr int kReadBytes = 16;
  LATHE_INLINE f32x4 operator()(const uint8_t* p) {
    const f32x4 value = floatOfBits(i32x4::load(p));
    const f32x4 magnitude = abs(value);
    const mask32x4 finite = magnitude <= f32x4::splat(std::numeric_limits<float>::max());
    // A mask is −1 where it is set. A branch a group would take longer than counting does.
    finite_ = finite_ - bitsOf(f32x4{finite.v});
    return value & (finite & (magnitude >= f32x4::splat(kFlushBelow)));
  }
  /// Of `samples` that were read. No call has more than 2^31 of them in a lane.
  int64_t nonFinite(int64_t samples) const {
    int32_t finite[4];
    std::memcpy(finite, &finite_, sizeof finite);
    for (const int32_t count : finite) samples -= count;
    return samples;
  }

 private:
  i32x4 finite_ = i32x4::splat(0);
};

template <typename Lanes>
PcmLanesDone convert(int channels, const uint8_t* bytes, int64_t frames, float* const* out) {
  constexpr int kStep = 4 * Lanes::kBytes;
  constexpr int kOverread = Lanes::kReadBytes - kStep;
  Lanes four;
  const int64_t samples = (frames * channels * Lanes::kBytes - kOverread) / Lanes::kBytes;
  const int64_t last = samples / channels - 4;  // the last frame that a group of four may start at
  int64_t i = 0;
  const uint8_t* p = bytes;
  if (channels == 1) {
    for (; i <= last; i += 4, p += kStep) four(p).store(out[0] + i);
  } else {
    for (; i <= last; i += 4, p += 2 * kStep) {
      const f32x4 a = four(p);
      const f32x4 b = four(p + kStep);
      evenLanes(a, b).store(out[0] + i);
      oddLanes(a, b).store(out[1] + i);
    }
  }
  return {i, p - bytes, four.nonFinite(i * channels)};
}

}  // namespace

PcmLanesDone pcmLanesToPlanar(SampleEncoding encoding, int channels, const uint8_t* bytes,
                              int64_t frames, float* const* out) noexcept {
  if (channels < 1 || channels > 2) return {};
  switch (encoding) {
    case SampleEncoding::S16:
      return convert<LanesS16>(channels, bytes, frames, out);
    case SampleEncoding::S24:
      return convert<LanesS24>(channels, bytes, frames, out);
    case SampleEncoding::S32:
      return convert<LanesS32>(channels, bytes, frames, out);
    case SampleEncoding::F32:
      return convert<LanesF32>(channels, bytes, frames, out);
    case SampleEncoding::U8:
    case SampleEncoding::F64:
      return {};
  }
  return {};
}

}  // namespace lathe

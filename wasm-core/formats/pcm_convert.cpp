#include "formats/pcm_convert.h"

#include <cstring>
#include <limits>

#include "base/simd.h"
#include "formats/little_endian.h"
#include "formats/pcm_lanes.h"

namespace lathe {
namespace {

// One decoder a storage format: bytes -> a number of its own type and the
// factor that brings full scale to 1.
struct DecodeU8 {
  static constexpr int kBytes = 1;
  static constexpr double kScale = 1.0 / 128.0;
  static int32_t at(const uint8_t* p) { return static_cast<int32_t>(p[0]) - 128; }
};
struct DecodeS16 {
  static constexpr int kBytes = 2;
  static constexpr double kScale = 1.0 / 32768.0;
  static int32_t at(const uint8_t* p) { return static_cast<int16_t>(readU16(p)); }
};
struct DecodeS24 {
  static constexpr int kBytes = 3;
  static constexpr double kScale = 1.0 / 8388608.0;
  static int32_t at(const uint8_t* p) {
    return static_cast<int32_t>(static_cast<uint32_t>(p[0]) << 8 |
                                static_cast<uint32_t>(p[1]) << 16 |
                                static_cast<uint32_t>(p[2]) << 24) >>
           8;
  }
};
struct DecodeS32 {
  static constexpr int kBytes = 4;
  static constexpr double kScale = 1.0 / 2147483648.0;
  static int32_t at(const uint8_t* p) { return static_cast<int32_t>(readU32(p)); }
};
struct DecodeF32 {
  static constexpr int kBytes = 4;
  static float at(const uint8_t* p) {
    const uint32_t bits = readU32(p);
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
};
struct DecodeF64 {
  static constexpr int kBytes = 8;
  static double at(const uint8_t* p) {
    const uint64_t bits = readU64(p);
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
};

template <typename Decode, typename Out>
int64_t convertIntegers(int channels, const uint8_t* bytes, int64_t frames, Out* const* out) {
  const int64_t stride = static_cast<int64_t>(Decode::kBytes) * channels;
  for (int ch = 0; ch < channels; ++ch) {
    const uint8_t* p = bytes + static_cast<int64_t>(ch) * Decode::kBytes;
    Out* to = out[ch];
    for (int64_t i = 0; i < frames; ++i, p += stride) {
      // int32 -> Out rounds (32 bits into a float) once; the scale is a power of two.
      to[i] = static_cast<Out>(Decode::at(p)) * static_cast<Out>(Decode::kScale);
    }
  }
  return 0;
}

template <typename Decode, typename Out>
int64_t convertFloats(int channels, const uint8_t* bytes, int64_t frames, Out* const* out) {
  // Written so that NaN fails it; also keeps double -> float inside the float's range.
  const double largest = static_cast<double>(std::numeric_limits<Out>::max());
  const int64_t stride = static_cast<int64_t>(Decode::kBytes) * channels;
  int64_t nonFinite = 0;
  for (int ch = 0; ch < channels; ++ch) {
    const uint8_t* p = bytes + static_cast<int64_t>(ch) * Decode::kBytes;
    Out* to = out[ch];
    for (int64_t i = 0; i < frames; ++i, p += stride) {
      const double value = static_cast<double>(Decode::at(p));
      const double magnitude = value < 0.0 ? -value : value;
      const bool finite = magnitude <= largest;
      nonFinite += finite ? 0 : 1;
      to[i] = finite && magnitude >= static_cast<double>(kFlushBelow) ? static_cast<Out>(value)
                                                                      : Out{0};
    }
  }
  return nonFinite;
}

template <typename Out>
int64_t convert(SampleEncoding encoding, int channels, const uint8_t* bytes, int64_t frames,
                Out* const* out) {
  switch (encoding) {
    case SampleEncoding::U8:
      return convertIntegers<DecodeU8>(channels, bytes, frames, out);
    case SampleEncoding::S16:
      return convertIntegers<DecodeS16>(channels, bytes, frames, out);
    case SampleEncoding::S24:
      return convertIntegers<DecodeS24>(channels, bytes, frames, out);
    case SampleEncoding::S32:
      return convertIntegers<DecodeS32>(channels, bytes, frames, out);
    case SampleEncoding::F32:
      return convertFloats<DecodeF32>(channels, bytes, frames, out);
    case SampleEncoding::F64:
      return convertFloats<DecodeF64>(channels, bytes, frames, out);
  }
  return 0;
}

}  // namespace

int64_t pcmToPlanar(SampleEncoding encoding, int channels, const uint8_t* bytes, int64_t frames,
                    float* const* out) noexcept {
  if (frames <= 0) return 0;
  const PcmLanesDone done = pcmLanesToPlanar(encoding, channels, bytes, frames, out);
  if (done.frames == 0) return convert(encoding, channels, bytes, frames, out);
  float* const rest[] = {out[0] + done.frames, out[channels - 1] + done.frames};
  return done.nonFinite +
         convert(encoding, channels, bytes + done.bytes, frames - done.frames, rest);
}

int64_t pcmToPlanar(SampleEncoding encoding, int channels, const uint8_t* bytes, int64_t frames,
                    double* const* out) noexcept {
  if (frames <= 0) return 0;
  return convert(encoding, channels, bytes, frames, out);
}

}  // namespace lathe

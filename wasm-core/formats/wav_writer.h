// Planar samples -> the bytes of a WAV file whose length is known beforehand:
// a header (RF64 with ds64 where RIFF's 32-bit sizes do not reach), then
// quantised samples in chunks of any size. The host writes them where it
// wants. Sources: as wav_reader.h; dither: formats/quantiser.h.
// Thread: any; `PcmEncoder::encode` does not allocate.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/quantiser.h"

namespace lathe {

enum class OutputEncoding : int { S16, S24, F32 };

constexpr int bytesPerSample(OutputEncoding encoding) {
  return encoding == OutputEncoding::S16 ? 2 : encoding == OutputEncoding::S24 ? 3 : 4;
}

struct WavFormat {
  OutputEncoding encoding = OutputEncoding::S24;
  int channels = 2;  ///< 1 or 2
  int sampleRate = 48000;
  int64_t frames = 0;
};

/// All bytes up to the first sample.
std::vector<uint8_t> wavHeader(const WavFormat& format);
/// What follows the last sample: nothing, or one pad byte.
int wavTrailerBytes(const WavFormat& format);
/// Size of the finished file.
int64_t wavFileBytes(const WavFormat& format);

/// Quantises. At 16 and 24 bits it dithers from a seeded generator, one draw a
/// sample in file order, so that a file's bytes do not depend on how it was cut
/// into chunks. Float rounds once, from double.
class PcmEncoder {
 public:
  PcmEncoder(const WavFormat& format, const DitherSettings& dither);
  /// TPDF dither of ±1 LSB, in silence too.
  PcmEncoder(OutputEncoding encoding, int channels, uint32_t ditherSeed);

  /// Writes `frames · channels · bytesPerSample` interleaved bytes to `out`.
  void encode(const double* const* planar, int64_t frames, uint8_t* out) noexcept;
  void encode(const float* const* planar, int64_t frames, uint8_t* out) noexcept;

  /// Samples beyond ±1.0 so far, before dither. An integer file holds them
  /// clipped; a float file holds them as they are.
  int64_t samplesBeyondFullScale() const { return beyondFullScale_; }

 private:
  template <typename T>
  void encodeAny(const T* const* planar, int64_t frames, uint8_t* out) noexcept;

  OutputEncoding encoding_;
  int channels_;
  Quantiser quantiser_;
  int64_t beyondFullScale_ = 0;
};

}  // namespace lathe

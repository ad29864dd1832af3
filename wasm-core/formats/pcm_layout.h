// Where the samples of an audio file lie and how they are stored: what a
// header parser finds out, and all that a reader of frames needs to know.
// Units: bytes, frames (one sample of every channel), Hz.
// Thread: any (plain data).
#pragma once

#include <cstdint>

namespace lathe {

/// How one sample is stored, little-endian. Integers are full scale at ±1.0.
enum class SampleEncoding : int { U8, S16, S24, S32, F32, F64 };

constexpr int bytesPerSample(SampleEncoding encoding) {
  switch (encoding) {
    case SampleEncoding::U8:
      return 1;
    case SampleEncoding::S16:
      return 2;
    case SampleEncoding::S24:
      return 3;
    case SampleEncoding::S32:
    case SampleEncoding::F32:
      return 4;
    case SampleEncoding::F64:
      return 8;
  }
  return 0;
}

/// Interleaved PCM inside a file. `frames == 0` stands for a file that is
/// missing: whoever reads it hears silence.
struct PcmLayout {
  int64_t dataOffsetBytes = 0;
  int64_t frames = 0;
  int channels = 0;
  double sampleRate = 0.0;
  SampleEncoding encoding = SampleEncoding::S16;
  int bytesPerFrame = 0;
  /// Loudspeaker positions as WAVE_FORMAT_EXTENSIBLE numbers them (bit 0 front
  /// left, 3 low frequency, …); 0 where the file does not say.
  uint32_t channelMask = 0;
};

}  // namespace lathe

#include "formats/wav_writer.h"

#include <cstring>
#include <limits>

#include "formats/little_endian.h"

namespace lathe {
namespace {

constexpr uint64_t kRiffLimit = 0xFFFFFFFFull;
constexpr int kSizeChunkBytes = 28;  // ds64 with an empty table

int formatChunkBytes(const WavFormat& format) {
  return format.encoding == OutputEncoding::F32 ? 18 : 16;
}

uint64_t dataBytes(const WavFormat& format) {
  return static_cast<uint64_t>(format.frames) *
         static_cast<uint64_t>(format.channels * bytesPerSample(format.encoding));
}

// Bytes before the first sample of a plain RIFF file.
int riffHeaderBytes(const WavFormat& format) {
  const int fact = format.encoding == OutputEncoding::F32 ? 8 + 4 : 0;
  return 12 + 8 + formatChunkBytes(format) + fact + 8;
}

bool needs64(const WavFormat& format) {
  return static_cast<uint64_t>(riffHeaderBytes(format)) + dataBytes(format) + 1 > kRiffLimit;
}

double clampTo(double x, double low, double high) { return x < low ? low : x > high ? high : x; }

}  // namespace

std::vector<uint8_t> wavHeader(const WavFormat& format) {
  const bool is64 = needs64(format);
  const bool isFloat = format.encoding == OutputEncoding::F32;
  const uint64_t data = dataBytes(format);
  const uint64_t riff = static_cast<uint64_t>(wavFileBytes(format)) - 8;
  const int sampleBytes = bytesPerSample(format.encoding);
  const auto frameBytes = static_cast<uint64_t>(format.channels * sampleBytes);

  std::vector<uint8_t> out;
  appendBytes(out, is64 ? "RF64" : "RIFF");
  appendLittleEndian(out, is64 ? kRiffLimit : riff, 4);
  appendBytes(out, "WAVE");
  if (is64) {
    appendBytes(out, "ds64");
    appendLittleEndian(out, kSizeChunkBytes, 4);
    appendLittleEndian(out, riff, 8);
    appendLittleEndian(out, data, 8);
    appendLittleEndian(out, static_cast<uint64_t>(format.frames), 8);
    appendLittleEndian(out, 0, 4);
  }
  appendBytes(out, "fmt ");
  appendLittleEndian(out, static_cast<uint64_t>(formatChunkBytes(format)), 4);
  appendLittleEndian(out, isFloat ? 3 : 1, 2);
  appendLittleEndian(out, static_cast<uint64_t>(format.channels), 2);
  appendLittleEndian(out, static_cast<uint64_t>(format.sampleRate), 4);
  appendLittleEndian(out, static_cast<uint64_t>(format.sampleRate) * frameBytes, 4);
  appendLittleEndian(out, frameBytes, 2);
  appendLittleEndian(out, static_cast<uint64_t>(sampleBytes * 8), 2);
  if (isFloat) {
    appendLittleEndian(out, 0, 2);
    appendBytes(out, "fact");
    appendLittleEndian(out, 4, 4);
    appendLittleEndian(out, is64 ? kRiffLimit : static_cast<uint64_t>(format.frames), 4);
  }
  appendBytes(out, "data");
  appendLittleEndian(out, is64 ? kRiffLimit : data, 4);
  return out;
}

int wavTrailerBytes(const WavFormat& format) { return static_cast<int>(dataBytes(format) & 1); }

int64_t wavFileBytes(const WavFormat& format) {
  const int sizes = needs64(format) ? 8 + kSizeChunkBytes : 0;
  return static_cast<int64_t>(dataBytes(format)) + riffHeaderBytes(format) + sizes +
         wavTrailerBytes(format);
}

PcmEncoder::PcmEncoder(const WavFormat& format, const DitherSettings& dither)
    : encoding_(format.encoding),
      channels_(format.channels),
      quantiser_(8 * bytesPerSample(format.encoding), format.channels, format.sampleRate, dither) {}

PcmEncoder::PcmEncoder(OutputEncoding encoding, int channels, uint32_t ditherSeed)
    : PcmEncoder(WavFormat{.encoding = encoding, .channels = channels},
                 DitherSettings{.seed = ditherSeed}) {}

template <typename T>
void PcmEncoder::encodeAny(const T* const* planar, int64_t frames, uint8_t* out) noexcept {
  const int sampleBytes = bytesPerSample(encoding_);
  const bool isFloat = encoding_ == OutputEncoding::F32;
  const double largestFloat = static_cast<double>(std::numeric_limits<float>::max());
  double samples[Quantiser::kMostChannels] = {};
  int32_t bits[Quantiser::kMostChannels] = {};
  for (int64_t i = 0; i < frames; ++i) {
    for (int ch = 0; ch < channels_; ++ch) {
      const double raw = static_cast<double>(planar[ch][i]);
      samples[ch] = raw == raw ? raw : 0.0;
      beyondFullScale_ += samples[ch] > 1.0 || samples[ch] < -1.0 ? 1 : 0;
    }
    if (isFloat) {
      for (int ch = 0; ch < channels_; ++ch) {
        const auto rounded = static_cast<float>(clampTo(samples[ch], -largestFloat, largestFloat));
        std::memcpy(&bits[ch], &rounded, sizeof rounded);
      }
    } else {
      quantiser_.frame(samples, bits);
    }
    for (int ch = 0; ch < channels_; ++ch, out += sampleBytes) {
      const auto word = static_cast<uint32_t>(bits[ch]);
      for (int b = 0; b < sampleBytes; ++b) out[b] = static_cast<uint8_t>(word >> (8 * b));
    }
  }
}

void PcmEncoder::encode(const double* const* planar, int64_t frames, uint8_t* out) noexcept {
  encodeAny(planar, frames, out);
}

void PcmEncoder::encode(const float* const* planar, int64_t frames, uint8_t* out) noexcept {
  encodeAny(planar, frames, out);
}

}  // namespace lathe

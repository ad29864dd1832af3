// Samples between their files' bytes and doubles.
// Thread: render workers.

#include <emscripten/bind.h>

#include <algorithm>
#include <vector>

#include "bindings/files/planar_buffer.h"
#include "bindings/heap.h"
#include "formats/wav_writer.h"

namespace lathe::bindings {
namespace {

class PcmConverterBinding {
 public:
  PcmConverterBinding(int encoding, int channels, int bytesPerFrame, int maxFrames)
      : maxFrames_(std::max(maxFrames, 1)),
        bytes_(static_cast<size_t>(maxFrames_) * static_cast<size_t>(std::max(bytesPerFrame, 1))),
        planar_(static_cast<SampleEncoding>(encoding), channels, maxFrames_) {}

  Pointer input() const { return toPointer(bytes_.data()); }
  void convert(int frames) {
    nonFinite_ += planar_.convert(bytes_.data(), std::clamp(frames, 0, maxFrames_));
  }
  Pointer channel(int index) const {
    return toPointer(planar_.channel(static_cast<size_t>(index)));
  }
  double nonFiniteSamples() const { return static_cast<double>(nonFinite_); }

 private:
  int maxFrames_;
  std::vector<uint8_t> bytes_;
  PlanarBuffer<double> planar_;
  int64_t nonFinite_ = 0;
};

OutputEncoding encodingOfBits(int bits) {
  return bits == 16 ? OutputEncoding::S16 : bits == 24 ? OutputEncoding::S24 : OutputEncoding::F32;
}

class WavWriterBinding {
 public:
  WavWriterBinding(double sampleRate, int bits, double frames, double ditherSeed, int maxFrames)
      : format_{.encoding = encodingOfBits(bits),
                .channels = 2,
                .sampleRate = static_cast<int>(toCount(sampleRate)),
                .frames = toCount(frames)},
        header_(wavHeader(format_)),
        encoder_(format_.encoding, 2, static_cast<uint32_t>(toCount(ditherSeed))),
        seed_(static_cast<uint32_t>(toCount(ditherSeed))),
        maxFrames_(std::max(maxFrames, 1)),
        bytes_(static_cast<size_t>(maxFrames_) * frameBytes()) {}

  int setDither(int kind, bool autoBlack) {
    const auto asked =
        static_cast<DitherKind>(std::clamp(kind, 0, static_cast<int>(DitherKind::Shaped)));
    encoder_ = PcmEncoder(format_, {.kind = asked, .autoBlack = autoBlack, .seed = seed_});
    const int bits = 8 * bytesPerSample(format_.encoding);
    return static_cast<int>(format_.encoding == OutputEncoding::F32
                                ? DitherKind::None
                                : ditherInUse(asked, bits, format_.sampleRate));
  }
  Pointer header() const { return toPointer(header_.data()); }
  int headerBytes() const { return static_cast<int>(header_.size()); }
  int convert(Pointer left, Pointer right, int frames) {
    const int count = std::clamp(frames, 0, maxFrames_);
    const double* const planar[] = {fromPointer<const double>(left),
                                    fromPointer<const double>(right)};
    encoder_.encode(planar, count, bytes_.data());
    return static_cast<int>(static_cast<size_t>(count) * frameBytes());
  }
  Pointer bytes() const { return toPointer(bytes_.data()); }
  int trailerBytes() const { return wavTrailerBytes(format_); }
  double fileBytes() const { return static_cast<double>(wavFileBytes(format_)); }
  double clippedSamples() const { return static_cast<double>(encoder_.samplesBeyondFullScale()); }

 private:
  size_t frameBytes() const { return 2 * static_cast<size_t>(bytesPerSample(format_.encoding)); }

  WavFormat format_;
  std::vector<uint8_t> header_;
  PcmEncoder encoder_;
  uint32_t seed_;
  int maxFrames_;
  std::vector<uint8_t> bytes_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(samples) {
  using emscripten::class_;
  class_<PcmConverterBinding>("PcmConverter")
      .constructor<int, int, int, int>()
      .function("input", &PcmConverterBinding::input)
      .function("convert", &PcmConverterBinding::convert)
      .function("channel", &PcmConverterBinding::channel)
      .function("nonFiniteSamples", &PcmConverterBinding::nonFiniteSamples);
  class_<WavWriterBinding>("WavWriter")
      .constructor<double, int, double, double, int>()
      .function("setDither", &WavWriterBinding::setDither)
      .function("header", &WavWriterBinding::header)
      .function("headerBytes", &WavWriterBinding::headerBytes)
      .function("convert", &WavWriterBinding::convert)
      .function("bytes", &WavWriterBinding::bytes)
      .function("trailerBytes", &WavWriterBinding::trailerBytes)
      .function("fileBytes", &WavWriterBinding::fileBytes)
      .function("clippedSamples", &WavWriterBinding::clippedSamples);
}

}  // namespace lathe::bindings

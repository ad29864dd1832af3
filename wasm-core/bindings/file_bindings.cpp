// Audio files as bytes: identity, headers, samples in and out.
// Thread: I/O and render workers.

#include <emscripten/bind.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "bindings/heap.h"
#include "formats/pcm_convert.h"
#include "formats/peaks.h"
#include "formats/sha256.h"
#include "formats/wav_reader.h"
#include "formats/wav_writer.h"
#include "params/json_text.h"

namespace lathe::bindings {
namespace {

class Sha256Binding {
 public:
  void update(Pointer bytes, double count) {
    sha_.update(fromPointer<const uint8_t>(bytes), static_cast<size_t>(toCount(count)));
  }
  std::string hex() { return sha_.hexDigest(); }

 private:
  Sha256 sha_;
};

std::string faultJson(const FormatFault& fault) {
  JsonWriter json;
  json.beginObject();
  json.key("problem");
  json.text(fault.problem);
  json.key("remedy");
  json.text(fault.remedy);
  json.endObject();
  return json.take();
}

std::string layoutJson(const PcmLayout& layout) {
  JsonWriter json;
  json.beginObject();
  json.key("dataOffsetBytes");
  json.integer(layout.dataOffsetBytes);
  json.key("frames");
  json.integer(layout.frames);
  json.key("channels");
  json.integer(layout.channels);
  json.key("sampleRate");
  json.number(layout.sampleRate);
  json.key("encoding");
  json.integer(static_cast<int>(layout.encoding));
  json.key("bytesPerFrame");
  json.integer(layout.bytesPerFrame);
  json.endObject();
  return json.take();
}

class WavParserBinding {
 public:
  explicit WavParserBinding(double fileBytes) : reader_(toCount(fileBytes)) {}
  double needOffset() const { return static_cast<double>(reader_.needOffset()); }
  int needBytes() const { return reader_.needBytes(); }
  void supply(Pointer bytes, int count) {
    reader_.supply(fromPointer<const uint8_t>(bytes), static_cast<size_t>(std::max(count, 0)));
  }
  bool done() const { return reader_.done(); }
  std::string fault() const { return reader_.fault().empty() ? "" : faultJson(reader_.fault()); }
  std::string layout() const { return layoutJson(reader_.layout()); }

 private:
  WavReader reader_;
};

/// Planar samples of interleaved bytes, a fixed number of frames at a time.
template <typename Sample>
class PlanarBuffer {
 public:
  PlanarBuffer(SampleEncoding encoding, int channels, int maxFrames)
      : encoding_(encoding), samples_(static_cast<size_t>(channels)) {
    for (auto& channel : samples_) {
      channel.resize(static_cast<size_t>(maxFrames));
      pointers_.push_back(channel.data());
    }
  }
  /// Returns how many samples were not finite.
  int64_t convert(const uint8_t* bytes, int64_t frames) {
    return pcmToPlanar(encoding_, static_cast<int>(samples_.size()), bytes, frames,
                       pointers_.data());
  }
  Sample* const* planar() const { return pointers_.data(); }
  const Sample* channel(size_t index) const {
    return index < samples_.size() ? samples_[index].data() : nullptr;
  }

 private:
  SampleEncoding encoding_;
  std::vector<std::vector<Sample>> samples_;
  std::vector<Sample*> pointers_;
};

class StemScanBinding {
 public:
  StemScanBinding(int encoding, int channels, int bytesPerFrame)
      : bytesPerFrame_(std::max(bytesPerFrame, 1)),
        planar_(static_cast<SampleEncoding>(encoding), channels, kChunkFrames),
        peaks_(channels) {}

  void supply(Pointer bytes, double count) {
    const auto* from = fromPointer<const uint8_t>(bytes);
    for (int64_t left = toCount(count) / bytesPerFrame_; left > 0;) {
      const int64_t frames = std::min<int64_t>(left, kChunkFrames);
      nonFinite_ += planar_.convert(from, frames);
      peaks_.add(planar_.planar(), frames);
      from += frames * bytesPerFrame_;
      left -= frames;
    }
  }
  void finish() { peaks_.finish(); }
  double nonFiniteSamples() const { return static_cast<double>(nonFinite_); }
  int framesPerPeak() const { return kPeakFrames; }
  double peakCount() const { return static_cast<double>(peaks_.pairs().size() / 2); }
  Pointer peaks() const { return toPointer(peaks_.pairs().data()); }

 private:
  static constexpr int kChunkFrames = 4096;
  int bytesPerFrame_;
  PlanarBuffer<float> planar_;
  PeakBuilder peaks_;
  int64_t nonFinite_ = 0;
};

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
        maxFrames_(std::max(maxFrames, 1)),
        bytes_(static_cast<size_t>(maxFrames_) * frameBytes()) {}

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
  int maxFrames_;
  std::vector<uint8_t> bytes_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(files) {
  using emscripten::class_;
  class_<Sha256Binding>("Sha256")
      .constructor<>()
      .function("update", &Sha256Binding::update)
      .function("hex", &Sha256Binding::hex);
  class_<WavParserBinding>("WavParser")
      .constructor<double>()
      .function("needOffset", &WavParserBinding::needOffset)
      .function("needBytes", &WavParserBinding::needBytes)
      .function("supply", &WavParserBinding::supply)
      .function("done", &WavParserBinding::done)
      .function("fault", &WavParserBinding::fault)
      .function("layoutJson", &WavParserBinding::layout);
  class_<StemScanBinding>("StemScan")
      .constructor<int, int, int>()
      .function("supply", &StemScanBinding::supply)
      .function("finish", &StemScanBinding::finish)
      .function("nonFiniteSamples", &StemScanBinding::nonFiniteSamples)
      .function("framesPerPeak", &StemScanBinding::framesPerPeak)
      .function("peakCount", &StemScanBinding::peakCount)
      .function("peaks", &StemScanBinding::peaks);
  class_<PcmConverterBinding>("PcmConverter")
      .constructor<int, int, int, int>()
      .function("input", &PcmConverterBinding::input)
      .function("convert", &PcmConverterBinding::convert)
      .function("channel", &PcmConverterBinding::channel)
      .function("nonFiniteSamples", &PcmConverterBinding::nonFiniteSamples);
  class_<WavWriterBinding>("WavWriter")
      .constructor<double, int, double, double, int>()
      .function("header", &WavWriterBinding::header)
      .function("headerBytes", &WavWriterBinding::headerBytes)
      .function("convert", &WavWriterBinding::convert)
      .function("bytes", &WavWriterBinding::bytes)
      .function("trailerBytes", &WavWriterBinding::trailerBytes)
      .function("fileBytes", &WavWriterBinding::fileBytes)
      .function("clippedSamples", &WavWriterBinding::clippedSamples);
}

}  // namespace lathe::bindings

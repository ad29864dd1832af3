// Audio files as they come in: identity, header, waveform peaks.
// Thread: I/O and render workers.

#include <emscripten/bind.h>

#include <algorithm>
#include <string>

#include "bindings/files/planar_buffer.h"
#include "bindings/heap.h"
#include "formats/peaks.h"
#include "formats/sha256.h"
#include "formats/wav_reader.h"
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

}  // namespace

EMSCRIPTEN_BINDINGS(stems) {
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
}

}  // namespace lathe::bindings

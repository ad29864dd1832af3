// A stem's bytes at another rate: what is kept beside a stem whose rate is not the
// session's. The same samples as `lathe render` makes of that stem.
// Thread: I/O worker.

#include <emscripten/bind.h>

#include <algorithm>
#include <vector>

#include "bindings/files/planar_buffer.h"
#include "bindings/heap.h"
#include "formats/wav_writer.h"
#include "rates/rate_converter.h"

namespace lathe::bindings {
namespace {

class StemConverterBinding {
 public:
  StemConverterBinding(int encoding, int channels, int bytesPerFrame, double inRate, double outRate,
                       int maxFrames)
      : channels_(std::clamp(channels, 1, 2)),
        maxFrames_(std::max(maxFrames, 1)),
        input_(static_cast<size_t>(maxFrames_) * static_cast<size_t>(std::max(bytesPerFrame, 1))),
        planar_(static_cast<SampleEncoding>(encoding), channels_, maxFrames_),
        encoder_(OutputEncoding::F32, channels_, 0) {
    ready_ = converter_.prepare(static_cast<int>(toCount(inRate)),
                                static_cast<int>(toCount(outRate)), channels_, maxFrames_);
    if (!ready_) return;
    const auto room = static_cast<size_t>(converter_.maxOutputFrames());
    for (auto& channel : converted_) channel.resize(room);
    output_.resize(room * frameBytes());
  }

  bool ready() const { return ready_; }
  Pointer input() const { return toPointer(input_.data()); }
  int convert(int frames) {
    if (!ready_) return 0;
    const int count = std::clamp(frames, 0, maxFrames_);
    planar_.convert(input_.data(), count);
    double* const to[] = {converted_[0].data(), converted_[1].data()};
    return encode(converter_.process(planar_.planar(), count, to));
  }
  int flush() {
    if (!ready_) return 0;
    double* const to[] = {converted_[0].data(), converted_[1].data()};
    return encode(converter_.flush(to));
  }
  Pointer output() const { return toPointer(output_.data()); }

 private:
  size_t frameBytes() const {
    return static_cast<size_t>(channels_ * bytesPerSample(OutputEncoding::F32));
  }
  int encode(int frames) {
    const double* const from[] = {converted_[0].data(), converted_[1].data()};
    encoder_.encode(from, frames, output_.data());
    return static_cast<int>(static_cast<size_t>(frames) * frameBytes());
  }

  int channels_;
  int maxFrames_;
  std::vector<uint8_t> input_;
  PlanarBuffer<double> planar_;
  PcmEncoder encoder_;
  RateConverter converter_;
  bool ready_ = false;
  std::vector<double> converted_[2];
  std::vector<uint8_t> output_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(rates) {
  using emscripten::class_;
  class_<StemConverterBinding>("StemConverter")
      .constructor<int, int, int, double, double, int>()
      .function("ready", &StemConverterBinding::ready)
      .function("input", &StemConverterBinding::input)
      .function("convert", &StemConverterBinding::convert)
      .function("flush", &StemConverterBinding::flush)
      .function("output", &StemConverterBinding::output);
}

}  // namespace lathe::bindings

// Samples taken apart by channel, as the converter and the scan make them of a file's bytes.
// Thread: any but the real-time one.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/pcm_convert.h"

namespace lathe::bindings {

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

}  // namespace lathe::bindings

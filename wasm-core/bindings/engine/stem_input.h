// Stems, and requests to read them, as the engine's bindings take them.
// Thread: any but the real-time one.
#pragma once

#include <span>
#include <vector>

#include "bindings/heap.h"
#include "formats/pcm_layout.h"
#include "streaming/track_streamer.h"

namespace lathe::bindings {

/// The stems' layouts, in the order of the document's stems.
class StemLayouts {
 public:
  void add(double dataOffsetBytes, double frames, int channels, double sampleRate, int encoding,
           int bytesPerFrame);
  /// Exactly `count` of them; those not added are missing stems, which are silent.
  std::span<const PcmLayout> take(size_t count);

 private:
  std::vector<PcmLayout> layouts_;
};

/// Read requests as records of four doubles: stem, byte offset, bytes, destination.
class RequestRecords {
 public:
  /// Returns how many there are.
  int set(std::span<const ReadRequest> requests);
  Pointer pointer() const { return toPointer(records_.data()); }

 private:
  std::vector<double> records_;
};

}  // namespace lathe::bindings

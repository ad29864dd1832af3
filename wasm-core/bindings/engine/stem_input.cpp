#include "bindings/engine/stem_input.h"

namespace lathe::bindings {

void StemLayouts::add(double dataOffsetBytes, double frames, int channels, double sampleRate,
                      int encoding, int bytesPerFrame) {
  layouts_.push_back({.dataOffsetBytes = toCount(dataOffsetBytes),
                      .frames = toCount(frames),
                      .channels = channels,
                      .sampleRate = sampleRate,
                      .encoding = static_cast<SampleEncoding>(encoding),
                      .bytesPerFrame = bytesPerFrame});
}

std::span<const PcmLayout> StemLayouts::take(size_t count) {
  layouts_.resize(count);
  return layouts_;
}

int RequestRecords::set(std::span<const ReadRequest> requests) {
  records_.clear();
  for (const ReadRequest& request : requests) {
    records_.push_back(request.stem);
    records_.push_back(static_cast<double>(request.byteOffset));
    records_.push_back(static_cast<double>(request.bytes));
    records_.push_back(static_cast<double>(toPointer(request.destination)));
  }
  return static_cast<int>(requests.size());
}

}  // namespace lathe::bindings

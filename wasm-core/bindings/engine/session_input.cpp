#include "bindings/engine/session_input.h"

#include <cstdlib>

#include "console/engine.h"
#include "session/flat_session.h"

namespace lathe::bindings {
namespace {

bool fitsHeap(const Session& session) {
  void* room = std::malloc(Engine::memoryBytes(session));
  std::free(room);
  return room != nullptr;
}

}  // namespace

Prepared readSession(Pointer flat, double bytes, Session& session) {
  const std::span from(fromPointer<const uint8_t>(flat), static_cast<size_t>(toCount(bytes)));
  return unflattenSession(from, session) ? Prepared::Ready : Prepared::Unreadable;
}

Prepared readForEngine(Pointer flat, double bytes, Session& session) {
  const Prepared read = readSession(flat, bytes, session);
  return read == Prepared::Ready && !fitsHeap(session) ? Prepared::NoRoom : read;
}

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

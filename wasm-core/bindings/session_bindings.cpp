#include "bindings/session_bindings.h"

#include <emscripten/bind.h>

#include <cstdlib>

#include "console/engine.h"
#include "params/parameter_table.h"

namespace lathe::bindings {
namespace {

bool fitsHeap(const Session& session) {
  void* room = std::malloc(Engine::memoryBytes(session));
  std::free(room);
  return room != nullptr;
}

std::string checkSession(const std::string& json) { return faultList(loadSession(json).faults); }

}  // namespace

LoadResult loadForEngine(std::string_view json) {
  LoadResult loaded = loadSession(json);
  if (loaded.session && !fitsHeap(*loaded.session)) {
    loaded.session.reset();
    loaded.faults.push_back(
        {.pointer = "/tracks",
         .message = "There is not enough memory for this many tracks. Remove some, or open the "
                    "session with the command line."});
  }
  return loaded;
}

std::string faultList(std::span<const Fault> faults) {
  return faults.empty() ? "[]" : faultsJson(faults);
}

std::vector<Fault> refusal() {
  return {{.pointer = "",
           .message = "The engine cannot run this session: a stem has more than two channels, or "
                      "its rate is not within 8 to 384 kHz. Replace the stem."}};
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

EMSCRIPTEN_BINDINGS(session) {
  emscripten::function("checkSession", &checkSession);
  emscripten::function("parameterTable", &parameterTableJson);
}

}  // namespace lathe::bindings

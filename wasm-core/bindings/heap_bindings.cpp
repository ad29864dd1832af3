// Memory that JavaScript fills or reads.
// Thread: any.

#include <emscripten/bind.h>

#include <cstdlib>

#include "bindings/heap.h"

namespace lathe::bindings {
namespace {

constexpr size_t kAlignment = 16;  // of one f32x4

/// 0 when the heap is full.
Pointer allocate(double bytes) {
  const auto count = static_cast<size_t>(toCount(bytes));
  return toPointer(std::aligned_alloc(kAlignment, (count + kAlignment) / kAlignment * kAlignment));
}

void release(Pointer pointer) { std::free(fromPointer<void>(pointer)); }

}  // namespace

EMSCRIPTEN_BINDINGS(heap) {
  emscripten::function("allocate", &allocate);
  emscripten::function("release", &release);
}

}  // namespace lathe::bindings

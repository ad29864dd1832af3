// Compiled sessions as the bindings of engine and master take them.
// Thread: any but the real-time one.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <span>

#include "bindings/heap.h"
#include "session/flat_session.h"
#include "session/session.h"

namespace lathe::bindings {

/// What `prepare` answers; worklet/src/session/compiled-session.ts says it in words.
enum class Prepared : int {
  Ready = 0,
  Unreadable = 1,  ///< not a flat session of this build
  NoRoom = 2,      ///< what is made of it does not fit this heap
  Refused = 3      ///< over a limit of the engine
};

/// Ready, and the session of SessionCompiler, or why not.
inline Prepared readSession(Pointer flat, double bytes, Session& session) {
  const std::span from(fromPointer<const uint8_t>(flat), static_cast<size_t>(toCount(bytes)));
  return unflattenSession(from, session) ? Prepared::Ready : Prepared::Unreadable;
}

inline bool fitsHeap(size_t bytes) {
  void* room = std::malloc(bytes);
  std::free(room);
  return room != nullptr;
}

}  // namespace lathe::bindings

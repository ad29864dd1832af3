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

/// What `prepare` of a binding answers: reads the session, and makes of it, where
/// `bytesOf(session)` fit the heap, what `prepare(session)` makes, or refuses to.
template <class BytesOf, class Prepare>
int prepareFrom(Pointer flat, double bytes, BytesOf bytesOf, Prepare prepare) {
  Session session;
  const Prepared read = readSession(flat, bytes, session);
  if (read != Prepared::Ready) return static_cast<int>(read);
  if (!fitsHeap(bytesOf(session))) return static_cast<int>(Prepared::NoRoom);
  return static_cast<int>(prepare(session) ? Prepared::Ready : Prepared::Refused);
}

}  // namespace lathe::bindings

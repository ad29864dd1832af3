// How values cross between JavaScript and the engine: addresses are numbers,
// frames and byte counts are doubles (exact to 2^53), text is std::string off
// the audio thread and UTF-8 bytes on it.
// Thread: any.
#pragma once

#include <cstdint>

namespace lathe::bindings {

/// An address in the heap, as JavaScript sees it.
using Pointer = uintptr_t;

inline Pointer toPointer(const void* address) { return reinterpret_cast<Pointer>(address); }

template <typename T>
T* fromPointer(Pointer pointer) {
  return reinterpret_cast<T*>(pointer);
}

/// A count that came as a double: what is not a whole number in range becomes the nearer end.
inline int64_t toCount(double value) {
  constexpr double kLargest = 9007199254740992.0;  // 2^53
  if (!(value > 0.0)) return 0;
  return static_cast<int64_t>(value < kLargest ? value : kLargest);
}

}  // namespace lathe::bindings

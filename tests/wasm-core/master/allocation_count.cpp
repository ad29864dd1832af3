#include "allocation_count.h"

#include <cstdlib>
#include <new>

namespace {
master_test::Allocated total;
}

master_test::Allocated master_test::allocated() { return total; }

// Not inlined: the compiler would take the pair apart and complain of the halves.
__attribute__((noinline)) void* operator new(size_t size) {
  ++total.times;
  total.bytes += size;
  void* p = std::malloc(size > 0 ? size : 1);
  if (p == nullptr) std::abort();
  return p;
}
// WebAssembly's plain one aligns to 8 bytes: vectors of SIMD values ask for more.
__attribute__((noinline)) void* operator new(size_t size, std::align_val_t alignment) {
  ++total.times;
  total.bytes += size;
  const auto to = static_cast<size_t>(alignment);
  void* p = std::aligned_alloc(to, (size + to - 1) / to * to + (size > 0 ? 0 : to));
  if (p == nullptr) std::abort();
  return p;
}
__attribute__((noinline)) void operator delete(void* p) noexcept { std::free(p); }
__attribute__((noinline)) void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
__attribute__((noinline)) void operator delete(void* p, size_t, std::align_val_t) noexcept {
  std::free(p);
}
__attribute__((noinline)) void operator delete(void* p, size_t) noexcept { std::free(p); }

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
__attribute__((noinline)) void operator delete(void* p) noexcept { std::free(p); }
__attribute__((noinline)) void operator delete(void* p, size_t) noexcept { std::free(p); }

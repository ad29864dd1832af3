#include "allocation_count.h"

#include <cstdlib>
#include <new>

namespace {
int count = 0;
size_t bytes = 0;
}  // namespace

int master_test::allocations() { return count; }
size_t master_test::allocatedBytes() { return bytes; }

void* operator new(size_t size) {
  ++count;
  bytes += size;
  void* p = std::malloc(size > 0 ? size : 1);
  if (p == nullptr) std::abort();
  return p;
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, size_t) noexcept { std::free(p); }

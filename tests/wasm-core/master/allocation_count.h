// What this executable has allocated so far: its operator new counts.
#pragma once

#include <cstddef>

namespace master_test {

struct Allocated {
  int times = 0;
  size_t bytes = 0;
};
Allocated allocated();

}  // namespace master_test

// Counts what this executable takes from the heap.
#pragma once

#include <cstddef>

namespace master_test {

int allocations();
/// Of all allocations so far, freed ones too.
size_t allocatedBytes();

}  // namespace master_test

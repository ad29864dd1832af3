// Independent jobs on all cores, with progress.
// Thread: call from main; jobs run on any thread and share nothing.
#pragma once

#include <cstddef>
#include <functional>

namespace lathe::cli {

/// Calls job(0) … job(count − 1), each once, and returns when all are done.
void runParallel(const char* label, size_t count, const std::function<void(size_t)>& job);

}  // namespace lathe::cli

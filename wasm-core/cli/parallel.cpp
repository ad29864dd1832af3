#include "cli/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "cli/progress.h"

namespace lathe::cli {

void runParallel(const char* label, size_t count, const std::function<void(size_t)>& job) {
  Progress progress(label);
  std::atomic<size_t> next{0}, finished{0};
  const auto work = [&](bool isMain) {
    for (size_t i; (i = next.fetch_add(1)) < count;) {
      job(i);
      finished.fetch_add(1);
      if (isMain) progress.show(static_cast<int64_t>(finished), static_cast<int64_t>(count));
    }
  };
  const size_t cores = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> helpers;
  for (size_t i = 1; i < std::min(cores, count); ++i) helpers.emplace_back(work, false);
  work(true);
  for (std::thread& helper : helpers) helper.join();
}

}  // namespace lathe::cli

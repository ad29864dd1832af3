#include "cli/progress.h"

#include <unistd.h>

#include <cstdio>

namespace lathe::cli {
namespace {

bool lineIsShown = false;

bool stdoutIsTerminal() {
  static const bool isTerminal = isatty(STDOUT_FILENO) == 1;
  return isTerminal;
}

}  // namespace

Progress::~Progress() { clearProgressLine(); }

void Progress::show(int64_t done, int64_t total) {
  if (!stdoutIsTerminal() || total <= 0) return;
  const auto percent =
      static_cast<int>(100.0 * static_cast<double>(done) / static_cast<double>(total));
  if (percent == shownPercent_) return;
  shownPercent_ = percent;
  lineIsShown = true;
  std::printf("\r%s %d %%", label_.c_str(), percent);
  std::fflush(stdout);
}

void clearProgressLine() {
  if (!lineIsShown) return;
  lineIsShown = false;
  std::printf("\r\033[K");
  std::fflush(stdout);
}

}  // namespace lathe::cli

#include "master/multiband/pair_history.h"

namespace lathe {

size_t PairHistory::heapBytes(double sampleRate, double longestMs) noexcept {
  const auto blocks = static_cast<size_t>(HoldWindow::of(longestMs, sampleRate).whole) + 2;
  return blocks * kBlockFrames * 2 * sizeof(double);
}

void PairHistory::prepare(double sampleRate, double longestMs) {
  blocks_ = HoldWindow::of(longestMs, sampleRate).whole + 2;
  data_.assign(static_cast<size_t>(blocks_) * kBlockFrames * 2, 0.0);
  reset();
}

void PairHistory::reset() noexcept {
  at_ = 0;
  for (double& x : data_) x = 0.0;
}

}  // namespace lathe

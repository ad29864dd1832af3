#include "master/glue/sliding_mean.h"

#include <algorithm>
#include <bit>

namespace lathe {
namespace {

size_t ringFrames(int longest) noexcept {
  return std::bit_ceil(static_cast<size_t>(longest) + kBlockFrames);
}

/// In eight sums side by side, since each waits for itself.
double sumOf(const double* x, int count) noexcept {
  f64x2 sum[4] = {f64x2::zero(), f64x2::zero(), f64x2::zero(), f64x2::zero()};
  int i = 0;
  for (; i + 8 <= count; i += 8) {
    for (int k = 0; k < 4; ++k) sum[k] += f64x2::load(x + i + 2 * k);
  }
  const f64x2 pair = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  double total = pair.first() + pair.second();
  for (; i < count; ++i) total += x[i];
  return total;
}

}  // namespace

size_t SlidingMean::heapBytes(int longest) noexcept { return ringFrames(longest) * sizeof(double); }

void SlidingMean::prepare(int longest) {
  ring_.assign(ringFrames(longest), 0.0);
  mask_ = static_cast<int>(ring_.size()) - 1;
  reset();
}

void SlidingMean::reset() noexcept {
  std::fill(ring_.begin(), ring_.end(), 0.0);
  position_ = 0;
}

void SlidingMean::process(double (&block)[kBlockFrames]) noexcept {
  // The W values before this block, in two runs where they wrap.
  const int from = (position_ - frames_) & mask_;
  const int first = std::min(frames_, mask_ + 1 - from);
  double sum = sumOf(&at(from), first) + sumOf(&at(0), frames_ - first);
  const double share = 1.0 / frames_;
  for (int i = 0; i < kBlockFrames; ++i) {
    const double x = block[i];
    at(position_ + i) = x;
    sum += x - at(position_ + i - frames_);
    block[i] = sum * share;
  }
  position_ = (position_ + kBlockFrames) & mask_;
}

}  // namespace lathe

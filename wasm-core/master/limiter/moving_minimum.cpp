#include "master/limiter/moving_minimum.h"

#include <bit>

namespace lathe {

namespace {

uint32_t ringSize(int maxWindow) noexcept {
  return std::bit_ceil(static_cast<uint32_t>(maxWindow) + 1u);
}

}  // namespace

size_t MovingMinimum::heapBytes(int maxWindow) noexcept {
  return ringSize(maxWindow) * sizeof(Entry);
}

void MovingMinimum::prepare(int maxWindow) {
  const uint32_t size = ringSize(maxWindow);
  ring_.resize(size);
  mask_ = size - 1;
  reset(1);
}

void MovingMinimum::reset(int window) noexcept {
  window_ = window;
  head_ = tail_ = 0;
  time_ = 0;
}

void MovingMinimum::process(const double* values, double* minima, int count) noexcept {
  // In registers: the compiler cannot know that the minima are not these.
  Entry* const ring = ring_.data();
  const uint32_t mask = mask_;
  uint32_t head = head_, tail = tail_;
  int64_t time = time_;
  for (int i = 0; i < count; ++i) {
    const double value = values[i];
    // Whatever is older and not smaller can never be the minimum again.
    while (tail != head && ring[(tail - 1) & mask].value >= value) --tail;
    ring[tail++ & mask] = {value, time};
    if (ring[head & mask].time <= time - window_) ++head;
    ++time;
    minima[i] = ring[head & mask].value;
  }
  head_ = head;
  tail_ = tail;
  time_ = time;
}

}  // namespace lathe

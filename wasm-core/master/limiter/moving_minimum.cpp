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

double MovingMinimum::process(double value) noexcept {
  // Whatever is older and not smaller can never be the minimum again.
  while (tail_ != head_ && ring_[(tail_ - 1) & mask_].value >= value) --tail_;
  ring_[tail_++ & mask_] = {value, time_};
  if (ring_[head_ & mask_].time <= time_ - window_) ++head_;
  ++time_;
  return ring_[head_ & mask_].value;
}

}  // namespace lathe

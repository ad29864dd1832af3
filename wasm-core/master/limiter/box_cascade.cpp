#include "master/limiter/box_cascade.h"

#include <algorithm>

namespace lathe {

void BoxCascade::prepare(int maxFrames) {
  for (Box& box : boxes_) box.ring.resize(ringFrames(maxFrames));
  reset(1);
}

void BoxCascade::reset(int frames) noexcept {
  frames_ = frames;
  int left = frames + kBoxes - 1;  // lengths add up to this: each box but one costs a frame less
  int64_t value = static_cast<int64_t>(kFull);
  for (int i = 0; i < kBoxes; ++i) {
    Box& box = boxes_[static_cast<size_t>(i)];
    box.length = left / (kBoxes - i);
    left -= box.length;
    box.position = 0;
    std::fill(box.ring.begin(), box.ring.end(), value);
    value *= box.length;
    box.sum = value;
  }
  fullSum_ = static_cast<double>(value);
}

void BoxCascade::Box::process(int64_t* values, int count) noexcept {
  int64_t total = sum;
  for (int done = 0; done < count;) {
    // As far as the ring goes without a turn.
    const int run = std::min(count - done, length - position);
    int64_t* const oldest = ring.data() + position;
    for (int i = 0; i < run; ++i) {
      const int64_t value = values[done + i];
      total += value - oldest[i];
      oldest[i] = value;
      values[done + i] = total;
    }
    done += run;
    position += run;
    if (position == length) position = 0;
  }
  sum = total;
}

void BoxCascade::process(double* gains, int count) noexcept {
  int64_t values[kRun];
  for (int done = 0; done < count; done += kRun) {
    const int run = std::min(count - done, kRun);
    for (int i = 0; i < run; ++i) values[i] = static_cast<int64_t>(gains[done + i] * kFull);
    for (Box& box : boxes_) box.process(values, run);
    for (int i = 0; i < run; ++i) gains[done + i] = static_cast<double>(values[i]) / fullSum_;
  }
}

}  // namespace lathe

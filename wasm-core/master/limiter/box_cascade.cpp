#include "master/limiter/box_cascade.h"

#include <algorithm>

#include "base/block.h"

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

void BoxCascade::process(double* gains, int count) noexcept {
  int64_t values[kBlockFrames];
  for (; count > 0; gains += kBlockFrames, count -= kBlockFrames) {
    const int frames = std::min(count, kBlockFrames);
    for (int i = 0; i < frames; ++i) values[i] = static_cast<int64_t>(gains[i] * kFull);
    for (Box& box : boxes_) {
      // In registers: the compiler cannot know that the ring does not hold these.
      int64_t* const ring = box.ring.data();
      const int length = box.length;
      int position = box.position;
      int64_t sum = box.sum;
      for (int i = 0; i < frames; ++i) {
        sum += values[i] - ring[position];
        ring[position] = values[i];
        if (++position == length) position = 0;
        values[i] = sum;
      }
      box.position = position;
      box.sum = sum;
    }
    for (int i = 0; i < frames; ++i) gains[i] = static_cast<double>(values[i]) / fullSum_;
  }
}

}  // namespace lathe

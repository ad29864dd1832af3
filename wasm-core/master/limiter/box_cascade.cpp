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

}  // namespace lathe

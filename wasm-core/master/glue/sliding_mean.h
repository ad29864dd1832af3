// The mean of the last W values, 0 and up: a box, which a steady tone leaves
// without ripple at every multiple of its rate (10 ms: tones at 50, 100, 150 Hz).
// The sum is taken afresh at each block, so that rounding never adds up.
// Thread: real-time, except `prepare`.
#pragma once

#include <vector>

#include "base/block.h"

namespace lathe {

class SlidingMean {
 public:
  static size_t heapBytes(int longest) noexcept;
  /// [not real-time] Allocates for windows of up to `longest` frames.
  void prepare(int longest);
  void reset() noexcept;
  /// 1…longest; the past counts at once.
  void setFrames(int frames) noexcept { frames_ = frames; }
  /// One block in place: finite values, 0 and up.
  void process(double (&block)[kBlockFrames]) noexcept;

 private:
  double& at(int index) noexcept { return ring_[static_cast<size_t>(index & mask_)]; }

  int frames_ = 1;
  int position_ = 0, mask_ = 0;
  std::vector<double> ring_;  ///< a power of two
};

}  // namespace lathe

// Holds both sides of a signal back by so many frames.
// Thread: real-time, except `prepare`.
#pragma once

#include <algorithm>
#include <vector>

#include "master/stereo_block.h"

namespace lathe {

class PairDelay {
 public:
  /// [not real-time] Silence so far.
  void prepare(int mostFrames) {
    blocks_ = blocksFor(mostFrames);
    frames_.assign(blocks_ * kBlockFrames * 2, 0.0);
    at_ = 0;
  }
  static size_t bytes(int mostFrames) noexcept {
    return blocksFor(mostFrames) * kBlockFrames * 2 * sizeof(double);
  }
  void clear() noexcept { std::fill(frames_.begin(), frames_.end(), 0.0); }

  /// In place: what went in `frames` (0…mostFrames) ago.
  void process(StereoBlock& block, int frames) noexcept {
    const size_t length = blocks_ * kBlockFrames, write = at_ * kBlockFrames;
    for (size_t n = 0; n < kBlockFrames; ++n) {
      block.frames[n].store(frames_.data() + 2 * (write + n));
    }
    const auto late = static_cast<size_t>(frames);
    size_t read = write >= late ? write - late : write + length - late;
    for (f64x2& frame : block.frames) {
      frame = f64x2::load(frames_.data() + 2 * read);
      if (++read == length) read = 0;
    }
    if (++at_ == blocks_) at_ = 0;
  }

 private:
  static size_t blocksFor(int mostFrames) noexcept {
    return static_cast<size_t>(mostFrames / kBlockFrames + 2);
  }

  std::vector<double> frames_;  ///< left and right in turn
  size_t blocks_ = 1, at_ = 0;
};

}  // namespace lathe

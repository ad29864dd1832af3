// Gathers the blocks of a chunk into one run of stereo frames, leaving out
// latency at the head and whatever lies past the end.
// Units: frames. Thread: any; no allocation.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/block.h"

namespace lathe {

/// The first block edge at or after `frame` (frame >= 0).
constexpr int64_t blockCeiling(int64_t frame) { return blockStart(frame + kBlockFrames - 1); }

template <typename Sample>
class BlockCollector {
 public:
  /// Leaves out the first `skip` frames and takes `wanted` at most; `destination` has room for
  /// every block that will be added.
  BlockCollector(std::array<Sample*, 2> destination, int64_t skip, int64_t wanted) noexcept
      : destination_(destination), skip_(skip), wanted_(wanted) {}

  /// Takes kBlockFrames frames.
  void add(const Sample* left, const Sample* right) noexcept {
    const auto from = static_cast<int>(std::min<int64_t>(skip_, kBlockFrames));
    skip_ -= from;
    const auto frames = static_cast<int>(std::clamp<int64_t>(wanted_, 0, kBlockFrames - from));
    std::copy_n(left + from, frames, destination_[0] + count_);
    std::copy_n(right + from, frames, destination_[1] + count_);
    count_ += frames;
    wanted_ -= frames;
  }

  int count() const noexcept { return count_; }        ///< frames gathered
  int64_t skip() const noexcept { return skip_; }      ///< still to be left out
  int64_t wanted() const noexcept { return wanted_; }  ///< still to come

 private:
  std::array<Sample*, 2> destination_;
  int64_t skip_;
  int64_t wanted_;
  int count_ = 0;
};

}  // namespace lathe

// Evens out blocks of 128 frames and the host's quantum: whole blocks go in,
// any number of frames come out. Four channels side by side: monitor left and
// right, tap left and right.
// Units: frames. Thread: real-time; `prepare` allocates.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/block.h"

namespace lathe {

class OutputFifo {
 public:
  static constexpr int kChannels = 4;

  /// `maxQuantum`: the most frames that one pull takes.
  void prepare(int maxQuantum) {
    capacity_ = maxQuantum + 2 * kBlockFrames;
    for (auto& channel : samples_) channel.assign(static_cast<size_t>(capacity_), 0.0f);
    fill_ = 0;
  }
  int fill() const noexcept { return fill_; }

  /// One block; there is room as long as blocks are pushed only while fill() < quantum.
  void push(const float* const (&block)[kChannels]) noexcept {
    if (fill_ + kBlockFrames > capacity_) return;
    for (int c = 0; c < kChannels; ++c) {
      copyBlock(samples_[c].data() + fill_, block[c]);
    }
    fill_ += kBlockFrames;
  }

  /// Moves up to `frames` frames to `out`, and returns how many.
  int pull(float* const (&out)[kChannels], int frames) noexcept {
    const int taken = std::min(frames, fill_);
    fill_ -= taken;
    for (int c = 0; c < kChannels; ++c) {
      float* samples = samples_[c].data();
      std::memcpy(out[c], samples, static_cast<size_t>(taken) * sizeof(float));
      // At most one block remains: moving it down is cheaper than wrapping round.
      std::memmove(samples, samples + taken, static_cast<size_t>(fill_) * sizeof(float));
    }
    return taken;
  }

 private:
  std::vector<float> samples_[kChannels];
  int capacity_ = 0;
  int fill_ = 0;
};

}  // namespace lathe

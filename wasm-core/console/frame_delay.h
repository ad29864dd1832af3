// A delay of whole frames for blocks of any sample type, as the console uses
// it to bring all ways through it to the same length. A delay of nothing costs
// nothing and keeps no memory.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <cstddef>
#include <vector>

#include "base/block.h"

namespace lathe {

template <class Sample>
class FrameDelay {
 public:
  static size_t memoryBytes(int frames) noexcept {
    return frames == 0 ? 0 : static_cast<size_t>(frames + kBlockFrames) * sizeof(Sample);
  }

  void prepare(int frames) {
    frames_ = frames;
    ring_.assign(frames == 0 ? 0 : static_cast<size_t>(frames + kBlockFrames), Sample{});
    write_ = 0;
  }
  void clear() noexcept {
    for (Sample& sample : ring_) sample = Sample{};
  }
  int frames() const noexcept { return frames_; }

  /// One block in, one block out; `out` may be `in`.
  void process(const Sample* in, Sample* out) noexcept {
    const size_t length = ring_.size();
    if (length == 0) {
      if (in != out) {
        for (int i = 0; i < kBlockFrames; ++i) out[i] = in[i];
      }
      return;
    }
    // The ring is one block longer than the delay: what is read stands right after what is written.
    size_t read = write_ + kBlockFrames;
    if (read >= length) read -= length;
    for (int i = 0; i < kBlockFrames; ++i) {
      ring_[write_] = in[i];
      out[i] = ring_[read];
      if (++write_ == length) write_ = 0;
      if (++read == length) read = 0;
    }
  }

 private:
  int frames_ = 0;
  size_t write_ = 0;
  std::vector<Sample> ring_;
};

}  // namespace lathe

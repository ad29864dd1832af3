// A delay of whole frames for blocks of any sample type, as the console uses
// it to bring all ways through it to the same length. A delay of nothing costs
// nothing and keeps no memory.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <algorithm>
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
    for (size_t done = 0; done < kBlockFrames;) {
      const size_t most = std::min(length - write_, length - read);
      const size_t run = std::min(most, kBlockFrames - done);
      // A delay shorter than a block reads what it has just written, never what it is yet to write.
      std::copy_n(in + done, run, ring_.begin() + static_cast<ptrdiff_t>(write_));
      std::copy_n(ring_.begin() + static_cast<ptrdiff_t>(read), run, out + done);
      done += run;
      write_ = write_ + run == length ? 0 : write_ + run;
      read = read + run == length ? 0 : read + run;
    }
  }

 private:
  int frames_ = 0;
  size_t write_ = 0;
  std::vector<Sample> ring_;
};

}  // namespace lathe

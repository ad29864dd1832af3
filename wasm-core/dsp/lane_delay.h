// Four lanes, each delayed by its own whole number of frames: the audio path
// of the stages that look ahead.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <vector>

#include "dsp/bank_block.h"

namespace lathe {

class LaneDelay {
 public:
  /// Frames of a look-ahead: what a stage's latency rounds to.
  static int framesOf(double ms, double sampleRate) noexcept;

  static size_t heapBytes(int longestFrames) noexcept;

  /// [not real-time] Allocates for delays up to `longestFrames`, and resets.
  void prepare(int longestFrames);
  /// Silence on its way, no delay.
  void reset() noexcept;
  void clearLane(int lane) noexcept;
  /// A change of delay clears what is on the lane's way.
  void setFrames(int lane, int frames) noexcept;
  int frames(int lane) const noexcept { return frames_[static_cast<size_t>(lane)]; }
  /// From a delay prepared alike.
  void copyLane(int lane, const LaneDelay& from, int fromLane) noexcept;
  /// In place. A lane without delay keeps its samples as they are; NaN and
  /// infinities are not delayed, but replaced by silence.
  void process(BankBlock& block) noexcept;

 private:
  /// Where the frame `ago` frames before the next block's first is kept.
  size_t at(int ago) const noexcept {
    return static_cast<size_t>(at_ >= ago ? at_ - ago : at_ - ago + size_);
  }

  std::array<int, kLanes> frames_{};
  int at_ = 0, size_ = 0;  ///< whole blocks: of the next block, of the ring
  std::vector<f32x4> ring_;
};

}  // namespace lathe

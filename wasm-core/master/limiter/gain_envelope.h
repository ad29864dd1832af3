// From the gain each frame may have to the gain it gets, for one channel or for
// both together: a delay, where the ramp is shorter than the look-ahead; a moving
// minimum that holds it; the release in two stages; three boxes that make the
// ramp. No step ever lets a gain rise over what its frame may have.
//
// In two halves, because the link of two channels lies between them: `hold` gives
// what is asked, `shape` turns what is asked after the link into gains.
// Units: linear gain, frames. Thread: `prepare` off the real-time thread; the rest
// real-time safe, copying included (between envelopes prepared alike).
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "base/block.h"
#include "master/limiter/box_cascade.h"
#include "master/limiter/moving_minimum.h"
#include "master/limiter/two_stage_release.h"

namespace lathe {

class GainEnvelope {
 public:
  struct Frames {
    int delay;      ///< of what is allowed, before all else
    int hold;       ///< window of the minimum
    int levelHold;  ///< of the minimum that the slow store hears; at least `hold`
    int ramp;       ///< of the boxes
  };
  using Block = double[kBlockFrames];

  /// `most`: the longest of each.
  void prepare(const Frames& most);
  static size_t heapBytes(const Frames& most) noexcept;
  /// As after endless silence.
  void reset(const Frames& frames) noexcept;
  void setRelease(double sampleRate, const StoreTimes& times) noexcept {
    release_.set(sampleRate, times);
  }

  /// Gains allowed in (0, 1] → held for transients, and for the slow store. `open`: all are 1.
  void hold(const Block& allowed, bool open, Block& held, Block& sustained) noexcept;
  /// Those two → gains, of the first `kCount` envelopes at once: each waits on its own last frame,
  /// so that two take little longer than one.
  template <size_t kCount>
  static void shape(std::array<GainEnvelope, 2>& envelopes, const Block (&held)[2],
                    const Block (&sustained)[2], Block (&gains)[2]) noexcept;
  /// Nothing but 1 has been allowed since before every stage's memory begins: 1 would go on to
  /// give 1, exactly.
  bool atRest() const noexcept { return restFrames_ >= memoryFrames_; }

 private:
  Frames frames_{};
  std::vector<double> delay_;  // a power of two
  int delayMask_ = 0, delayPosition_ = 0;
  MovingMinimum hold_, levelHold_;
  TwoStageRelease release_;
  BoxCascade boxes_;
  bool open_ = true;    // this block
  int restFrames_ = 0;  // of open blocks that found the release at rest
  int memoryFrames_ = 0;
};

}  // namespace lathe

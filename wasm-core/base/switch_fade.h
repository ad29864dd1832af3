// The 10 ms cross-fade between a signal and the same signal through a
// stage that is being switched on or off. The weight of the stage's output
// follows 3t² − 2t³, whose slope is zero at both ends, so that the fade itself
// adds no corner. Switching back on the way returns from where it stands.
// Thread: real-time.
#pragma once

#include "base/block.h"

namespace lathe {

class SwitchFade {
 public:
  static constexpr double kFadeMs = 10.0;

  void prepare(double sampleRate) noexcept {
    lengthFrames_ = static_cast<int>(sampleRate * kFadeMs / 1000.0 + 0.5);
    snap(false);
  }
  void snap(bool on) noexcept {
    on_ = on;
    frame_ = on ? lengthFrames_ : 0;
  }
  void set(bool on) noexcept { on_ = on; }

  bool on() const noexcept { return on_; }
  /// The stage must run: it is on, or its end is still sounding.
  bool active() const noexcept { return on_ || frame_ > 0; }
  bool fading() const noexcept { return frame_ != (on_ ? lengthFrames_ : 0); }

  /// t at a block's first frame, and its change per frame; t beyond 0…1 means the nearer end.
  float start() const noexcept {
    return static_cast<float>(frame_) / static_cast<float>(lengthFrames_);
  }
  float step() const noexcept {
    const float step = 1.0f / static_cast<float>(lengthFrames_);
    return on_ ? step : -step;
  }
  /// Of the stage's output at a frame of the block, 0…1.
  double weight(int frame) const noexcept {
    double t = static_cast<double>(start());
    if (fading()) t += frame * static_cast<double>(step());
    t = t < 0.0 ? 0.0 : t > 1.0 ? 1.0 : t;
    return t * t * (3.0 - 2.0 * t);
  }
  /// Moves on by one block.
  void advance() noexcept {
    const int next = frame_ + (on_ ? kBlockFrames : -kBlockFrames);
    frame_ = next < 0 ? 0 : next > lengthFrames_ ? lengthFrames_ : next;
  }

 private:
  int lengthFrames_ = 1;
  int frame_ = 0;
  bool on_ = false;
};

}  // namespace lathe

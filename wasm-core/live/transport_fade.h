// The 5 ms fades around pause, seek and lost audio. The gain follows
// 6t⁵ − 15t⁴ + 10t³, whose first and second derivatives vanish at both ends,
// so that the fade is no louder than the cut it replaces. Turning round on the
// way returns from where it stands.
// Thread: real-time.
#pragma once

#include <cstddef>

#include "base/block.h"

namespace lathe {

class TransportFade {
 public:
  static constexpr double kFadeMs = 5.0;

  void prepare(double sampleRate) noexcept {
    length_ = static_cast<int>(sampleRate * kFadeMs / 1000.0 + 0.5);
    open();
  }
  /// Gain 1 from the next frame on, with no fade.
  void open() noexcept {
    frame_ = length_;
    rising_ = true;
    delay_ = 0;
  }
  /// Gain 0 at once.
  void close() noexcept {
    frame_ = 0;
    rising_ = false;
    delay_ = 0;
  }
  /// Rises from the present gain, after `delayFrames` more frames of it.
  void rise(int delayFrames) noexcept {
    rising_ = true;
    delay_ = delayFrames;
  }
  /// Gain 0 at once, then rises; what is left of a delay still passes first.
  void restart() noexcept {
    frame_ = 0;
    rising_ = true;
  }
  void fall() noexcept {
    rising_ = false;
    delay_ = 0;
  }
  bool closed() const noexcept { return !rising_ && frame_ == 0; }

  /// Multiplies one block of each of `channels`; samples at gain 1 are not touched.
  template <size_t kCount>
  void apply(float* const (&channels)[kCount]) noexcept {
    if (rising_ && frame_ == length_) return;
    for (int i = 0; i < kBlockFrames; ++i) {
      if (delay_ > 0) {
        --delay_;
      } else if (rising_) {
        frame_ += frame_ < length_;
      } else {
        frame_ -= frame_ > 0;
      }
      const float gain = curve(static_cast<float>(frame_) / static_cast<float>(length_));
      for (float* channel : channels) channel[i] *= gain;
    }
  }

  /// 0 at 0, 1 at 1.
  static float curve(float t) noexcept {
    return t >= 1.0f ? 1.0f : t * t * t * (10.0f + t * (6.0f * t - 15.0f));
  }

  /// Of what went before, over the block that replaces it: 1 at its first frame, 0 after it.
  static float leavingWeight(int frame) noexcept {
    return 1.0f - curve(static_cast<float>(frame) / kBlockFrames);
  }

 private:
  int length_ = 1;
  int frame_ = 1;  // of length_: how far open
  int delay_ = 0;
  bool rising_ = true;
};

}  // namespace lathe

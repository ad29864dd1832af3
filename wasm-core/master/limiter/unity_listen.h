// Unity-gain listening: takes the drive into the limiter off again behind it, so
// that louder does not sound better, and what is left to hear is what limiting
// does. For listening only: never in a document or a render. What it switches or
// follows glides over 20 ms, as drive itself does.
// Units: linear gain. Thread: real-time; `prepare` off it.
#pragma once

#include "base/smoother.h"

namespace lathe {

class UnityListen {
 public:
  void prepare(double sampleRate) noexcept { gain_.prepare(sampleRate, kGlideMs); }
  /// Off, at once.
  void reset() noexcept {
    on_ = false;
    gain_.snap(1.0);
  }
  void set(bool on) noexcept { on_ = on; }
  /// Once a block: by what to multiply it. `driveGain` (> 0) is what the chain's drive is set to.
  const CubicSegment& advance(double driveGain) noexcept {
    gain_.setTarget(on_ ? 1.0 / driveGain : 1.0);
    return gain_.advance();
  }

 private:
  static constexpr double kGlideMs = 20.0;
  ParamSmoother gain_;
  bool on_ = false;
};

}  // namespace lathe

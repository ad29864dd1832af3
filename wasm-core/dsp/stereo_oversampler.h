// Oversampler4x (oversampler.h: the same filters, the same latency) for left and
// right alone, in single precision, two frames in a vector: half the work of two
// lanes in double. For what a nonlinearity changes, where the signal itself goes
// past it in double: the rounding, about −140 dB of what goes through, is then as
// far under the change.
//
// Up and down apart: what comes down may come from elsewhere, and more may be
// added between the two steps down.
// Frames are left, right, left, right… Thread: real-time (all storage is inside).
#pragma once

#include "base/block.h"
#include "base/simd.h"

namespace lathe {

class StereoUp4x {
 public:
  static constexpr int kFrames = 4 * kBlockFrames;
  /// Room to work in.
  struct Work {
    alignas(16) float base[2 * (60 + kBlockFrames)];
    alignas(16) float twice[2 * (10 + 2 * kBlockFrames)];
    alignas(16) float quad[2 * kFrames];
  };

  void reset() noexcept;
  /// kBlockFrames in; returns kFrames of `work`.
  const float* process(const f64x2* in, Work& work) noexcept;

 private:
  static constexpr int kBaseHistory = 60, kTwiceHistory = 10;
  alignas(16) float base_[2 * kBaseHistory];
  alignas(16) float twice_[2 * kTwiceHistory];
};

class StereoDown4x {
 public:
  static constexpr int kQuadHistory = 10, kTwiceHistory = 60;
  /// Frames are held by even and odd ones: a tap's frames then stand side by side.
  struct Work {
    alignas(16) float quadEven[2 * (kQuadHistory + 2 * kBlockFrames)];
    alignas(16) float quadOdd[2 * (kQuadHistory + 2 * kBlockFrames)];
    alignas(16) float twiceEven[2 * (kTwiceHistory + kBlockFrames)];
    alignas(16) float twiceOdd[2 * (kTwiceHistory + kBlockFrames)];
    /// Where 2·kBlockFrames even and odd frames at four times the rate are to be written.
    float* newEven() noexcept { return quadEven + 2 * kQuadHistory; }
    float* newOdd() noexcept { return quadOdd + 2 * kQuadHistory; }
    /// Where `halve` leaves kBlockFrames even and odd ones at twice the rate.
    float* halvedEven() noexcept { return twiceEven + 2 * kTwiceHistory; }
    float* halvedOdd() noexcept { return twiceOdd + 2 * kTwiceHistory; }
  };

  void reset() noexcept;
  /// From four times the rate to twice.
  void halve(Work& work) noexcept;
  /// From there to kBlockFrames. Both in every block, in this order.
  void finish(Work& work, f64x2* out) noexcept;

 private:
  alignas(16) float quad_[2][2 * kQuadHistory];
  alignas(16) float twice_[2][2 * kTwiceHistory];
};

}  // namespace lathe

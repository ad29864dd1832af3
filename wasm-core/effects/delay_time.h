// Where a delay's two taps are, and how they get to a new time:
//   fade     both old and new taps are read, cross-faded over 50 ms;
//   repitch  the tap moves there, as a tape does that changes speed, along a
//            cubic in a quarter of a second or in twice the way to go: pitch
//            bends, but nothing runs backwards.
// A time that comes during a fade waits for its end; one that comes during a
// glide bends it. At rest, delays are whole frames.
// Thread: real-time.
#pragma once

#include "base/block.h"

namespace lathe {

class DelayTime {
 public:
  static constexpr int kSides = 2;

  void prepare(double sampleRate) noexcept;
  /// Frames of left and right; both at least 2.
  void set(const int* frames, bool repitch, bool snap) noexcept;
  /// Once a block, before it is read.
  void advance() noexcept;

  /// Otherwise frames() is all there is to know of the coming block.
  bool moving() const noexcept { return fading_ || gliding_; }
  bool fading() const noexcept { return fading_; }
  const int* frames() const noexcept { return now_; }
  /// What is faded from, while fading.
  const int* oldFrames() const noexcept { return old_; }
  /// 0…1 at a frame of the present block, while fading.
  double fadeAt(int frame) const noexcept;
  /// Delay at a frame of the present block, in frames.
  double delayAt(int side, int frame) const noexcept;

 private:
  void begin() noexcept;

  int fadeBlocks_ = 19;
  double shortestGlide_ = 94.0;  ///< blocks
  int wanted_[kSides] = {2, 2}, now_[kSides] = {2, 2}, old_[kSides] = {2, 2};
  bool repitch_ = false, fading_ = false, gliding_ = false;
  int block_ = 0;  ///< of the fade or glide
  double glideBlocks_ = 1.0;
  double start_[kSides] = {}, speed_[kSides] = {};  ///< frames, and frames per glide
};

}  // namespace lathe

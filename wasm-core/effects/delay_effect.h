// Delay for an effect return, stereo in and out, in place. A turn of the loop:
//   line → low and high cut → soft clip → echo out, and times feedback (straight
//   or crossed, for ping-pong) plus input → line.
// Without modulation an echo is at exactly the frame asked for; with both cuts
// off and no drive the first one is the input, bit by bit. Moving taps are read
// with Lagrange's cubic: unlike Hermite's, its gain is nowhere above 1.
//
// Clip. g is the drive: below 1/g (0 dBFS without drive) what comes in goes out,
// above it bends towards 2/g. Cuts, clip and interpolation never amplify, so that
// 100 % feedback stays: it neither grows nor stops.
//
// Gains glide over 20 ms, cuts over 30 ms, times as delay_time.h says. At mix
// 0 % the input is passed through exactly. No latency: the dry sound is on time.
// NaN, infinities and what is beyond ±100 dBFS are silence to the wet path.
// Thread: real-time, except `prepare`.
#pragma once

#include <cstddef>
#include <vector>

#include "base/smoother.h"
#include "effects/cut_filter.h"
#include "effects/delay_settings.h"
#include "effects/delay_time.h"
#include "effects/return_mix.h"

namespace lathe {

class DelayEffect {
 public:
  /// What `prepare` allocates.
  static size_t memoryBytes(double sampleRate);
  /// [not real-time] Allocates, and resets to default settings.
  void prepare(double sampleRate);
  /// Silence inside; settings as they are, in force at once.
  void reset() noexcept;
  void set(const DelaySettings& settings, bool snap) noexcept;
  /// One block of kBlockFrames.
  void process(float* left, float* right) noexcept;
  int latencyFrames() const noexcept { return 0; }

 private:
  /// Everything that glides. Routes into a side: from its own and from the other channel's input,
  /// from its own echo and from the other's. Spread: the right's swing against the left's.
  enum Glide {
    LeftOwn,
    RightOwn,
    LeftOther,
    RightOther,
    Same,
    Crossed,
    Drive,
    Depth,
    Spread,
    kGlides
  };
  struct Controls;
  struct MovingTaps;

  static int maxFrames(double sampleRate);
  int silentFrame() const noexcept;
  void advanceControls(Controls& controls) noexcept;
  void fillTaps(MovingTaps& taps) noexcept;
  f32x4 readAt(double left, double right) const noexcept;
  template <bool kMoving>
  void runLoop(const Controls& controls, const CutFilter::Running& startingCuts,
               const MovingTaps* taps, const float* left, const float* right) noexcept;

  double sampleRate_ = 48000.0;
  DelaySettings settings_;
  CutFilter cuts_;
  ReturnMix mix_;
  DelayTime time_;
  ParamSmoother glide_[kGlides];
  double lfo_ = 0.0;         ///< turns
  int frames_ = 0;           ///< the ring's length
  int at_ = 0;               ///< next frame to be written
  int reach_ = 0;            ///< from this delay up, the ring holds nothing of now, but silence
  std::vector<float> ring_;  ///< L R L R …, its first frames a second time, a block of silence
  alignas(16) float wet_[2][kBlockFrames];
};

}  // namespace lathe

// The limiter as a stage of the master: on or off, with any settings. Turning it
// on or off, moving its look-ahead or choosing another character cross-fades over
// 10 ms, once the new path is filled, between two limiters; the rest takes effect
// at once, and the limiter's own ramp smooths it. Off, it passes samples
// unchanged.
// Units: as LimiterSettings. Thread: `prepare` off the real-time thread; the rest
// real-time safe.
#pragma once

#include <array>

#include "master/limiter/limiter_settings.h"
#include "master/limiter/true_peak_limiter.h"
#include "master/stereo_block.h"

namespace lathe {

class Limiter {
 public:
  /// Off, with the settings' defaults.
  void prepare(double sampleRate);
  /// What prepare takes from the heap.
  static size_t heapBytes(double sampleRate) noexcept {
    return 2 * TruePeakLimiter::heapBytes(sampleRate);
  }
  /// As at song frame 0: state cleared, what was last set in force at once.
  void reset() noexcept;
  /// With `snap` in force from the next frame, without cross-fade.
  void setOn(bool on, bool snap) noexcept;
  void set(const LimiterSettings& settings, bool snap) noexcept;

  /// In place. Finite input only.
  void process(StereoBlock& block) noexcept;
  /// Frames by which the output lags, as last set: 0 when off.
  int latencyFrames() const noexcept;
  /// Most gain taken off in the last block, in dB, <= 0.
  float reductionDb() const noexcept { return reductionDb_; }

 private:
  /// What stands in the limiter's place: nothing, or a limiter of this kind.
  struct Path {
    bool on = false;
    double lookAheadMs = 5.0;
    LimiterCharacter character = LimiterCharacter::Clean;
    bool operator==(const Path& other) const noexcept {
      return on == other.on &&
             (!on || (lookAheadMs == other.lookAheadMs && character == other.character));
    }
  };

  void snapPath() noexcept;
  void startPath(TruePeakLimiter& limiter, const Path& path) noexcept;
  /// Returns the lowest gain the path applied.
  double runPath(const Path& path, TruePeakLimiter& limiter, StereoBlock& block) noexcept;
  void fadeToNext(StereoBlock& block, const StereoBlock& next) noexcept;

  double sampleRate_ = 48000.0;
  LimiterSettings settings_;
  Path wanted_;          // as the settings stand
  Path current_;         // heard, through limiters_[active_]
  Path next_;            // being filled or faded to, through the other
  bool moving_ = false;  // from current_ to next_
  std::array<TruePeakLimiter, 2> limiters_;
  size_t active_ = 0;
  int warmUpFrames_ = 0;  // until next_ is filled
  int fadeFrame_ = 0, fadeFrames_ = 480;
  float reductionDb_ = 0.0f;
};

}  // namespace lathe

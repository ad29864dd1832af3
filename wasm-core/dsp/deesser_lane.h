// One lane of the de-esser between its settings and its passes, in log2 units
// (1 = 6.02 dB): frequency and width glide over 30 ms, all else that is heard
// over 20 ms.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "dsp/deesser_settings.h"

namespace lathe {

/// Frames from one reduction to the next.
inline constexpr int kDeEsserPace = 4;
/// Time constant of the detector's means.
inline constexpr double kDeEsserMeanMs = 1.0;
/// What the means add to attack and release through a range of 12 dB: both are shortened by it, so
/// that their labels are true. An attack below 0.3 ms, which is beyond the means, comes near.
inline constexpr double kDeEsserMeanRiseMs = 0.2, kDeEsserMeanFallMs = 2.0;

class DeEsserLane {
 public:
  void prepare(double sampleRate) noexcept;
  /// Neutral settings (range 0, no look-ahead), at rest.
  void reset() noexcept;
  void set(const DeEsserSettings& settings, bool snap) noexcept;
  /// Once a block while moving().
  void advance() noexcept;

  const DeEsserSettings& settings() const noexcept { return settings_; }
  /// True while the next block can differ from the last.
  bool moving() const noexcept { return moving_; }
  /// Over the block: tan(ω/2) and 1/Q of the filter, straight from start to end.
  struct Filter {
    double g = 1.0, k = 1.0;
  };
  const Filter& start() const noexcept { return start_; }
  const Filter& end() const noexcept { return end_; }
  const CubicSegment& threshold() const noexcept { return threshold_.segment(); }
  const CubicSegment& range() const noexcept { return range_.segment(); }
  /// Shares, 0…1: of the shelf, the rest is the band; of split, the rest is wide.
  const CubicSegment& shelf() const noexcept { return shelf_.segment(); }
  const CubicSegment& split() const noexcept { return split_.segment(); }
  /// Shares from one reduction to the next.
  double kAttack() const noexcept { return kAttack_; }
  double kRelease() const noexcept { return kRelease_; }
  int lookAheadFrames() const noexcept { return lookAheadFrames_; }

 private:
  Filter filterAtEdge() const noexcept;

  double sampleRate_ = 48000.0;
  bool moving_ = false;
  DeEsserSettings settings_;
  ParamSmoother log2Hz_, log2Damping_, threshold_, range_, shelf_, split_;
  Filter start_, end_;
  double kAttack_ = 1.0, kRelease_ = 1.0;
  int lookAheadFrames_ = 0;
};

}  // namespace lathe

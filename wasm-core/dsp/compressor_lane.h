// One lane of the compressor between its settings and its passes: the gain
// computer's curve and the smoothing's constants, in log2 units (1 = 6.02 dB).
//
// The curve, with u = max(level − kneeStart, 0) and c = min(u, kneeWidth):
//   reduction = slope/(2·kneeWidth)·c² + slope·(u − c),  slope = 1 − 1/R,
// is Giannoulis's quadratic knee.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/simd.h"
#include "base/smoother.h"
#include "dsp/compressor_settings.h"
#include "dsp/gain_smoothing.h"
#include "dsp/key_filter.h"

namespace lathe {

/// The gain computer of one lane.
struct GainCurve {
  double kneeStart = 0.0, kneeWidth = 0.0, slope = 0.0;
};

class CompressorLane {
 public:
  void prepare(double sampleRate) noexcept;
  /// Neutral settings, at rest.
  void reset() noexcept;
  void set(const CompressorSettings& settings, bool snap) noexcept;
  /// Once a block while moving().
  void advance() noexcept;

  const CompressorSettings& settings() const noexcept { return settings_; }
  /// True while the next block can differ from the last.
  bool moving() const noexcept { return moving_; }
  const GainCurve& start() const noexcept { return start_; }
  const GainCurve& end() const noexcept { return end_; }
  /// Make-up over the block, log2 units.
  const CubicSegment& makeUp() const noexcept { return makeUp_.segment(); }
  const SmoothingTimes& times() const noexcept { return times_; }
  /// Between these the automatic release moves.
  const SmoothingTimes& fastTimes() const noexcept { return fastTimes_; }
  const SmoothingTimes& slowTimes() const noexcept { return slowTimes_; }
  /// Most reduction in log2 units; share of what is compressed, and of the pair's louder side.
  const CubicSegment& range() const noexcept { return range_.segment(); }
  const CubicSegment& mix() const noexcept { return mix_.segment(); }
  const CubicSegment& link() const noexcept { return link_.segment(); }
  /// True where nothing limits the reduction, or sets a pair's sides apart.
  bool unlimited() const noexcept;
  bool linked() const noexcept { return link_.segment().constant && link_.edgeEnd() == 1.0; }
  const KeyFilterLane& keyFilter() const noexcept { return keyFilter_; }
  int lookAheadFrames() const noexcept { return lookAheadFrames_; }
  /// True where none of the extras (compressor_extras.h) has a part, now or in the next block.
  bool plain() const noexcept;

 private:
  GainCurve curveAtEdge() const noexcept;

  double sampleRate_ = 48000.0;
  bool moving_ = false;
  CompressorSettings settings_;
  ParamSmoother threshold_, knee_, slope_, makeUp_, range_, mix_, link_;
  GainCurve start_, end_;
  SmoothingTimes times_, fastTimes_, slowTimes_;
  KeyFilterLane keyFilter_;
  int lookAheadFrames_ = 0;
};

}  // namespace lathe

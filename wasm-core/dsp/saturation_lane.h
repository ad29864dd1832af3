// One lane of the saturation between its settings and its passes: smoothed
// gains, the curve and its operating point, and the filters around it.
//
// Of the gains: a small signal leaves the curve at drive × 1 (the slope at the
// operating point is divided out). "Matched" divides by programmeGain, so that a
// −18 dBFS RMS programme keeps the level it has at 0 dB of drive, and 0 dB of
// drive stays exactly unity. What keepLows spares follows the saturated
// programme's level either way, so that the balance of the two stays.
//
// A change of character takes the saturated signal out against the dry one at
// the programme's level, changes the curve, and brings it back, 20 ms each.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "dsp/lane_section.h"
#include "dsp/saturation_settings.h"
#include "dsp/shaper_curve.h"

namespace lathe {

class SaturationLane {
 public:
  /// Over a block: high-pass before the curve, emphasis and its inverse, head bump behind.
  struct Filters {
    SectionEdges highPass, emphasis, deEmphasis, headBump;
  };

  void prepare(double sampleRate) noexcept;
  /// Neutral, at rest.
  void reset() noexcept;
  void set(const SaturationSettings& settings, bool snap) noexcept;
  /// Once a block while moving().
  void advance() noexcept;

  const SaturationSettings& settings() const noexcept { return settings_; }
  /// True while the next block can differ from the last.
  bool moving() const noexcept { return moving_; }
  /// Nothing but the delayed input is to be heard, now and later.
  bool asleep() const noexcept;
  const ShaperCurve& curve() const noexcept { return curve_; }
  const Filters& filters() const noexcept { return filters_; }

  // Over the block, linear gains:
  const CubicSegment& drive() const noexcept { return drive_.segment(); }
  const CubicSegment& wet() const noexcept { return wet_.segment(); }    ///< of the curve
  const CubicSegment& lows() const noexcept { return lows_.segment(); }  ///< of what is spared
  const CubicSegment& dry() const noexcept { return dry_.segment(); }
  const CubicSegment& dcShare() const noexcept { return dcShare_.segment(); }  ///< of DC removal
  /// Operating point on the curve.
  const CubicSegment& bias() const noexcept { return bias_.segment(); }

 private:
  void aimAll(bool snap) noexcept;
  void design(int edge) noexcept;

  double sampleRate_ = 48000.0;
  bool moving_ = false, switching_ = false, waking_ = false;
  SaturationCharacter character_ = SaturationCharacter::HardClip;  ///< of the curve at work
  SaturationSettings settings_;
  ShaperCurve curve_;
  ParamSmoother drive_, wet_, lows_, dry_, dcShare_, bias_, toneDb_, bumpDb_, keep_, log2LowsHz_;
  Filters filters_;
};

}  // namespace lathe

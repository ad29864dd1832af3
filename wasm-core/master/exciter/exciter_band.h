// What one band of the exciter is at, block by block: the curve at work, drive,
// level and share, and whether it adds anything at all. The samples are
// ExciterBank's.
//
// The curve's level is that of a −18 dBFS RMS programme (programmeGain).
// share = mix · (1 − 10^(−amountDb/20)), so that 0 dB adds nothing and each dB more
// adds a little more.
//
// Amount and mix glide over 20 ms; character, channels and `low` change while the
// share is at nothing, 20 ms down and up.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "dsp/shaper_curve.h"
#include "master/exciter/exciter_settings.h"

namespace lathe {

class ExciterBand {
 public:
  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  void set(const ExciterBandSettings& settings, bool snap) noexcept;
  /// Once a block: on to its controls.
  void advance() noexcept;

  /// It adds nothing, and what it added has left the way down.
  bool asleep() const noexcept { return asleep_; }
  SaturationCharacter character() const noexcept { return character_; }
  ExciterChannels channels() const noexcept { return channels_; }
  bool low() const noexcept { return low_; }
  const CubicSegment& drive() const noexcept { return drive_.segment(); }
  const CubicSegment& level() const noexcept { return level_.segment(); }
  const CubicSegment& share() const noexcept { return share_.segment(); }

 private:
  void aimAll(bool snap) noexcept;
  void changeCurve() noexcept;
  void move() noexcept;
  bool silent() const noexcept;

  ExciterBandSettings settings_;
  SaturationCharacter character_ = SaturationCharacter::Warm;  ///< at work
  ExciterChannels channels_ = ExciterChannels::Stereo;         ///< at work
  bool low_ = false;                                           ///< at work
  bool switching_ = false, waking_ = false, asleep_ = true;
  int restBlocks_ = 0;  ///< in a row that added nothing
  ParamSmoother drive_, level_, share_;
};

}  // namespace lathe

// What one strip's saturation is asked to do, in the units of the parameter
// table: plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <cstdint>

#include "params/parameter_id.h"

namespace lathe {

enum class SaturationCharacter : uint8_t {
  Warm,      ///< asymmetric, second harmonic first
  Rich,      ///< odd harmonics, tanh-like
  Tape,      ///< odd with a little bias, treble emphasis, head bump
  SoftClip,  ///< odd, a shorter knee
  HardClip   ///< straight to ±1, flat beyond
};

struct SaturationSettings {
  SaturationCharacter character = SaturationCharacter::Warm;
  double driveDb = 6.0;      ///< 0 … 36, into the curve
  double biasPercent = 0.0;  ///< −100 … +100; 100 is half-way to the upper knee
  double toneDb = 0.0;       ///< −12 … +12, tilt about 1.5 kHz before the curve, inverse after
  double keepLowsHz = 10.0;  ///< 10 … 500: below it nothing is saturated; 10: off
  double outputDb = 0.0;     ///< −24 … +12, of the saturated signal
  bool matched = true;       ///< a −18 dBFS RMS programme keeps its level whatever the drive
  double mixPercent = 100.0;
  bool operator==(const SaturationSettings&) const = default;

  /// From a strip's values: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table.
  template <class Values>
  static SaturationSettings from(const Values& values) noexcept {
    SaturationSettings s;
    s.character = static_cast<SaturationCharacter>(
        static_cast<int>(values[ParamId::SaturationCharacter] + 0.5));
    s.driveDb = values[ParamId::SaturationDriveDb];
    s.biasPercent = values[ParamId::SaturationBiasPercent];
    s.toneDb = values[ParamId::SaturationToneDb];
    s.keepLowsHz = values[ParamId::SaturationKeepLowsHz];
    s.outputDb = values[ParamId::SaturationOutputDb];
    s.matched = values[ParamId::SaturationMatched] >= 0.5;
    s.mixPercent = values[ParamId::SaturationMixPercent];
    return s;
  }

  /// Passes its input on: what a lane holds that nobody has set.
  static SaturationSettings neutral() noexcept {
    SaturationSettings s;
    s.character = SaturationCharacter::HardClip;
    s.driveDb = 0.0;
    s.mixPercent = 0.0;
    return s;
  }
};

inline constexpr double kKeepLowsOffHz = 10.0;

}  // namespace lathe

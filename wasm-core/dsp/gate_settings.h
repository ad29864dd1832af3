// What one strip's gate is asked to do, in the units of the parameter table:
// plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <cstdint>

#include "params/parameter_id.h"

namespace lathe {

enum class GateMode : uint8_t {
  Expand,  ///< below the threshold, 1 dB less in the key is `ratio` dB less at the output
  Gate,    ///< below the threshold, all of the range; ratio and knee do not matter
  Duck     ///< the expander mirrored: reduces while the key is above the threshold
};

/// The defaults reduce nothing: their range is 0 dB.
struct GateSettings {
  GateMode mode = GateMode::Expand;
  double thresholdDb = -45.0;  ///< of the key's peaks
  double ratio = 2.0;
  double rangeDb = 0.0;           ///< the most it takes away
  double hysteresisDb = 4.0;      ///< closes (stops ducking) that much below the threshold
  double kneeDb = 3.0;            ///< full width
  double attackMs = 1.0;          ///< key rises: 63 % of the step in dB done
  double holdMs = 50.0;           ///< from the key's fall to the release's beginning
  double releaseMs = 150.0;       ///< then: 37 % of the step in dB left
  double lookAheadMs = 0.0;       ///< 0…10; delays the sound, not the key
  double keyHighPassHz = 10.0;    ///< 10: off
  double keyLowPassHz = 22000.0;  ///< 22000: off
  bool operator==(const GateSettings&) const = default;

  /// From a strip's values: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table.
  template <class Values>
  static GateSettings from(const Values& values) noexcept {
    GateSettings s;
    s.mode = static_cast<GateMode>(static_cast<int>(values[ParamId::GateMode] + 0.5));
    s.thresholdDb = values[ParamId::GateThresholdDb];
    s.ratio = values[ParamId::GateRatio];
    s.rangeDb = values[ParamId::GateRangeDb];
    s.hysteresisDb = values[ParamId::GateHysteresisDb];
    s.kneeDb = values[ParamId::GateKneeDb];
    s.attackMs = values[ParamId::GateAttackMs];
    s.holdMs = values[ParamId::GateHoldMs];
    s.releaseMs = values[ParamId::GateReleaseMs];
    s.lookAheadMs = values[ParamId::GateLookAheadMs];
    s.keyHighPassHz = values[ParamId::GateKeyHighPassHz];
    s.keyLowPassHz = values[ParamId::GateKeyLowPassHz];
    return s;
  }
};

}  // namespace lathe

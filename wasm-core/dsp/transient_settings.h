// What one strip's transient shaper is asked to do, in the units of the
// parameter table: plain values, compared whole to see whether anything changed.
// The defaults change nothing.
// Thread: any (plain data).
#pragma once

#include "params/parameter_id.h"

namespace lathe {

struct TransientSettings {
  double attackDb = 0.0;     ///< −15…+15: of a hit's beginning
  double sustainDb = 0.0;    ///< −15…+15: of what rings on
  double attackMs = 20.0;    ///< 5…60: how long a beginning lasts
  double sustainMs = 250.0;  ///< 50…800: how long the ringing on lasts
  double focusHz = 20.0;     ///< high-pass of the detector; 20: the whole band
  double outputDb = 0.0;     ///< of the shaped sound, before the mix
  double mixPercent = 100.0;
  bool operator==(const TransientSettings&) const = default;

  /// From a strip's values: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table.
  template <class Values>
  static TransientSettings from(const Values& values) noexcept {
    TransientSettings s;
    s.attackDb = values[ParamId::TransientAttackDb];
    s.sustainDb = values[ParamId::TransientSustainDb];
    s.attackMs = values[ParamId::TransientAttackMs];
    s.sustainMs = values[ParamId::TransientSustainMs];
    s.focusHz = values[ParamId::TransientFocusHz];
    s.outputDb = values[ParamId::TransientOutputDb];
    s.mixPercent = values[ParamId::TransientMixPercent];
    return s;
  }
};

}  // namespace lathe

// What one strip's transient shaper is asked to do, in the units of the
// parameter table: plain values, compared whole to see whether anything changed.
// The defaults change nothing.
// Thread: any (plain data).
#pragma once

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
};

}  // namespace lathe

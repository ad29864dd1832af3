// Where a value stands on its control, and back, by the taper that the table
// declares: 0 at the minimum, 1 at the maximum. The fader's law is IEC-style
// travel: 0 dB at three quarters, linear in dB between the points of the law,
// −∞ at the bottom. The studio's controls follow the same laws
// (web/studio/src/params/taper.ts), which a test compares.
// Thread: any (no state).
#pragma once

#include "params/parameter_table.h"

namespace lathe {

/// `value` within the parameter's range.
double toPosition(const ParamSpec& spec, double value) noexcept;
/// Within the parameter's range, whatever `position` is.
double fromPosition(const ParamSpec& spec, double position) noexcept;

}  // namespace lathe

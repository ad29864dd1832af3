// What the stereo stage is asked to do, in the units of the parameter table:
// plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <array>

#include "dsp/width_settings.h"

namespace lathe {

inline constexpr int kWidthBands = 3;

struct StereoSettings {
  std::array<double, kWidthBands> widthPercent{100.0, 100.0, 100.0};  ///< 0…200, low to high
  std::array<double, 2> crossoverHz{250.0, 4000.0};  ///< where the widths change, 20…18000
  double monoBelowHz = kMonoBelowOffHz;  ///< …300: below it no side; from 10 down: off
  double midDb = 0.0;                    ///< −12…12
  double sideDb = 0.0;                   ///< −300 (nothing)…12
  double balancePercent = 0.0;           ///< −100 (left)…100; centre 0 dB
  bool operator==(const StereoSettings&) const = default;
};

}  // namespace lathe

// What one stereo strip's width stage is asked to do, in the units of the
// parameter table: plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include "params/parameter_id.h"

namespace lathe {

struct WidthSettings {
  double widthPercent = 100.0;  ///< 0…200, of the side signal
  double monoBelowHz = 10.0;    ///< 10…300: below it no side is left; 10: off
  bool operator==(const WidthSettings&) const = default;

  /// From a strip's values: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table.
  template <class Values>
  static WidthSettings from(const Values& values) noexcept {
    return {values[ParamId::WidthPercent], values[ParamId::WidthMonoBelowHz]};
  }
};

inline constexpr double kMonoBelowOffHz = 10.0;

}  // namespace lathe

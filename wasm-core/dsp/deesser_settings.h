// What one strip's de-esser is asked to do, in the units of the parameter
// table: plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include "params/parameter_id.h"

namespace lathe {

enum class DeEsserShape : int { Band, Shelf };
enum class DeEsserMode : int { Relative, Absolute };

struct DeEsserSettings {
  double freqHz = 6500.0;  ///< centre of the band, corner of the shelf
  DeEsserShape shape = DeEsserShape::Shelf;
  double widthOct = 1.0;  ///< of the band, between its −3 dB points
  DeEsserMode mode = DeEsserMode::Relative;
  double thresholdDb = -6.0;  ///< relative: band over broadband; absolute: RMS re full scale
  double rangeDb = 6.0;       ///< most reduction; 0 leaves the signal as it is
  double attackMs = 0.5;      ///< 63 % of a step in dB done
  double releaseMs = 50.0;    ///< 37 % of a step in dB left
  double lookAheadMs = 1.0;   ///< latency
  bool split = true;          ///< reduces the band or shelf alone; false: all
  bool operator==(const DeEsserSettings&) const = default;

  /// From a strip's values: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table.
  template <class Values>
  static DeEsserSettings from(const Values& values) noexcept {
    const auto choice = [&values](ParamId id) { return static_cast<int>(values[id] + 0.5); };
    DeEsserSettings s;
    s.freqHz = values[ParamId::DeEsserFreqHz];
    s.shape = static_cast<DeEsserShape>(choice(ParamId::DeEsserShape));
    s.widthOct = values[ParamId::DeEsserWidthOct];
    s.mode = static_cast<DeEsserMode>(choice(ParamId::DeEsserMode));
    s.thresholdDb = values[ParamId::DeEsserThresholdDb];
    s.rangeDb = values[ParamId::DeEsserRangeDb];
    s.attackMs = values[ParamId::DeEsserAttackMs];
    s.releaseMs = values[ParamId::DeEsserReleaseMs];
    s.lookAheadMs = values[ParamId::DeEsserLookAheadMs];
    s.split = values[ParamId::DeEsserSplit] >= 0.5;
    return s;
  }
};

}  // namespace lathe

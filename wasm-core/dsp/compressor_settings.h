// What one strip's compressor is asked to do, in the units of the parameter
// table: plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <array>

#include "params/parameter_id.h"

namespace lathe {

/// From this range up, the reduction has no limit.
inline constexpr double kUnlimitedRangeDb = 40.0;
/// From this frequency down, the key has no high-pass filter.
inline constexpr double kKeyHighPassOffHz = 10.0;

struct CompressorSettings {
  double thresholdDb = 0.0;
  double ratio = 1.0;        ///< from 100 up: infinite
  double kneeDb = 6.0;       ///< full width
  double attackMs = 10.0;    ///< 63 % of a step in dB done
  double releaseMs = 120.0;  ///< 37 % of a step in dB left
  double makeUpDb = 0.0;
  Detector detector = Detector::Punch;
  double rmsWindowMs = 30.0;        ///< of the RMS detector, 5…300
  bool autoRelease = false;         ///< by crest factor, from a third to four times releaseMs
  double rangeDb = 40.0;            ///< most reduction, softly approached; from 40 up: no limit
  double mixPercent = 100.0;        ///< of what is compressed; the rest is the input
  double lookAheadMs = 0.0;         ///< 0…10: latency
  double linkPercent = 100.0;       ///< of a pair: 100 one gain, 0 each side its own
  double keyHighPassHz = 10.0;      ///< 12 dB/oct; from 10 down: off
  double keyTiltDbPerOctave = 0.0;  ///< −6…6, about 1 kHz
  bool autoMakeUp = false;          ///< gives back the energy taken, over seconds
  bool operator==(const CompressorSettings&) const = default;

  /// From a strip's values: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table.
  template <class Values>
  static CompressorSettings from(const Values& values) noexcept {
    CompressorSettings s;
    s.thresholdDb = values[ParamId::CompThresholdDb];
    s.ratio = values[ParamId::CompRatio];
    s.kneeDb = values[ParamId::CompKneeDb];
    s.attackMs = values[ParamId::CompAttackMs];
    s.releaseMs = values[ParamId::CompReleaseMs];
    s.makeUpDb = values[ParamId::CompMakeUpDb];
    s.detector = static_cast<Detector>(static_cast<int>(values[ParamId::CompDetector] + 0.5));
    s.rmsWindowMs = values[ParamId::CompRmsWindowMs];
    s.autoRelease = values[ParamId::CompAutoRelease] >= 0.5;
    s.rangeDb = values[ParamId::CompRangeDb];
    s.mixPercent = values[ParamId::CompMixPercent];
    s.lookAheadMs = values[ParamId::CompLookAheadMs];
    s.linkPercent = values[ParamId::CompLinkPercent];
    s.keyHighPassHz = values[ParamId::CompKeyHighPassHz];
    s.keyTiltDbPerOctave = values[ParamId::CompKeyTiltDbPerOctave];
    s.autoMakeUp = values[ParamId::CompAutoMakeUp] >= 0.5;
    return s;
  }
};

}  // namespace lathe

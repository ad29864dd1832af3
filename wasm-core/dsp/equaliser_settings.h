// What one strip's equaliser is asked to do, in the units of the parameter
// table: plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <array>
#include <cstddef>

#include "params/parameter_id.h"

namespace lathe {

enum class EqualiserQuality : int {
  Standard,  ///< bells within 0.7 dB of the analogue curve up to 20 kHz
  Exact      ///< everything within 0.1 dB, at twice the work; no latency either
};

/// High-pass or low-pass of 6 to 48 dB an octave. `q` shapes the 12 dB slope
/// only; the others are Butterworth.
struct PassFilterSettings {
  bool on = false;
  double freqHz = 1000.0;
  FilterSlope slope = FilterSlope::Db12;
  double q = 0.70710678118654752;
  bool operator==(const PassFilterSettings&) const = default;
};

/// A band whose gain follows a level. It has its static shape while it does not
/// act, and that of gainDb + dynamicGainDb when it acts in full. For bands that
/// have a gain (not notch and band-pass).
struct DynamicBandSettings {
  bool on = false;
  double dynamicGainDb = 0.0;
  double thresholdDb = -30.0;  ///< of the region's peaks; relative: to the whole key's peaks
  bool relative = false;
  bool above = true;         ///< acts above the threshold, or below it
  double ratio = 3.0;        ///< 1 dB further is 1 − 1/ratio dB of action
  double attackMs = 10.0;    ///< 63 % of a step in dB done
  double releaseMs = 120.0;  ///< 37 % of a step in dB left
  bool fromKey = false;      ///< hears the lane's external key, where there is one
  bool operator==(const DynamicBandSettings&) const = default;
};

struct BandSettings {
  bool on = false;
  BandType type = BandType::Bell;
  double freqHz = 1000.0;
  double gainDb = 0.0;
  double q = 1.0;
  DynamicBandSettings dynamic{};
  bool operator==(const BandSettings&) const = default;
};

struct EqualiserSettings {
  PassFilterSettings highPass;
  PassFilterSettings lowPass;
  std::array<BandSettings, kEqBands> band;
  double outputDb = 0.0;
  double gainScalePercent = 100.0;  ///< 0…200: of all bands' gains, dynamic ones too
  EqualiserQuality quality = EqualiserQuality::Standard;
  bool operator==(const EqualiserSettings&) const = default;

  /// From a strip's values: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table.
  template <class Values>
  static EqualiserSettings from(const Values& values) noexcept {
    const auto isOn = [&values](ParamId id) { return values[id] >= 0.5; };
    const auto choice = [&values](ParamId id) { return static_cast<int>(values[id] + 0.5); };
    EqualiserSettings s;
    s.highPass = {isOn(ParamId::EqHighPassOn), values[ParamId::EqHighPassFreqHz],
                  static_cast<FilterSlope>(choice(ParamId::EqHighPassSlope)),
                  values[ParamId::EqHighPassQ]};
    s.lowPass = {isOn(ParamId::EqLowPassOn), values[ParamId::EqLowPassFreqHz],
                 static_cast<FilterSlope>(choice(ParamId::EqLowPassSlope)),
                 values[ParamId::EqLowPassQ]};
    for (int i = 0; i < kEqBands; ++i) {
      s.band[static_cast<size_t>(i)] = {
          isOn(eqBandParam(i, BandField::On)),
          static_cast<BandType>(choice(eqBandParam(i, BandField::Type))),
          values[eqBandParam(i, BandField::FreqHz)],
          values[eqBandParam(i, BandField::GainDb)],
          values[eqBandParam(i, BandField::Q)],
          {isOn(eqBandParam(i, BandField::DynOn)), values[eqBandParam(i, BandField::DynGainDb)],
           values[eqBandParam(i, BandField::DynThresholdDb)],
           isOn(eqBandParam(i, BandField::DynRelative)),
           choice(eqBandParam(i, BandField::DynActs)) == 0,
           values[eqBandParam(i, BandField::DynRatio)],
           values[eqBandParam(i, BandField::DynAttackMs)],
           values[eqBandParam(i, BandField::DynReleaseMs)],
           choice(eqBandParam(i, BandField::DynKey)) == 1}};
    }
    s.outputDb = values[ParamId::EqOutputDb];
    s.gainScalePercent = values[ParamId::EqGainScalePercent];
    s.quality = static_cast<EqualiserQuality>(choice(ParamId::EqQuality));
    return s;
  }
};

}  // namespace lathe

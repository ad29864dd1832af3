// Rows of the strip's equaliser.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kBandTypes[] = {"bell", "lowShelf", "highShelf", "notch", "bandPass", "tilt"};
constexpr const char* kSlopes[] = {"6", "12", "18", "24", "36", "48"};
constexpr const char* kActs[] = {"above", "below"};
constexpr const char* kBandKeys[] = {"self", "other"};
constexpr const char* kQualities[] = {"standard", "exact"};

// A band is on from the start: at 0 dB it is exactly transparent, and a band
// whose gain is moved is heard at once.
#define LATHE_EQ_BAND(n, type, freqHz, q)                                                          \
  onOff(eqBandParam(n - 1, BandField::On), kStrip, "eq.band" #n ".on", "Equaliser band " #n " on", \
        true),                                                                                     \
      choice(eqBandParam(n - 1, BandField::Type), kStrip, "eq.band" #n ".type",                    \
             "Equaliser band " #n " type", "", kBandTypes, type),                                  \
      number(eqBandParam(n - 1, BandField::FreqHz), kStrip, "eq.band" #n ".freqHz",                \
             "Equaliser band " #n " frequency", "Hz", 10.0, 22000.0, freqHz, kLog, kFilterMs),     \
      number(eqBandParam(n - 1, BandField::GainDb), kStrip, "eq.band" #n ".gainDb",                \
             "Equaliser band " #n " gain", "dB", -18.0, 18.0, 0.0, kLinear, kGainMs),              \
      number(eqBandParam(n - 1, BandField::Q), kStrip, "eq.band" #n ".q",                          \
             "Equaliser band " #n " Q", "", 0.1, 30.0, q, kLog, kFilterMs),                        \
      onOff(eqBandParam(n - 1, BandField::DynOn), kStrip, "eq.band" #n ".dynOn",                   \
            "Equaliser band " #n " dynamic", false),                                               \
      number(eqBandParam(n - 1, BandField::DynGainDb), kStrip, "eq.band" #n ".dynGainDb",          \
             "Equaliser band " #n " dynamic gain", "dB", -18.0, 18.0, 0.0, kLinear, kGainMs),      \
      number(eqBandParam(n - 1, BandField::DynThresholdDb), kStrip,                                \
             "eq.band" #n ".dynThresholdDb", "Equaliser band " #n " threshold", "dB", -80.0, 12.0, \
             -30.0, kLinear, kGainMs),                                                             \
      onOff(eqBandParam(n - 1, BandField::DynRelative), kStrip, "eq.band" #n ".dynRelative",       \
            "Equaliser band " #n " threshold relative", false, kBlockEdge),                        \
      choice(eqBandParam(n - 1, BandField::DynActs), kStrip, "eq.band" #n ".dynActs",              \
             "Equaliser band " #n " acts", "", kActs, 0),                                          \
      number(eqBandParam(n - 1, BandField::DynRatio), kStrip, "eq.band" #n ".dynRatio",            \
             "Equaliser band " #n " ratio", ":1", 1.2, 10.0, 3.0, kLog, kGainMs),                  \
      number(eqBandParam(n - 1, BandField::DynAttackMs), kStrip, "eq.band" #n ".dynAttackMs",      \
             "Equaliser band " #n " attack", "ms", 0.5, 200.0, 10.0, kLog, kBlockEdge),            \
      number(eqBandParam(n - 1, BandField::DynReleaseMs), kStrip, "eq.band" #n ".dynReleaseMs",    \
             "Equaliser band " #n " release", "ms", 10.0, 2000.0, 120.0, kLog, kBlockEdge),        \
      choice(eqBandParam(n - 1, BandField::DynKey), kStrip, "eq.band" #n ".dynKey",                \
             "Equaliser band " #n " listens to", "", kBandKeys, 0)

inline constexpr std::array kEqualiserRows{
    onOff(ParamId::EqOn, kStrip, "eq.on", "Equaliser on", false),
    onOff(ParamId::EqHighPassOn, kStrip, "eq.highPass.on", "High-pass on", false),
    number(ParamId::EqHighPassFreqHz, kStrip, "eq.highPass.freqHz", "High-pass frequency", "Hz",
           10.0, 2000.0, 80.0, kLog, kFilterMs),
    choice(ParamId::EqHighPassSlope, kStrip, "eq.highPass.slope", "High-pass slope", "dB/oct",
           kSlopes, FilterSlope::Db12),
    number(ParamId::EqHighPassQ, kStrip, "eq.highPass.q", "High-pass Q", "", 0.5, 2.0, 0.71, kLog,
           kFilterMs),
    onOff(ParamId::EqLowPassOn, kStrip, "eq.lowPass.on", "Low-pass on", false),
    number(ParamId::EqLowPassFreqHz, kStrip, "eq.lowPass.freqHz", "Low-pass frequency", "Hz", 500.0,
           22000.0, 16000.0, kLog, kFilterMs),
    choice(ParamId::EqLowPassSlope, kStrip, "eq.lowPass.slope", "Low-pass slope", "dB/oct", kSlopes,
           FilterSlope::Db12),
    number(ParamId::EqLowPassQ, kStrip, "eq.lowPass.q", "Low-pass Q", "", 0.5, 2.0, 0.71, kLog,
           kFilterMs),
    LATHE_EQ_BAND(1, BandType::LowShelf, 80.0, 0.71),
    LATHE_EQ_BAND(2, BandType::Bell, 200.0, 1.0),
    LATHE_EQ_BAND(3, BandType::Bell, 500.0, 1.0),
    LATHE_EQ_BAND(4, BandType::Bell, 1500.0, 1.0),
    LATHE_EQ_BAND(5, BandType::Bell, 4000.0, 1.0),
    LATHE_EQ_BAND(6, BandType::HighShelf, 10000.0, 0.71),
    number(ParamId::EqOutputDb, kStrip, "eq.outputDb", "Equaliser output", "dB", -18.0, 18.0, 0.0,
           kLinear, kGainMs),
    number(ParamId::EqGainScalePercent, kStrip, "eq.gainScalePercent", "Equaliser gain scale", "%",
           0.0, 200.0, 100.0, kLinear, kGainMs),
    choice(ParamId::EqQuality, kStrip, "eq.quality", "Equaliser quality", "", kQualities, 0)};

#undef LATHE_EQ_BAND

}  // namespace lathe::rows

// Rows of the master's equaliser. How it works: master/equaliser/master_equaliser.h.
// Thread: any (constant data).
#pragma once

#include "params/equaliser_rows.h"

namespace lathe::rows {

constexpr const char* kPhases[] = {"minimum", "linear"};
constexpr const char* kPlacements[] = {"stereo", "mid", "side", "left", "right"};

#define LATHE_MASTER_EQ_ROW(n, field, key, name)                                   \
  masterEqBandParam(n - 1, MasterBandField::field), kMaster, "eq.band" #n "." key, \
      "Master equaliser band " #n " " name

#define LATHE_MASTER_EQ_BAND(n, type, freqHz)                                                      \
  onOff(LATHE_MASTER_EQ_ROW(n, On, "on", "on"), true),                                             \
      choice(LATHE_MASTER_EQ_ROW(n, Type, "type", "type"), "", kBandTypes, type),                  \
      number(LATHE_MASTER_EQ_ROW(n, FreqHz, "freqHz", "frequency"), "Hz", 10.0, 22000.0, freqHz,   \
             kLog, kFilterMs),                                                                     \
      number(LATHE_MASTER_EQ_ROW(n, GainDb, "gainDb", "gain"), "dB", -12.0, 12.0, 0.0, kLinear,    \
             kGainMs),                                                                             \
      number(LATHE_MASTER_EQ_ROW(n, Q, "q", "Q"), "", 0.1, 16.0, 0.7, kLog, kFilterMs),            \
      choice(LATHE_MASTER_EQ_ROW(n, Placement, "placement", "placement"), "", kPlacements, 0),     \
      onOff(LATHE_MASTER_EQ_ROW(n, DynOn, "dynOn", "dynamic"), false),                             \
      number(LATHE_MASTER_EQ_ROW(n, DynGainDb, "dynGainDb", "dynamic gain"), "dB", -12.0, 12.0,    \
             0.0, kLinear, kGainMs),                                                               \
      number(LATHE_MASTER_EQ_ROW(n, DynThresholdDb, "dynThresholdDb", "threshold"), "dB", -80.0,   \
             12.0, -30.0, kLinear, kGainMs),                                                       \
      onOff(LATHE_MASTER_EQ_ROW(n, DynRelative, "dynRelative", "threshold relative"), false,       \
            kBlockEdge),                                                                           \
      choice(LATHE_MASTER_EQ_ROW(n, DynActs, "dynActs", "acts"), "", kActs, 0),                    \
      number(LATHE_MASTER_EQ_ROW(n, DynRatio, "dynRatio", "ratio"), ":1", 1.2, 10.0, 3.0, kLog,    \
             kGainMs),                                                                             \
      number(LATHE_MASTER_EQ_ROW(n, DynAttackMs, "dynAttackMs", "attack"), "ms", 0.5, 200.0, 10.0, \
             kLog, kBlockEdge),                                                                    \
      number(LATHE_MASTER_EQ_ROW(n, DynReleaseMs, "dynReleaseMs", "release"), "ms", 10.0, 2000.0,  \
             120.0, kLog, kBlockEdge)

inline constexpr std::array kMasterEqualiserRows{
    onOff(ParamId::MasterEqOn, kMaster, "eq.on", "Master equaliser on", false),
    withLatency(choice(ParamId::MasterEqPhase, kMaster, "eq.phase", "Master equaliser phase", "",
                       kPhases, 0)),
    number(ParamId::MasterEqTiltDb, kMaster, "eq.tiltDb", "Master equaliser tilt", "dB", -6.0, 6.0,
           0.0, kLinear, kGainMs),
    number(ParamId::MasterEqTiltPivotHz, kMaster, "eq.tiltPivotHz", "Master equaliser tilt pivot",
           "Hz", 200.0, 2000.0, 650.0, kLog, kFilterMs),
    onOff(ParamId::MasterEqHighPassOn, kMaster, "eq.highPass.on", "Master high-pass on", false),
    number(ParamId::MasterEqHighPassFreqHz, kMaster, "eq.highPass.freqHz",
           "Master high-pass frequency", "Hz", 10.0, 2000.0, 80.0, kLog, kFilterMs),
    choice(ParamId::MasterEqHighPassSlope, kMaster, "eq.highPass.slope", "Master high-pass slope",
           "dB/oct", kSlopes, FilterSlope::Db12),
    number(ParamId::MasterEqHighPassQ, kMaster, "eq.highPass.q", "Master high-pass Q", "", 0.5, 2.0,
           0.71, kLog, kFilterMs),
    onOff(ParamId::MasterEqLowPassOn, kMaster, "eq.lowPass.on", "Master low-pass on", false),
    number(ParamId::MasterEqLowPassFreqHz, kMaster, "eq.lowPass.freqHz",
           "Master low-pass frequency", "Hz", 500.0, 22000.0, 16000.0, kLog, kFilterMs),
    choice(ParamId::MasterEqLowPassSlope, kMaster, "eq.lowPass.slope", "Master low-pass slope",
           "dB/oct", kSlopes, FilterSlope::Db12),
    number(ParamId::MasterEqLowPassQ, kMaster, "eq.lowPass.q", "Master low-pass Q", "", 0.5, 2.0,
           0.71, kLog, kFilterMs),
    LATHE_MASTER_EQ_BAND(1, BandType::LowShelf, 80.0),
    LATHE_MASTER_EQ_BAND(2, BandType::Bell, 200.0),
    LATHE_MASTER_EQ_BAND(3, BandType::Bell, 500.0),
    LATHE_MASTER_EQ_BAND(4, BandType::Bell, 1500.0),
    LATHE_MASTER_EQ_BAND(5, BandType::Bell, 4000.0),
    LATHE_MASTER_EQ_BAND(6, BandType::HighShelf, 10000.0),
    number(ParamId::MasterEqOutputDb, kMaster, "eq.outputDb", "Master equaliser output", "dB",
           -18.0, 18.0, 0.0, kLinear, kGainMs),
    number(ParamId::MasterEqGainScalePercent, kMaster, "eq.gainScalePercent",
           "Master equaliser gain scale", "%", 0.0, 200.0, 100.0, kLinear, kGainMs)};

#undef LATHE_MASTER_EQ_BAND
#undef LATHE_MASTER_EQ_ROW

}  // namespace lathe::rows

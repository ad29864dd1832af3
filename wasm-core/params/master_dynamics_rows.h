// Rows of the master's multiband and glue compressors. How they work:
// master/multiband/multiband_dynamics.h, master/glue/glue_compressor.h.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kMultibandCounts[] = {"2", "3", "4", "5"};
constexpr const char* kMultibandModes[] = {"compress", "expand", "upward"};

#define LATHE_MULTIBAND_ROW(n, field, key, name)                                      \
  multibandParam(n - 1, MultibandField::field), kMaster, "multiband.band" #n "." key, \
      "Multiband band " #n " " name

#define LATHE_MULTIBAND_BAND(n, attackMs, releaseMs)                                             \
  onOff(LATHE_MULTIBAND_ROW(n, Bypass, "bypass", "bypass"), false),                              \
      choice(LATHE_MULTIBAND_ROW(n, Mode, "mode", "mode"), "", kMultibandModes, 0),              \
      number(LATHE_MULTIBAND_ROW(n, ThresholdDb, "thresholdDb", "threshold"), "dB", -60.0, 0.0,  \
             -24.0, kLinear, kGainMs),                                                           \
      number(LATHE_MULTIBAND_ROW(n, Ratio, "ratio", "ratio"), ":1", 1.0, 10.0, 1.5, kLog,        \
             kGainMs),                                                                           \
      number(LATHE_MULTIBAND_ROW(n, KneeDb, "kneeDb", "knee"), "dB", 0.0, 24.0, 10.0, kLinear,   \
             kGainMs),                                                                           \
      number(LATHE_MULTIBAND_ROW(n, AttackMs, "attackMs", "attack"), "ms", 0.1, 200.0, attackMs, \
             kLog, kBlockEdge),                                                                  \
      number(LATHE_MULTIBAND_ROW(n, ReleaseMs, "releaseMs", "release"), "ms", 10.0, 2000.0,      \
             releaseMs, kLog, kBlockEdge),                                                       \
      number(LATHE_MULTIBAND_ROW(n, RangeDb, "rangeDb", "range"), "dB", 0.0, 18.0, 4.0, kLinear, \
             kGainMs),                                                                           \
      number(LATHE_MULTIBAND_ROW(n, GainDb, "gainDb", "gain"), "dB", -12.0, 12.0, 0.0, kLinear,  \
             kGainMs)

inline constexpr std::array kMultibandRows{
    onOff(ParamId::MultibandOn, kMaster, "multiband.on", "Multiband on", false),
    choice(ParamId::MultibandBands, kMaster, "multiband.bands", "Multiband bands", "",
           kMultibandCounts, 1),
    number(ParamId::MultibandCrossover1Hz, kMaster, "multiband.crossover1Hz",
           "Multiband crossover 1", "Hz", 20.0, 18000.0, 120.0, kLog, kFilterMs),
    number(ParamId::MultibandCrossover2Hz, kMaster, "multiband.crossover2Hz",
           "Multiband crossover 2", "Hz", 20.0, 18000.0, 2500.0, kLog, kFilterMs),
    number(ParamId::MultibandCrossover3Hz, kMaster, "multiband.crossover3Hz",
           "Multiband crossover 3", "Hz", 20.0, 18000.0, 6000.0, kLog, kFilterMs),
    number(ParamId::MultibandCrossover4Hz, kMaster, "multiband.crossover4Hz",
           "Multiband crossover 4", "Hz", 20.0, 18000.0, 12000.0, kLog, kFilterMs),
    LATHE_MULTIBAND_BAND(1, 30.0, 250.0),
    LATHE_MULTIBAND_BAND(2, 15.0, 150.0),
    LATHE_MULTIBAND_BAND(3, 5.0, 80.0),
    LATHE_MULTIBAND_BAND(4, 5.0, 80.0),
    LATHE_MULTIBAND_BAND(5, 5.0, 80.0),
    number(ParamId::MultibandLinkPercent, kMaster, "multiband.linkPercent", "Multiband link", "%",
           0.0, 100.0, 100.0, kLinear, kGainMs),
    number(ParamId::MultibandMixPercent, kMaster, "multiband.mixPercent", "Multiband mix", "%", 0.0,
           100.0, 100.0, kLinear, kGainMs)};

#undef LATHE_MULTIBAND_BAND
#undef LATHE_MULTIBAND_ROW

inline constexpr std::array kGlueRows{
    onOff(ParamId::GlueOn, kMaster, "glue.on", "Glue on", false),
    number(ParamId::GlueThresholdDb, kMaster, "glue.thresholdDb", "Glue threshold", "dB", -40.0,
           0.0, -12.0, kLinear, kGainMs),
    number(ParamId::GlueRatio, kMaster, "glue.ratio", "Glue ratio", ":1", 1.2, 10.0, 2.0, kLog,
           kGainMs),
    number(ParamId::GlueAttackMs, kMaster, "glue.attackMs", "Glue attack", "ms", 0.1, 100.0, 30.0,
           kLog, kBlockEdge),
    number(ParamId::GlueReleaseMs, kMaster, "glue.releaseMs", "Glue release", "ms", 50.0, 1600.0,
           200.0, kLog, kBlockEdge),
    onOff(ParamId::GlueAutoRelease, kMaster, "glue.autoRelease", "Glue automatic release", true,
          kBlockEdge),
    number(ParamId::GlueKneeDb, kMaster, "glue.kneeDb", "Glue knee", "dB", 0.0, 18.0, 8.0, kLinear,
           kGainMs),
    // From its end down, off.
    number(ParamId::GlueKeyHighPassHz, kMaster, "glue.keyHighPassHz", "Glue key high-pass", "Hz",
           10.0, 400.0, 80.0, kLog, kFilterMs),
    number(ParamId::GlueMakeUpDb, kMaster, "glue.makeUpDb", "Glue make-up", "dB", -6.0, 12.0, 0.0,
           kLinear, kGainMs),
    number(ParamId::GlueRangeDb, kMaster, "glue.rangeDb", "Glue range", "dB", 0.0, 12.0, 6.0,
           kLinear, kGainMs),
    number(ParamId::GlueMixPercent, kMaster, "glue.mixPercent", "Glue mix", "%", 0.0, 100.0, 100.0,
           kLinear, kGainMs)};

}  // namespace lathe::rows

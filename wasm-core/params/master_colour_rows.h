// Rows of the master's exciter and stereo image. How they work:
// master/exciter/exciter.h, master/stereo/stereo_stage.h.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kExciterCounts[] = {"1", "2", "3", "4"};
constexpr const char* kExciterCharacters[] = {"warm", "rich", "tape"};
constexpr const char* kExciterChannels[] = {"stereo", "mid", "side"};

#define LATHE_EXCITER_ROW(n, field, key, name)                                  \
  exciterParam(n - 1, ExciterField::field), kMaster, "exciter.band" #n "." key, \
      "Exciter band " #n " " name

#define LATHE_EXCITER_BAND(n)                                                                   \
  number(LATHE_EXCITER_ROW(n, AmountDb, "amountDb", "amount"), "dB", 0.0, 24.0, 0.0, kLinear,   \
         kGainMs),                                                                              \
      choice(LATHE_EXCITER_ROW(n, Character, "character", "character"), "", kExciterCharacters, \
             0),                                                                                \
      number(LATHE_EXCITER_ROW(n, MixPercent, "mixPercent", "mix"), "%", 0.0, 100.0, 30.0,      \
             kLinear, kGainMs),                                                                 \
      choice(LATHE_EXCITER_ROW(n, Channels, "channels", "channels"), "", kExciterChannels, 0)

inline constexpr std::array kExciterRows{
    onOff(ParamId::ExciterOn, kMaster, "exciter.on", "Exciter on", false),
    choice(ParamId::ExciterBands, kMaster, "exciter.bands", "Exciter bands", "", kExciterCounts, 3),
    number(ParamId::ExciterEdge1Hz, kMaster, "exciter.edge1Hz", "Exciter edge 1", "Hz", 20.0,
           18000.0, 150.0, kLog, kFilterMs),
    number(ParamId::ExciterEdge2Hz, kMaster, "exciter.edge2Hz", "Exciter edge 2", "Hz", 20.0,
           18000.0, 1200.0, kLog, kFilterMs),
    number(ParamId::ExciterEdge3Hz, kMaster, "exciter.edge3Hz", "Exciter edge 3", "Hz", 20.0,
           18000.0, 5000.0, kLog, kFilterMs),
    LATHE_EXCITER_BAND(1),
    LATHE_EXCITER_BAND(2),
    LATHE_EXCITER_BAND(3),
    LATHE_EXCITER_BAND(4)};

#undef LATHE_EXCITER_BAND
#undef LATHE_EXCITER_ROW

inline constexpr std::array kStereoRows{
    onOff(ParamId::StereoOn, kMaster, "stereo.on", "Stereo on", false),
    number(ParamId::StereoLowWidthPercent, kMaster, "stereo.lowWidthPercent", "Stereo low width",
           "%", 0.0, 200.0, 100.0, kLinear, kGainMs),
    number(ParamId::StereoMidWidthPercent, kMaster, "stereo.midWidthPercent", "Stereo middle width",
           "%", 0.0, 200.0, 100.0, kLinear, kGainMs),
    number(ParamId::StereoHighWidthPercent, kMaster, "stereo.highWidthPercent", "Stereo high width",
           "%", 0.0, 200.0, 100.0, kLinear, kGainMs),
    number(ParamId::StereoLowCrossoverHz, kMaster, "stereo.lowCrossoverHz", "Stereo low crossover",
           "Hz", 20.0, 18000.0, 250.0, kLog, kFilterMs),
    number(ParamId::StereoHighCrossoverHz, kMaster, "stereo.highCrossoverHz",
           "Stereo high crossover", "Hz", 20.0, 18000.0, 4000.0, kLog, kFilterMs),
    // From its end down, off.
    number(ParamId::StereoMonoBelowHz, kMaster, "stereo.monoBelowHz", "Stereo mono below", "Hz",
           10.0, 300.0, 10.0, kLog, kFilterMs),
    number(ParamId::StereoMidDb, kMaster, "stereo.midDb", "Stereo mid gain", "dB", -12.0, 12.0, 0.0,
           kLinear, kGainMs),
    number(ParamId::StereoSideDb, kMaster, "stereo.sideDb", "Stereo side gain", "dB", kSilenceDb,
           12.0, 0.0, ParamTaper::Fader, kGainMs),
    number(ParamId::StereoBalancePercent, kMaster, "stereo.balancePercent", "Stereo balance", "%",
           -100.0, 100.0, 0.0, kLinear, kGainMs)};

}  // namespace lathe::rows

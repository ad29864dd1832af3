// Rows of the strip's saturation and stereo width.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kCharacters[] = {"warm", "rich", "tape", "softClip", "hardClip"};

inline constexpr std::array kSaturationRows{
    withLatency(onOff(ParamId::SaturationOn, kStrip, "sat.on", "Saturation on", false)),
    choice(ParamId::SaturationCharacter, kStrip, "sat.character", "Saturation character", "",
           kCharacters, 0),
    number(ParamId::SaturationDriveDb, kStrip, "sat.driveDb", "Saturation drive", "dB", 0.0, 36.0,
           6.0, kLinear, kGainMs),
    number(ParamId::SaturationBiasPercent, kStrip, "sat.biasPercent", "Saturation bias", "%",
           -100.0, 100.0, 0.0, kLinear, kGainMs),
    number(ParamId::SaturationToneDb, kStrip, "sat.toneDb", "Saturation tone", "dB", -12.0, 12.0,
           0.0, kLinear, kGainMs),
    number(ParamId::SaturationKeepLowsHz, kStrip, "sat.keepLowsHz", "Saturation leaves lows below",
           "Hz", 10.0, 500.0, 10.0, kLog, kFilterMs),
    number(ParamId::SaturationOutputDb, kStrip, "sat.outputDb", "Saturation output", "dB", -24.0,
           12.0, 0.0, kLinear, kGainMs),
    onOff(ParamId::SaturationMatched, kStrip, "sat.matched", "Saturation keeps the loudness", true,
          kGainMs),
    number(ParamId::SaturationMixPercent, kStrip, "sat.mixPercent", "Saturation mix", "%", 0.0,
           100.0, 100.0, kLinear, kGainMs)};

inline constexpr std::array kWidthRows{
    onOff(ParamId::WidthOn, kStrip, "width.on", "Width on", false),
    number(ParamId::WidthPercent, kStrip, "width.percent", "Width", "%", 0.0, 200.0, 100.0, kLinear,
           kGainMs),
    number(ParamId::WidthMonoBelowHz, kStrip, "width.monoBelowHz", "Mono below", "Hz", 10.0, 300.0,
           10.0, kLog, kFilterMs)};

}  // namespace lathe::rows

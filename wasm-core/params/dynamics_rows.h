// Rows of the strip's compressor.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kDetectors[] = {"punch", "smooth", "rms"};

inline constexpr std::array kCompressorRows{
    onOff(ParamId::CompOn, kStrip, "comp.on", "Compressor on", false),
    number(ParamId::CompThresholdDb, kStrip, "comp.thresholdDb", "Compressor threshold", "dB",
           -60.0, 0.0, -18.0, kLinear, kGainMs),
    number(ParamId::CompRatio, kStrip, "comp.ratio", "Compressor ratio", ":1", 1.0, kInfiniteRatio,
           3.0, ParamTaper::Ratio, kGainMs),
    number(ParamId::CompKneeDb, kStrip, "comp.kneeDb", "Compressor knee", "dB", 0.0, 24.0, 6.0,
           kLinear, kGainMs),
    // A time constant changes how fast the gain moves, never the gain itself,
    // so it may step.
    number(ParamId::CompAttackMs, kStrip, "comp.attackMs", "Compressor attack", "ms", 0.05, 250.0,
           10.0, kLog, kBlockEdge),
    number(ParamId::CompReleaseMs, kStrip, "comp.releaseMs", "Compressor release", "ms", 5.0,
           3000.0, 120.0, kLog, kBlockEdge),
    choice(ParamId::CompDetector, kStrip, "comp.detector", "Compressor detector", "", kDetectors,
           Detector::Punch),
    number(ParamId::CompMakeUpDb, kStrip, "comp.makeUpDb", "Compressor make-up", "dB", -12.0, 24.0,
           0.0, kLinear, kGainMs),
    number(ParamId::CompRmsWindowMs, kStrip, "comp.rmsWindowMs", "Compressor RMS window", "ms", 5.0,
           300.0, 30.0, kLog, kBlockEdge),
    onOff(ParamId::CompAutoRelease, kStrip, "comp.autoRelease", "Compressor automatic release",
          false, kBlockEdge),
    number(ParamId::CompRangeDb, kStrip, "comp.rangeDb", "Compressor range", "dB", 0.0, 40.0, 40.0,
           kLinear, kGainMs),
    number(ParamId::CompMixPercent, kStrip, "comp.mixPercent", "Compressor mix", "%", 0.0, 100.0,
           100.0, kLinear, kGainMs),
    withLatency(number(ParamId::CompLookAheadMs, kStrip, "comp.lookAheadMs",
                       "Compressor look-ahead", "ms", 0.0, 10.0, 0.0, kLinear, kBlockEdge)),
    number(ParamId::CompLinkPercent, kStrip, "comp.linkPercent", "Compressor stereo link", "%", 0.0,
           100.0, 100.0, kLinear, kGainMs),
    number(ParamId::CompKeyHighPassHz, kStrip, "comp.keyHighPassHz", "Compressor key high-pass",
           "Hz", 10.0, 500.0, 10.0, kLog, kFilterMs),
    number(ParamId::CompKeyTiltDbPerOctave, kStrip, "comp.keyTiltDbPerOctave",
           "Compressor key tilt", "dB/oct", -6.0, 6.0, 0.0, kLinear, kFilterMs),
    onOff(ParamId::CompAutoMakeUp, kStrip, "comp.autoMakeUp", "Compressor automatic make-up", false,
          kGainMs)};

}  // namespace lathe::rows

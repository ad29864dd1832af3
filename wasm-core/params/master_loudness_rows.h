// Rows of what makes the master loud: drive, clipper, limiter, trim. How they
// work: master/clipper/clipper.h, master/limiter/limiter.h.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kLimiterCharacters[] = {"clean", "punch", "smooth", "loud"};

inline constexpr std::array kLoudnessRows{
    number(ParamId::MasterDriveDb, kMaster, "driveDb", "Master drive", "dB", 0.0, 24.0, 0.0,
           kLinear, kGainMs),
    onOff(ParamId::ClipperOn, kMaster, "clipper.on", "Clipper on", false),
    number(ParamId::ClipperThresholdDb, kMaster, "clipper.thresholdDb", "Clipper threshold", "dB",
           -12.0, 0.0, -1.0, kLinear, kGainMs),
    number(ParamId::ClipperKneePercent, kMaster, "clipper.kneePercent", "Clipper knee", "%", 0.0,
           100.0, 30.0, kLinear, kGainMs),
    onOff(ParamId::LimiterOn, kMaster, "limiter.on", "Limiter on", false),
    choice(ParamId::LimiterCharacter, kMaster, "limiter.character", "Limiter character", "",
           kLimiterCharacters, 0),
    number(ParamId::LimiterCeilingDbtp, kMaster, "limiter.ceilingDbtp", "Limiter ceiling", "dBTP",
           -12.0, 0.0, -1.0, kLinear, kGainMs),
    withLatency(number(ParamId::LimiterLookAheadMs, kMaster, "limiter.lookAheadMs",
                       "Limiter look-ahead", "ms", 0.5, 10.0, 5.0, kLog, kBlockEdge)),
    number(ParamId::LimiterReleaseMs, kMaster, "limiter.releaseMs", "Limiter release", "ms", 10.0,
           1000.0, 100.0, kLog, kBlockEdge),
    onOff(ParamId::LimiterAutoRelease, kMaster, "limiter.autoRelease", "Limiter automatic release",
          false, kBlockEdge),
    number(ParamId::LimiterTransientLinkPercent, kMaster, "limiter.transientLinkPercent",
           "Limiter link of transients", "%", 0.0, 100.0, 75.0, kLinear, kBlockEdge),
    number(ParamId::LimiterReleaseLinkPercent, kMaster, "limiter.releaseLinkPercent",
           "Limiter link of release", "%", 0.0, 100.0, 100.0, kLinear, kBlockEdge),
    number(ParamId::MasterTrimDb, kMaster, "trimDb", "Master trim", "dB", -48.0, 24.0, 0.0, kLinear,
           kGainMs)};

}  // namespace lathe::rows

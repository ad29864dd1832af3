// Rows of the strip's dynamics: gate, transient shaper, compressor, de-esser.
// Thread: any (constant data).
#pragma once

#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kGateModes[] = {"expand", "gate", "duck"};
constexpr const char* kDetectors[] = {"punch", "smooth", "rms"};
constexpr const char* kDeEsserShapes[] = {"band", "shelf"};
constexpr const char* kDeEsserModes[] = {"relative", "absolute"};

inline constexpr std::array kGateRows{
    onOff(ParamId::GateOn, kStrip, "gate.on", "Gate on", false),
    choice(ParamId::GateMode, kStrip, "gate.mode", "Gate mode", "", kGateModes, 0),
    number(ParamId::GateThresholdDb, kStrip, "gate.thresholdDb", "Gate threshold", "dB", -80.0, 0.0,
           -45.0, kLinear, kGainMs),
    number(ParamId::GateRatio, kStrip, "gate.ratio", "Gate ratio", ":1", 1.2, 20.0, 2.0, kLog,
           kGainMs),
    number(ParamId::GateRangeDb, kStrip, "gate.rangeDb", "Gate range", "dB", 0.0, 80.0, 20.0,
           kLinear, kGainMs),
    number(ParamId::GateHysteresisDb, kStrip, "gate.hysteresisDb", "Gate hysteresis", "dB", 0.0,
           12.0, 4.0, kLinear, kGainMs),
    number(ParamId::GateKneeDb, kStrip, "gate.kneeDb", "Gate knee", "dB", 0.0, 12.0, 3.0, kLinear,
           kGainMs),
    number(ParamId::GateAttackMs, kStrip, "gate.attackMs", "Gate attack", "ms", 0.05, 100.0, 1.0,
           kLog, kBlockEdge),
    number(ParamId::GateHoldMs, kStrip, "gate.holdMs", "Gate hold", "ms", 0.0, 1000.0, 50.0,
           kLinear, kBlockEdge),
    number(ParamId::GateReleaseMs, kStrip, "gate.releaseMs", "Gate release", "ms", 5.0, 4000.0,
           150.0, kLog, kBlockEdge),
    withLatency(number(ParamId::GateLookAheadMs, kStrip, "gate.lookAheadMs", "Gate look-ahead",
                       "ms", 0.0, 10.0, 0.0, kLinear, kBlockEdge)),
    number(ParamId::GateKeyHighPassHz, kStrip, "gate.keyHighPassHz", "Gate key high-pass", "Hz",
           10.0, 4000.0, 10.0, kLog, kFilterMs),
    number(ParamId::GateKeyLowPassHz, kStrip, "gate.keyLowPassHz", "Gate key low-pass", "Hz", 200.0,
           22000.0, 22000.0, kLog, kFilterMs)};

inline constexpr std::array kTransientRows{
    onOff(ParamId::TransientOn, kStrip, "transient.on", "Transient shaper on", false),
    number(ParamId::TransientAttackDb, kStrip, "transient.attackDb", "Transient attack", "dB",
           -15.0, 15.0, 0.0, kLinear, kGainMs),
    number(ParamId::TransientSustainDb, kStrip, "transient.sustainDb", "Transient sustain", "dB",
           -15.0, 15.0, 0.0, kLinear, kGainMs),
    number(ParamId::TransientAttackMs, kStrip, "transient.attackMs", "Transient attack time", "ms",
           5.0, 60.0, 20.0, kLog, kBlockEdge),
    number(ParamId::TransientSustainMs, kStrip, "transient.sustainMs", "Transient sustain time",
           "ms", 50.0, 800.0, 250.0, kLog, kBlockEdge),
    number(ParamId::TransientFocusHz, kStrip, "transient.focusHz", "Transient focus", "Hz", 20.0,
           5000.0, 20.0, kLog, kFilterMs),
    number(ParamId::TransientOutputDb, kStrip, "transient.outputDb", "Transient output", "dB",
           -12.0, 12.0, 0.0, kLinear, kGainMs),
    number(ParamId::TransientMixPercent, kStrip, "transient.mixPercent", "Transient mix", "%", 0.0,
           100.0, 100.0, kLinear, kGainMs)};

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

inline constexpr std::array kDeEsserRows{
    onOff(ParamId::DeEsserOn, kStrip, "deesser.on", "De-esser on", false),
    number(ParamId::DeEsserFreqHz, kStrip, "deesser.freqHz", "De-esser frequency", "Hz", 2000.0,
           14000.0, 6500.0, kLog, kFilterMs),
    choice(ParamId::DeEsserShape, kStrip, "deesser.shape", "De-esser shape", "", kDeEsserShapes, 1),
    number(ParamId::DeEsserWidthOct, kStrip, "deesser.widthOct", "De-esser width", "oct", 0.3, 2.0,
           1.0, kLog, kFilterMs),
    choice(ParamId::DeEsserMode, kStrip, "deesser.mode", "De-esser threshold is", "", kDeEsserModes,
           0),
    // Relative: of the band over the whole, to +12. Absolute: of the band, from −60.
    number(ParamId::DeEsserThresholdDb, kStrip, "deesser.thresholdDb", "De-esser threshold", "dB",
           -60.0, 12.0, -6.0, kLinear, kGainMs),
    number(ParamId::DeEsserRangeDb, kStrip, "deesser.rangeDb", "De-esser range", "dB", 0.0, 18.0,
           6.0, kLinear, kGainMs),
    number(ParamId::DeEsserAttackMs, kStrip, "deesser.attackMs", "De-esser attack", "ms", 0.1, 10.0,
           0.5, kLog, kBlockEdge),
    number(ParamId::DeEsserReleaseMs, kStrip, "deesser.releaseMs", "De-esser release", "ms", 10.0,
           300.0, 50.0, kLog, kBlockEdge),
    withLatency(number(ParamId::DeEsserLookAheadMs, kStrip, "deesser.lookAheadMs",
                       "De-esser look-ahead", "ms", 0.0, 5.0, 1.0, kLinear, kBlockEdge)),
    onOff(ParamId::DeEsserSplit, kStrip, "deesser.split", "De-esser reduces the band alone", true)};

}  // namespace lathe::rows

// Rows of the reverb that a return may have. How they sound: effects/reverb.h.
// Thread: any (constant data).
#pragma once

#include "params/note_rows.h"
#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kReverbTypes[] = {"room", "chamber", "plate", "hall"};
inline constexpr int kPlate = 2;

inline constexpr std::array kReverbRows{
    // New lengths cross-fade over 40 ms.
    choice(ParamId::ReverbType, kReverb, "type", "Reverb type", "", kReverbTypes, kPlate, 40.0),
    number(ParamId::ReverbPreDelayMs, kReverb, "preDelayMs", "Reverb pre-delay", "ms", 0.0, 250.0,
           20.0, kLinear, 40.0),
    onOff(ParamId::ReverbTempoSync, kReverb, "tempoSync", "Reverb pre-delay follows the tempo",
          false, 40.0),
    choice(ParamId::ReverbNote, kReverb, "note", "Reverb pre-delay note", "", kNotes, kSixtyFourth,
           40.0),
    choice(ParamId::ReverbNoteFeel, kReverb, "noteFeel", "Reverb pre-delay note feel", "",
           kNoteFeels, 0, 40.0),
    number(ParamId::ReverbSizePercent, kReverb, "sizePercent", "Reverb size", "%", 10.0, 100.0,
           50.0, kLinear, 40.0),
    number(ParamId::ReverbDecaySeconds, kReverb, "decaySeconds", "Reverb decay (T60)", "s", 0.1,
           20.0, 1.8, kLog, kFilterMs),
    number(ParamId::ReverbDampingHz, kReverb, "dampingHz", "Reverb damping", "Hz", 1000.0, 20000.0,
           6000.0, kLog, kFilterMs),
    number(ParamId::ReverbHighRatio, kReverb, "highRatio", "Reverb decay of highs", "×", 0.1, 1.0,
           0.5, kLog, kFilterMs),
    number(ParamId::ReverbLowRatio, kReverb, "lowRatio", "Reverb decay of lows", "×", 0.5, 2.0, 1.0,
           kLog, kFilterMs),
    number(ParamId::ReverbDiffusionPercent, kReverb, "diffusionPercent", "Reverb diffusion", "%",
           0.0, 100.0, 80.0, kLinear, kGainMs),
    number(ParamId::ReverbLateSharePercent, kReverb, "lateSharePercent", "Reverb late share", "%",
           0.0, 100.0, 60.0, kLinear, kGainMs),
    number(ParamId::ReverbModulationPercent, kReverb, "modulationPercent",
           "Reverb modulation depth", "%", 0.0, 100.0, 20.0, kLinear, kGainMs),
    number(ParamId::ReverbModulationHz, kReverb, "modulationHz", "Reverb modulation rate", "Hz",
           0.1, 5.0, 0.6, kLog, kBlockEdge),
    // From its end on, a cut is off.
    number(ParamId::ReverbLowCutHz, kReverb, "lowCutHz", "Reverb low cut", "Hz", 20.0, 1000.0,
           180.0, kLog, kFilterMs),
    number(ParamId::ReverbHighCutHz, kReverb, "highCutHz", "Reverb high cut", "Hz", 1000.0, 20000.0,
           10000.0, kLog, kFilterMs),
    number(ParamId::ReverbWidthPercent, kReverb, "widthPercent", "Reverb width", "%", 0.0, 120.0,
           100.0, kLinear, kGainMs),
    number(ParamId::ReverbDuckDb, kReverb, "duckDb", "Reverb duck", "dB", 0.0, 24.0, 0.0, kLinear,
           kGainMs),
    number(ParamId::ReverbDuckReleaseMs, kReverb, "duckReleaseMs", "Reverb duck release", "ms",
           50.0, 1500.0, 250.0, kLog, kBlockEdge),
    number(ParamId::ReverbMixPercent, kReverb, "mixPercent", "Reverb mix", "%", 0.0, 100.0, 100.0,
           kLinear, kGainMs)};

}  // namespace lathe::rows

// Rows of the delay that a return may have. How they sound: effects/delay_effect.h.
// Thread: any (constant data).
#pragma once

#include "params/note_rows.h"
#include "params/parameter_rows.h"

namespace lathe::rows {

constexpr const char* kDelayModes[] = {"stereo", "pingPong", "mono"};
constexpr const char* kDelayChanges[] = {"fade", "repitch"};

inline constexpr std::array kDelayRows{
    // A new time takes 50 ms to fade to, or as long as a tape needs to get there.
    onOff(ParamId::DelayTempoSync, kDelay, "tempoSync", "Delay follows the tempo", true, 50.0),
    choice(ParamId::DelayNote, kDelay, "note", "Delay note", "", kNotes, kEighth, 50.0),
    choice(ParamId::DelayNoteFeel, kDelay, "noteFeel", "Delay note feel", "", kNoteFeels, kDotted,
           50.0),
    number(ParamId::DelayTimeMs, kDelay, "timeMs", "Delay time", "ms", 1.0, 4000.0, 375.0, kLog,
           50.0),
    number(ParamId::DelayRightOffsetPercent, kDelay, "rightOffsetPercent", "Delay right offset",
           "%", -50.0, 50.0, 0.0, kLinear, 50.0),
    number(ParamId::DelayFeedbackPercent, kDelay, "feedbackPercent", "Delay feedback", "%", 0.0,
           100.0, 30.0, kLinear, kGainMs),
    choice(ParamId::DelayMode, kDelay, "mode", "Delay mode", "", kDelayModes, 0, kGainMs),
    choice(ParamId::DelayOnChange, kDelay, "onChange", "Delay on change", "", kDelayChanges, 0,
           kBlockEdge),
    // From its end on, a cut is off.
    number(ParamId::DelayLowCutHz, kDelay, "lowCutHz", "Delay low cut", "Hz", 20.0, 2000.0, 150.0,
           kLog, kFilterMs),
    number(ParamId::DelayHighCutHz, kDelay, "highCutHz", "Delay high cut", "Hz", 500.0, 20000.0,
           6000.0, kLog, kFilterMs),
    number(ParamId::DelayDriveDb, kDelay, "driveDb", "Delay drive", "dB", 0.0, 24.0, 0.0, kLinear,
           kGainMs),
    number(ParamId::DelayModulationHz, kDelay, "modulationHz", "Delay modulation rate", "Hz", 0.05,
           8.0, 0.5, kLog, kBlockEdge),
    number(ParamId::DelayModulationMs, kDelay, "modulationMs", "Delay modulation depth", "ms", 0.0,
           10.0, 0.0, kLinear, kGainMs),
    number(ParamId::DelayWidthPercent, kDelay, "widthPercent", "Delay width", "%", 0.0, 200.0,
           100.0, kLinear, kGainMs),
    number(ParamId::DelayDuckDb, kDelay, "duckDb", "Delay duck", "dB", 0.0, 24.0, 0.0, kLinear,
           kGainMs),
    number(ParamId::DelayDuckReleaseMs, kDelay, "duckReleaseMs", "Delay duck release", "ms", 50.0,
           1500.0, 250.0, kLog, kBlockEdge),
    number(ParamId::DelayMixPercent, kDelay, "mixPercent", "Delay mix", "%", 0.0, 100.0, 100.0,
           kLinear, kGainMs)};

}  // namespace lathe::rows

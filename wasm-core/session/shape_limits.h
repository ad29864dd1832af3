// What the fields of the session document may hold, and the words of its choices.
// Thread: any (constants only).
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/block.h"
#include "session/field_rules.h"

namespace lathe {

inline constexpr const char* kSessionFormat = "lathe-session";
inline constexpr double kSampleRates[] = {22050, 24000, 32000,  44100, 48000,
                                          88200, 96000, 176400, 192000};
inline constexpr int64_t kMaxFrames = 24LL * 3600 * 192000;  // a day at 192 kHz
inline constexpr size_t kMaxStems = 1024;
inline constexpr size_t kMaxClipsPerTrack = 10000;
inline constexpr size_t kMaxMarks = 10000;
inline constexpr size_t kMaxGainPoints = 1000;
inline constexpr int kMaxGroups = 16;
inline constexpr int kMaxReturns = 8;
inline constexpr size_t kMaxBuses = 1 + kMaxGroups + kMaxReturns;
inline constexpr const char* kBusKinds[] = {"mix", "group", "return"};
inline constexpr const char* kEffectKinds[] = {"reverb", "delay"};
inline constexpr const char* kFadeCurves[] = {"linear", "equalPower", "slow", "fast", "sCurve"};
inline constexpr int64_t kMaxSilenceFrames = 60LL * 192000;  // a minute at 192 kHz
inline constexpr int kMaxLinks = 16;
inline constexpr const char* kKeyedStages[] = {"gate", "compressor", "equaliser"};
inline constexpr size_t kMaxAutomationLanes = 1024;
inline constexpr size_t kMaxPointsPerLane = 10000;
inline constexpr const char* kAutomationTargets[] = {"strip", "send", "effect", "master",
                                                     "session"};

inline constexpr IntegerRule kFrames = {0, kMaxFrames};
inline constexpr IntegerRule kAtLeastOneFrame = {1, kMaxFrames};
inline constexpr IntegerRule kChannels = {1, kMaxChannels};
inline constexpr TextRule kIdText = {1, 64, TextForm::Id};
inline constexpr TextRule kNameText = {0, 256};
inline constexpr TextRule kPathText = {0, 4096};
inline constexpr TextRule kColourText = {7, 7, TextForm::Colour};
inline constexpr TextRule kSha256Text = {64, 64, TextForm::Sha256};

}  // namespace lathe

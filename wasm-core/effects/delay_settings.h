// What a delay is asked to do, in the units of the parameter table: plain
// values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <cstdint>

#include "effects/note_frames.h"
#include "params/parameter_id.h"

namespace lathe {

enum class DelayMode : uint8_t { Stereo, PingPong, Mono };
/// A new time: cross-fade to it, or turn the tape's speed until it is there.
enum class DelayChange : uint8_t { Fade, Repitch };

inline constexpr double kLongestDelayMs = 4000.0;

struct DelaySettings {
  double timeMs = 375.0;            ///< 1…4000, to the nearest frame; see note_frames.h
  double rightOffsetPercent = 0.0;  ///< −50…50: right's time against left's; not in Mono
  double feedbackPercent = 30.0;    ///< 0…100
  DelayMode mode = DelayMode::Stereo;
  double lowCutHz = 150.0;       ///< 20…2000, in the loop; 20 is off
  double highCutHz = 6000.0;     ///< 500…20000, in the loop; 20000 is off
  double driveDb = 0.0;          ///< 0…24: lowers the level from which the loop saturates
  double modulationHz = 0.5;     ///< 0.05…8
  double modulationMs = 0.0;     ///< 0…10: echoes come up to this much later
  double duckDb = 0.0;           ///< 0…24
  double duckReleaseMs = 250.0;  ///< 50…1500
  double widthPercent = 100.0;   ///< 0…200
  DelayChange onChange = DelayChange::Fade;
  double mixPercent = 100.0;  ///< 0…100
  bool operator==(const DelaySettings&) const = default;

  /// From values of the delay's scope: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table. Where they ask for a note, it
  /// is as long as at `bpm`; beyond 4 s, as long as its largest half, quarter … that is not.
  template <class Values>
  static DelaySettings from(const Values& values, double bpm, int sampleRate) noexcept {
    const auto choice = [&](ParamId id) { return static_cast<int>(values[id] + 0.5); };
    DelaySettings s;
    s.timeMs = values[ParamId::DelayTimeMs];
    if (values[ParamId::DelayTempoSync] >= 0.5) {
      s.timeMs =
          noteMs(choice(ParamId::DelayNote), static_cast<NoteFeel>(choice(ParamId::DelayNoteFeel)),
                 bpm, sampleRate, kLongestDelayMs);
    }
    s.rightOffsetPercent = values[ParamId::DelayRightOffsetPercent];
    s.feedbackPercent = values[ParamId::DelayFeedbackPercent];
    s.mode = static_cast<DelayMode>(choice(ParamId::DelayMode));
    s.lowCutHz = values[ParamId::DelayLowCutHz];
    s.highCutHz = values[ParamId::DelayHighCutHz];
    s.driveDb = values[ParamId::DelayDriveDb];
    s.modulationHz = values[ParamId::DelayModulationHz];
    s.modulationMs = values[ParamId::DelayModulationMs];
    s.duckDb = values[ParamId::DelayDuckDb];
    s.duckReleaseMs = values[ParamId::DelayDuckReleaseMs];
    s.widthPercent = values[ParamId::DelayWidthPercent];
    s.onChange = static_cast<DelayChange>(choice(ParamId::DelayOnChange));
    s.mixPercent = values[ParamId::DelayMixPercent];
    return s;
  }
};

}  // namespace lathe

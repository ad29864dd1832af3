// What a reverb is asked to do, in the units of the parameter table: plain
// values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <cstdint>

#include "effects/note_frames.h"
#include "params/parameter_id.h"

namespace lathe {

/// Sets early pattern, line lengths and how long the diffusion smears.
enum class ReverbType : uint8_t { Room, Chamber, Plate, Hall };

/// From here up the decay never ends: for tests of the loop.
inline constexpr double kInfiniteT60Seconds = 1e9;
inline constexpr double kLongestPreDelayMs = 250.0;

struct ReverbSettings {
  ReverbType type = ReverbType::Plate;
  double preDelayMs = 20.0;         ///< 0…250
  double t60Seconds = 1.8;          ///< 0.1…20, mid frequencies
  double sizePercent = 50.0;        ///< 10…100
  double diffusionPercent = 80.0;   ///< 0…100
  double lateSharePercent = 60.0;   ///< 0…100: of the energy, against early reflections
  double dampingHz = 6000.0;        ///< 1000…20000: half-way to `highRatio`
  double highRatio = 0.5;           ///< 0.1…1: T60 of high frequencies against mid
  double lowRatio = 1.0;            ///< 0.5…2: T60 below 250 Hz against mid
  double modulationPercent = 20.0;  ///< 0…100
  double modulationHz = 0.6;        ///< 0.1…5
  double lowCutHz = 180.0;          ///< 20…1000; 20 is off
  double highCutHz = 10000.0;       ///< 1000…20000; 20000 is off
  double widthPercent = 100.0;      ///< 0…120
  double duckDb = 0.0;              ///< 0…24
  double duckReleaseMs = 250.0;     ///< 50…1500
  double mixPercent = 100.0;        ///< 0…100
  bool operator==(const ReverbSettings&) const = default;

  /// From values of the reverb's scope: anything indexed by ParamId that gives doubles
  /// (ParamValues). They are taken as already clamped by the table. Where they ask for a note, the
  /// pre-delay is as long as at `bpm`; beyond 250 ms, as its largest half, quarter … that is not.
  template <class Values>
  static ReverbSettings from(const Values& values, double bpm, int sampleRate) noexcept {
    const auto choice = [&](ParamId id) { return static_cast<int>(values[id] + 0.5); };
    ReverbSettings s;
    s.type = static_cast<ReverbType>(choice(ParamId::ReverbType));
    s.preDelayMs = values[ParamId::ReverbPreDelayMs];
    if (values[ParamId::ReverbTempoSync] >= 0.5) {
      s.preDelayMs = noteMs(choice(ParamId::ReverbNote),
                            static_cast<NoteFeel>(choice(ParamId::ReverbNoteFeel)), bpm, sampleRate,
                            kLongestPreDelayMs);
    }
    s.t60Seconds = values[ParamId::ReverbDecaySeconds];
    s.sizePercent = values[ParamId::ReverbSizePercent];
    s.diffusionPercent = values[ParamId::ReverbDiffusionPercent];
    s.lateSharePercent = values[ParamId::ReverbLateSharePercent];
    s.dampingHz = values[ParamId::ReverbDampingHz];
    s.highRatio = values[ParamId::ReverbHighRatio];
    s.lowRatio = values[ParamId::ReverbLowRatio];
    s.modulationPercent = values[ParamId::ReverbModulationPercent];
    s.modulationHz = values[ParamId::ReverbModulationHz];
    s.lowCutHz = values[ParamId::ReverbLowCutHz];
    s.highCutHz = values[ParamId::ReverbHighCutHz];
    s.widthPercent = values[ParamId::ReverbWidthPercent];
    s.duckDb = values[ParamId::ReverbDuckDb];
    s.duckReleaseMs = values[ParamId::ReverbDuckReleaseMs];
    s.mixPercent = values[ParamId::ReverbMixPercent];
    return s;
  }
};

}  // namespace lathe

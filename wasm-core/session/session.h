// The session document in memory, version 1: what a loader produces and the
// console compiles. Plain data; ids are strings, stable for the life of the
// object they name. Frames count at the session's rate.
// Thread: built off the real-time thread; read-only there.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "params/parameter_table.h"

namespace lathe {

inline constexpr int kSessionVersion = 1;
inline constexpr size_t kMaxSendsPerStrip = 16;

/// Values of one scope's parameters by ParamId; those of other scopes keep their defaults.
struct ParamValues {
  std::array<double, kParamCount> value;
  ParamValues();
  double operator[](ParamId id) const { return value[static_cast<size_t>(id)]; }
  double& operator[](ParamId id) { return value[static_cast<size_t>(id)]; }
  bool operator==(const ParamValues&) const = default;
};

struct TempoMark {
  int64_t frame = 0;
  double bpm = 120.0;
  bool operator==(const TempoMark&) const = default;
};

struct TimeSignatureMark {
  int64_t frame = 0;
  int numerator = 4;
  int denominator = 4;
  bool operator==(const TimeSignatureMark&) const = default;
};

struct Stem {
  std::string id;
  std::string name;    ///< file name as imported
  int64_t frames = 0;  ///< at its own rate
  int channels = 1;
  double sampleRate = 48000;
  std::string fileSha256;  ///< 64 lower-case hex digits, of the file as imported
  std::string path;        ///< optional, relative to the session file
  bool operator==(const Stem&) const = default;
};

struct Clip {
  std::string id;
  int stemIndex = -1;       ///< into Session::stems ("stem": id in JSON)
  int64_t sourceFrame = 0;  ///< first frame of the stem that sounds
  int64_t frames = 0;
  int64_t startFrame = 0;    ///< song frame of the clip's first frame
  double gainDb = 0.0;       ///< −36…+24
  int64_t fadeInFrames = 0;  ///< equal-power fades arrive with curves; v1 is linear
  int64_t fadeOutFrames = 0;
  bool muted = false;
  bool operator==(const Clip&) const = default;
};

/// A strip's contribution to a bus beside its output.
struct Send {
  int busIndex = -1;   ///< into Session::buses ("to": id in JSON)
  ParamValues params;  ///< send scope
  bool operator==(const Send&) const = default;
};

/// A channel of the console, whatever its source is.
struct StripDocument {
  int outputBus = 0;  ///< into Session::buses ("output": id in JSON); 0 is the mix
  std::vector<Send> sends;
  ParamValues params;  ///< strip scope
  bool operator==(const StripDocument&) const = default;
};

struct Track {
  std::string id;
  std::string name;
  std::string colour;       ///< "#rrggbb"
  int channels = 1;         ///< 1 or 2: the width of its strip
  std::vector<Clip> clips;  ///< overlapping clips sum, in this order
  StripDocument strip;
  bool operator==(const Track&) const = default;
};

enum class BusKind : int { Mix, Group, Return };

/// A stereo strip whose source is what other strips add to it.
struct Bus {
  std::string id;
  BusKind kind = BusKind::Group;
  std::string name;
  std::string colour;  ///< "#rrggbb", or empty
  StripDocument strip;
  bool operator==(const Bus&) const = default;
};

/// The bus that every session has.
Bus mixBus();

enum class AutomationTarget : int { Strip, Send, Master, Session };

constexpr ParamScope automationScope(AutomationTarget target) {
  constexpr ParamScope kScopes[] = {ParamScope::Strip, ParamScope::Send, ParamScope::Master,
                                    ParamScope::Session};
  return kScopes[static_cast<int>(target)];
}

/// A break-point of an automated parameter; automation_curve.h says what lies between two.
struct AutomationPoint {
  int64_t frame = 0;   ///< of the song
  double value = 0.0;  ///< as in ParamValues
  double curve = 0.0;  ///< of the way to the next point: 0 straight, −1 early … +1 late
  bool operator==(const AutomationPoint&) const = default;
};

/// How one parameter moves along the song. Its value in ParamValues then counts for nothing.
struct AutomationLane {
  AutomationTarget target = AutomationTarget::Strip;
  int stripIndex = -1;   ///< of a strip, and of a send's: into tracks, from their end on into buses
  int sendBusIndex = 0;  ///< of a send: the bus it feeds
  ParamId param = ParamId::FaderGainDb;
  std::vector<AutomationPoint> points;  ///< at least one, rising in frame
  bool operator==(const AutomationLane&) const = default;
};

struct Session {
  std::string name;
  double sampleRate = 48000;
  std::vector<TempoMark> tempo;
  std::vector<TimeSignatureMark> timeSignatures;
  uint32_t ditherSeed = 1;
  std::vector<Stem> stems;
  std::vector<Track> tracks;         ///< screen order; summation is by id
  std::vector<Bus> buses{mixBus()};  ///< the first is the mix
  std::vector<AutomationLane> automation;
  ParamValues sessionParams;  ///< session scope
  ParamValues masterParams;   ///< master scope

  /// Of a track or, from their number on, a bus; null where there is none.
  const StripDocument* strip(int index) const;
  /// End of the last clip, in frames.
  int64_t songFrames() const;
  bool operator==(const Session&) const = default;
};

}  // namespace lathe

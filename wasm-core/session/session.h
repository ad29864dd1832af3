// The session document in memory, version 1: what a loader produces and the
// console compiles. Plain data; ids are strings, stable for the life of the
// object they name. Frames count at the session's rate.
// Thread: built off the real-time thread; read-only there.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "params/parameter_table.h"
#include "session/fade_curve.h"

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

/// A point of a clip's gain line. Its place is the stem's, so that the line stays with the sound
/// when the clip is split, trimmed or moved.
struct GainPoint {
  int64_t sourceFrame = 0;
  double gainDb = 0.0;  ///< −60…+24
  bool operator==(const GainPoint&) const = default;
};

struct Clip {
  std::string id;
  int stemIndex = -1;       ///< into Session::stems ("stem": id in JSON)
  int64_t sourceFrame = 0;  ///< first frame of the stem that sounds
  int64_t frames = 0;
  int64_t startFrame = 0;    ///< song frame of the clip's first frame, before its track's delay
  double gainDb = 0.0;       ///< −36…+24
  int64_t fadeInFrames = 0;  ///< may reach past the clip, where a split went through the fade
  int64_t fadeOutFrames = 0;
  bool muted = false;
  FadeCurve fadeInCurve = FadeCurve::Linear;
  FadeCurve fadeOutCurve = FadeCurve::Linear;
  int64_t fadeInCutFrames = 0;   ///< how much of the fade-in lies before the clip
  int64_t fadeOutCutFrames = 0;  ///< how much of the fade-out lies behind it
  /// Straight in dB between points, held before the first and behind the last.
  std::vector<GainPoint> gainLine;
  bool operator==(const Clip&) const = default;
};

/// A strip's contribution to a bus beside its output.
struct Send {
  int busIndex = -1;   ///< into Session::buses ("to": id in JSON)
  ParamValues params;  ///< send scope
  bool operator==(const Send&) const = default;
};

/// The stages that can hear another strip.
enum class KeyedStage : int { Gate, Compressor, Equaliser };

/// What a stage's detector hears instead of the strip's own sound.
struct StageKey {
  KeyedStage stage = KeyedStage::Gate;
  int stripIndex = -1;  ///< into tracks, then buses ("from": id in JSON)
  bool operator==(const StageKey&) const = default;
};

/// A channel of the console, whatever its source is.
struct StripDocument {
  int outputBus = 0;  ///< into Session::buses ("output": id in JSON); 0 is the mix
  std::vector<Send> sends;
  std::vector<StageKey> keys;  ///< at most one a stage
  int link = 0;        ///< strips of one number above 0 move their faders together, on the page
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
  double delayMs = 0.0;  ///< −100…+100; below 0 the track sounds earlier
  /// The delay in whole frames.
  int64_t delayFrames(double sampleRate) const;
  bool operator==(const Track&) const = default;
};

enum class BusKind : int { Mix, Group, Return };

enum class EffectKind : int { Reverb, Delay };

/// What a return does with what it is sent, before its strip.
struct EffectDocument {
  EffectKind kind = EffectKind::Reverb;
  ParamValues params;  ///< effectScope(kind)
  bool operator==(const EffectDocument&) const = default;
};

constexpr ParamScope effectScope(EffectKind kind) {
  return kind == EffectKind::Delay ? ParamScope::Delay : ParamScope::Reverb;
}

/// A stereo strip whose source is what other strips add to it.
struct Bus {
  std::string id;
  BusKind kind = BusKind::Group;
  std::string name;
  std::string colour;  ///< "#rrggbb", or empty
  StripDocument strip;
  std::optional<EffectDocument> effect;  ///< of a return; without it, what it is sent passes on
  bool operator==(const Bus&) const = default;
};

/// The bus that every session has.
Bus mixBus();

enum class AutomationTarget : int { Strip, Send, Effect, Master, Session };

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
  int stripIndex = -1;   ///< of a strip, send or effect: into tracks, then buses
  int sendBusIndex = 0;  ///< of a send: the bus it feeds
  ParamId param = ParamId::FaderGainDb;
  std::vector<AutomationPoint> points;  ///< at least one, rising in frame
  bool operator==(const AutomationLane&) const = default;
};

/// What of the song is delivered: a stretch of it, faded, between silences.
struct HeadTail {
  int64_t startFrame = 0;    ///< song frame that the fade-in begins with
  int64_t endFrame = 0;      ///< song frame behind the last; 0: with the last clip
  int64_t fadeInFrames = 0;  ///< from the start on
  FadeCurve fadeInCurve = FadeCurve::Linear;
  int64_t fadeOutFrames = 0;  ///< up to the end
  FadeCurve fadeOutCurve = FadeCurve::Linear;
  int64_t silenceBeforeFrames = 0;  ///< of the file, before the start
  int64_t silenceAfterFrames = 0;
  /// Song frame behind the last, of a song of so many frames.
  int64_t end(int64_t songFrames) const { return endFrame > 0 ? endFrame : songFrames; }
  /// How long a file of it is, with its silence.
  int64_t deliveredFrames(int64_t songFrames) const {
    return silenceBeforeFrames + std::max<int64_t>(end(songFrames) - startFrame, 0) +
           silenceAfterFrames;
  }
  bool operator==(const HeadTail&) const = default;
};

/// Rates that the engine runs at, in Hz; documents allow fewer.
constexpr bool isRateSupported(double sampleRate) {
  return sampleRate >= 8000.0 && sampleRate <= 384000.0;
}

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
  HeadTail headTail;

  /// Of a track or, from their number on, a bus; null where there is none.
  const StripDocument* strip(int index) const;
  /// Frames of the song that are rendered: up to the end of the last clip, with its track's delay
  /// where that is positive, or to an end marker behind it. 0 without clips.
  int64_t songFrames() const;
  /// How long a stem is at the session's rate, in frames: what clips count. 0 where one of the
  /// rates is.
  int64_t stemFrames(const Stem& stem) const;
  bool operator==(const Session&) const = default;
};

}  // namespace lathe

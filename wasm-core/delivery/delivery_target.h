// Where masters go, and what is asked of them there: the dated table of
// targets.json, which the studio reads as well. A figure stands with its source and
// how far it can be trusted.
// Units: LUFS, LU, dBTP, Hz. Thread: any; the first call reads the table and allocates.
#pragma once

#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lathe {

enum class TargetKind { Streaming, Broadcast, Disc, Club };
/// Whose word a figure is: the platform's own or a standard's; a recommendation; hearsay.
enum class Standing { Published, Advice, Reported };

struct Sourced {
  Standing standing = Standing::Reported;
  std::string source;  ///< address, or name of the standard
};
struct TargetLoudness : Sourced {
  double integratedLufs = 0.0;
  std::optional<double> toleranceLu;            ///< accepted without a word
  std::optional<double> productionToleranceLu;  ///< accepted where it has to be
};
/// What the player does to reach the target's loudness.
struct TargetPlayback : Sourced {
  bool turnsDown = false, turnsUp = false;
  double headroomDbtp = 0.0;  ///< turned up, peaks stay under this
  bool albumMode = false;     ///< an album's tracks keep their distances
};
struct TargetPeak : Sourced {
  double ceilingDbtp = 0.0;
  std::optional<double> aboveLufs;  ///< holds for what is louder than this alone
};
struct TargetFile : Sourced {
  std::vector<std::string> formats;
  std::vector<double> sampleRates;  ///< empty: any from the lowest up
  double lowestSampleRate = 0.0;
  int lowestBits = 0;
  std::optional<int> highestBits;
};
/// A loudness that listeners may choose instead, or that is meant for other programme.
struct TargetSetting {
  std::string name;
  double integratedLufs = 0.0;
  bool limits = false;  ///< turned up beyond the headroom, into a limiter
};

struct DeliveryTarget {
  std::string id;  ///< kebab-case, for ever
  std::string name;
  TargetKind kind = TargetKind::Streaming;
  std::optional<TargetLoudness> loudness;
  std::optional<TargetPlayback> playback;
  std::optional<TargetPeak> truePeak, loudTruePeak;
  std::optional<TargetFile> file;
  std::vector<TargetSetting> settings;
  std::vector<std::string> notes;  ///< sentences
};

/// How loud a record is meant to be, whatever players make of it.
struct LoudnessIntent {
  std::string id, name;
  double lowestLufs = 0.0, highestLufs = 0.0, defaultLufs = 0.0;
};

struct DeliveryTable {
  std::string date;  ///< of the figures, ISO 8601
  std::vector<LoudnessIntent> intents;
  std::list<DeliveryTarget> targets;
};

const DeliveryTable& deliveryTable();
/// targets.json itself.
std::string_view deliveryTableJson();

const char* targetKindName(TargetKind kind);
const char* standingName(Standing standing);

}  // namespace lathe

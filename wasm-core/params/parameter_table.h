// The one table of parameters: key, name, unit, range, default, taper and
// smoothing. The session loader, the JSON Schema, the TypeScript types, the
// controls' ranges and the engine's clamps all read it.
// Thread: any (constant data).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "params/parameter_id.h"

namespace lathe {

enum class ParamScope : int { Strip, Send, Reverb, Delay, Session, Master, Monitor };
enum class ParamKind : int { Number, Switch, Choice };
enum class ParamTaper : int { Linear, Log, Ratio, Fader };

struct ParamSpec {
  ParamId id;
  ParamScope scope;
  ParamKind kind;
  const char* key;   ///< as in documents, e.g. "comp.thresholdDb"
  const char* name;  ///< as on screen, e.g. "Compressor threshold"
  const char* unit;  ///< "dB", "Hz", "ms", "s", "%", ":1", "dBTP" or ""
  double minimum;
  double maximum;
  double defaultValue;
  ParamTaper taper;
  double smoothingMs;   ///< 0: takes effect at the next block edge
  bool changesLatency;  ///< or the order of stages: fixed while playing, cannot be automated
  std::span<const char* const> choices;  ///< of a Choice, by value
};

/// The fader's lowest value stands for −∞ dB: silence.
inline constexpr double kSilenceDb = -144.0;
/// Ratios from this value up are treated (and shown) as ∞:1.
inline constexpr double kInfiniteRatio = 100.0;

std::span<const ParamSpec> parameterTable() noexcept;
const ParamSpec& paramSpec(ParamId id) noexcept;
/// Null where `scope` has no such key.
const ParamSpec* findParam(ParamScope scope, std::string_view key) noexcept;
/// Finite and in range: as it is; finite and outside: the nearer end; not finite: the default.
double clampParam(ParamId id, double value) noexcept;
/// The table as JSON, for `lathe params --json` and the TypeScript generator.
std::string parameterTableJson();

}  // namespace lathe

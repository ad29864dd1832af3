// The one table of parameters: range, default, taper and smoothing, and in
// parameter_text.h key, name, unit and choices. The session loader, the JSON Schema, the TypeScript
// types, the controls' ranges and the engine's clamps all read it. Thread: any (constant data).
#pragma once

#include <span>

#include "params/parameter_id.h"

namespace lathe {

enum class ParamScope : int { Strip, Send, Reverb, Delay, Session, Master, Monitor };
enum class ParamKind : int { Number, Switch, Choice };
enum class ParamTaper : int { Linear, Log, Ratio, Fader };

/// What a parameter is to the engine. Its words are in parameter_text.h, which the engine's module
/// in the browser goes without.
struct ParamSpec {
  ParamId id;
  ParamScope scope;
  ParamKind kind;
  double minimum;
  double maximum;
  double defaultValue;
  ParamTaper taper;
  double smoothingMs;   ///< 0: takes effect at the next block edge
  bool changesLatency;  ///< or the order of stages: fixed while playing, cannot be automated
};

/// The fader's lowest value stands for −∞ dB: silence.
inline constexpr double kSilenceDb = -144.0;
/// Ratios from this value up are treated (and shown) as ∞:1.
inline constexpr double kInfiniteRatio = 100.0;

std::span<const ParamSpec> parameterTable() noexcept;
const ParamSpec& paramSpec(ParamId id) noexcept;
/// Finite and in range: as it is; finite and outside: the nearer end; not finite: the default.
double clampParam(ParamId id, double value) noexcept;

}  // namespace lathe

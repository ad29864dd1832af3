// How rows of the parameter table are written: one function a kind, and the
// smoothing that goes with what a parameter does.
// Thread: any (constant expressions).
#pragma once

#include <array>
#include <cstddef>

#include "params/parameter_table.h"
#include "params/parameter_text.h"

namespace lathe::rows {

inline constexpr ParamScope kStrip = ParamScope::Strip;
inline constexpr ParamScope kSend = ParamScope::Send;
inline constexpr ParamScope kReverb = ParamScope::Reverb;
inline constexpr ParamScope kDelay = ParamScope::Delay;
inline constexpr ParamScope kMaster = ParamScope::Master;
inline constexpr ParamScope kMonitor = ParamScope::Monitor;
inline constexpr ParamTaper kLinear = ParamTaper::Linear;
inline constexpr ParamTaper kLog = ParamTaper::Log;

// Smoothing by kind: gains are short enough to feel immediate, frequency and Q
// longer because a filter's state has to follow; switches cross-fade.
inline constexpr double kGainMs = 20.0;
inline constexpr double kFilterMs = 30.0;
inline constexpr double kSwitchMs = 10.0;
inline constexpr double kBlockEdge = 0.0;

/// A row as it is written: one parameter, and its words.
struct ParamRow {
  ParamSpec spec{};
  ParamText text{};
};

constexpr ParamRow number(ParamId id, ParamScope scope, const char* key, const char* name,
                          const char* unit, double minimum, double maximum, double defaultValue,
                          ParamTaper taper, double smoothingMs) {
  return {{id, scope, ParamKind::Number, minimum, maximum, defaultValue, taper, smoothingMs, false},
          {key, name, unit, {}}};
}

constexpr ParamRow onOff(ParamId id, ParamScope scope, const char* key, const char* name,
                         bool defaultValue, double smoothingMs = kSwitchMs) {
  return {{id, scope, ParamKind::Switch, 0.0, 1.0, defaultValue ? 1.0 : 0.0, kLinear, smoothingMs,
           false},
          {key, name, "", {}}};
}

template <class Value>
constexpr ParamRow choice(ParamId id, ParamScope scope, const char* key, const char* name,
                          const char* unit, std::span<const char* const> choices,
                          Value defaultValue, double smoothingMs = kSwitchMs) {
  return {{id, scope, ParamKind::Choice, 0.0, static_cast<double>(choices.size() - 1),
           static_cast<double>(static_cast<int>(defaultValue)), kLinear, smoothingMs, false},
          {key, name, unit, choices}};
}

constexpr ParamRow withLatency(ParamRow row) {
  row.spec.changesLatency = true;
  return row;
}

/// Tables of rows, one after another.
template <size_t... kSizes>
constexpr auto joined(const std::array<ParamRow, kSizes>&... parts) {
  std::array<ParamRow, (kSizes + ...)> all{};
  size_t at = 0;
  const auto append = [&](const auto& part) {
    for (const ParamRow& row : part) all[at++] = row;
  };
  (append(parts), ...);
  return all;
}

}  // namespace lathe::rows

// A strip's stages in the order of its signal: for each the bank that works on
// four lanes, its settings, and the parameters that belong to it. Everything
// else in the console goes over them by `forEachStage`, so that a new stage is
// one entry here.
// Thread: real-time (types and constants).
#pragma once

#include <array>

#include "dsp/compressor_bank.h"
#include "dsp/equaliser_bank.h"
#include "params/parameter_id.h"

namespace lathe {

enum class Stage : int { Equaliser, Compressor };
inline constexpr int kStages = 2;

/// The state of four lanes in every stage.
struct Bank {
  EqualiserBank equaliser;
  CompressorBank compressor;
};

template <Stage kStage>
struct StageTraits;

template <>
struct StageTraits<Stage::Equaliser> {
  using Settings = EqualiserSettings;
  static constexpr auto kBank = &Bank::equaliser;
  static constexpr ParamId kOn = ParamId::EqOn;
  static constexpr ParamId kLast = ParamId::EqQuality;
};

template <>
struct StageTraits<Stage::Compressor> {
  using Settings = CompressorSettings;
  static constexpr auto kBank = &Bank::compressor;
  static constexpr ParamId kOn = ParamId::CompOn;
  static constexpr ParamId kLast = ParamId::CompAutoMakeUp;
};

/// Calls `visit.operator()<stage>()` for each stage, in signal order.
template <class Visit>
LATHE_INLINE void forEachStage(Visit visit) {
  visit.template operator()<Stage::Equaliser>();
  visit.template operator()<Stage::Compressor>();
}

/// One value a stage.
template <class Value>
struct PerStage {
  std::array<Value, kStages> value{};
  Value& operator[](Stage stage) noexcept { return value[static_cast<size_t>(stage)]; }
  const Value& operator[](Stage stage) const noexcept { return value[static_cast<size_t>(stage)]; }
};

constexpr unsigned stageBit(Stage stage) { return 1u << static_cast<int>(stage); }

}  // namespace lathe

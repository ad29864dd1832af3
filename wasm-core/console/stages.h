// A strip's stages: for each the bank that works on four lanes, its settings,
// and the parameters that belong to it. Everything else in the console goes
// over them by `forEachStage`, so that a new stage is one entry here.
// Thread: real-time (types and constants).
#pragma once

#include <array>

#include "dsp/compressor_bank.h"
#include "dsp/deesser_bank.h"
#include "dsp/equaliser_bank.h"
#include "dsp/gate_bank.h"
#include "dsp/saturation_bank.h"
#include "dsp/transient_bank.h"
#include "dsp/width_bank.h"
#include "params/parameter_id.h"

namespace lathe {

enum class Stage : int { Gate, Transient, Equaliser, Compressor, DeEsser, Saturation, Width };
inline constexpr int kStages = 7;

/// The state of four lanes in every stage.
struct Bank {
  GateBank gate;
  TransientBank transient;
  EqualiserBank equaliser;
  CompressorBank compressor;
  DeEsserBank deEsser;
  SaturationBank saturation;
  WidthBank width;
};

/// What is the same for a stage of any kind: its settings, its bank, and its parameters, of which
/// kOn is the first.
template <class SettingsOfStage, auto kBankOfStage, ParamId kFirst, ParamId kLastOfStage>
struct StageEntry {
  using Settings = SettingsOfStage;
  static constexpr auto kBank = kBankOfStage;
  static constexpr ParamId kOn = kFirst;
  static constexpr ParamId kLast = kLastOfStage;
};

template <Stage kStage>
struct StageTraits;

template <>
struct StageTraits<Stage::Gate>
    : StageEntry<GateSettings, &Bank::gate, ParamId::GateOn, ParamId::GateKeyLowPassHz> {};
template <>
struct StageTraits<Stage::Transient>
    : StageEntry<TransientSettings, &Bank::transient, ParamId::TransientOn,
                 ParamId::TransientMixPercent> {};
template <>
struct StageTraits<Stage::Equaliser>
    : StageEntry<EqualiserSettings, &Bank::equaliser, ParamId::EqOn, ParamId::EqQuality> {};
template <>
struct StageTraits<Stage::Compressor>
    : StageEntry<CompressorSettings, &Bank::compressor, ParamId::CompOn, ParamId::CompAutoMakeUp> {
};
template <>
struct StageTraits<Stage::DeEsser>
    : StageEntry<DeEsserSettings, &Bank::deEsser, ParamId::DeEsserOn, ParamId::DeEsserSplit> {};
template <>
struct StageTraits<Stage::Saturation>
    : StageEntry<SaturationSettings, &Bank::saturation, ParamId::SaturationOn,
                 ParamId::SaturationMixPercent> {};
template <>
struct StageTraits<Stage::Width>
    : StageEntry<WidthSettings, &Bank::width, ParamId::WidthOn, ParamId::WidthMonoBelowHz> {};

/// Calls `visit.operator()<stage>()` for each stage.
template <class Visit>
LATHE_INLINE void forEachStage(Visit visit) {
  visit.template operator()<Stage::Gate>();
  visit.template operator()<Stage::Transient>();
  visit.template operator()<Stage::Equaliser>();
  visit.template operator()<Stage::Compressor>();
  visit.template operator()<Stage::DeEsser>();
  visit.template operator()<Stage::Saturation>();
  visit.template operator()<Stage::Width>();
}

/// One value a stage.
template <class Value>
struct PerStage {
  std::array<Value, kStages> value{};
  Value& operator[](Stage stage) noexcept { return value[static_cast<size_t>(stage)]; }
  const Value& operator[](Stage stage) const noexcept { return value[static_cast<size_t>(stage)]; }
};

constexpr unsigned stageBit(Stage stage) { return 1u << static_cast<int>(stage); }

/// The three whose order can be chosen stand between the first two and the last two.
inline constexpr int kFirstOrdered = 2;
inline constexpr int kOrdered = 3;
inline constexpr unsigned kOrderedStages =
    stageBit(Stage::Equaliser) | stageBit(Stage::Compressor) | stageBit(Stage::DeEsser);

/// Which stage comes at `position` (0 … kStages − 1).
constexpr Stage stageAt(StageOrder order, int position) {
  constexpr Stage kE = Stage::Equaliser, kC = Stage::Compressor, kD = Stage::DeEsser;
  constexpr Stage kOrders[][kOrdered] = {{kE, kC, kD}, {kC, kE, kD}, {kE, kD, kC},
                                         {kD, kE, kC}, {kC, kD, kE}, {kD, kC, kE}};
  static_assert(std::size(kOrders) == static_cast<size_t>(StageOrder::Count));
  const int at = position - kFirstOrdered;
  if (at < 0 || at >= kOrdered) return static_cast<Stage>(position);
  return kOrders[static_cast<int>(order)][at];
}

}  // namespace lathe

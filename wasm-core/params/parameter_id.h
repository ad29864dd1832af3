// Numeric ids of every parameter, grouped by scope. They index the one table
// in parameter_table.cpp and travel between threads as {target, id, value}.
// They are not stored in documents (keys are), so their order may change
// between versions.
// Thread: any (constants only).
#pragma once

#include <cstdint>

namespace lathe {

inline constexpr int kEqBands = 6;

/// Fields of one equaliser band, in table order.
enum class BandField : int {
  On,
  Type,
  FreqHz,
  GainDb,
  Q,
  DynOn,
  DynGainDb,
  DynThresholdDb,
  DynRelative,
  DynActs,
  DynRatio,
  DynAttackMs,
  DynReleaseMs,
  DynKey,
  Count
};

inline constexpr int kMultibandBands = 5;
inline constexpr int kExciterBandCount = 4;

/// Fields of one band of the master's equaliser, in table order.
enum class MasterBandField : int {
  On,
  Type,
  FreqHz,
  GainDb,
  Q,
  Placement,
  DynOn,
  DynGainDb,
  DynThresholdDb,
  DynRelative,
  DynActs,
  DynRatio,
  DynAttackMs,
  DynReleaseMs,
  Count
};

/// Fields of one band of the multiband compressor, in table order.
enum class MultibandField : int {
  Bypass,
  Mode,
  ThresholdDb,
  Ratio,
  KneeDb,
  AttackMs,
  ReleaseMs,
  RangeDb,
  GainDb,
  Count
};

/// Fields of one band of the exciter, in table order.
enum class ExciterField : int { AmountDb, Character, MixPercent, Channels, Count };

enum class ParamId : int {
  // Strip scope.
  TrimGainDb,
  TrimPolarityL,
  TrimPolarityR,
  TrimSource,
  TrimDcBlock,
  StripOrder,
  GateOn,
  GateMode,
  GateThresholdDb,
  GateRatio,
  GateRangeDb,
  GateHysteresisDb,
  GateKneeDb,
  GateAttackMs,
  GateHoldMs,
  GateReleaseMs,
  GateLookAheadMs,
  GateKeyHighPassHz,
  GateKeyLowPassHz,
  TransientOn,
  TransientAttackDb,
  TransientSustainDb,
  TransientAttackMs,
  TransientSustainMs,
  TransientFocusHz,
  TransientOutputDb,
  TransientMixPercent,
  EqOn,
  EqHighPassOn,
  EqHighPassFreqHz,
  EqHighPassSlope,
  EqHighPassQ,
  EqLowPassOn,
  EqLowPassFreqHz,
  EqLowPassSlope,
  EqLowPassQ,
  EqBandFirst,
  EqBandLast = EqBandFirst + kEqBands * static_cast<int>(BandField::Count) - 1,
  EqOutputDb,
  EqGainScalePercent,
  EqQuality,
  CompOn,
  CompThresholdDb,
  CompRatio,
  CompKneeDb,
  CompAttackMs,
  CompReleaseMs,
  CompDetector,
  CompMakeUpDb,
  CompRmsWindowMs,
  CompAutoRelease,
  CompRangeDb,
  CompMixPercent,
  CompLookAheadMs,
  CompLinkPercent,
  CompKeyHighPassHz,
  CompKeyTiltDbPerOctave,
  CompAutoMakeUp,
  DeEsserOn,
  DeEsserFreqHz,
  DeEsserShape,
  DeEsserWidthOct,
  DeEsserMode,
  DeEsserThresholdDb,
  DeEsserRangeDb,
  DeEsserAttackMs,
  DeEsserReleaseMs,
  DeEsserLookAheadMs,
  DeEsserSplit,
  SaturationOn,
  SaturationCharacter,
  SaturationDriveDb,
  SaturationBiasPercent,
  SaturationToneDb,
  SaturationKeepLowsHz,
  SaturationOutputDb,
  SaturationMatched,
  SaturationMixPercent,
  WidthOn,
  WidthPercent,
  WidthMonoBelowHz,
  PanPosition,
  PanStereoMode,
  PanLeftPosition,
  PanRightPosition,
  FaderGainDb,
  StripMute,
  // Send scope.
  SendOn,
  SendLevelDb,
  SendTap,
  SendPanOwn,
  SendPanPosition,
  // Reverb scope: of a return's effect.
  ReverbType,
  ReverbPreDelayMs,
  ReverbTempoSync,
  ReverbNote,
  ReverbNoteFeel,
  ReverbSizePercent,
  ReverbDecaySeconds,
  ReverbDampingHz,
  ReverbHighRatio,
  ReverbLowRatio,
  ReverbDiffusionPercent,
  ReverbLateSharePercent,
  ReverbModulationPercent,
  ReverbModulationHz,
  ReverbLowCutHz,
  ReverbHighCutHz,
  ReverbWidthPercent,
  ReverbDuckDb,
  ReverbDuckReleaseMs,
  ReverbMixPercent,
  // Delay scope: of a return's effect.
  DelayTempoSync,
  DelayNote,
  DelayNoteFeel,
  DelayTimeMs,
  DelayRightOffsetPercent,
  DelayFeedbackPercent,
  DelayMode,
  DelayOnChange,
  DelayLowCutHz,
  DelayHighCutHz,
  DelayDriveDb,
  DelayModulationHz,
  DelayModulationMs,
  DelayWidthPercent,
  DelayDuckDb,
  DelayDuckReleaseMs,
  DelayMixPercent,
  // Session scope.
  SessionPanLaw,
  // Master scope.
  MasterOrder,
  MasterEqOn,
  MasterEqPhase,
  MasterEqTiltDb,
  MasterEqTiltPivotHz,
  MasterEqHighPassOn,
  MasterEqHighPassFreqHz,
  MasterEqHighPassSlope,
  MasterEqHighPassQ,
  MasterEqLowPassOn,
  MasterEqLowPassFreqHz,
  MasterEqLowPassSlope,
  MasterEqLowPassQ,
  MasterEqBandFirst,
  MasterEqBandLast = MasterEqBandFirst + kEqBands * static_cast<int>(MasterBandField::Count) - 1,
  MasterEqOutputDb,
  MasterEqGainScalePercent,
  MultibandOn,
  MultibandBands,
  MultibandCrossover1Hz,
  MultibandCrossover2Hz,
  MultibandCrossover3Hz,
  MultibandCrossover4Hz,
  MultibandBandFirst,
  MultibandBandLast =
      MultibandBandFirst + kMultibandBands * static_cast<int>(MultibandField::Count) - 1,
  MultibandLinkPercent,
  MultibandMixPercent,
  GlueOn,
  GlueThresholdDb,
  GlueRatio,
  GlueAttackMs,
  GlueReleaseMs,
  GlueAutoRelease,
  GlueKneeDb,
  GlueKeyHighPassHz,
  GlueMakeUpDb,
  GlueRangeDb,
  GlueMixPercent,
  ExciterOn,
  ExciterBands,
  ExciterEdge1Hz,
  ExciterEdge2Hz,
  ExciterEdge3Hz,
  ExciterBandFirst,
  ExciterBandLast =
      ExciterBandFirst + kExciterBandCount * static_cast<int>(ExciterField::Count) - 1,
  StereoOn,
  StereoLowWidthPercent,
  StereoMidWidthPercent,
  StereoHighWidthPercent,
  StereoLowCrossoverHz,
  StereoHighCrossoverHz,
  StereoMonoBelowHz,
  StereoMidDb,
  StereoSideDb,
  StereoBalancePercent,
  MasterDriveDb,
  ClipperOn,
  ClipperThresholdDb,
  ClipperKneePercent,
  LimiterOn,
  LimiterCharacter,
  LimiterCeilingDbtp,
  LimiterLookAheadMs,
  LimiterReleaseMs,
  LimiterAutoRelease,
  LimiterTransientLinkPercent,
  LimiterReleaseLinkPercent,
  MasterTrimDb,
  // Monitor scope: after the export tap, never in a document.
  MonitorVolumeDb,
  MonitorDimOn,
  MonitorDimDb,
  MonitorMono,
  MonitorMute,
  MonitorUnity,
  Count
};

inline constexpr int kParamCount = static_cast<int>(ParamId::Count);

constexpr ParamId eqBandParam(int band, BandField field) {
  return static_cast<ParamId>(static_cast<int>(ParamId::EqBandFirst) +
                              band * static_cast<int>(BandField::Count) + static_cast<int>(field));
}

constexpr ParamId masterEqBandParam(int band, MasterBandField field) {
  return static_cast<ParamId>(static_cast<int>(ParamId::MasterEqBandFirst) +
                              band * static_cast<int>(MasterBandField::Count) +
                              static_cast<int>(field));
}

constexpr ParamId multibandParam(int band, MultibandField field) {
  return static_cast<ParamId>(static_cast<int>(ParamId::MultibandBandFirst) +
                              band * static_cast<int>(MultibandField::Count) +
                              static_cast<int>(field));
}

constexpr ParamId exciterParam(int band, ExciterField field) {
  return static_cast<ParamId>(static_cast<int>(ParamId::ExciterBandFirst) +
                              band * static_cast<int>(ExciterField::Count) +
                              static_cast<int>(field));
}

// Values of the choice parameters, in the order of their `choices` in the table.
enum class BandType : int { Bell, LowShelf, HighShelf, Notch, BandPass, Tilt };
enum class FilterSlope : int { Db6, Db12, Db18, Db24, Db36, Db48 };
enum class Detector : int { Punch, Smooth, Rms };
/// In which order a strip's signal meets equaliser (Eq), compressor (Comp) and de-esser (DeEss).
enum class StageOrder : int {
  EqCompDeEss,
  CompEqDeEss,
  EqDeEssComp,
  DeEssEqComp,
  CompDeEssEq,
  DeEssCompEq,
  Count
};
/// Where a send takes its signal: after the fader, before it, or before the first stage.
enum class SendTapPoint : int { Post, Pre, Input };
enum class TrimSource : int { Stereo, Swap, Left, Right, Mono };
/// How a stereo strip is panned: the far side lowered, or each of its channels put somewhere.
enum class PanMode : int { Balance, Dual };
enum class PanLaw : int { Compensated3, Minus3, Minus4p5, Minus6, Linear };

}  // namespace lathe

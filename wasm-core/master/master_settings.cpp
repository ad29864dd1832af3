#include "master/master_settings.h"

namespace lathe {
namespace {

struct Reader {
  const ParamValues& values;

  bool on(ParamId id) const noexcept { return values[id] >= 0.5; }
  int choice(ParamId id) const noexcept { return static_cast<int>(values[id] + 0.5); }
  template <class Enum>
  Enum choiceOf(ParamId id) const noexcept {
    return static_cast<Enum>(choice(id));
  }
};

BandSettings equaliserBand(const Reader& from, int band) noexcept {
  const auto id = [band](MasterBandField field) { return masterEqBandParam(band, field); };
  const auto value = [&](MasterBandField field) { return from.values[id(field)]; };
  using enum MasterBandField;
  BandSettings settings;
  settings.on = from.on(id(On));
  settings.type = from.choiceOf<BandType>(id(Type));
  settings.freqHz = value(FreqHz);
  settings.gainDb = value(GainDb);
  settings.q = value(Q);
  DynamicBandSettings& dynamic = settings.dynamic;
  dynamic.on = from.on(id(DynOn));
  dynamic.dynamicGainDb = value(DynGainDb);
  dynamic.thresholdDb = value(DynThresholdDb);
  dynamic.relative = from.on(id(DynRelative));
  dynamic.above = from.choice(id(DynActs)) == 0;
  dynamic.ratio = value(DynRatio);
  dynamic.attackMs = value(DynAttackMs);
  dynamic.releaseMs = value(DynReleaseMs);
  return settings;
}

MultibandBandSettings multibandBand(const Reader& from, int band) noexcept {
  const auto id = [band](MultibandField field) { return multibandParam(band, field); };
  const auto value = [&](MultibandField field) { return from.values[id(field)]; };
  using enum MultibandField;
  MultibandBandSettings settings;
  settings.bypass = from.on(id(Bypass));
  settings.thresholdDb = value(ThresholdDb);
  settings.mode = from.choiceOf<MultibandMode>(id(Mode));
  settings.ratio = value(Ratio);
  settings.kneeDb = value(KneeDb);
  settings.attackMs = value(AttackMs);
  settings.releaseMs = value(ReleaseMs);
  settings.rangeDb = value(RangeDb);
  settings.gainDb = value(GainDb);
  return settings;
}

}  // namespace

MasterEqualiserSettings masterEqualiserOf(const ParamValues& values) noexcept {
  const Reader from{values};
  MasterEqualiserSettings settings;
  settings.phase = from.choiceOf<EqualiserPhase>(ParamId::MasterEqPhase);
  settings.tiltDb = values[ParamId::MasterEqTiltDb];
  settings.tiltPivotHz = values[ParamId::MasterEqTiltPivotHz];
  EqualiserSettings& curve = settings.curve;
  curve.highPass = {from.on(ParamId::MasterEqHighPassOn), values[ParamId::MasterEqHighPassFreqHz],
                    from.choiceOf<FilterSlope>(ParamId::MasterEqHighPassSlope),
                    values[ParamId::MasterEqHighPassQ]};
  curve.lowPass = {from.on(ParamId::MasterEqLowPassOn), values[ParamId::MasterEqLowPassFreqHz],
                   from.choiceOf<FilterSlope>(ParamId::MasterEqLowPassSlope),
                   values[ParamId::MasterEqLowPassQ]};
  for (int i = 0; i < kEqBands; ++i) {
    const auto band = static_cast<size_t>(i);
    curve.band[band] = equaliserBand(from, i);
    settings.placement[band] =
        from.choiceOf<BandPlacement>(masterEqBandParam(i, MasterBandField::Placement));
  }
  curve.outputDb = values[ParamId::MasterEqOutputDb];
  curve.gainScalePercent = values[ParamId::MasterEqGainScalePercent];
  return settings;
}

MultibandSettings multibandOf(const ParamValues& values) noexcept {
  const Reader from{values};
  MultibandSettings settings;
  settings.bands = 2 + from.choice(ParamId::MultibandBands);
  settings.crossoverHz = {
      values[ParamId::MultibandCrossover1Hz], values[ParamId::MultibandCrossover2Hz],
      values[ParamId::MultibandCrossover3Hz], values[ParamId::MultibandCrossover4Hz]};
  for (int i = 0; i < kMultibandBands; ++i) {
    settings.band[static_cast<size_t>(i)] = multibandBand(from, i);
  }
  settings.linkPercent = values[ParamId::MultibandLinkPercent];
  settings.mixPercent = values[ParamId::MultibandMixPercent];
  return settings;
}

GlueSettings glueOf(const ParamValues& values) noexcept {
  GlueSettings settings;
  settings.thresholdDb = values[ParamId::GlueThresholdDb];
  settings.ratio = values[ParamId::GlueRatio];
  settings.attackMs = values[ParamId::GlueAttackMs];
  settings.releaseMs = values[ParamId::GlueReleaseMs];
  settings.autoRelease = Reader{values}.on(ParamId::GlueAutoRelease);
  settings.kneeDb = values[ParamId::GlueKneeDb];
  settings.keyHighPassHz = values[ParamId::GlueKeyHighPassHz];
  settings.makeUpDb = values[ParamId::GlueMakeUpDb];
  settings.rangeDb = values[ParamId::GlueRangeDb];
  settings.mixPercent = values[ParamId::GlueMixPercent];
  return settings;
}

ExciterStageSettings exciterOf(const ParamValues& values) noexcept {
  const Reader from{values};
  ExciterStageSettings settings;
  settings.bands = 1 + from.choice(ParamId::ExciterBands);
  settings.edgeHz[0] = values[ParamId::ExciterEdge1Hz];
  settings.edgeHz[1] = values[ParamId::ExciterEdge2Hz];
  settings.edgeHz[2] = values[ParamId::ExciterEdge3Hz];
  for (int i = 0; i < kExciterBandCount; ++i) {
    ExciterBandSettings& band = settings.exciter.band[static_cast<size_t>(i)];
    band.amountDb = values[exciterParam(i, ExciterField::AmountDb)];
    band.character = from.choiceOf<SaturationCharacter>(exciterParam(i, ExciterField::Character));
    band.mixPercent = values[exciterParam(i, ExciterField::MixPercent)];
    band.channels = from.choiceOf<ExciterChannels>(exciterParam(i, ExciterField::Channels));
  }
  return settings;
}

StereoSettings stereoOf(const ParamValues& values) noexcept {
  StereoSettings settings;
  settings.widthPercent = {values[ParamId::StereoLowWidthPercent],
                           values[ParamId::StereoMidWidthPercent],
                           values[ParamId::StereoHighWidthPercent]};
  settings.crossoverHz = {values[ParamId::StereoLowCrossoverHz],
                          values[ParamId::StereoHighCrossoverHz]};
  settings.monoBelowHz = values[ParamId::StereoMonoBelowHz];
  settings.midDb = values[ParamId::StereoMidDb];
  settings.sideDb = values[ParamId::StereoSideDb];
  settings.balancePercent = values[ParamId::StereoBalancePercent];
  return settings;
}

ClipperSettings clipperOf(const ParamValues& values) noexcept {
  return {values[ParamId::ClipperThresholdDb], values[ParamId::LimiterCeilingDbtp],
          values[ParamId::ClipperKneePercent]};
}

LimiterSettings limiterOf(const ParamValues& values) noexcept {
  const Reader from{values};
  LimiterSettings settings;
  settings.ceilingDbtp = values[ParamId::LimiterCeilingDbtp];
  settings.lookAheadMs = values[ParamId::LimiterLookAheadMs];
  settings.releaseMs = values[ParamId::LimiterReleaseMs];
  settings.autoRelease = from.on(ParamId::LimiterAutoRelease);
  settings.character = from.choiceOf<LimiterCharacter>(ParamId::LimiterCharacter);
  settings.transientLinkPercent = values[ParamId::LimiterTransientLinkPercent];
  settings.releaseLinkPercent = values[ParamId::LimiterReleaseLinkPercent];
  return settings;
}

}  // namespace lathe

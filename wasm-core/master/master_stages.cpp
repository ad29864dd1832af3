#include "master/master_stages.h"

#include "base/math.h"
#include "master/master_settings.h"
#include "params/parameter_table.h"

namespace lathe {

void applyGain(const CubicSegment& curve, StereoBlock& block) noexcept {
  if (curve.constant && curve.c0 == 1.0) return;
  for (int i = 0; i < kBlockFrames; ++i) {
    const double gain = curve.constant ? curve.c0 : curve.at(i * (1.0 / kBlockFrames));
    block[i] *= f64x2::splat(gain);
  }
}

size_t MasterStages::heapBytes(double sampleRate) noexcept {
  return MultibandDynamics::heapBytes(sampleRate) + GlueCompressor::heapBytes(sampleRate) +
         ExciterStage::heapBytes(sampleRate) + StereoStage::heapBytes(sampleRate) +
         Clipper::heapBytes(sampleRate) + Limiter::heapBytes(sampleRate);
}

void MasterStages::prepare(double sampleRate) {
  multiband.prepare(sampleRate);
  glue.prepare(sampleRate);
  exciter.prepare(sampleRate);
  stereo.prepare(sampleRate);
  drive.prepare(sampleRate, paramSpec(ParamId::MasterDriveDb).smoothingMs);
  clipper.prepare(sampleRate);
  limiter.prepare(sampleRate);
  trim.prepare(sampleRate, paramSpec(ParamId::MasterTrimDb).smoothingMs);
}

void MasterStages::apply(MasterPart part, const ParamValues& values, bool snap) noexcept {
  const auto isOn = [&](ParamId id) { return values[id] >= 0.5; };
  const auto setGain = [&](ParamSmoother& smoother, ParamId id) {
    const double gain = math::dbToGain(values[id]);
    snap ? smoother.snap(gain) : smoother.setTarget(gain);
  };
  switch (part) {
    case MasterPart::Order:
      order = masterOrder(static_cast<int>(values[ParamId::MasterOrder] + 0.5));
      break;
    case MasterPart::Multiband:
      multiband.set(isOn(ParamId::MultibandOn), multibandOf(values), snap);
      break;
    case MasterPart::Glue:
      glue.set(isOn(ParamId::GlueOn), glueOf(values), snap);
      break;
    case MasterPart::Exciter:
      exciter.set(isOn(ParamId::ExciterOn), exciterOf(values), snap);
      break;
    case MasterPart::Stereo:
      stereo.set(isOn(ParamId::StereoOn), stereoOf(values), snap);
      break;
    case MasterPart::Drive:
      setGain(drive, ParamId::MasterDriveDb);
      break;
    case MasterPart::Clipper:
      clipper.set(isOn(ParamId::ClipperOn), clipperOf(values), snap);
      break;
    case MasterPart::Limiter:
      limiter.set(limiterOf(values), snap);
      limiter.setOn(isOn(ParamId::LimiterOn), snap);
      break;
    case MasterPart::Trim:
      setGain(trim, ParamId::MasterTrimDb);
      break;
    case MasterPart::Equaliser:
    case MasterPart::Count:
      break;
  }
}

MasterPart MasterStages::at(int place) const noexcept {
  const int first = static_cast<int>(MasterPart::Multiband);
  const int part =
      place < kMiddleStages ? static_cast<int>(order[static_cast<size_t>(place)]) : place;
  return static_cast<MasterPart>(first + part);
}

void MasterStages::run(MasterPart part, StereoBlock& block, StereoBlock* turned) noexcept {
  switch (part) {
    case MasterPart::Multiband:
      multiband.process(block, turned);
      break;
    case MasterPart::Glue:
      glue.process(block);
      break;
    case MasterPart::Exciter:
      exciter.process(block, turned);
      break;
    case MasterPart::Stereo:
      stereo.process(block, turned);
      break;
    case MasterPart::Drive:
      applyGain(drive.advance(), block);
      break;
    case MasterPart::Clipper:
      clipper.process(block);
      break;
    case MasterPart::Limiter:
      limiter.process(block);
      break;
    case MasterPart::Trim:
      applyGain(trim.advance(), block);
      break;
    case MasterPart::Order:
    case MasterPart::Equaliser:
    case MasterPart::Count:
      break;
  }
}

}  // namespace lathe

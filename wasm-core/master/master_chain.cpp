#include "master/master_chain.h"

#include "base/math.h"
#include "master/master_settings.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

bool allFinite(const float* left, const float* right) noexcept {
  // x·0 is 0 for every finite x, and NaN for the rest.
  f32x4 sum = f32x4::zero();
  for (int i = 0; i < kBlockFrames; i += 4) {
    sum += f32x4::load(left + i) * f32x4::zero();
    sum += f32x4::load(right + i) * f32x4::zero();
  }
  return all(sum == f32x4::zero());
}

/// Times the curve's gain; with a settled gain of 1 the samples stay as they are.
void applyGain(const CubicSegment& curve, StereoBlock& block) noexcept {
  if (curve.constant && curve.c0 == 1.0) return;
  for (int i = 0; i < kBlockFrames; ++i) {
    const double gain = curve.constant ? curve.c0 : curve.at(i * (1.0 / kBlockFrames));
    block[i] *= f64x2::splat(gain);
  }
}

}  // namespace

size_t MasterChain::heapBytes(double sampleRate, bool linearPhase) noexcept {
  return MasterEqualiser::heapBytes(sampleRate, linearPhase) +
         MultibandDynamics::heapBytes(sampleRate) + GlueCompressor::heapBytes(sampleRate) +
         ExciterStage::heapBytes(sampleRate) + StereoStage::heapBytes(sampleRate) +
         Clipper::heapBytes(sampleRate) + Limiter::heapBytes(sampleRate);
}

void MasterChain::prepare(double sampleRate, bool linearPhase) {
  sampleRate_ = sampleRate;
  linearPhase_ = linearPhase;
  equaliser_.prepare(sampleRate, linearPhase);
  multiband_.prepare(sampleRate);
  glue_.prepare(sampleRate);
  exciter_.prepare(sampleRate);
  stereo_.prepare(sampleRate);
  drive_.prepare(sampleRate, paramSpec(ParamId::MasterDriveDb).smoothingMs);
  clipper_.prepare(sampleRate);
  limiter_.prepare(sampleRate);
  trim_.prepare(sampleRate, paramSpec(ParamId::MasterTrimDb).smoothingMs);
  for (const ParamSpec& spec : parameterTable()) setParam(spec.id, spec.defaultValue, true);
  reset();
}

void MasterChain::reset() noexcept {
  snapped_ = changed_ = (1u << Parts) - 1;
  apply();
  limiter_.reset();
  badBlocks_ = 0;
}

MasterChain::Part MasterChain::partOf(ParamId id) noexcept {
  // By the last of each part's parameters, in the table's order.
  struct End {
    ParamId last;
    Part part;
  };
  static constexpr End kEnds[] = {{ParamId::MasterOrder, Order},
                                  {ParamId::MasterEqGainScalePercent, Equaliser},
                                  {ParamId::MultibandMixPercent, Multiband},
                                  {ParamId::GlueMixPercent, Glue},
                                  {ParamId::ExciterBandLast, Exciter},
                                  {ParamId::StereoBalancePercent, Stereo},
                                  {ParamId::MasterDriveDb, Drive},
                                  {ParamId::ClipperKneePercent, Clip},
                                  {ParamId::LimiterReleaseLinkPercent, Limit}};
  for (const End& end : kEnds) {
    if (id <= end.last) return end.part;
  }
  return Trim;
}

void MasterChain::setParam(ParamId id, double value, bool snap) noexcept {
  if (paramSpec(id).scope != ParamScope::Master) return;
  values_[id] = clampParam(id, value);
  unsigned parts = 1u << partOf(id);
  // Where the clipper cuts counts from the ceiling.
  if (id == ParamId::LimiterCeilingDbtp) parts |= 1u << Clip;
  changed_ |= parts;
  if (snap) snapped_ |= parts;
}

void MasterChain::applyTo(Part part, bool snap) noexcept {
  const auto setGain = [&](ParamSmoother& smoother, ParamId id) {
    const double gain = math::dbToGain(values_[id]);
    snap ? smoother.snap(gain) : smoother.setTarget(gain);
  };
  switch (part) {
    case Order:
      order_ = masterOrder(static_cast<int>(values_[ParamId::MasterOrder] + 0.5));
      break;
    case Equaliser:
      equaliser_.set(isOn(ParamId::MasterEqOn), masterEqualiserOf(values_), snap);
      break;
    case Multiband:
      multiband_.set(isOn(ParamId::MultibandOn), multibandOf(values_), snap);
      break;
    case Glue:
      glue_.set(isOn(ParamId::GlueOn), glueOf(values_), snap);
      break;
    case Exciter:
      exciter_.set(isOn(ParamId::ExciterOn), exciterOf(values_), snap);
      break;
    case Stereo:
      stereo_.set(isOn(ParamId::StereoOn), stereoOf(values_), snap);
      break;
    case Drive:
      setGain(drive_, ParamId::MasterDriveDb);
      break;
    case Clip:
      clipper_.set(isOn(ParamId::ClipperOn), clipperOf(values_), snap);
      break;
    case Limit:
      limiter_.set(limiterOf(values_), snap);
      limiter_.setOn(isOn(ParamId::LimiterOn), snap);
      break;
    case Trim:
      setGain(trim_, ParamId::MasterTrimDb);
      break;
    case Parts:
      break;
  }
}

void MasterChain::apply() noexcept {
  for (int part = 0; part < Parts; ++part) {
    const unsigned bit = 1u << part;
    if ((changed_ & bit) != 0) applyTo(static_cast<Part>(part), (snapped_ & bit) != 0);
  }
  changed_ = snapped_ = 0;
}

int MasterChain::latencyOf(Part part) const noexcept {
  switch (part) {
    case Equaliser:
      return linearPhase_ && isOn(ParamId::MasterEqOn)
                 ? MasterEqualiser::latencyFrames(
                       static_cast<EqualiserPhase>(values_[ParamId::MasterEqPhase] + 0.5),
                       sampleRate_)
                 : 0;
    case Exciter:
      return isOn(ParamId::ExciterOn) ? Exciter::kLatencyFrames : 0;
    case Clip:
      return isOn(ParamId::ClipperOn) ? Clipper::kLatencyFrames : 0;
    case Limit:
      return isOn(ParamId::LimiterOn)
                 ? TruePeakLimiter::latencyFrames(sampleRate_, values_[ParamId::LimiterLookAheadMs])
                 : 0;
    default:
      return 0;
  }
}

int MasterChain::latencyFrames() const noexcept {
  int frames = 0;
  for (int part = 0; part < Parts; ++part) frames += latencyOf(static_cast<Part>(part));
  return frames;
}

bool MasterChain::isBefore(Part first, Part second) const noexcept {
  const auto isMiddle = [](Part part) { return part >= Multiband && part <= Stereo; };
  if (!isMiddle(first) || !isMiddle(second)) return first < second;
  for (const MiddleStage stage : order_) {
    const Part part = static_cast<Part>(Multiband + static_cast<int>(stage));
    if (part == second) return false;
    if (part == first) return true;
  }
  return false;
}

int MasterChain::latencyBefore(ParamId id) const noexcept {
  const Part own = partOf(id);
  int frames = 0;
  for (int part = 0; part < Parts; ++part) {
    const auto other = static_cast<Part>(part);
    if (isBefore(other, own)) frames += latencyOf(other);
  }
  return frames;
}

int MasterChain::mostLatencyFrames(double sampleRate) noexcept {
  return MasterEqualiser::latencyFrames(EqualiserPhase::Linear, sampleRate) +
         Exciter::kLatencyFrames + Clipper::kLatencyFrames +
         TruePeakLimiter::latencyFrames(sampleRate, paramSpec(ParamId::LimiterLookAheadMs).maximum);
}

MasterReadings MasterChain::readings() const noexcept {
  MasterReadings readings;
  if (multiband_.running()) {
    for (int band = 0; band < kMultibandBands; ++band) {
      readings.multibandGainDb[static_cast<size_t>(band)] =
          static_cast<float>(multiband_.stage().gainDb(band));
    }
  }
  if (glue_.running()) {
    readings.glueReductionDb = static_cast<float>(glue_.stage().gainReductionDb());
  }
  if (stereo_.running()) {
    readings.correlation = static_cast<float>(stereo_.stage().correlation());
  }
  if (clipper_.running()) readings.clippedDb = static_cast<float>(clipper_.stage().clippedDb());
  readings.limiterReductionDb = limiter_.reductionDb();
  return readings;
}

void MasterChain::processMiddle(StereoBlock& block) noexcept {
  for (const MiddleStage stage : order_) {
    switch (stage) {
      case MiddleStage::Multiband:
        multiband_.process(block);
        break;
      case MiddleStage::Glue:
        glue_.process(block);
        break;
      case MiddleStage::Exciter:
        exciter_.process(block);
        break;
      case MiddleStage::Stereo:
        stereo_.process(block);
        break;
    }
  }
}

void MasterChain::process(const float* left, const float* right, double* outLeft,
                          double* outRight) noexcept {
  if (changed_ != 0) apply();
  if (allFinite(left, right)) {
    for (int i = 0; i < kBlockFrames; ++i) {
      block_[i] = f64x2::make(static_cast<double>(left[i]), static_cast<double>(right[i]));
    }
  } else {
    ++badBlocks_;
    block_.frames.fill(f64x2::zero());
  }
  equaliser_.process(block_);
  processMiddle(block_);
  applyGain(drive_.advance(), block_);
  clipper_.process(block_);
  limiter_.process(block_);
  applyGain(trim_.advance(), block_);
  for (int i = 0; i < kBlockFrames; ++i) {
    outLeft[i] = block_[i].first();
    outRight[i] = block_[i].second();
  }
}

}  // namespace lathe

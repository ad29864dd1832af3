#include "master/master_chain.h"

#include "base/math.h"
#include "master/master_settings.h"
#include "params/parameter_table.h"

namespace lathe {
namespace {

constexpr int kParts = static_cast<int>(MasterPart::Count);
constexpr unsigned bitOf(MasterPart part) { return 1u << static_cast<int>(part); }

bool allFinite(const float* left, const float* right) noexcept {
  // x·0 is 0 for every finite x, and NaN for the rest.
  f32x4 sum = f32x4::zero();
  for (int i = 0; i < kBlockFrames; i += 4) {
    sum += f32x4::load(left + i) * f32x4::zero();
    sum += f32x4::load(right + i) * f32x4::zero();
  }
  return all(sum == f32x4::zero());
}

}  // namespace

size_t MasterChain::heapBytes(double sampleRate, bool linearPhase) noexcept {
  return MasterEqualiser::heapBytes(sampleRate, linearPhase) + MasterStages::heapBytes(sampleRate);
}

void MasterChain::prepare(double sampleRate, bool linearPhase) {
  sampleRate_ = sampleRate;
  linearPhase_ = linearPhase;
  equaliser_.prepare(sampleRate, linearPhase);
  equaliserMatch_.prepare(sampleRate);
  stages_.prepare(sampleRate);
  for (const ParamSpec& spec : parameterTable()) setParam(spec.id, spec.defaultValue, true);
  reset();
}

void MasterChain::reset() noexcept {
  snapped_ = changed_ = (1u << kParts) - 1;
  apply(nullptr);
  stages_.limiter.reset();
  equaliserMatch_.reset();
  badBlocks_ = 0;
}

MasterPart MasterChain::partOf(ParamId id) noexcept {
  // By the last of each part's parameters, in the table's order.
  struct End {
    ParamId last;
    MasterPart part;
  };
  static constexpr End kEnds[] = {{ParamId::MasterOrder, MasterPart::Order},
                                  {ParamId::MasterEqGainScalePercent, MasterPart::Equaliser},
                                  {ParamId::MultibandMixPercent, MasterPart::Multiband},
                                  {ParamId::GlueMixPercent, MasterPart::Glue},
                                  {ParamId::ExciterBandLast, MasterPart::Exciter},
                                  {ParamId::StereoBalancePercent, MasterPart::Stereo},
                                  {ParamId::MasterDriveDb, MasterPart::Drive},
                                  {ParamId::ClipperKneePercent, MasterPart::Clipper},
                                  {ParamId::LimiterReleaseLinkPercent, MasterPart::Limiter}};
  for (const End& end : kEnds) {
    if (id <= end.last) return end.part;
  }
  return MasterPart::Trim;
}

void MasterChain::setParam(ParamId id, double value, bool snap) noexcept {
  if (paramSpec(id).scope != ParamScope::Master) return;
  values_[id] = clampParam(id, value);
  unsigned parts = bitOf(partOf(id));
  // Where the clipper cuts counts from the ceiling.
  if (id == ParamId::LimiterCeilingDbtp) parts |= bitOf(MasterPart::Clipper);
  changed_ |= parts;
  if (snap) snapped_ |= parts;
}

void MasterChain::apply(MasterListen* listen) noexcept {
  for (int i = 0; i < kParts; ++i) {
    const auto part = static_cast<MasterPart>(i);
    if ((changed_ & bitOf(part)) == 0) continue;
    const bool snap = (snapped_ & bitOf(part)) != 0;
    if (part == MasterPart::Equaliser) equaliser_.set(isOn(part), masterEqualiserOf(values_), snap);
    stages_.apply(part, values_, snap);
    if (listen != nullptr) listen->apply(part, values_, snap);
  }
  changed_ = snapped_ = 0;
}

bool MasterChain::isOn(MasterPart part) const noexcept {
  const auto is = [this](ParamId id) { return values_[id] >= 0.5; };
  switch (part) {
    case MasterPart::Equaliser:
      return is(ParamId::MasterEqOn);
    case MasterPart::Multiband:
      return is(ParamId::MultibandOn);
    case MasterPart::Glue:
      return is(ParamId::GlueOn);
    case MasterPart::Exciter:
      return is(ParamId::ExciterOn);
    case MasterPart::Stereo:
      return is(ParamId::StereoOn);
    case MasterPart::Clipper:
      return is(ParamId::ClipperOn);
    case MasterPart::Limiter:
      return is(ParamId::LimiterOn);
    default:
      return true;
  }
}

int MasterChain::latencyOf(MasterPart part) const noexcept {
  if (!isOn(part)) return 0;
  switch (part) {
    case MasterPart::Equaliser:
      return linearPhase_ ? MasterEqualiser::latencyFrames(
                                static_cast<EqualiserPhase>(values_[ParamId::MasterEqPhase] + 0.5),
                                sampleRate_)
                          : 0;
    case MasterPart::Exciter:
      return Exciter::kLatencyFrames;
    case MasterPart::Clipper:
      return Clipper::kLatencyFrames;
    case MasterPart::Limiter:
      return TruePeakLimiter::latencyFrames(sampleRate_, values_[ParamId::LimiterLookAheadMs]);
    default:
      return 0;
  }
}

int MasterChain::latencyFrames() const noexcept {
  int frames = 0;
  for (int part = 0; part < kParts; ++part) frames += latencyOf(static_cast<MasterPart>(part));
  return frames;
}

bool MasterChain::isBefore(MasterPart first, MasterPart second) const noexcept {
  const auto isMiddle = [](MasterPart part) {
    return part >= MasterPart::Multiband && part <= MasterPart::Stereo;
  };
  if (!isMiddle(first) || !isMiddle(second)) return first < second;
  for (int place = 0; place < kMiddleStages; ++place) {
    const MasterPart part = stages_.at(place);
    if (part == second) return false;
    if (part == first) return true;
  }
  return false;
}

int MasterChain::latencyBefore(MasterPart part) const noexcept {
  int frames = 0;
  for (int i = 0; i < kParts; ++i) {
    const auto other = static_cast<MasterPart>(i);
    if (isBefore(other, part)) frames += latencyOf(other);
  }
  return frames;
}

int MasterChain::latencyBefore(ParamId id) const noexcept { return latencyBefore(partOf(id)); }

int MasterChain::mostLatencyFrames(double sampleRate) noexcept {
  return MasterEqualiser::latencyFrames(EqualiserPhase::Linear, sampleRate) +
         Exciter::kLatencyFrames + Clipper::kLatencyFrames +
         TruePeakLimiter::latencyFrames(sampleRate, paramSpec(ParamId::LimiterLookAheadMs).maximum);
}

MasterReadings MasterChain::readings() const noexcept {
  MasterReadings readings;
  const MasterStages& s = stages_;
  if (equaliser_.running()) {
    for (int band = 0; band < kEqBands; ++band) {
      readings.equaliserBandGainDb[static_cast<size_t>(band)] =
          static_cast<float>(equaliser_.stage().dynamicGainDb(band));
    }
    readings.equaliserLu = static_cast<float>(math::gainToDb(equaliserMatch_.gain(1.0)));
  }
  if (s.exciter.running()) {
    readings.excitedDb = static_cast<float>(s.exciter.stage().addedDb());
  }
  if (s.multiband.running()) {
    for (int band = 0; band < kMultibandBands; ++band) {
      readings.multibandGainDb[static_cast<size_t>(band)] =
          static_cast<float>(s.multiband.stage().gainDb(band));
    }
  }
  if (s.glue.running()) {
    readings.glueReductionDb = static_cast<float>(s.glue.stage().gainReductionDb());
  }
  if (s.stereo.running()) {
    readings.correlation = static_cast<float>(s.stereo.stage().correlation());
  }
  if (s.clipper.running()) readings.clippedDb = static_cast<float>(s.clipper.stage().clippedDb());
  readings.limiterReductionDb = s.limiter.reductionDb();
  return readings;
}

/// Renders have nobody who reads how much louder it made them.
void MasterChain::equalise(bool isRead) noexcept {
  if (!isRead || !equaliser_.on()) {
    equaliser_.process(block_);
    equaliserMatch_.reset();
    return;
  }
  // In linear phase a third of a second early: next to nothing of the three that are averaged.
  const StereoBlock input = block_;
  equaliser_.process(block_);
  equaliserMatch_.measure(input.frames.data(), block_.frames.data());
}

void MasterChain::run(MasterPart part, MasterListen* listen) noexcept {
  const auto work = [&](StereoBlock* turned) {
    part == MasterPart::Equaliser ? equalise(listen != nullptr) : stages_.run(part, block_, turned);
  };
  if (listen == nullptr || !listen->isAt(part)) {
    work(nullptr);
    return;
  }
  StereoBlock input = block_;
  work(listen->wantsTurned() ? &input : nullptr);
  const int own = latencyOf(part);
  listen->take(input, block_, isOn(part), {own, latencyFrames() - own - latencyBefore(part)},
               stages_);
}

void MasterChain::process(const float* left, const float* right, double* outLeft, double* outRight,
                          MasterListen* listen) noexcept {
  if (changed_ != 0) apply(listen);
  if (listen != nullptr) listen->begin(stages_);
  if (allFinite(left, right)) {
    for (int i = 0; i < kBlockFrames; i += 4) {
      const f32x4 l = f32x4::load(left + i), r = f32x4::load(right + i);
      const f64x2 pairs[2][2] = {{low2(l), low2(r)}, {high2(l), high2(r)}};
      for (int half = 0; half < 2; ++half) {
        const f64x2 first = pairs[half][0], second = pairs[half][1];
        block_[i + 2 * half] = f64x2::make(first.first(), second.first());
        block_[i + 2 * half + 1] = f64x2::make(first.second(), second.second());
      }
    }
  } else {
    ++badBlocks_;
    block_.frames.fill(f64x2::zero());
  }
  run(MasterPart::Equaliser, listen);
  for (int place = 0; place < MasterStages::kPlaces; ++place) run(stages_.at(place), listen);
  if (listen != nullptr) listen->end(stages_);
  for (int i = 0; i < kBlockFrames; i += 2) {
    f64x2::make(block_[i].first(), block_[i + 1].first()).store(outLeft + i);
    f64x2::make(block_[i].second(), block_[i + 1].second()).store(outRight + i);
  }
}

}  // namespace lathe

#include "dsp/equaliser_lane.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kFreqAndQSmoothingMs = 30.0;
constexpr double kGainSmoothingMs = 20.0;
constexpr double kFadeMs = 10.0;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

}  // namespace

void EqualiserLane::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  const double blocks = kFadeMs * sampleRate / 1000.0 / kBlockFrames;
  fadeBlocks_ = static_cast<int>(math::clamp(math::round(blocks), 1.0, 1000.0));
  gain_.prepare(sampleRate, kGainSmoothingMs);
  for (Group& group : groups_) {
    group.log2Hz.prepare(sampleRate, kFreqAndQSmoothingMs);
    group.log2Q.prepare(sampleRate, kFreqAndQSmoothingMs);
    group.gainDb.prepare(sampleRate, kGainSmoothingMs);
    group.dynamicDb.prepare(sampleRate, kGainSmoothingMs);
  }
  for (int slot = 0; slot < kEqSlots; ++slot) {
    int group = kFirstBandGroup + slot - kFirstBandSlot;
    if (slot < kFirstBandSlot) group = kHighPassGroup;
    if (slot >= kLowPassSlot) group = kLowPassGroup;
    slots_[static_cast<size_t>(slot)].group = static_cast<uint8_t>(group);
  }
  reset();
}

void EqualiserLane::reset() noexcept { set(EqualiserSettings{}, true); }

void EqualiserLane::set(const EqualiserSettings& settings, bool snap) noexcept {
  settings_ = settings;
  const double scale = settings.gainScalePercent * 0.01;
  setGroup(kHighPassGroup, settings.highPass.freqHz, settings.highPass.q, 0.0, 0.0, snap);
  setPass(0, settings.highPass, true, snap);
  for (int i = 0; i < kEqBands; ++i) {
    const BandSettings& band = settings.band[static_cast<size_t>(i)];
    const SectionShape shape = band.on ? shapeOf(band.type) : SectionShape::Off;
    const bool dynamic = band.dynamic.on && isByGain(shape);
    const int group = kFirstBandGroup + i;
    if (!groups_[static_cast<size_t>(group)].dynamic()) share_[static_cast<size_t>(i)] = 0.0;
    setGroup(group, band.freqHz, band.q, band.gainDb * scale,
             dynamic ? band.dynamic.dynamicGainDb * scale : 0.0, snap);
    setShape(kFirstBandSlot + i, shape, 0.0, snap);
  }
  setGroup(kLowPassGroup, settings.lowPass.freqHz, settings.lowPass.q, 0.0, 0.0, snap);
  setPass(kLowPassSlot, settings.lowPass, false, snap);
  aim(gain_, math::dbToGain(settings.outputDb), snap);
  moving_ = true;
  if (snap) advance(nullptr);
}

double EqualiserLane::radians(double freqHz) const noexcept {
  const double highest = kEqHighestFreq * sampleRate_;
  return 2.0 * math::kPi / sampleRate_ * (freqHz < highest ? freqHz : highest);
}

uint32_t EqualiserLane::dynamicBands() const noexcept {
  uint32_t bands = 0;
  for (int i = 0; i < kEqBands; ++i) {
    if (groups_[static_cast<size_t>(kFirstBandGroup + i)].dynamic()) bands |= 1u << i;
  }
  return bands;
}

SectionDesign EqualiserLane::region(int band) const noexcept {
  const BandSettings& b = settings_.band[static_cast<size_t>(band)];
  return regionOf(shapeOf(b.type), radians(b.freqHz), b.q);
}

double EqualiserLane::dynamicGainDb(int band) const noexcept {
  const Group& group = groups_[static_cast<size_t>(kFirstBandGroup + band)];
  return share_[static_cast<size_t>(band)] * group.dynamicDb.edgeEnd();
}

void EqualiserLane::resetActions() noexcept {
  for (size_t i = 0; i < kEqBands; ++i) {
    if (share_[i] == 0.0) continue;
    share_[i] = 0.0;
    slots_[kFirstBandSlot + i].settled = false;
    moving_ = true;
  }
}

void EqualiserLane::setGroup(int group, double freqHz, double q, double gainDb, double dynamicDb,
                             bool snap) noexcept {
  // Parameters of a group that is not heard need not glide to their values.
  bool heard = false;
  for (const Slot& slot : slots_) {
    heard |= slot.group == group && (slot.shape != SectionShape::Off || slot.fadeLeft > 0);
  }
  Group& g = groups_[static_cast<size_t>(group)];
  const double highest = kEqHighestFreq * sampleRate_;
  aim(g.log2Hz, math::log2(freqHz < highest ? freqHz : highest), snap || !heard);
  aim(g.log2Q, math::log2(q), snap || !heard);
  aim(g.gainDb, gainDb, snap || !heard);
  aim(g.dynamicDb, dynamicDb, snap || !heard);
}

void EqualiserLane::setPass(int firstSlot, const PassFilterSettings& pass, bool high,
                            bool snap) noexcept {
  const PassRecipe& recipe = passRecipe(pass.slope);
  for (int i = 0; i < kEqPassSections; ++i) {
    SectionShape shape = SectionShape::Off;
    if (pass.on && i < recipe.sections) {
      const bool firstOrder = recipe.q[i] < 0.0;
      if (high) shape = firstOrder ? SectionShape::HighPass1 : SectionShape::HighPass2;
      if (!high) shape = firstOrder ? SectionShape::LowPass1 : SectionShape::LowPass2;
    }
    setShape(firstSlot + i, shape, recipe.q[i], snap);
  }
}

void EqualiserLane::setShape(int slot, SectionShape shape, double fixedQ, bool snap) noexcept {
  Slot& s = slots_[static_cast<size_t>(slot)];
  const bool exact = settings_.quality == EqualiserQuality::Exact;
  s.settled = false;
  if (snap) {
    s.shape = shape;
    s.exact = exact;
    s.fixedQ = fixedQ;
    s.fadeLeft = 0;
    return;
  }
  const bool same = shape == SectionShape::Off || (fixedQ == s.fixedQ && exact == s.exact);
  if (shape == s.shape && same) return;
  const bool wasWire = isWire(s);
  s.byWire = shape != SectionShape::Off && s.shape != SectionShape::Off && !wasWire &&
             (s.shape == SectionShape::Tilt) != (shape == SectionShape::Tilt);
  s.shape = shape;
  s.exact = exact;
  s.fixedQ = fixedQ;
  s.from = s.end();  // of a wire: replaced when the poles it fades to are known
  s.fromRest = (active_ >> (kEqSlots + slot)) & 1;
  s.fadeLeft = wasWire && shape == SectionShape::Off ? 0 : fadeBlocks_;
}

}  // namespace lathe

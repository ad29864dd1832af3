#include "dsp/equaliser_lane.h"

#include "base/math.h"
#include "dsp/matched_filter.h"

namespace lathe {
namespace {

constexpr double kFreqAndQSmoothingMs = 30.0;
constexpr double kGainSmoothingMs = 20.0;
constexpr double kFadeMs = 10.0;
constexpr double kHighestFreq = 0.45;  // of the sample rate
constexpr double kShelfQMin = 0.3, kShelfQMax = 2.0;

constexpr int kHighPassGroup = 0, kFirstBandGroup = 1, kLowPassGroup = 1 + kEqBands;
constexpr int kFirstBandSlot = kEqPassSections;
constexpr int kLowPassSlot = kEqPassSections + kEqBands;

/// Sections of a pass filter: Butterworth, low Q first so that levels inside
/// the cascade stay low. Q −1: a first-order section; 0: the user's Q.
struct PassRecipe {
  int sections;
  double q[kEqPassSections];
};
constexpr PassRecipe kPassRecipes[] = {
    {1, {-1.0}},
    {1, {0.0}},
    {2, {-1.0, 1.0}},
    {2, {0.54119610014619698, 1.3065629648763765}},
    {3, {0.51763809020504152, 0.70710678118654752, 1.9318516525781366}},
    {4, {0.50979557910415917, 0.60134488693504528, 0.89997622313641570, 2.5629154477415062}},
};

SectionShape shapeOf(BandType type) {
  switch (type) {
    case BandType::LowShelf:
      return SectionShape::LowShelf;
    case BandType::HighShelf:
      return SectionShape::HighShelf;
    case BandType::Notch:
      return SectionShape::Notch;
    case BandType::Bell:
      break;
  }
  return SectionShape::Bell;
}

bool isByGain(SectionShape shape) {
  return shape == SectionShape::Bell || shape == SectionShape::LowShelf ||
         shape == SectionShape::HighShelf;
}

/// A wire that has the poles of `s`, so that they are in place when it fades in.
SectionDesign wireWithPolesOf(const SectionDesign& s) { return {s.a1, s.a2, 1.0, 0.0, 0.0, s.g}; }

SectionDesign blend(const SectionDesign& from, const SectionDesign& to, double w) {
  const auto mix = [w](double a, double b) { return a + w * (b - a); };
  SectionDesign s{mix(from.a1, to.a1), mix(from.a2, to.a2), mix(from.m0, to.m0),
                  mix(from.m1, to.m1), mix(from.m2, to.m2), 1.0};
  s.g = math::sqrt(s.a2 / s.a1);
  return s;
}

/// From 0 to 1 without a corner at either end.
double fadeCurve(double t) { return t * t * (3.0 - 2.0 * t); }

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
  setGroup(kHighPassGroup, settings.highPass.freqHz, settings.highPass.q, 0.0, snap);
  setPass(0, settings.highPass, true, snap);
  for (int i = 0; i < kEqBands; ++i) {
    const BandSettings& band = settings.band[static_cast<size_t>(i)];
    setGroup(kFirstBandGroup + i, band.freqHz, band.q, band.gainDb, snap);
    setShape(kFirstBandSlot + i, band.on ? shapeOf(band.type) : SectionShape::Off, 0.0, snap);
  }
  setGroup(kLowPassGroup, settings.lowPass.freqHz, settings.lowPass.q, 0.0, snap);
  setPass(kLowPassSlot, settings.lowPass, false, snap);
  aim(gain_, math::dbToGain(settings.outputDb), snap);
  moving_ = true;
  if (snap) advance();
}

void EqualiserLane::setGroup(int group, double freqHz, double q, double gainDb,
                             bool snap) noexcept {
  // Parameters of a group that is not heard need not glide to their values.
  bool heard = false;
  for (const Slot& slot : slots_) {
    heard |= slot.group == group && (slot.shape != SectionShape::Off || slot.fadeLeft > 0);
  }
  Group& g = groups_[static_cast<size_t>(group)];
  const double highest = kHighestFreq * sampleRate_;
  aim(g.log2Hz, math::log2(freqHz < highest ? freqHz : highest), snap || !heard);
  aim(g.log2Q, math::log2(q), snap || !heard);
  aim(g.gainDb, gainDb, snap || !heard);
}

void EqualiserLane::setPass(int firstSlot, const PassFilterSettings& pass, bool high,
                            bool snap) noexcept {
  const PassRecipe& recipe = kPassRecipes[static_cast<int>(pass.slope)];
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
  s.settled = false;
  if (snap) {
    s.shape = shape;
    s.fixedQ = fixedQ;
    s.fadeLeft = 0;
    return;
  }
  if (shape == s.shape && (shape == SectionShape::Off || fixedQ == s.fixedQ)) return;
  const bool wasWire = isWire(s);
  s.shape = shape;
  s.fixedQ = fixedQ;
  s.from = s.end();  // of a wire: replaced when the poles it fades to are known
  s.fadeLeft = wasWire && shape == SectionShape::Off ? 0 : fadeBlocks_;
}

SectionDesign EqualiserLane::design(const Slot& slot, double u) const noexcept {
  const Group& group = groups_[slot.group];
  const double w0 = 2.0 * math::kPi / sampleRate_ * math::exp2(group.log2Hz.segment().at(u));
  const double q = slot.fixedQ > 0.0 ? slot.fixedQ : math::exp2(group.log2Q.segment().at(u));
  const double shelfQ = math::clamp(q, kShelfQMin, kShelfQMax);
  const double gainDb = group.gainDb.segment().at(u);
  switch (slot.shape) {
    case SectionShape::LowPass1:
      return sectionOf(lowPassFirstOrder(w0));
    case SectionShape::HighPass1:
      return sectionOf(highPassFirstOrder(w0));
    case SectionShape::LowPass2:
      return sectionOf(lowPassFilter(w0, q));
    case SectionShape::HighPass2:
      return sectionOf(highPassFilter(w0, q));
    case SectionShape::Bell:
      return sectionOf(bellFilter(w0, gainDb, q));
    case SectionShape::LowShelf:
      return sectionOf(lowShelfFilter(w0, gainDb, shelfQ));
    case SectionShape::HighShelf:
      return sectionOf(highShelfFilter(w0, gainDb, shelfQ));
    case SectionShape::Notch:
      return sectionOf(notchFilter(w0, q));
    case SectionShape::Off:
      break;
  }
  return wireWithPolesOf(slot.from);
}

bool EqualiserLane::isWire(const Slot& slot) const noexcept {
  if (slot.fadeLeft > 0) return false;
  if (slot.shape == SectionShape::Off) return true;
  const ParamSmoother& gainDb = groups_[slot.group].gainDb;
  return isByGain(slot.shape) && gainDb.segment().constant && !gainDb.moving() &&
         gainDb.target() == 0.0;
}

void EqualiserLane::updateSlot(int slot) noexcept {
  Slot& s = slots_[static_cast<size_t>(slot)];
  const uint32_t bit = 1u << slot;
  const bool wasWire = (activeSlots_ & bit) == 0;
  rampingSlots_ &= ~bit;
  if (isWire(s)) {
    s.edge.fill(SectionDesign{});
    s.settled = true;
    activeSlots_ &= ~bit;
    return;
  }
  activeSlots_ |= bit;
  if (s.fadeLeft == 0 && !groups_[s.group].gliding()) {
    if (!s.settled) s.edge.fill(design(s, 0.0));
    s.settled = true;
    return;
  }
  s.settled = false;
  rampingSlots_ |= bit;
  s.edge[0] = wasWire ? wireWithPolesOf(design(s, 0.0)) : s.end();
  if (wasWire) s.from = s.edge[0];
  const double faded = fadeBlocks_ - s.fadeLeft;
  for (int i = 1; i <= kEqRuns; ++i) {
    const double u = static_cast<double>(i) / kEqRuns;
    SectionDesign& edge = s.edge[static_cast<size_t>(i)];
    edge = design(s, u);
    if (s.fadeLeft > 0) edge = blend(s.from, edge, fadeCurve((faded + u) / fadeBlocks_));
  }
  if (s.fadeLeft > 0) --s.fadeLeft;
}

void EqualiserLane::advance() noexcept {
  bool more = gain_.moving();
  gain_.advance();
  more |= !gain_.segment().constant;
  for (Group& group : groups_) {
    group.log2Hz.advance();
    group.log2Q.advance();
    group.gainDb.advance();
    more |= group.gliding();
  }
  for (int slot = 0; slot < kEqSlots; ++slot) updateSlot(slot);
  // Whatever ramped needs one more block to come to rest on its final values.
  moving_ = more || rampingSlots_ != 0;
}

}  // namespace lathe

#include "dsp/equaliser_lane.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kFreqAndQSmoothingMs = 30.0;
constexpr double kGainSmoothingMs = 20.0;
constexpr double kFadeMs = 10.0;
constexpr double kHighestFreq = 0.45;  // of the sample rate
// An action that close to the last one, or to an end, is that: 0.0004 dB of 18.
constexpr double kLeastAction = 2e-5;
constexpr int kGridNodesPerBlock = 4;

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

/// A wire that has the poles of `s`, so that they are in place when it fades in.
SectionDesign wireWithPolesOf(const SectionDesign& s) { return {s.a1, s.a2, 1.0, 0.0, 0.0, s.g}; }

SlotDesign wireWithPolesOf(const SlotDesign& s) {
  return {wireWithPolesOf(s.main), wireWithPolesOf(s.rest)};
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
  const double highest = kHighestFreq * sampleRate_;
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
  const double highest = kHighestFreq * sampleRate_;
  aim(g.log2Hz, math::log2(freqHz < highest ? freqHz : highest), snap || !heard);
  aim(g.log2Q, math::log2(q), snap || !heard);
  aim(g.gainDb, gainDb, snap || !heard);
  aim(g.dynamicDb, dynamicDb, snap || !heard);
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

SlotDesign EqualiserLane::design(const Slot& slot, double u, double share) const noexcept {
  if (slot.shape == SectionShape::Off) return wireWithPolesOf(slot.from);
  const Group& group = groups_[slot.group];
  const double w0 = 2.0 * math::kPi / sampleRate_ * math::exp2(group.log2Hz.segment().at(u));
  const double q = slot.fixedQ > 0.0 ? slot.fixedQ : math::exp2(group.log2Q.segment().at(u));
  double gainDb = group.gainDb.segment().at(u);
  if (share != 0.0) {
    gainDb =
        math::clamp(gainDb + share * group.dynamicDb.segment().at(u), -kEqMaxGainDb, kEqMaxGainDb);
  }
  const SlotDesign d = designOf(slot.shape, slot.exact, w0, gainDb, q);
  // A band that waits for its action passes everything through exactly.
  return gainDb == 0.0 && group.dynamic() ? wireWithPolesOf(d) : d;
}

bool EqualiserLane::isWire(const Slot& slot) const noexcept {
  if (slot.fadeLeft > 0) return false;
  if (slot.shape == SectionShape::Off) return true;
  const Group& group = groups_[slot.group];
  const ParamSmoother& gainDb = group.gainDb;
  return isByGain(slot.shape) && gainDb.segment().constant && !gainDb.moving() &&
         gainDb.target() == 0.0 && !group.dynamic();
}

SlotDesign EqualiserLane::faded(const Slot& s, const SlotDesign& to, double t) noexcept {
  SlotDesign a = s.from, b = to;
  if (s.byWire) {
    const bool late = t >= 0.5;
    t = late ? 2.0 * t - 1.0 : 2.0 * t;
    (late ? a : b) = wireWithPolesOf(late ? b : a);
  }
  const double w = fadeCurve(t);
  a.main = mixed(a.main, b.main, w);
  const bool has = hasRest(s.shape, s.exact);
  // A rest that comes or goes is a wire at that end, with its poles.
  if (has || s.fromRest) {
    if (!has) b.rest = wireWithPolesOf(s.from.rest);
    if (!s.fromRest) a.rest = wireWithPolesOf(to.rest);
    a.rest = mixed(a.rest, b.rest, w);
  }
  return a;
}

/// At rest but for its action.
void EqualiserLane::rampDynamic(Slot& s, int band, const double (&share)[kEqRuns + 1]) noexcept {
  GainGrid& grid = grid_[static_cast<size_t>(band)];
  for (int i = 0; i < kGridNodesPerBlock && !grid.ready(); ++i) {
    grid.add(design(s, 0.0, grid.nextShare()));
  }
  const uint32_t main = 1u << (kFirstBandSlot + band);
  bool acts = false;
  for (int i = 0; i < kEqRuns; ++i) acts |= share[i + 1] != share[i];
  if (!acts) return;
  ramping_ |= main | (active_ & (main << kEqSlots));
  s.edge[0] = s.end();
  for (int i = 1; i <= kEqRuns; ++i) {
    s.edge[static_cast<size_t>(i)] =
        grid.ready() ? grid.at(share[i], hasRest(s.shape, s.exact)) : design(s, 0.0, share[i]);
  }
}

void EqualiserLane::updateSlot(int slot, const BandActions* actions) noexcept {
  Slot& s = slots_[static_cast<size_t>(slot)];
  const uint32_t main = 1u << slot, both = main | (main << kEqSlots);
  const Group& group = groups_[s.group];
  const bool wasWire = (active_ & main) == 0;
  ramping_ &= ~both;
  active_ &= ~both;
  if (isWire(s)) {
    s.edge.fill(SlotDesign{});
    s.settled = true;
    return;
  }
  const bool has = hasRest(s.shape, s.exact), fading = s.fadeLeft > 0;
  const bool rest = has || (fading && s.fromRest);
  active_ |= rest ? both : main;
  double share[kEqRuns + 1] = {};
  const int band = slot - kFirstBandSlot;
  const bool dynamic = group.dynamic();
  if (dynamic) {
    double& last = share_[static_cast<size_t>(band)];
    share[0] = last;
    for (int i = 0; i < kEqRuns; ++i) {
      if (actions) {
        const double x =
            static_cast<double>((*actions)[static_cast<size_t>(band)][static_cast<size_t>(i)]);
        const bool atEnd = x < kLeastAction || x > 1.0 - kLeastAction;
        if (atEnd || math::abs(x - last) >= kLeastAction) last = atEnd ? math::round(x) : x;
      }
      share[i + 1] = last;
    }
  }
  if (!fading && !group.gliding()) {
    if (!s.settled) {
      s.edge.fill(design(s, 0.0, share[0]));
      if (dynamic) grid_[static_cast<size_t>(band)].clear();
    }
    s.settled = true;
    if (dynamic) rampDynamic(s, band, share);
    return;
  }
  s.settled = false;
  ramping_ |= rest ? both : main;
  s.edge[0] = wasWire ? wireWithPolesOf(design(s, 0.0, share[0])) : s.end();
  if (wasWire) s.from = s.edge[0];
  if (fading && has && !s.fromRest && s.fadeLeft == fadeBlocks_) {
    s.edge[0].rest = wireWithPolesOf(design(s, 0.0, share[0]).rest);
  }
  const double done = fadeBlocks_ - s.fadeLeft;
  for (int i = 1; i <= kEqRuns; ++i) {
    const double u = static_cast<double>(i) / kEqRuns;
    SlotDesign& edge = s.edge[static_cast<size_t>(i)];
    edge = design(s, u, share[i]);
    if (fading) edge = faded(s, edge, (done + u) / fadeBlocks_);
  }
  if (fading) --s.fadeLeft;
}

void EqualiserLane::advance(const BandActions* actions) noexcept {
  if (!moving_) {
    for (int i = 0; i < kEqBands; ++i) {
      if (groups_[static_cast<size_t>(kFirstBandGroup + i)].dynamic()) {
        updateSlot(kFirstBandSlot + i, actions);
      }
    }
    return;
  }
  bool more = gain_.moving();
  gain_.advance();
  more |= !gain_.segment().constant;
  for (Group& group : groups_) {
    group.log2Hz.advance();
    group.log2Q.advance();
    group.gainDb.advance();
    group.dynamicDb.advance();
    more |= group.gliding();
  }
  for (int slot = 0; slot < kEqSlots; ++slot) {
    updateSlot(slot, actions);
    // Whatever glided needs one more block to come to rest on its final values.
    more |= !slots_[static_cast<size_t>(slot)].settled;
  }
  moving_ = more;
}

}  // namespace lathe

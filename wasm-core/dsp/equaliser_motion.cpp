// The equaliser lane block by block: designs, fades and dynamic gains.
#include "base/math.h"
#include "dsp/equaliser_lane.h"

namespace lathe {
namespace {

// An action that close to the last one, or to an end, is that: 0.0004 dB of 18.
constexpr double kLeastAction = 2e-5;
constexpr int kGridNodesPerBlock = 4;

/// A wire that has the poles of `s`, so that they are in place when it fades in.
SectionDesign wireWithPolesOf(const SectionDesign& s) { return {s.a1, s.a2, 1.0, 0.0, 0.0, s.g}; }

SlotDesign wireWithPolesOf(const SlotDesign& s) {
  return {wireWithPolesOf(s.main), wireWithPolesOf(s.rest)};
}

/// From 0 to 1 without a corner at either end.
double fadeCurve(double t) { return t * t * (3.0 - 2.0 * t); }

}  // namespace

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
  mix(a.main, b.main, w, a.main);
  const bool has = hasRest(s.shape, s.exact);
  // A rest that comes or goes is a wire at that end, with its poles.
  if (has || s.fromRest) {
    if (!has) b.rest = wireWithPolesOf(s.from.rest);
    if (!s.fromRest) a.rest = wireWithPolesOf(to.rest);
    mix(a.rest, b.rest, w, a.rest);
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
  const bool rest = hasRest(s.shape, s.exact);
  copyDesign(s.end(), rest, s.edge[0]);
  for (int i = 1; i <= kEqRuns; ++i) {
    SlotDesign& edge = s.edge[static_cast<size_t>(i)];
    if (grid.ready()) {
      grid.at(share[i], rest, edge);
    } else {
      edge = design(s, 0.0, share[i]);
    }
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

bool EqualiserLane::standsLike(const EqualiserLane& other, uint32_t bands) const noexcept {
  if (active_ != other.active_) return false;
  for (size_t i = 0; i < kEqBands; ++i) {
    if (!((bands >> i) & 1)) continue;
    if (share_[i] != other.share_[i]) return false;
    const SectionDesign &mine = slots_[kFirstBandSlot + i].edge[kEqRuns].main,
                        &others = other.slots_[kFirstBandSlot + i].edge[kEqRuns].main;
    if (grid_[i].made() != other.grid_[i].made() || !(mine == others)) return false;
  }
  return true;
}

void EqualiserLane::follow(const EqualiserLane& twin, uint32_t bands) noexcept {
  active_ = twin.active_;
  ramping_ = twin.ramping_;
  for (size_t i = 0; i < kEqBands; ++i) {
    if (!((bands >> i) & 1)) continue;
    share_[i] = twin.share_[i];
    Slot& slot = slots_[kFirstBandSlot + i];
    const Slot& source = twin.slots_[kFirstBandSlot + i];
    copyDesign(source.edge[kEqRuns], true, slot.end());
    slot.settled = source.settled;
    if (grid_[i].made() != twin.grid_[i].made()) grid_[i] = twin.grid_[i];
  }
}

void EqualiserLane::advance(const BandActions* actions) noexcept {
  if (!moving_) {
    ramping_ = 0;
    for (int i = 0; i < kEqBands; ++i) {
      const auto band = static_cast<size_t>(i);
      if (!groups_[static_cast<size_t>(kFirstBandGroup + i)].dynamic()) continue;
      bool still = actions && grid_[band].ready();
      for (size_t run = 0; run < kEqRuns && still; ++run) {
        still = math::abs(static_cast<double>((*actions)[band][run]) - share_[band]) < kLeastAction;
      }
      if (!still) updateSlot(kFirstBandSlot + i, actions);
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

#include "dsp/equaliser_bank.h"

#include "base/math.h"
#include "dsp/section_kernels.h"

namespace lathe {
namespace {

constexpr SectionDesign kWire{};

void setLaneOf(SectionCoefficients& c, int lane, const SectionDesign& d) {
  c.a1.set(lane, static_cast<float>(d.a1));
  c.a2.set(lane, static_cast<float>(d.a2));
  c.m0.set(lane, static_cast<float>(d.m0));
  c.m1.set(lane, static_cast<float>(d.m1));
  c.m2.set(lane, static_cast<float>(d.m2));
}

/// What one frame adds, so that a run leads from `start` to `end`.
void setStepOf(SectionCoefficients& c, int lane, const SectionDesign& start,
               const SectionDesign& end) {
  const auto step = [](double a, double b) {
    return static_cast<float>((b - a) * (1.0 / kEqRunFrames));
  };
  c.a1.set(lane, step(start.a1, end.a1));
  c.a2.set(lane, step(start.a2, end.a2));
  c.m0.set(lane, step(start.m0, end.m0));
  c.m1.set(lane, step(start.m1, end.m1));
  c.m2.set(lane, step(start.m2, end.m2));
}

void copyLaneOf(f32x4& to, int lane, const f32x4& from, int fromLane) {
  to.set(lane, from.get(fromLane));
}

}  // namespace

void EqualiserBank::prepare(double sampleRate) {
  for (EqualiserLane& lane : lanes_) lane.prepare(sampleRate);
  reset();
}

void EqualiserBank::reset() noexcept {
  for (EqualiserLane& lane : lanes_) lane.reset();
  state_.fill({f32x4::zero(), f32x4::zero()});
  gain_ = LaneCurve{};
  movingLanes_ = 0;
  for (int lane = 0; lane < kLanes; ++lane) loadLane(lane);
  listSlots();
}

void EqualiserBank::resetLane(int lane) noexcept {
  for (SectionState& state : state_) {
    state.p.set(lane, 0.0f);
    state.s.set(lane, 0.0f);
  }
}

void EqualiserBank::setLane(int lane, const EqualiserSettings& settings, bool snap) noexcept {
  EqualiserLane& target = lanes_[static_cast<size_t>(lane)];
  if (!snap && target.settings() == settings) return;
  std::array<double, kEqSlots> oldG;
  for (int slot = 0; slot < kEqSlots; ++slot) oldG[static_cast<size_t>(slot)] = target.end(slot).g;
  target.set(settings, snap);
  if (snap) {
    // p is scaled by g, which has just jumped.
    for (int slot = 0; slot < kEqSlots; ++slot) {
      const auto i = static_cast<size_t>(slot);
      const double scale = target.end(slot).g / oldG[i];
      state_[i].p.set(lane, static_cast<float>(state_[i].p.get(lane) * scale));
    }
    loadLane(lane);
    listSlots();
  }
  if (target.moving()) movingLanes_ |= 1 << lane;
}

void EqualiserBank::copyLane(int lane, const EqualiserBank& from, int fromLane) noexcept {
  lanes_[static_cast<size_t>(lane)] = from.lanes_[static_cast<size_t>(fromLane)];
  for (size_t slot = 0; slot < kEqSlots; ++slot) {
    copyLaneOf(state_[slot].p, lane, from.state_[slot].p, fromLane);
    copyLaneOf(state_[slot].s, lane, from.state_[slot].s, fromLane);
  }
  loadLane(lane);
  movingLanes_ &= ~(1 << lane);
  if (lanes_[static_cast<size_t>(lane)].moving()) movingLanes_ |= 1 << lane;
  listSlots();
}

/// The lane's coefficients as its next block starts, were it to stay at rest.
void EqualiserBank::loadLane(int lane) noexcept {
  const EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
  for (int slot = 0; slot < kEqSlots; ++slot) {
    const auto i = static_cast<size_t>(slot);
    const bool on = (l.activeSlots() >> slot) & 1;
    setLaneOf(coefficients_[i], lane, on ? l.end(slot) : kWire);
    if (!on) {
      state_[i].p.set(lane, 0.0f);
      state_[i].s.set(lane, 0.0f);
    }
  }
  gain_.setLane(lane, l.gain());
}

void EqualiserBank::listSlots() noexcept {
  uint32_t active = 0;
  gainActive_ = false;
  for (const EqualiserLane& lane : lanes_) {
    active |= lane.activeSlots();
    gainActive_ |= !lane.gain().constant || lane.gain().c0 != 1.0;
  }
  slotCount_ = 0;
  for (int slot = 0; slot < kEqSlots; ++slot) {
    if ((active >> slot) & 1)
      slots_[static_cast<size_t>(slotCount_++)] = static_cast<uint8_t>(slot);
  }
}

void EqualiserBank::advanceLanes() noexcept {
  rampingSlots_ = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    rampingLanes_[static_cast<size_t>(lane)] = 0;
    if (!((movingLanes_ >> lane) & 1)) continue;
    EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
    l.advance();
    loadLane(lane);
    rampingLanes_[static_cast<size_t>(lane)] = l.rampingSlots();
    rampingSlots_ |= l.rampingSlots();
    if (!l.moving()) movingLanes_ &= ~(1 << lane);
  }
  listSlots();
}

void EqualiserBank::rampSection(size_t slot, BankBlock& block) noexcept {
  const f32x4 zero = f32x4::zero();
  for (int run = 0; run < kEqRuns; ++run) {
    // Lanes at rest keep their coefficients: no step, no rescaling.
    SectionCoefficients start = coefficients_[slot], step = {zero, zero, zero, zero, zero};
    f32x4 rescale = f32x4::splat(1.0f);
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!((rampingLanes_[static_cast<size_t>(lane)] >> slot) & 1)) continue;
      const EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
      const SectionDesign& from = l.edge(static_cast<int>(slot), run);
      const SectionDesign& to = l.edge(static_cast<int>(slot), run + 1);
      setLaneOf(start, lane, from);
      setStepOf(step, lane, from, to);
      const double octaves = math::log2(to.g / from.g) * (1.0 / kEqRunFrames);
      rescale.set(lane, static_cast<float>(math::exp2(octaves)));
    }
    runRampingSection(block.frame + run * kEqRunFrames, kEqRunFrames, start, step, rescale,
                      state_[slot]);
  }
}

void EqualiserBank::rampBlock(BankBlock& block) noexcept {
  for (int i = 0; i < slotCount_; ++i) {
    const size_t slot = slots_[static_cast<size_t>(i)];
    if ((rampingSlots_ >> slot) & 1) {
      rampSection(slot, block);
    } else {
      BankBlock* const only = &block;
      const SectionRef ref = section(i);
      runSections(1, 1, &only, &ref);
    }
  }
}

void EqualiserBank::applyGain(BankBlock& block) noexcept {
  const f32x4 step = f32x4::splat(1.0f / kBlockFrames);
  f32x4 u = f32x4::zero();
  for (f32x4& frame : block.frame) {
    frame *= gain_.at(u);
    u += step;
  }
}

void EqualiserBank::cleanStates() noexcept {
  for (int i = 0; i < slotCount_; ++i) {
    SectionState& state = state_[slots_[static_cast<size_t>(i)]];
    state.p = cleanState(state.p);
    state.s = cleanState(state.s);
  }
}

namespace {

int lower(int a, int b) { return a < b ? a : b; }

}  // namespace

void EqualiserBank::runOne(const Work& a, int from) noexcept {
  int i = from;
  for (; i + 2 <= a.bank->slotCount_; i += 2) {
    const SectionRef sections[] = {a.bank->section(i), a.bank->section(i + 1)};
    runSections(1, 2, &a.block, sections);
  }
  if (i == a.bank->slotCount_) return;
  const SectionRef last = a.bank->section(i);
  runSections(1, 1, &a.block, &last);
}

void EqualiserBank::runTwo(const Work& a, const Work& b, int from) noexcept {
  BankBlock* const blocks[] = {a.block, b.block};
  int i = from;
  const int both = lower(a.bank->slotCount_, b.bank->slotCount_);
  for (; i + 2 <= both; i += 2) {
    const SectionRef sections[] = {a.bank->section(i), a.bank->section(i + 1), b.bank->section(i),
                                   b.bank->section(i + 1)};
    runSections(2, 2, blocks, sections);
  }
  for (; i < both; ++i) {
    const SectionRef sections[] = {a.bank->section(i), b.bank->section(i)};
    runSections(2, 1, blocks, sections);
  }
  runOne(a, i);
  runOne(b, i);
}

void EqualiserBank::runFour(const Work (&w)[4]) noexcept {
  BankBlock* const blocks[] = {w[0].block, w[1].block, w[2].block, w[3].block};
  int i = 0;
  const int all = lower(lower(w[0].bank->slotCount_, w[1].bank->slotCount_),
                        lower(w[2].bank->slotCount_, w[3].bank->slotCount_));
  for (; i < all; ++i) {
    const SectionRef sections[] = {w[0].bank->section(i), w[1].bank->section(i),
                                   w[2].bank->section(i), w[3].bank->section(i)};
    runSections(4, 1, blocks, sections);
  }
  runTwo(w[0], w[1], i);
  runTwo(w[2], w[3], i);
}

void EqualiserBank::process(EqualiserBank* const* banks, BankBlock* const* blocks,
                            int count) noexcept {
  Work waiting[4];  // banks at rest, until there are enough to interleave
  int ready = 0;
  for (int i = 0; i < count; ++i) {
    EqualiserBank& bank = *banks[i];
    if (bank.movingLanes_ != 0) bank.advanceLanes();
    if (bank.rampingSlots_ != 0) {
      bank.rampBlock(*blocks[i]);
    } else if (bank.slotCount_ > 0) {
      waiting[ready++] = {&bank, blocks[i]};
      if (ready == 4) {
        runFour(waiting);
        ready = 0;
      }
    }
  }
  if (ready >= 2) runTwo(waiting[0], waiting[1], 0);
  if (ready % 2 == 1) runOne(waiting[ready - 1], 0);
  for (int i = 0; i < count; ++i) {
    banks[i]->cleanStates();
    if (banks[i]->gainActive_) banks[i]->applyGain(*blocks[i]);
    banks[i]->rampingSlots_ = 0;
  }
}

}  // namespace lathe

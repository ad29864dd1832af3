// The equaliser's blocks: which sections of which banks run together.
#include "base/math.h"
#include "dsp/equaliser_bank.h"
#include "dsp/section_kernels.h"
#include "dsp/section_lanes.h"

namespace lathe {
namespace {

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

}  // namespace

/// The dynamic bands' actions over the block, by lane.
void EqualiserBank::detect(const BankBlock& block) noexcept {
  uint32_t bands = 0;
  for (const EqualiserLane& lane : lanes_) bands |= lane.dynamicBands();
  for (size_t band = 0; band < kEqBands; ++band) {
    if (!((bands >> band) & 1)) continue;
    f32x4 action[kEqRuns];
    detectors_[band].process(block, action);
    for (size_t run = 0; run < kEqRuns; ++run) {
      alignas(16) float x[kLanes];
      action[run].store(x);
      for (size_t lane = 0; lane < kLanes; ++lane) actions_[lane][band][run] = x[lane];
    }
  }
}

void EqualiserBank::advanceLanes(const BankBlock& block) noexcept {
  if (dynamicLanes_ != 0) detect(block);
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto at = static_cast<size_t>(lane);
    rampingLanes_[at] = 0;
    if (!(((movingLanes_ | dynamicLanes_) >> lane) & 1)) continue;
    EqualiserLane& l = lanes_[at];
    const bool moving = l.moving();
    l.advance(&actions_[at]);
    rampingLanes_[at] = l.rampingSections();
    ramping_ |= l.rampingSections();
    if (moving) {
      loadLane(lane);
      noteLane(lane);
    } else {
      for (int section = 0; section < kEqSections; ++section) {
        if ((l.rampingSections() >> section) & 1) loadSection(lane, section);
      }
    }
  }
  listSections();
}

/// A section that ramps in some lanes, or is narrow in some, or both.
void EqualiserBank::runMoving(size_t section, BankBlock& block) noexcept {
  const f32x4 zero = f32x4::zero();
  NarrowLanes narrow{laneMask(0), zero, {zero, zero}};
  const bool isMain = section < kEqSlots;
  if (isMain && isNarrow(section)) {
    int lanes = 0;
    for (int lane = 0; lane < kLanes; ++lane) {
      const auto at = static_cast<size_t>(lane);
      if (!(((narrowLanes_[at] & ~rampingLanes_[at]) >> section) & 1)) {
        clearLaneOf(carry_[section], lane);
        continue;
      }
      lanes |= 1 << lane;
      const double a1 = lanes_[at].end(static_cast<int>(section)).a1;
      narrow.loss.set(lane, static_cast<float>(2.0 - a1));
    }
    narrow.lanes = laneMask(lanes);
    narrow.carry = carry_[section];
  }
  for (int run = 0; run < kEqRuns; ++run) {
    // Lanes at rest keep their coefficients: no step, no rescaling.
    SectionCoefficients start = coefficients_[section], step = {zero, zero, zero, zero, zero};
    f32x4 rescale = f32x4::splat(1.0f);
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!((rampingLanes_[static_cast<size_t>(lane)] >> section) & 1)) continue;
      const EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
      const SectionDesign& from = l.edge(static_cast<int>(section), run);
      const SectionDesign& to = l.edge(static_cast<int>(section), run + 1);
      setLaneOf(start, lane, from);
      setStepOf(step, lane, from, to);
      const double octaves = math::log2(to.g / from.g) * (1.0 / kEqRunFrames);
      rescale.set(lane, static_cast<float>(math::exp2(octaves)));
    }
    f32x4* const frames = block.frame + run * kEqRunFrames;
    if (isMain && isNarrow(section)) {
      runNarrowSection(frames, kEqRunFrames, start, step, rescale, state_[section], narrow);
    } else {
      runRampingSection(frames, kEqRunFrames, start, step, rescale, state_[section]);
    }
  }
  if (isMain) carry_[section] = narrow.carry;
}

void EqualiserBank::runAlone(BankBlock& block) noexcept {
  BankBlock* const only = &block;
  const auto isPlain = [this](int i) {
    if (i >= sectionCount_) return false;
    const size_t at = sections_[static_cast<size_t>(i)];
    return !isRamping(at) && !isNarrow(at);
  };
  for (int i = 0; i < sectionCount_;) {
    if (!isPlain(i)) {
      runMoving(sections_[static_cast<size_t>(i++)], block);
      continue;
    }
    const int count = isPlain(i + 1) ? 2 : 1;
    const SectionRef refs[] = {section(i), section(count == 2 ? i + 1 : i)};
    runSections(1, count, &only, refs);
    i += count;
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
  for (int i = 0; i < sectionCount_; ++i) {
    const size_t at = sections_[static_cast<size_t>(i)];
    state_[at] = {cleanState(state_[at].p), cleanState(state_[at].s)};
    if (isNarrow(at)) carry_[at] = {cleanState(carry_[at].p), cleanState(carry_[at].s)};
  }
}

namespace {

int lower(int a, int b) { return a < b ? a : b; }

}  // namespace

void EqualiserBank::runOne(const Work& a, int from) noexcept {
  int i = from;
  for (; i + 2 <= a.bank->sectionCount_; i += 2) {
    const SectionRef sections[] = {a.bank->section(i), a.bank->section(i + 1)};
    runSections(1, 2, &a.block, sections);
  }
  if (i == a.bank->sectionCount_) return;
  const SectionRef last = a.bank->section(i);
  runSections(1, 1, &a.block, &last);
}

void EqualiserBank::runTwo(const Work& a, const Work& b, int from) noexcept {
  BankBlock* const blocks[] = {a.block, b.block};
  int i = from;
  const int both = lower(a.bank->sectionCount_, b.bank->sectionCount_);
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
  const int all = lower(lower(w[0].bank->sectionCount_, w[1].bank->sectionCount_),
                        lower(w[2].bank->sectionCount_, w[3].bank->sectionCount_));
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
    if ((bank.movingLanes_ | bank.dynamicLanes_) != 0) bank.advanceLanes(*blocks[i]);
    if ((bank.ramping_ | bank.narrow_) != 0) {
      bank.runAlone(*blocks[i]);
    } else if (bank.sectionCount_ > 0) {
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
    banks[i]->ramping_ = 0;
  }
}

}  // namespace lathe

// The equaliser's blocks: which sections of which banks run together.
#include "base/math.h"
#include "dsp/equaliser_bank.h"
#include "dsp/section_kernels.h"
#include "dsp/section_lanes.h"

namespace lathe {
namespace {

/// One lane's coefficients at a run's start and what one frame adds to them; turned, four lanes'.
struct LaneRamp {
  f32x4 start, step;  ///< a1, a2, m0, m1
  f32x4 rest;         ///< m2, its step, rescale
};

LaneRamp rampBetween(const SectionDesign& from, const SectionDesign& to, double rescale) noexcept {
  const f64x2 frame = f64x2::splat(1.0 / kEqRunFrames);
  const f64x2 poles = f64x2::make(from.a1, from.a2), mix = f64x2::make(from.m0, from.m1);
  const f64x2 toPoles = f64x2::make(to.a1, to.a2), toMix = f64x2::make(to.m0, to.m1);
  return {demote(poles, mix), demote((toPoles - poles) * frame, (toMix - mix) * frame),
          demote(f64x2::make(from.m2, (to.m2 - from.m2) * (1.0 / kEqRunFrames)),
                 f64x2::make(rescale, 0.0))};
}

/// From lanes to coefficients, or back.
void turn(LaneRamp (&lanes)[kLanes], f32x4 LaneRamp::*part) noexcept {
  transpose(lanes[0].*part, lanes[1].*part, lanes[2].*part, lanes[3].*part);
}

/// No step, no rescaling. By turning alone: where a vector is made of numbers that other vectors
/// have just been stored for, LLVM 14 for WebAssembly loads the first of them too late.
void setAtRest(LaneRamp (&lanes)[kLanes], const SectionCoefficients& c) noexcept {
  const f32x4 zero = f32x4::zero();
  lanes[0] = {c.a1, zero, c.m2};
  lanes[1] = {c.a2, zero, zero};
  lanes[2] = {c.m0, zero, f32x4::splat(1.0f)};
  lanes[3] = {c.m1, zero, zero};
  turn(lanes, &LaneRamp::start);
  turn(lanes, &LaneRamp::rest);
}

int lower(int a, int b) { return a < b ? a : b; }

/// (to/from)^(1/32) for a ratio near 1, as an action's are: within 1e-5 for an octave.
double smallRescale(double from, double to) noexcept {
  const double y = (to - from) / (to + from), z = y * y;
  const double x = y * (2.0 + z * (2.0 / 3.0 + z * (2.0 / 5.0))) * (1.0 / kEqRunFrames);
  return 1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0)));
}

}  // namespace

/// The dynamic bands' actions over the block, by lane.
void EqualiserBank::detect(const BankBlock& block, const BankBlock* key) noexcept {
  uint32_t bands = 0;
  for (uint32_t ofLane : dynamicBands_) bands |= ofLane;
  BandDetector* detectors[kEqBands];
  size_t band[kEqBands];
  int count = 0;
  for (size_t i = 0; i < kEqBands; ++i) {
    if (!((bands >> i) & 1)) continue;
    detectors[count] = &detectors_[i];
    band[count++] = i;
  }
  f32x4 actions[kEqBands][kEqRuns];
  BandDetector::process(detectors, actions, count, block, key);
  for (int i = 0; i < count; ++i) {
    for (size_t run = 0; run < kEqRuns; ++run) {
      alignas(16) float x[kLanes];
      actions[i][run].store(x);
      for (size_t lane = 0; lane < kLanes; ++lane) actions_[lane][band[i]][run] = x[lane];
    }
  }
}

bool EqualiserBank::actAlike(size_t left, size_t right) const noexcept {
  for (size_t i = 0; i < kEqBands; ++i) {
    if (((dynamicBands_[left] >> i) & 1) && actions_[left][i] != actions_[right][i]) return false;
  }
  return true;
}

void EqualiserBank::advanceLanes(const BankBlock& block, const BankBlock* key) noexcept {
  if (dynamicLanes_ != 0) detect(block, key);
  glidingLanes_ = movingLanes_;
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto at = static_cast<size_t>(lane);
    EqualiserLane& l = lanes_[at];
    if (lane % 2 == 0) {
      const int right = 2 << lane;
      const bool alike = (twinLanes_ & right) != 0 && actAlike(at, at + 1) &&
                         l.standsLike(lanes_[at + 1], dynamicBands_[at]);
      followingLanes_ = alike ? followingLanes_ | right : followingLanes_ & ~right;
    }
    uint32_t landed = rampingLanes_[at];
    rampingLanes_[at] = 0;
    if (!(((movingLanes_ | dynamicLanes_) >> lane) & 1)) continue;
    const bool moving = l.moving();
    isFollowing(lane) ? l.follow(lanes_[at - 1], dynamicBands_[at]) : l.advance(&actions_[at]);
    rampingLanes_[at] = l.rampingSections();
    ramping_ |= l.rampingSections();
    if (moving) {
      loadLane(lane);
      noteLane(lane);
      continue;
    }
    landed &= ~l.rampingSections();
    for (int section = 0; landed != 0; ++section, landed >>= 1) {
      if ((landed & 1) != 0) loadSection(lane, section);
    }
  }
  listSections();
}

/// A section's coefficients over one run.
RampRef EqualiserBank::rampOf(size_t section, int run) noexcept {
  LaneRamp lanes[kLanes];
  setAtRest(lanes, coefficients_[section]);
  for (int lane = 0; lane < kLanes; ++lane) {
    LaneRamp& to = lanes[lane];
    if (!((rampingLanes_[static_cast<size_t>(lane)] >> section) & 1)) continue;
    if (isFollowing(lane)) {
      to = lanes[lane - 1];
      continue;
    }
    const EqualiserLane& l = lanes_[static_cast<size_t>(lane)];
    const SectionDesign& start = l.edge(static_cast<int>(section), run);
    const SectionDesign& end = l.edge(static_cast<int>(section), run + 1);
    const double rescale = (glidingLanes_ >> lane) & 1
                               ? math::exp2(math::log2(end.g / start.g) * (1.0 / kEqRunFrames))
                               : smallRescale(start.g, end.g);
    to = rampBetween(start, end, rescale);
  }
  for (auto part : {&LaneRamp::start, &LaneRamp::step, &LaneRamp::rest}) turn(lanes, part);
  const LaneRamp &a1 = lanes[0], &a2 = lanes[1], &m0 = lanes[2], &m1 = lanes[3];
  return {{a1.start, a2.start, m0.start, m1.start, a1.rest},
          {a1.step, a2.step, m0.step, m1.step, a2.rest},
          m0.rest,
          &state_[section]};
}

/// A section that is narrow in some lanes, and may ramp in some.
void EqualiserBank::runNarrow(size_t section, BankBlock& block) noexcept {
  const f32x4 zero = f32x4::zero();
  NarrowLanes narrow{laneMask(0), zero, {zero, zero}};
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
  for (int run = 0; run < kEqRuns; ++run) {
    const RampRef ramp = rampOf(section, run);
    runNarrowSection(block.frame + run * kEqRunFrames, kEqRunFrames, ramp.start, ramp.step,
                     ramp.rescale, state_[section], narrow);
  }
  carry_[section] = narrow.carry;
}

void EqualiserBank::runRamping(const Work* works, int count, int i) noexcept {
  for (int run = 0; run < kEqRuns; ++run) {
    const auto rampOfWork = [&](int w) {
      return works[w].bank->rampOf(works[w].bank->sections_[static_cast<size_t>(i)], run);
    };
    const auto framesOf = [&](int w) { return works[w].block->frame + run * kEqRunFrames; };
    if (count == 2) {
      runRampingSections({framesOf(0), framesOf(1)}, kEqRunFrames, {rampOfWork(0), rampOfWork(1)});
    } else {
      const RampRef ramp = rampOfWork(0);
      runRampingSection(framesOf(0), kEqRunFrames, ramp.start, ramp.step, ramp.rescale,
                        *ramp.state);
    }
  }
}

/// One bank, or two side by side, some of whose sections are not plain; from section `from` on.
void EqualiserBank::runMoving(const Work* works, int count, int from) noexcept {
  const auto sectionAt = [&](int w, int i) {
    return works[w].bank->sections_[static_cast<size_t>(i)];
  };
  int all = works[0].bank->sectionCount_;
  if (count == 2) all = lower(all, works[1].bank->sectionCount_);
  const auto every = [&](int i, auto&& is) {
    bool yes = i < all;
    for (int w = 0; yes && w < count; ++w) yes = is(*works[w].bank, sectionAt(w, i));
    return yes;
  };
  const auto isPlain = [](const EqualiserBank& bank, size_t at) {
    return !bank.isRamping(at) && !bank.needsHelp(at);
  };
  const auto isFree = [](const EqualiserBank& bank, size_t at) { return !bank.needsHelp(at); };
  BankBlock* blocks[2];
  for (int w = 0; w < count; ++w) blocks[w] = works[w].block;
  int i = from;
  while (i < all) {
    if (every(i, isPlain)) {
      const int perBank = every(i + 1, isPlain) ? 2 : 1;
      SectionRef refs[4];
      for (int n = 0; n < count * perBank; ++n) {
        refs[n] = works[n / perBank].bank->section(i + n % perBank);
      }
      runSections(count, perBank, blocks, refs);
      i += perBank;
      continue;
    }
    if (every(i, isFree)) {
      // A plain section among those that ramp gets the same bits there.
      runRamping(works, count, i);
    } else {
      for (int w = 0; w < count; ++w) {
        EqualiserBank& bank = *works[w].bank;
        const size_t at = sectionAt(w, i);
        bank.needsHelp(at) ? bank.runNarrow(at, *blocks[w]) : runRamping(works + w, 1, i);
      }
    }
    ++i;
  }
  for (int w = 0; count == 2 && w < 2; ++w) runMoving(works + w, 1, all);
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

void EqualiserBank::process(EqualiserBank* const* banks, BankBlock* const* blocks, int count,
                            const BankBlock* const* keys) noexcept {
  Work waiting[4], moving[2];  // banks at rest and others, until there are enough to interleave
  int ready = 0, going = 0;
  for (int i = 0; i < count; ++i) {
    EqualiserBank& bank = *banks[i];
    if ((bank.movingLanes_ | bank.dynamicLanes_) != 0) {
      bank.advanceLanes(*blocks[i], keys ? keys[i] : nullptr);
    }
    if ((bank.ramping_ | bank.narrow_) != 0) {
      moving[going++] = {&bank, blocks[i]};
      if (going == 2) {
        runMoving(moving, 2, 0);
        going = 0;
      }
    } else if (bank.sectionCount_ > 0) {
      waiting[ready++] = {&bank, blocks[i]};
      if (ready == 4) {
        runFour(waiting);
        ready = 0;
      }
    }
  }
  if (going == 1) runMoving(moving, 1, 0);
  if (ready >= 2) runTwo(waiting[0], waiting[1], 0);
  if (ready % 2 == 1) runOne(waiting[ready - 1], 0);
  for (int i = 0; i < count; ++i) {
    banks[i]->cleanStates();
    if (banks[i]->gainActive_) banks[i]->applyGain(*blocks[i]);
    banks[i]->ramping_ = 0;
  }
}

}  // namespace lathe

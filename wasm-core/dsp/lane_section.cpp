#include "dsp/lane_section.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr int kRunFrames = kBlockFrames / kSectionRuns;

void setLaneOf(SectionCoefficients& c, int lane, const SectionDesign& d) {
  c.a1.set(lane, static_cast<float>(d.a1));
  c.a2.set(lane, static_cast<float>(d.a2));
  c.m0.set(lane, static_cast<float>(d.m0));
  c.m1.set(lane, static_cast<float>(d.m1));
  c.m2.set(lane, static_cast<float>(d.m2));
}

SectionDesign stepOf(const SectionDesign& a, const SectionDesign& b) {
  const double n = 1.0 / kRunFrames;
  return {(b.a1 - a.a1) * n, (b.a2 - a.a2) * n, (b.m0 - a.m0) * n,
          (b.m1 - a.m1) * n, (b.m2 - a.m2) * n, 0.0};
}

bool same(const SectionDesign& a, const SectionDesign& b) {
  return a.a1 == b.a1 && a.a2 == b.a2 && a.m0 == b.m0 && a.m1 == b.m1 && a.m2 == b.m2;
}

}  // namespace

void LaneSection::reset() noexcept {
  for (int lane = 0; lane < kLanes; ++lane) {
    setLane(lane, SectionEdges{});
    resetLane(lane);
  }
}

void LaneSection::resetLane(int lane) noexcept {
  state_.p.set(lane, 0.0f);
  state_.s.set(lane, 0.0f);
}

void LaneSection::setLane(int lane, const SectionEdges& edges) noexcept {
  const int bit = 1 << lane;
  bool ramps = false;
  for (size_t i = 0; i < kSectionRuns; ++i) {
    const SectionDesign &start = edges[i], &end = edges[i + 1];
    const bool moves = !same(start, end);
    ramps |= moves;
    setLaneOf(run_[i].start, lane, start);
    setLaneOf(run_[i].step, lane, stepOf(start, end));
    const double octaves = moves ? math::log2(end.g / start.g) * (1.0 / kRunFrames) : 0.0;
    run_[i].rescale.set(lane, static_cast<float>(math::exp2(octaves)));
  }
  const bool wire = !ramps && isWire(edges[0]);
  activeLanes_ = wire ? activeLanes_ & ~bit : activeLanes_ | bit;
  rampingLanes_ = ramps ? rampingLanes_ | bit : rampingLanes_ & ~bit;
  double& scale = scale_[static_cast<size_t>(lane)];
  if (wire) {
    resetLane(lane);
  } else if (scale != edges[0].g) {
    state_.p.set(lane, static_cast<float>(state_.p.get(lane) * (edges[0].g / scale)));
  }
  scale = edges[kSectionRuns].g;
}

void LaneSection::copyLane(int lane, const LaneSection& from, int fromLane) noexcept {
  const int bit = 1 << lane, fromBit = 1 << fromLane;
  const auto move = [&](f32x4& to, f32x4 x) { to.set(lane, x.get(fromLane)); };
  for (size_t i = 0; i < kSectionRuns; ++i) {
    for (auto member :
         {&SectionCoefficients::a1, &SectionCoefficients::a2, &SectionCoefficients::m0,
          &SectionCoefficients::m1, &SectionCoefficients::m2}) {
      move(run_[i].start.*member, from.run_[i].start.*member);
      move(run_[i].step.*member, from.run_[i].step.*member);
    }
    move(run_[i].rescale, from.run_[i].rescale);
  }
  move(state_.p, from.state_.p);
  move(state_.s, from.state_.s);
  scale_[static_cast<size_t>(lane)] = from.scale_[static_cast<size_t>(fromLane)];
  activeLanes_ = (activeLanes_ & ~bit) | (from.activeLanes_ & fromBit ? bit : 0);
  rampingLanes_ = (rampingLanes_ & ~bit) | (from.rampingLanes_ & fromBit ? bit : 0);
}

bool LaneSection::silent() const noexcept {
  return !any((abs(state_.p) + abs(state_.s)) > f32x4::zero());
}

void LaneSection::runRamp(BankBlock& block) noexcept {
  f32x4* frames = block.frame;
  for (const Run& run : run_) {
    runRampingSection(frames, kRunFrames, run.start, run.step, run.rescale, state_);
    frames += kRunFrames;
  }
}

void LaneSection::run(LaneSection* const* sections, BankBlock* const* blocks, int count) noexcept {
  SectionRef refs[4];
  BankBlock* waiting[4];
  int ready = 0;
  for (int i = 0; i < count; ++i) {
    LaneSection& s = *sections[i];
    if (s.rampingLanes_ != 0) {
      s.runRamp(*blocks[i]);
    } else if (s.active()) {
      refs[ready] = {&s.run_[0].start, &s.state_};
      waiting[ready++] = blocks[i];
    }
  }
  // Side by side, so that one recursion hides another's latency.
  if (ready == 4) {
    runSections(4, 1, waiting, refs);
  } else {
    if (ready >= 2) runSections(2, 1, waiting, refs);
    if (ready % 2 == 1) runSections(1, 1, waiting + ready - 1, refs + ready - 1);
  }
  for (int i = 0; i < count; ++i) {
    SectionState& state = sections[i]->state_;
    state = {cleanState(state.p), cleanState(state.s)};
  }
}

}  // namespace lathe

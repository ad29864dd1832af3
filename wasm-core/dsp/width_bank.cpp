#include "dsp/width_bank.h"

#include "base/math.h"
#include "dsp/butterworth_section.h"

namespace lathe {
namespace {

constexpr double kGainMs = 20.0, kFrequencyMs = 30.0;

void aim(ParamSmoother& smoother, double target, bool snap) {
  snap ? smoother.snap(target) : smoother.setTarget(target);
}

}  // namespace

void WidthBank::prepare(double sampleRate) noexcept {
  sampleRate_ = sampleRate;
  for (Lane& lane : lanes_) {
    lane.width.prepare(sampleRate, kGainMs);
    lane.keep.prepare(sampleRate, kGainMs);
    lane.log2Hz.prepare(sampleRate, kFrequencyMs);
  }
  reset();
}

void WidthBank::reset() noexcept {
  first_.reset();
  second_.reset();
  for (int lane = 0; lane < kLanes; ++lane) setLane(lane, WidthSettings{}, true);
}

void WidthBank::resetLane(int lane) noexcept {
  const int pair = lane & 2;
  for (LaneSection* section : {&first_, &second_}) {
    section->resetLane(pair);
    section->resetLane(pair + 1);
  }
}

void WidthBank::setLane(int lane, const WidthSettings& settings, bool snap) noexcept {
  Lane& l = at(lane);
  if (!snap && l.settings == settings) return;
  l.settings = settings;
  const bool isSide = lane % 2 == 1;
  aim(l.width, isSide ? 0.01 * settings.widthPercent : 1.0, snap);
  const bool keeps = settings.monoBelowHz > kMonoBelowOffHz;
  // From off, it does not sweep.
  const bool sweeps = !snap && (l.keep.moving() || l.keep.target() != 0.0);
  if (keeps) aim(l.log2Hz, math::log2(settings.monoBelowHz), !sweeps);
  aim(l.keep, keeps ? 1.0 : 0.0, snap);
  l.moving = true;
  if (snap) {
    advance(lane);
    load(lane);
  }
}

void WidthBank::advance(int lane) noexcept {
  Lane& l = at(lane);
  bool gliding = false;
  for (ParamSmoother* s : {&l.width, &l.keep, &l.log2Hz}) gliding |= !s->advance().constant;
  const bool isSide = lane % 2 == 1;
  l.first.front() = l.first.back();
  l.second.front() = l.second.back();
  for (int edge = 1; edge <= kSectionRuns; ++edge) {
    const double u = static_cast<double>(edge) / kSectionRuns;
    const double share = l.keep.segment().at(u);
    const auto i = static_cast<size_t>(edge);
    l.first[i] = l.second[i] = SectionDesign{};
    if (share == 0.0 && l.keep.segment().constant) continue;
    const double hz = math::exp2(l.log2Hz.segment().at(u));
    l.first[i] = butterworthSection(hz, sampleRate_, share, !isSide);
    if (isSide) l.second[i] = l.first[i];
  }
  for (SectionEdges* edges : {&l.first, &l.second}) {
    SectionDesign &from = edges->front(), &to = (*edges)[1];
    // A wire to become a filter: its poles at once, its effect from nothing.
    if (from.a1 == 0.0 && to.a1 != 0.0) from = {to.a1, to.a2, 1.0, 0.0, 0.0, to.g};
    // At rest, exactly on the final values.
    if (!gliding) edges->fill(edges->back());
  }
  l.moving = gliding;
  l.active = gliding || l.width.target() != 1.0 || l.keep.target() != 0.0;
}

void WidthBank::load(int lane) noexcept {
  const Lane& l = at(lane);
  width_.setLane(lane, l.width.segment());
  first_.setLane(lane, l.first);
  second_.setLane(lane, l.second);
}

void WidthBank::copyLane(int lane, const WidthBank& from, int fromLane) noexcept {
  if (lane % 2 != fromLane % 2) return;  // a mono lane, which this stage leaves alone
  at(lane) = from.lanes_[static_cast<size_t>(fromLane)];
  first_.copyLane(lane, from.first_, fromLane);
  second_.copyLane(lane, from.second_, fromLane);
  load(lane);
}

int WidthBank::begin() noexcept {
  activeLanes_ = 0;
  gliding_ = false;
  for (int lane = 0; stereo_ && lane < kLanes; ++lane) {
    if (at(lane).moving) {
      advance(lane);
      load(lane);
    }
    gliding_ |= !at(lane).width.segment().constant;
    if (at(lane).active) activeLanes_ |= 3 << (lane & 2);
  }
  return activeLanes_;
}

/// Left and right to the halves of their sum and difference.
LATHE_APART void WidthBank::split(const BankBlock& block, BankBlock& halves) noexcept {
  const f32x4 half = LATHE_CONSTANT(f32x4, 0.5f);
  const mask32x4 sideLanes = laneMask(0b1010);
  LATHE_UNROLL
  for (int n = 0; n < kBlockFrames; ++n) {
    const f32x4 x = block.frame[n];
    const f32x4 other = swapPairs(x);
    halves.frame[n] = half * select(sideLanes, other - x, x + other);
  }
}

template <bool kGliding>
LATHE_APART void WidthBank::join(const BankBlock& halves, BankBlock& block) const noexcept {
  const mask32x4 sideLanes = laneMask(0b1010), active = laneMask(activeLanes_);
  const LaneCurve curve = width_;
  f32x4 width = curve.c0, u = f32x4::zero();
  LATHE_UNROLL
  for (int n = 0; n < kBlockFrames; ++n) {
    if constexpr (kGliding) {
      width = curve.at(u);
      u += f32x4::splat(1.0f / kBlockFrames);
    }
    const f32x4 y = halves.frame[n] * width;
    const f32x4 other = swapPairs(y);
    block.frame[n] = select(active, select(sideLanes, other - y, y + other), block.frame[n]);
  }
}

void WidthBank::process(WidthBank* const* banks, BankBlock* const* blocks, int count) noexcept {
  constexpr int kAtOnce = 4;
  BankBlock halves[kAtOnce];
  for (int next = 0; next < count;) {
    WidthBank* busy[kAtOnce];
    BankBlock *to[kAtOnce], *work[kAtOnce];
    LaneSection *first[kAtOnce], *second[kAtOnce];
    int ready = 0;
    for (; next < count && ready < kAtOnce; ++next) {
      WidthBank& bank = *banks[next];
      if (bank.begin() == 0) continue;
      busy[ready] = &bank;
      to[ready] = blocks[next];
      work[ready] = &halves[ready];
      first[ready] = &bank.first_;
      second[ready] = &bank.second_;
      split(*to[ready], halves[ready]);
      ++ready;
    }
    LaneSection::run(first, work, ready);
    LaneSection::run(second, work, ready);
    for (int i = 0; i < ready; ++i) {
      busy[i]->gliding_ ? busy[i]->join<true>(halves[i], *to[i])
                        : busy[i]->join<false>(halves[i], *to[i]);
    }
  }
}

}  // namespace lathe

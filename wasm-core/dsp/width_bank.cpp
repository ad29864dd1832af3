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

void WidthBank::processBlock(BankBlock& block) noexcept {
  if (!stereo_) return;
  int activeBits = 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (at(lane).moving) {
      advance(lane);
      load(lane);
    }
    if (at(lane).active) activeBits |= 3 << (lane & 2);
  }
  if (activeBits == 0) return;
  const f32x4 half = f32x4::splat(0.5f);
  const mask32x4 sideLanes = laneMask(0b1010);
  BankBlock halves;
  for (int n = 0; n < kBlockFrames; ++n) {
    const f32x4 x = block.frame[n];
    const f32x4 other = swapPairs(x);
    halves.frame[n] = half * select(sideLanes, other - x, x + other);
  }
  for (LaneSection* section : {&first_, &second_}) {
    BankBlock* blocks[] = {&halves};
    if (section->active()) LaneSection::run(&section, blocks, 1);
  }
  const mask32x4 active = laneMask(activeBits);
  for (int n = 0; n < kBlockFrames; ++n) {
    const f32x4 u = f32x4::splat(static_cast<float>(n) * (1.0f / kBlockFrames));
    const f32x4 y = halves.frame[n] * width_.at(u);
    const f32x4 other = swapPairs(y);
    block.frame[n] = select(active, select(sideLanes, other - y, y + other), block.frame[n]);
  }
}

void WidthBank::process(WidthBank* const* banks, BankBlock* const* blocks, int count) noexcept {
  for (int i = 0; i < count; ++i) banks[i]->processBlock(*blocks[i]);
}

}  // namespace lathe

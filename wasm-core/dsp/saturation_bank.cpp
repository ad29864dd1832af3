#include "dsp/saturation_bank.h"

#include "base/math.h"

namespace lathe {
namespace {

/// Input beyond it is no audio.
constexpr float kHighest = 1e9f;
/// +72 dB over the hard clip's ceiling: keeps the shaper's quotients exact, and is flat anyway.
constexpr float kHighestDriven = 4096.0f;
constexpr double kDcHz = 5.0;
/// −160 dBFS of DC are as good as none.
constexpr double kDcGone = 1e-8;
/// Blocks of silence that empty the filters around the curve.
constexpr int kFlushBlocks = 2;

int smaller(int a, int b) { return a < b ? a : b; }

}  // namespace

void SaturationBank::Delay::reset() noexcept {
  for (f32x4& x : frame) x = f32x4::zero();
}

void SaturationBank::Delay::advance() noexcept {
  for (int i = 0; i < kLatencyFrames; ++i) frame[i] = frame[i + kBlockFrames];
}

void SaturationBank::Delay::resetLane(int lane) noexcept {
  for (int i = 0; i < kLatencyFrames; ++i) frame[i].set(lane, 0.0f);
}

void SaturationBank::Delay::copyLane(int lane, const Delay& from, int fromLane) noexcept {
  for (int i = 0; i < kLatencyFrames; ++i) frame[i].set(lane, from.frame[i].get(fromLane));
}

void SaturationBank::prepare(double sampleRate) {
  dcFactor_ = 1.0 - math::exp(-2.0 * math::kPi * kDcHz / sampleRate);
  for (SaturationLane& lane : lanes_) lane.prepare(sampleRate);
  reset();
}

void SaturationBank::reset() noexcept {
  movingLanes_ = 0;
  gliding_ = false;
  idle_ = true;
  lowsLeft_ = 0;
  for (LaneSection* s : {&highPass_, &emphasis_, &deEmphasis_, &headBump_}) s->reset();
  oversampler_.reset();
  dryDelay_.reset();
  lowsDelay_.reset();
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto i = static_cast<size_t>(lane);
    lanes_[i].reset();
    curve_[i] = lanes_[i].curve();
    shaper_.setCurve(lane, curve_[i]);
    loadLane(lane);
    dc_[lane / 2].set(lane & 1, 0.0);
    silentBlocks_[i] = kFlushBlocks;
    shaper_.settle(lane);
  }
}

void SaturationBank::resetLane(int lane) noexcept {
  for (LaneSection* s : {&highPass_, &emphasis_, &deEmphasis_, &headBump_}) s->resetLane(lane);
  oversampler_.resetLane(lane);
  dryDelay_.resetLane(lane);
  lowsDelay_.resetLane(lane);
  dc_[lane / 2].set(lane & 1, 0.0);
  silentBlocks_[static_cast<size_t>(lane)] = kFlushBlocks;
  shaper_.settle(lane);
}

void SaturationBank::setLane(int lane, const SaturationSettings& settings, bool snap) noexcept {
  SaturationLane& target = lanes_[static_cast<size_t>(lane)];
  if (!snap && target.settings() == settings) return;
  target.set(settings, snap);
  if (snap) {
    const double before = shaper_.bias(lane);
    loadLane(lane);
    // The signal stays where it was about the operating point.
    shaper_.shift(lane, shaper_.bias(lane) - before);
  }
  if (target.moving()) movingLanes_ |= 1 << lane;
}

void SaturationBank::copyLane(int lane, const SaturationBank& from, int fromLane) noexcept {
  const auto to = static_cast<size_t>(lane), source = static_cast<size_t>(fromLane);
  lanes_[to] = from.lanes_[source];
  loadLane(lane);
  for (auto section : {&SaturationBank::highPass_, &SaturationBank::emphasis_,
                       &SaturationBank::deEmphasis_, &SaturationBank::headBump_}) {
    (this->*section).copyLane(lane, from.*section, fromLane);
  }
  movingLanes_ &= ~(1 << lane);
  if (lanes_[to].moving()) movingLanes_ |= 1 << lane;
  oversampler_.copyLane(lane, from.oversampler_, fromLane);
  shaper_.copyState(lane, from.shaper_, fromLane);
  dc_[lane / 2].set(lane & 1, from.dc_[fromLane / 2].get(fromLane & 1));
  silentBlocks_[to] = from.silentBlocks_[source];
  idle_ = idle_ && from.idle_;
  lowsLeft_ = from.lowsLeft_ > lowsLeft_ ? from.lowsLeft_ : lowsLeft_;
  dryDelay_.copyLane(lane, from.dryDelay_, fromLane);
  lowsDelay_.copyLane(lane, from.lowsDelay_, fromLane);
}

void SaturationBank::loadLane(int lane) noexcept {
  const auto i = static_cast<size_t>(lane);
  const SaturationLane& l = lanes_[i];
  const int bit = 1 << lane;
  drive_.setLane(lane, l.drive());
  wet_.setLane(lane, l.wet());
  lows_.setLane(lane, l.lows());
  dry_.setLane(lane, l.dry());
  dcShare_.setLane(lane, l.dcShare());
  const SaturationLane::Filters& filters = l.filters();
  highPass_.setLane(lane, filters.highPass);
  emphasis_.setLane(lane, filters.emphasis);
  deEmphasis_.setLane(lane, filters.deEmphasis);
  headBump_.setLane(lane, filters.headBump);
  if (l.curve() != curve_[i]) {
    curve_[i] = l.curve();
    shaper_.setCurve(lane, curve_[i]);
  }
  shaper_.setBias(lane, l.bias());
  const bool dc = !l.dcShare().constant || l.dcShare().c0 != 0.0;
  if (!dc) dc_[lane / 2].set(lane & 1, 0.0);
  dcLanes_ = dc ? dcLanes_ | bit : dcLanes_ & ~bit;
  awakeLanes_ = l.asleep() ? awakeLanes_ & ~bit : awakeLanes_ | bit;
}

void SaturationBank::advanceLanes() noexcept {
  gliding_ = movingLanes_ != 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    if (!((movingLanes_ >> lane) & 1)) continue;
    SaturationLane& l = lanes_[static_cast<size_t>(lane)];
    l.advance();
    loadLane(lane);
    if (!l.moving()) movingLanes_ &= ~(1 << lane);
  }
}

/// Input to the delay; what is to be saturated stays in the block.
LATHE_APART void SaturationBank::takeIn(BankBlock& block) noexcept {
  const f32x4 highest = LATHE_CONSTANT(f32x4, kHighest);
  f32x4* dry = dryDelay_.now();
  f32x4 peak = f32x4::zero();
  const mask32x4 awake = laneMask(awakeLanes_);
  const auto take = [&](f32x4& x, f32x4& kept) {
    kept = x & (abs(x) <= highest);
    x = kept & awake;
    peak = max(abs(x), peak);
  };
  eachFrame(take, block.frame, dry);
  if (gliding_ || any(peak > f32x4::zero())) idle_ = false;
  lowsActive_ = highPass_.active();
  if (!lowsActive_) return;
  f32x4* lows = lowsDelay_.now();
  LATHE_UNROLL
  for (int i = 0; i < kBlockFrames; ++i) lows[i] = block.frame[i];
  lowsLeft_ = kFlushBlocks;
}

/// After the high-pass: what it took away, and the drive.
LATHE_APART void SaturationBank::splitOff(BankBlock& block) noexcept {
  f32x4* lows = lowsDelay_.now();
  if (lowsActive_) {
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) lows[i] -= block.frame[i];
  } else if (lowsLeft_ > 0) {
    for (int i = 0; i < kBlockFrames; ++i) lows[i] = f32x4::zero();
    --lowsLeft_;
  }
}

LATHE_APART void SaturationBank::driveIn(BankBlock& block) noexcept {
  if (gliding_) {
    f32x4 u = f32x4::zero();
    for (f32x4& x : block.frame) {
      x *= drive_.at(u);
      u += f32x4::splat(1.0f / kBlockFrames);
    }
    return;
  }
  const f32x4 drive = drive_.c0;
  eachFrame([&](f32x4& x) { x *= drive; }, block.frame);
}

/// Keeps what is driven within what the shaper takes, and looks which lanes are silent.
LATHE_APART void SaturationBank::countSilence(BankBlock& block) noexcept {
  const f32x4 highest = LATHE_CONSTANT(f32x4, kHighestDriven), lowest = -highest;
  f32x4 peak = f32x4::zero();
  const auto hold = [&](f32x4& x) {
    x = min(max(x, lowest), highest);
    peak = max(abs(x), peak);
  };
  eachFrame(hold, block.frame);
  const int sounding = bits(peak > f32x4::zero());
  for (int lane = 0; lane < kLanes; ++lane) {
    int& blocks = silentBlocks_[static_cast<size_t>(lane)];
    blocks = (sounding >> lane) & 1 ? 0 : smaller(blocks + 1, kFlushBlocks);
  }
}

void SaturationBank::shapeBlock(BankBlock& block, Oversampler4x<f32x4>::Work& work) noexcept {
  f32x4* const frames = oversampler_.up(block.frame, work);
  // Zeros already, and so would be what comes out.
  int silent = 0;
  for (int blocks : silentBlocks_) silent += blocks;
  if (silent < kLanes * kFlushBlocks || !shaper_.resting()) {
    shaper_.process(frames, Oversampler4x<f32x4>::kFrames);
  }
  oversampler_.down(work, block.frame);
}

template <bool kGliding>
LATHE_APART void SaturationBank::mixLevels(BankBlock& block) noexcept {
  const auto at = [](const LaneCurve& c, f32x4 u) { return kGliding ? c.at(u) : c.c0; };
  const LaneCurve wet = wet_, lows = lows_;
  f32x4 u = f32x4::zero();
  const f32x4 step = f32x4::splat(1.0f / kBlockFrames);
  if (!lowsActive_ && lowsLeft_ == 0) {
    for (f32x4& x : block.frame) {
      x *= at(wet, u);
      if (kGliding) u += step;
    }
    return;
  }
  for (int i = 0; i < kBlockFrames; ++i) {
    block.frame[i] = block.frame[i] * at(wet, u) + lowsDelay_.frame[i] * at(lows, u);
    if (kGliding) u += step;
  }
}

template <bool kGliding>
LATHE_APART void SaturationBank::removeDc(BankBlock& block) noexcept {
  const auto at = [](const LaneCurve& c, f32x4 u) { return kGliding ? c.at(u) : c.c0; };
  const mask32x4 lanes = laneMask(dcLanes_);
  const f64x2 factor = f64x2::splat(dcFactor_), keep = f64x2::splat(1.0 - dcFactor_);
  const f32x4 step = f32x4::splat(1.0f / kBlockFrames);
  const LaneCurve lows = lows_, share = dcShare_;
  f64x2 a = dc_[0], b = dc_[1];
  f32x4 u = f32x4::zero();
  for (int i = 0; i < kBlockFrames; ++i) {
    const f32x4 x = block.frame[i];
    const f32x4 added = (x - dryDelay_.frame[i] * at(lows, u)) & lanes;
    a = a * keep + low2(added) * factor;
    b = b * keep + high2(added) * factor;
    block.frame[i] = x - demote(a, b) * at(share, u);
    if (kGliding) u += step;
  }
  for (f64x2* dc : {&a, &b}) *dc = *dc & (abs(*dc) > f64x2::splat(kDcGone));
  dc_[0] = a;
  dc_[1] = b;
}

void SaturationBank::mixOut(BankBlock& block) noexcept {
  if (!idle_) {
    gliding_ ? mixLevels<true>(block) : mixLevels<false>(block);
    if (dcLanes_ != 0) gliding_ ? removeDc<true>(block) : removeDc<false>(block);
  }
  const LaneCurve dry = dry_;
  if (gliding_ || any(abs(dry.c0) > f32x4::zero())) {
    f32x4 u = f32x4::zero();
    for (int i = 0; i < kBlockFrames; ++i) {
      block.frame[i] += dryDelay_.frame[i] * dry.at(u);
      u += f32x4::splat(1.0f / kBlockFrames);
    }
  }
  dryDelay_.advance();
  if (lowsActive_ || lowsLeft_ > 0) lowsDelay_.advance();
  if (!idle_) idle_ = noTail();
}

/// Nothing left in the wet path that could sound.
bool SaturationBank::noTail() const noexcept {
  if (gliding_ || lowsActive_ != (lowsLeft_ > 0)) return false;
  for (int blocks : silentBlocks_) {
    if (blocks < kFlushBlocks) return false;
  }
  const f64x2 dc = abs(dc_[0]) + abs(dc_[1]);
  return highPass_.silent() && emphasis_.silent() && deEmphasis_.silent() && headBump_.silent() &&
         !any(dc > f64x2::zero());
}

void SaturationBank::process(SaturationBank* const* banks, BankBlock* const* blocks,
                             int count) noexcept {
  Oversampler4x<f32x4>::Work work;
  for (int from = 0; from < count; from += 4) {
    SaturationBank* busy[4];
    BankBlock* busyBlocks[4];
    LaneSection* sections[4];
    int ready = 0;
    const auto runSection = [&](LaneSection SaturationBank::*section) {
      for (int i = 0; i < ready; ++i) sections[i] = &(busy[i]->*section);
      LaneSection::run(sections, busyBlocks, ready);
    };
    const int upTo = smaller(count, from + 4);
    for (int i = from; i < upTo; ++i) {
      banks[i]->advanceLanes();
      banks[i]->takeIn(*blocks[i]);
      if (banks[i]->idle_) continue;
      busy[ready] = banks[i];
      busyBlocks[ready++] = blocks[i];
    }
    runSection(&SaturationBank::highPass_);
    for (int i = 0; i < ready; ++i) {
      busy[i]->splitOff(*busyBlocks[i]);
      busy[i]->driveIn(*busyBlocks[i]);
    }
    runSection(&SaturationBank::emphasis_);
    for (int i = 0; i < ready; ++i) {
      busy[i]->countSilence(*busyBlocks[i]);
      busy[i]->shapeBlock(*busyBlocks[i], work);
    }
    runSection(&SaturationBank::deEmphasis_);
    runSection(&SaturationBank::headBump_);
    for (int i = from; i < upTo; ++i) banks[i]->mixOut(*blocks[i]);
  }
}

}  // namespace lathe

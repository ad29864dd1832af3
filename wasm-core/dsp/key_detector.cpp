#include "dsp/key_detector.h"

#include "base/math.h"
#include "dsp/bank_streams.h"

namespace lathe {
namespace {

constexpr float kLargest = 3.0e38f;

/// The maximum of `level` over the long window, or where a lane is brief over the short one.
template <class History>
void hold(const History& history, const HoldWindow* windows, mask32x4 brief, const f32x4* level,
          f32x4* held) noexcept {
  slideMaximum(history, windows[0], level, held);
  if (any(brief)) {
    f32x4 other[kBlockFrames];
    slideMaximum(history, windows[1], level, other);
    for (int i = 0; i < kBlockFrames; ++i) held[i] = select(brief, other[i], held[i]);
  }
  pushLevels(history, level);
}

LATHE_INLINE f32x4 sizeOf(f32x4 x) noexcept {
  const f32x4 size = abs(x);
  return size & (size <= LATHE_CONSTANT(f32x4, kLargest));
}

LATHE_APART void toLog2(f32x4* level) noexcept {
  const f32x4 lowest = LATHE_CONSTANT(f32x4, KeyDetector::kLowestLevel),
              highest = LATHE_CONSTANT(f32x4, KeyDetector::kHighestLevel);
  eachFrame([&](f32x4& x) { x = math::log2(min(max(x, lowest), highest)); }, level);
}

LATHE_APART void sizesOf(const f32x4* frames, f32x4* size) noexcept {
  eachFrame([](f32x4 x, f32x4& to) { to = sizeOf(x); }, frames, size);
}

LATHE_APART void pairSizesOf(const f32x4* first, const f32x4* second, f32x4* size) noexcept {
  const auto larger = [](f32x4 a, f32x4 b, f32x4& to) {
    const f32x4 x = sizeOf(a), y = sizeOf(b);
    to = max(evenLanes(x, y), oddLanes(x, y));
  };
  eachFrame(larger, first, second, size);
}

LATHE_APART void copyFinite(const f32x4* from, f32x4* to) noexcept {
  const f32x4 largest = LATHE_CONSTANT(f32x4, kLargest);
  eachFrame([&](f32x4 x, f32x4& finite) { finite = x & (abs(x) <= largest); }, from, to);
}

}  // namespace

void KeyDetector::prepare(double sampleRate) {
  window_[0] = HoldWindow::of(kHoldMs, sampleRate);
  window_[1] = HoldWindow::of(kShortHoldMs, sampleRate);
  maximum_.prepare(sampleRate, kHoldMs);
  band_.prepare(sampleRate);
  reset();
}

size_t KeyDetector::heapBytes(double sampleRate) noexcept {
  return SlidingMaximum::heapBytes(sampleRate, kHoldMs);
}

void KeyDetector::reset() noexcept {
  shortHold_ = f32x4::zero();
  setStereo(stereo_);
  band_.reset();
}

void KeyDetector::setStereo(bool linkedPairs) noexcept {
  stereo_ = linkedPairs;
  maximum_.reset(stereo_ ? kLanes / 2 : kLanes);
}

void KeyDetector::resetLane(int lane) noexcept {
  maximum_.clearColumn(column(lane));
  band_.resetLane(lane);
}

void KeyDetector::setLane(int lane, double highPassHz, double lowPassHz, bool shortHold,
                          bool snap) noexcept {
  lanesOf(shortHold_)[lane] = shortHold ? 1.0f : 0.0f;
  band_.setLane(lane, highPassHz, lowPassHz, snap);
}

void KeyDetector::copyLane(int lane, const KeyDetector& from, int fromLane) noexcept {
  copyLanes(shortHold_, lane, from.shortHold_, fromLane);
  maximum_.copyColumn(column(lane), from.maximum_, from.column(fromLane));
  band_.copyLane(lane, from.band_, fromLane);
}

void KeyDetector::filter(KeyDetector* const* detectors, const BankBlock** keys, BankBlock* scratch,
                         int count) noexcept {
  KeyBand* bands[2];
  BankBlock* blocks[2];
  int ready = 0;
  for (int i = 0; i < count; ++i) {
    if (!detectors[i]->band_.active()) continue;
    copyFinite(keys[i]->frame, scratch[i].frame);
    keys[i] = &scratch[i];
    bands[ready] = &detectors[i]->band_;
    blocks[ready++] = &scratch[i];
  }
  if (ready > 0) KeyBand::process(bands, blocks, ready);
}

void KeyDetector::follow(KeyDetector& a, const BankBlock& keyA, KeyDetector& b,
                         const BankBlock& keyB, f32x4* level) noexcept {
  f32x4 shortHold;
  joinLanes(a.stereo_, a.shortHold_, b.shortHold_, shortHold);
  const mask32x4 brief = shortHold > f32x4::zero();
  f32x4 size[kBlockFrames];
  if (a.stereo_) {
    pairSizesOf(keyA.frame, keyB.frame, size);
    hold(StereoHistory{&a.maximum_, &b.maximum_}, a.window_, brief, size, level);
  } else {
    sizesOf(keyA.frame, size);
    hold(MonoHistory{&a.maximum_}, a.window_, brief, size, level);
  }
  toLog2(level);
}

}  // namespace lathe

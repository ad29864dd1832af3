#include "dsp/key_detector.h"

#include "base/math.h"
#include "dsp/bank_streams.h"

namespace lathe {
namespace {

constexpr float kLargest = 3.0e38f;

/// Histories of a stream: of a mono bank's four columns, or of two banks' pairs. One type for
/// both, so that the loops exist but once.
struct StreamHistory {
  SlidingMaximum *a, *b;
  int columns;  ///< of a frame of each

  template <class Float>
  struct Halves {
    Float *low, *high;
    int columns;
    LATHE_INLINE f32x4 operator[](int frame) const noexcept {
      return loadHalves(low + columns * frame, high + columns * frame);
    }
  };
  template <class Float>
  Halves<Float> halves(Float* first, Float* second) const noexcept {
    return {first, columns == kLanes ? first + 2 : second, columns};
  }
  Halves<const float> tails(int age) const noexcept { return halves(a->tails(age), b->tails(age)); }
  LATHE_INLINE void setTail(int frame, f32x4 x) const noexcept {
    const auto [low, high, stride] = halves(a->current(), b->current());
    storeHalves(x, low + stride * frame, high + stride * frame);
  }
  void push() const noexcept {
    a->push();
    if (b != a) b->push();
  }
};

/// The maximum of `level` over the long window, or where a lane is brief over the short one.
void hold(const StreamHistory& history, const HoldWindow* windows, mask32x4 brief,
          const f32x4* level, f32x4* held) noexcept {
  f32x4 other[kBlockFrames];
  const int count = any(brief) ? 2 : 1;
  for (int n = 0; n < count; ++n) slideMaximum(history, windows[n], level, n ? other : held);
  for (int i = 0; count == 2 && i < kBlockFrames; ++i) held[i] = select(brief, other[i], held[i]);
  pushLevels(history, level);
}

LATHE_INLINE f32x4 sizeOf(f32x4 x) noexcept {
  const f32x4 size = abs(x);
  return size & (size <= f32x4::splat(kLargest));
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

const BankBlock& KeyDetector::filter(const BankBlock& key, BankBlock& scratch) noexcept {
  if (!band_.active()) return key;
  LATHE_UNROLL
  for (int i = 0; i < kBlockFrames; ++i) {
    const f32x4 x = key.frame[i];
    scratch.frame[i] = x & (abs(x) <= f32x4::splat(kLargest));
  }
  band_.process(scratch);
  return scratch;
}

void KeyDetector::follow(KeyDetector& a, const BankBlock& keyA, KeyDetector& b,
                         const BankBlock& keyB, f32x4* level) noexcept {
  const f32x4 *first = keyA.frame, *second = keyB.frame;
  f32x4 shortHold;
  joinLanes(a.stereo_, a.shortHold_, b.shortHold_, shortHold);
  const mask32x4 brief = shortHold > f32x4::zero();
  f32x4 size[kBlockFrames];
  if (!a.stereo_) {
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) size[i] = sizeOf(first[i]);
  } else {
    LATHE_UNROLL
    for (int i = 0; i < kBlockFrames; ++i) {
      const f32x4 x = sizeOf(first[i]), y = sizeOf(second[i]);
      size[i] = max(evenLanes(x, y), oddLanes(x, y));
    }
  }
  const StreamHistory history = {&a.maximum_, &b.maximum_, a.stereo_ ? kLanes / 2 : kLanes};
  hold(history, a.window_, brief, size, level);
  const f32x4 lowest = f32x4::splat(kLowestLevel), highest = f32x4::splat(kHighestLevel);
  LATHE_UNROLL
  for (int i = 0; i < kBlockFrames; ++i) level[i] = math::log2(min(max(level[i], lowest), highest));
}

}  // namespace lathe

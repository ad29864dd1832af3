// Delay lines that are written and read by whole blocks: every run of
// kBlockFrames is one piece of memory, wherever it starts, because the ring's
// first block is kept a second time behind its last. So a tap is a pointer,
// and loops over it need no wrapping and no gathering.
// Several channels of one length share a write position.
//
// A reset clears next to nothing, so that it may happen between two blocks: what
// was written before it is never read again.
// Thread: real-time, except `prepare`.
#pragma once

#include <cstddef>
#include <vector>

#include "base/block.h"
#include "base/simd.h"

namespace lathe {

/// What may enter a recursive path: NaN, infinities and what is beyond ±100 dBFS count as
/// silence, and so does what could decay into denormals.
LATHE_INLINE f32x4 cleanSound(f32x4 x) {
  const f32x4 size = abs(x);
  return x & ((size >= f32x4::splat(kFlushBelow)) & (size <= f32x4::splat(1e5f)));
}
/// For values known to be finite.
LATHE_INLINE f32x4 flushTiny(f32x4 x) { return x & (abs(x) >= f32x4::splat(kFlushBelow)); }

class BlockRings {
 public:
  static constexpr int framesFor(int maxDelay) {
    return (maxDelay + 2 * kBlockFrames - 1) / kBlockFrames * kBlockFrames;
  }
  static constexpr size_t memoryBytes(int channels, int maxDelay) {
    return sizeof(float) * static_cast<size_t>(channels) *
           static_cast<size_t>(framesFor(maxDelay) + kBlockFrames);
  }

  /// [not real-time] Holds delays up to `maxDelay` frames.
  void prepare(int channels, int maxDelay);
  void reset() noexcept;
  /// Where the present block of `channel` is to be written.
  float* block(int channel) noexcept { return line(channel) + at_; }
  /// The present block is written: keeps the copy. Then taps may reach into it.
  void wrote(int channel) noexcept {
    if (at_ == 0) copyBlock(line(channel) + frames_, line(channel));
  }
  /// kBlockFrames that lie `delay` frames before the present block. Delays below
  /// kBlockFrames reach into it, and want it written.
  const float* tap(int channel, int delay) const noexcept {
    if (delay >= heard_ + kBlockFrames) return kSilence;
    const int from = at_ - delay;
    return line(channel) + (from < 0 ? from + frames_ : from);
  }
  void advance() noexcept {
    at_ += kBlockFrames;
    if (at_ == frames_) at_ = 0;
    if (heard_ < frames_) heard_ += kBlockFrames;
  }

 private:
  alignas(16) static constexpr float kSilence[kBlockFrames] = {};

  float* line(int channel) noexcept {
    return memory_.data() + static_cast<ptrdiff_t>(channel) * (frames_ + kBlockFrames);
  }
  const float* line(int channel) const noexcept {
    return memory_.data() + static_cast<ptrdiff_t>(channel) * (frames_ + kBlockFrames);
  }

  int frames_ = kBlockFrames;
  int at_ = 0;
  int heard_ = 0;  ///< frames written since the reset, as far as taps reach
  std::vector<float> memory_;
};

/// How far a cross-fade is, over one block: 0 is all old, 1 all new.
struct FadeRamp {
  bool moving = false;
  float start = 1.0f, step = 0.0f;  ///< per frame
  /// Of four frames from `frame` on.
  LATHE_INLINE f32x4 at(int frame) const noexcept {
    const float n = static_cast<float>(frame);
    return f32x4::splat(start) + f32x4::splat(step) * f32x4::make(n, n + 1.0f, n + 2.0f, n + 3.0f);
  }
};

/// The tap at `to`, or on the way to it from `from`; then in `scratch`.
const float* fadedTap(const BlockRings& rings, int channel, int from, int to, const FadeRamp& fade,
                      float* scratch) noexcept;

}  // namespace lathe

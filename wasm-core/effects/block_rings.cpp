#include "effects/block_rings.h"

namespace lathe {

void BlockRings::prepare(int channels, int maxDelay) {
  frames_ = framesFor(maxDelay);
  memory_.assign(memoryBytes(channels, maxDelay) / sizeof(float), 0.0f);
  at_ = heard_ = 0;
}

void BlockRings::reset() noexcept {
  at_ = heard_ = 0;
  // A tap that reaches into the first block may begin up to a block before it.
  const ptrdiff_t length = frames_ + kBlockFrames;
  for (ptrdiff_t end = frames_; end <= static_cast<ptrdiff_t>(memory_.size()); end += length) {
    for (ptrdiff_t i = end - kBlockFrames; i < end; ++i) memory_[static_cast<size_t>(i)] = 0.0f;
  }
}

const float* fadedTap(const BlockRings& rings, int channel, int from, int to, const FadeRamp& fade,
                      float* scratch) noexcept {
  const float* next = rings.tap(channel, to);
  if (!fade.moving || from == to) return next;
  const float* last = rings.tap(channel, from);
  for (int i = 0; i < kBlockFrames; i += 4) {
    const f32x4 a = f32x4::load(last + i);
    (a + (f32x4::load(next + i) - a) * fade.at(i)).store(scratch + i);
  }
  return scratch;
}

}  // namespace lathe

#include "master/limiter/gain_envelope.h"

#include <algorithm>
#include <bit>

namespace lathe {
namespace {

size_t delaySize(int longest) noexcept {
  return std::bit_ceil(static_cast<uint32_t>(longest + kBlockFrames));
}

}  // namespace

void GainEnvelope::prepare(const Frames& most) {
  delay_.resize(delaySize(most.delay));
  delayMask_ = static_cast<int>(delay_.size()) - 1;
  hold_.prepare(most.hold);
  levelHold_.prepare(most.levelHold);
  boxes_.prepare(most.ramp);
}

size_t GainEnvelope::heapBytes(const Frames& most) noexcept {
  return delaySize(most.delay) * sizeof(double) + MovingMinimum::heapBytes(most.hold) +
         MovingMinimum::heapBytes(most.levelHold) + BoxCascade::heapBytes(most.ramp);
}

void GainEnvelope::reset(const Frames& frames) noexcept {
  frames_ = frames;
  std::fill(delay_.begin(), delay_.end(), 1.0);
  delayPosition_ = 0;
  hold_.reset(frames.hold);
  levelHold_.reset(frames.levelHold);
  release_.reset();
  boxes_.reset(frames.ramp);
  open_ = true;
  // A block more, since the first that counts may have found the hold still busy.
  memoryFrames_ = frames.delay + frames.levelHold + frames.ramp + kBlockFrames;
  restFrames_ = memoryFrames_;
}

void GainEnvelope::hold(const Block& allowed, bool open, Block& held, Block& sustained) noexcept {
  open_ = open;
  const double* in = allowed;
  alignas(16) Block late;
  if (frames_.delay > 0) {
    for (int i = 0; i < kBlockFrames; ++i) {
      delay_[static_cast<size_t>((delayPosition_ + i) & delayMask_)] = allowed[i];
      late[i] = delay_[static_cast<size_t>((delayPosition_ + i - frames_.delay) & delayMask_)];
    }
    delayPosition_ = (delayPosition_ + kBlockFrames) & delayMask_;
    in = late;
  }
  hold_.process(in, held, kBlockFrames);
  if (frames_.levelHold > frames_.hold) {
    levelHold_.process(in, sustained, kBlockFrames);
  } else {
    std::copy_n(held, kBlockFrames, sustained);
  }
}

template <size_t kCount>
void GainEnvelope::shape(std::array<GainEnvelope, 2>& envelopes, const Block (&held)[2],
                         const Block (&sustained)[2], Block (&gains)[2]) noexcept {
  // In registers: the compiler cannot know that the gains are not its stores.
  std::array<TwoStageRelease, kCount> release;
  for (size_t c = 0; c < kCount; ++c) release[c] = envelopes[c].release_;
  for (int i = 0; i < kBlockFrames; ++i) {
    for (size_t c = 0; c < kCount; ++c) {
      gains[c][i] = release[c].process(held[c][i], sustained[c][i]);
    }
  }
  for (size_t c = 0; c < kCount; ++c) {
    GainEnvelope& e = envelopes[c];
    e.boxes_.process(gains[c], kBlockFrames);
    const bool restful = e.open_ && e.release_.atRest() && release[c].atRest();
    e.release_ = release[c];
    e.restFrames_ = restful ? std::min(e.restFrames_ + kBlockFrames, e.memoryFrames_) : 0;
  }
}

template void GainEnvelope::shape<1>(std::array<GainEnvelope, 2>&, const Block (&)[2],
                                     const Block (&)[2], Block (&)[2]) noexcept;
template void GainEnvelope::shape<2>(std::array<GainEnvelope, 2>&, const Block (&)[2],
                                     const Block (&)[2], Block (&)[2]) noexcept;

}  // namespace lathe

#include "dsp/lane_delay.h"

#include "base/math.h"

namespace lathe {
namespace {

/// Whole blocks: the past, and the block that is written before it is read.
int ringFrames(int longestFrames) noexcept {
  return (longestFrames + 2 * kBlockFrames - 1) / kBlockFrames * kBlockFrames;
}

}  // namespace

int LaneDelay::framesOf(double ms, double sampleRate) noexcept {
  return static_cast<int>(math::clamp(math::round(ms * 0.001 * sampleRate), 0.0, 1e5));
}

size_t LaneDelay::heapBytes(int longestFrames) noexcept {
  return static_cast<size_t>(ringFrames(longestFrames)) * sizeof(f32x4);
}

void LaneDelay::prepare(int longestFrames) {
  size_ = ringFrames(longestFrames);
  ring_.assign(static_cast<size_t>(size_), f32x4::zero());
  at_ = 0;
  reset();
}

void LaneDelay::reset() noexcept {
  frames_.fill(0);
  for (f32x4& frame : ring_) frame = f32x4::zero();
}

void LaneDelay::clearLane(int lane) noexcept {
  if (frames(lane) == 0) return;  // its past is not read
  for (f32x4& frame : ring_) frame.set(lane, 0.0f);
}

void LaneDelay::setFrames(int lane, int frames) noexcept {
  int& mine = frames_[static_cast<size_t>(lane)];
  if (frames == mine) return;
  mine = frames < size_ - kBlockFrames ? frames : size_ - kBlockFrames;
  clearLane(lane);
}

void LaneDelay::copyLane(int lane, const LaneDelay& from, int fromLane) noexcept {
  frames_[static_cast<size_t>(lane)] = from.frames(fromLane);
  for (int ago = 1; ago <= frames(lane); ++ago) {
    ring_[at(ago)].set(lane, from.ring_[from.at(ago)].get(fromLane));
  }
}

void LaneDelay::process(BankBlock& block) noexcept {
  const int first = frames_[0];
  bool alike = true, any = false;
  for (int frames : frames_) {
    alike &= frames == first;
    any |= frames != 0;
  }
  if (!any) return;
  const f32x4 largest = f32x4::splat(3.0e38f);
  const auto keep = [&](f32x4 x, f32x4& kept) { kept = x & (abs(x) <= largest); };
  eachFrame(keep, block.frame, ring_.data() + at_);
  // In two pieces, where the ring begins again.
  const auto read = [this](int late, const auto& take) {
    const auto start = static_cast<int>(at(late));
    const int untilWrap = size_ - start < kBlockFrames ? size_ - start : kBlockFrames;
    take(0, untilWrap, start);
    take(untilWrap, kBlockFrames, start - size_);
  };
  if (alike) {
    const f32x4* ring = ring_.data();
    read(first, [&](int begin, int end, int offset) {
      LATHE_UNROLL
      for (int i = begin; i < end; ++i) block.frame[i] = ring[offset + i];
    });
  } else {
    auto* out = reinterpret_cast<float*>(block.frame);
    const auto* in = reinterpret_cast<const float*>(ring_.data());
    for (int lane = 0; lane < kLanes; ++lane) {
      if (frames(lane) == 0) continue;
      read(frames(lane), [&](int begin, int end, int offset) {
        for (int i = begin; i < end; ++i) out[4 * i + lane] = in[4 * (offset + i) + lane];
      });
    }
  }
  at_ += kBlockFrames;
  if (at_ == size_) at_ = 0;
}

}  // namespace lathe

#include "live/transport.h"

#include <algorithm>

#include "base/block_collector.h"

namespace lathe {

void Transport::prepare(double sampleRate, int64_t songFrames,
                        const DeliveredRange& range) noexcept {
  *this = Transport();
  fade_.prepare(sampleRate);
  songFrames_ = songFrames;
  songEnd_ = blockCeiling(songFrames);
  rangeStart_ = blockStart(range.startFrame());
  rangeEnd_ = blockCeiling(range.endFrame());
}

void Transport::play() noexcept {
  if (running_) {
    // Back from a fade-out that was to stop; a jump that waits for it still happens.
    stopPending_ = false;
    if (seekTarget_ < 0) fade_.rise(0);
    return;
  }
  if (position_ >= rangeEnd_ && !insideLoop()) jumpTo(rangeStart_);
  running_ = true;
  stopPending_ = false;
  delivering_ = false;
  fade_.close();
  fade_.rise(0);
}

void Transport::pause() noexcept {
  if (!running_) return;
  stopPending_ = true;
  fade_.fall();
  if (!delivering_) finishFadeOut();
}

void Transport::seek(int64_t frame) noexcept {
  const int64_t target = blockStart(std::clamp<int64_t>(frame, 0, songFrames_));
  if (running_ && delivering_) {
    seekTarget_ = target;
    fade_.fall();
  } else {
    jumpTo(target);
  }
}

void Transport::setLoop(int64_t start, int64_t end) noexcept {
  if (end <= start || end <= 0) {
    loopStart_ = loopEnd_ = 0;
    return;
  }
  loopStart_ = blockStart(std::max<int64_t>(start, 0) + kBlockFrames / 2);
  loopEnd_ = std::max(blockStart(end + kBlockFrames / 2), loopStart_ + kBlockFrames);
}

void Transport::jumpTo(int64_t frame) noexcept {
  position_ = frame;
  runStart_ = frame;
  loopedFrames_ = 0;
  resetPending_ = true;
  delivering_ = false;
  seekTarget_ = -1;
  ++jumps_;
}

bool Transport::begin(int latencyFrames) noexcept {
  delivering_ = true;
  if (!resetPending_) return false;
  resetPending_ = false;
  if (position_ == 0) {
    fade_.open();
  } else {
    fade_.close();
    fade_.rise(latencyFrames);
  }
  return true;
}

bool Transport::advance(int latencyFrames) noexcept {
  const bool looping = insideLoop();
  position_ += kBlockFrames;
  bool wrapped = false;
  if (looping && position_ >= loopEnd_) {
    loopedFrames_ = position_ - loopStart_;
    position_ = loopStart_;
    runStart_ = loopStart_;
    wrapped = true;
  } else if (!looping && position_ >= rangeEnd_ + latencyFrames && !stopPending_) {
    stopPending_ = true;
    fade_.fall();
  }
  if ((stopPending_ || seekTarget_ >= 0) && fade_.closed()) finishFadeOut();
  return wrapped;
}

bool Transport::starve() noexcept {
  const bool due = delivering_;
  // What sounded has ended with the last block: there is nothing left to fade out, and the block
  // that comes at last fades in. Before the first block of a start at frame 0 nothing has sounded.
  fade_.restart();
  if (stopPending_ || seekTarget_ >= 0) finishFadeOut();
  return due;
}

void Transport::finishFadeOut() noexcept {
  if (seekTarget_ >= 0) jumpTo(seekTarget_);
  if (stopPending_) {
    stopPending_ = false;
    running_ = false;
    delivering_ = false;
  }
}

}  // namespace lathe

#include "render/mix_renderer.h"

#include <algorithm>

#include "base/block_collector.h"

namespace lathe {

bool MixRenderer::prepare(const Session& session, std::span<const PcmLayout> stems, int maxFrames) {
  maxFrames_ = static_cast<int>(blockCeiling(std::max(maxFrames, 1)));
  if (!console_.prepare(session) || !streamer_.prepare(session, stems, maxFrames_)) return false;
  console_.setStripMeters(false);
  for (auto& channel : mix_) channel.assign(static_cast<size_t>(maxFrames_), 0.0f);
  songFrames_ = session.songFrames();
  inputEnd_ = blockCeiling(songFrames_);
  position_ = 0;
  chunkFrames_ = 0;
  started_ = false;
  return true;
}

void MixRenderer::startAt(int64_t frame) noexcept {
  position_ = blockStart(std::clamp<int64_t>(frame, 0, inputEnd_));
}

size_t MixRenderer::setPart(int part, int parts) {
  blockSums_ = static_cast<size_t>(console_.setPart(part, parts));
  trackSums_.assign(blockSums_ * static_cast<size_t>(maxFrames_ / kBlockFrames), 0.0);
  for (int track = 0; track < console_.trackCount(); ++track) {
    if (!console_.needsTrack(track)) streamer_.leaveOut(track);
  }
  return trackSums_.size();
}

void MixRenderer::setParam(int target, ParamId id, double value) noexcept {
  console_.setParam(target, id, value);
}

std::span<const ReadRequest> MixRenderer::plan() noexcept {
  const int64_t left = inputEnd_ - position_;
  if (left <= 0) {
    // Past the song: nothing but tails and latency.
    chunkFrames_ = maxFrames_;
    return {};
  }
  chunkFrames_ = static_cast<int>(std::min<int64_t>(left, maxFrames_));
  return streamer_.plan(position_, chunkFrames_);
}

void MixRenderer::fillInputs(int offset) noexcept {
  const bool ended = position_ >= inputEnd_;
  for (int track = 0, source = 0; track < console_.trackCount(); ++track) {
    for (int channel = 0; channel < console_.trackChannels(track); ++channel, ++source) {
      // Nothing writes to the track's own input: it is silent.
      console_.setTrackSource(track, channel, ended ? nullptr : streamer_.channel(source) + offset);
    }
  }
}

int MixRenderer::render() noexcept {
  if (!started_) {
    console_.reset();
    started_ = true;
  }
  if (position_ < inputEnd_) streamer_.assemble();
  double* sums = trackSums_.data();
  for (int offset = 0; offset < chunkFrames_; offset += kBlockFrames) {
    fillInputs(offset);
    console_.processBlock(position_, sums);
    sums += blockSums_;
    for (int channel = 0; channel < 2; ++channel) {
      std::copy_n(console_.mix(channel), kBlockFrames, mix_[channel].data() + offset);
    }
    position_ += kBlockFrames;
  }
  const int frames = chunkFrames_;
  chunkFrames_ = 0;
  return frames;
}

}  // namespace lathe

#include "render/offline_renderer.h"

#include <algorithm>

#include "render/block_collector.h"

namespace lathe {

bool OfflineRenderer::prepare(const Session& session, std::span<const PcmLayout> stems,
                              int maxFrames) {
  maxFrames_ = static_cast<int>(blockCeiling(std::max(maxFrames, 1)));
  if (!engine_.prepare(session) || !streamer_.prepare(session, stems, maxFrames_)) return false;
  engine_.setStripMeters(false);
  for (int channel = 0; channel < 2; ++channel) {
    output_[channel].assign(static_cast<size_t>(maxFrames_), 0.0);
    mix_[channel].assign(static_cast<size_t>(maxFrames_), 0.0f);
  }
  songFrames_ = session.songFrames();
  inputEnd_ = blockCeiling(songFrames_);
  position_ = 0;
  framesDone_ = 0;
  chunkFrames_ = 0;
  mixFrames_ = 0;
  started_ = false;
  return true;
}

size_t OfflineRenderer::setPart(int part, int parts) {
  blockSums_ = static_cast<size_t>(engine_.setPart(part, parts));
  trackSums_.assign(blockSums_ * static_cast<size_t>(maxFrames_ / kBlockFrames), 0.0);
  for (int track = 0; track < engine_.trackCount(); ++track) {
    if (!engine_.needsTrack(track)) streamer_.leaveOut(track);
  }
  return trackSums_.size();
}

void OfflineRenderer::setParam(int target, ParamId id, double value) noexcept {
  engine_.setParam(target, id, value);
}

std::span<const ReadRequest> OfflineRenderer::plan() noexcept {
  const int64_t left = inputEnd_ - position_;
  if (left <= 0) {
    // Past the song: only the latency is left to flush.
    chunkFrames_ = maxFrames_;
    return {};
  }
  chunkFrames_ = static_cast<int>(std::min<int64_t>(left, maxFrames_));
  return streamer_.plan(position_, chunkFrames_);
}

void OfflineRenderer::fillInputs(int offset) noexcept {
  const bool flushing = position_ >= inputEnd_;
  for (int track = 0, source = 0; track < engine_.trackCount(); ++track) {
    for (int channel = 0; channel < engine_.trackChannels(track); ++channel, ++source) {
      // Nothing writes to the track's own input: it is silent.
      engine_.setTrackSource(track, channel,
                             flushing ? nullptr : streamer_.channel(source) + offset);
    }
  }
}

int OfflineRenderer::render() noexcept {
  if (!started_) {
    engine_.reset();
    headFrames_ = engine_.latencyFrames();
    started_ = true;
  }
  if (position_ < inputEnd_) streamer_.assemble();
  BlockCollector<double> output({output_[0].data(), output_[1].data()}, headFrames_,
                                songFrames_ - framesDone_);
  BlockCollector<float> mix({mix_[0].data(), mix_[1].data()}, 0, songFrames_ - position_);
  double* sums = trackSums_.data();
  for (int offset = 0; offset < chunkFrames_ && output.wanted() > 0; offset += kBlockFrames) {
    fillInputs(offset);
    engine_.processBlock(position_, sums);
    sums += blockSums_;
    output.add(engine_.output(0), engine_.output(1));
    mix.add(engine_.mix(0), engine_.mix(1));
    position_ += kBlockFrames;
  }
  chunkFrames_ = 0;
  headFrames_ = output.skip();
  mixFrames_ = mix.count();
  framesDone_ += output.count();
  return output.count();
}

}  // namespace lathe

#include "master/master_pass.h"

#include <algorithm>

#include "base/block_collector.h"

namespace lathe {

bool MasterPass::prepare(const Session& session, int mixLatencyFrames, int maxFrames) {
  if (!master_.prepare(session, mixLatencyFrames)) return false;
  begin(session.headTail, session.sampleRate, session.songFrames(), mixLatencyFrames, maxFrames);
  return true;
}

bool MasterPass::prepare(double sampleRate, int64_t songFrames, int maxFrames,
                         const HeadTail& headTail) {
  if (!master_.prepare(sampleRate)) return false;
  begin(headTail, sampleRate, std::max<int64_t>(songFrames, 0), 0, maxFrames);
  return true;
}

void MasterPass::begin(const HeadTail& headTail, double sampleRate, int64_t songFrames,
                       int mixLatencyFrames, int maxFrames) {
  maxFrames_ = static_cast<int>(blockCeiling(std::max(maxFrames, 1)));
  for (int channel = 0; channel < 2; ++channel) {
    input_[channel].assign(static_cast<size_t>(maxFrames_), 0.0f);
    output_[channel].assign(static_cast<size_t>(maxFrames_), 0.0);
  }
  range_.prepare(headTail, sampleRate, songFrames);
  mixLatencyFrames_ = mixLatencyFrames;
  leadFrames_ = headTail.silenceBeforeFrames;
  rangeLeft_ = range_.endFrame() - range_.startFrame();
  totalFrames_ = headTail.deliveredFrames(songFrames);
  position_ = 0;
  framesDone_ = 0;
  started_ = false;
}

int MasterPass::silence() noexcept {
  if (!owesSilence()) return 0;
  const int64_t end = framesDone_ < leadFrames_ ? leadFrames_ : totalFrames_;
  const auto frames = static_cast<int>(std::min<int64_t>(end - framesDone_, maxFrames_));
  for (auto& channel : output_) std::fill_n(channel.begin(), frames, 0.0);
  framesDone_ += frames;
  return frames;
}

int MasterPass::process(int frames) noexcept {
  if (!started_) {
    master_.reset();
    skipFrames_ = latencyFrames() + range_.startFrame();
    started_ = true;
  }
  const int taken = std::clamp(frames, 0, maxFrames_);
  // A mix that ends inside a block is padded; one that has ended is silence.
  const int length = taken > 0 ? static_cast<int>(blockCeiling(taken)) : maxFrames_;
  for (auto& channel : input_) std::fill(channel.begin() + taken, channel.begin() + length, 0.0f);

  BlockCollector<double> output({output_[0].data(), output_[1].data()}, skipFrames_, rangeLeft_);
  for (int offset = 0; offset < length && output.wanted() > 0; offset += kBlockFrames) {
    master_.process(input_[0].data() + offset, input_[1].data() + offset, position_);
    output.add(master_.output(0), master_.output(1));
    position_ += kBlockFrames;
  }
  fade(output.count());
  skipFrames_ = output.skip();
  rangeLeft_ -= output.count();
  framesDone_ += output.count();
  return output.count();
}

void MasterPass::fade(int frames) noexcept {
  double gains[kBlockFrames];
  for (int done = 0; done < frames; done += kBlockFrames) {
    const int count = std::min(frames - done, kBlockFrames);
    if (!range_.gains(range_.endFrame() - rangeLeft_ + done, count, gains)) continue;
    for (auto& channel : output_) {
      for (int i = 0; i < count; ++i) channel[static_cast<size_t>(done + i)] *= gains[i];
    }
  }
}

}  // namespace lathe

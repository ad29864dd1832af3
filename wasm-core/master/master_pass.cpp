#include "master/master_pass.h"

#include <algorithm>

#include "base/block_collector.h"

namespace lathe {

bool MasterPass::prepare(const Session& session, int mixLatencyFrames, int maxFrames) {
  if (!master_.prepare(session, mixLatencyFrames)) return false;
  begin(session.songFrames(), mixLatencyFrames, maxFrames);
  return true;
}

bool MasterPass::prepare(double sampleRate, int64_t totalFrames, int maxFrames) {
  if (!master_.prepare(sampleRate)) return false;
  begin(std::max<int64_t>(totalFrames, 0), 0, maxFrames);
  return true;
}

void MasterPass::begin(int64_t totalFrames, int mixLatencyFrames, int maxFrames) {
  maxFrames_ = static_cast<int>(blockCeiling(std::max(maxFrames, 1)));
  for (int channel = 0; channel < 2; ++channel) {
    input_[channel].assign(static_cast<size_t>(maxFrames_), 0.0f);
    output_[channel].assign(static_cast<size_t>(maxFrames_), 0.0);
  }
  totalFrames_ = totalFrames;
  mixLatencyFrames_ = mixLatencyFrames;
  position_ = 0;
  framesDone_ = 0;
  started_ = false;
}

int MasterPass::process(int frames) noexcept {
  if (!started_) {
    master_.reset();
    headFrames_ = latencyFrames();
    started_ = true;
  }
  const int taken = std::clamp(frames, 0, maxFrames_);
  // A mix that ends inside a block is padded; one that has ended is silence.
  const int length = taken > 0 ? static_cast<int>(blockCeiling(taken)) : maxFrames_;
  for (auto& channel : input_) std::fill(channel.begin() + taken, channel.begin() + length, 0.0f);

  BlockCollector<double> output({output_[0].data(), output_[1].data()}, headFrames_,
                                totalFrames_ - framesDone_);
  for (int offset = 0; offset < length && output.wanted() > 0; offset += kBlockFrames) {
    master_.process(input_[0].data() + offset, input_[1].data() + offset, position_);
    output.add(master_.output(0), master_.output(1));
    position_ += kBlockFrames;
  }
  headFrames_ = output.skip();
  framesDone_ += output.count();
  return output.count();
}

}  // namespace lathe

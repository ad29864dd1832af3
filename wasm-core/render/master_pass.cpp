#include "render/master_pass.h"

#include <algorithm>

#include "render/block_collector.h"

namespace lathe {

bool MasterPass::prepare(double sampleRate, int64_t totalFrames, int maxFrames) {
  Session session;
  session.sampleRate = sampleRate;
  if (!engine_.prepare(session)) return false;
  maxFrames_ = static_cast<int>(blockCeiling(std::max(maxFrames, 1)));
  for (int channel = 0; channel < 2; ++channel) {
    input_[channel].assign(static_cast<size_t>(maxFrames_), 0.0f);
    output_[channel].assign(static_cast<size_t>(maxFrames_), 0.0);
  }
  totalFrames_ = std::max<int64_t>(totalFrames, 0);
  framesTaken_ = 0;
  framesDone_ = 0;
  started_ = false;
  return true;
}

void MasterPass::setParam(ParamId id, double value) noexcept {
  engine_.setParam(kMasterTarget, id, value);
}

int MasterPass::process(int frames) noexcept {
  if (!started_) {
    engine_.reset();
    headFrames_ = engine_.latencyFrames();
    started_ = true;
  }
  const auto taken = static_cast<int>(
      std::clamp<int64_t>(frames, 0, std::min<int64_t>(maxFrames_, totalFrames_ - framesTaken_)));
  framesTaken_ += taken;
  // A mix that ends inside a block is padded; one that has ended is silence.
  const bool ended = framesTaken_ == totalFrames_;
  const int length = taken > 0 ? static_cast<int>(blockCeiling(taken)) : ended ? maxFrames_ : 0;
  for (auto& channel : input_) std::fill(channel.begin() + taken, channel.begin() + length, 0.0f);

  BlockCollector<double> output({output_[0].data(), output_[1].data()}, headFrames_,
                                totalFrames_ - framesDone_);
  for (int offset = 0; offset < length && output.wanted() > 0; offset += kBlockFrames) {
    engine_.processMaster(input_[0].data() + offset, input_[1].data() + offset);
    output.add(engine_.output(0), engine_.output(1));
  }
  headFrames_ = output.skip();
  framesDone_ += output.count();
  return output.count();
}

}  // namespace lathe

// The master chain alone, over a mix that is at hand: a rendered mix whose
// master parameters have changed, or a finished file for `lathe master`. For a
// mix from OfflineRenderer it gives the samples that OfflineRenderer gives.
//
//   pass.prepare(rate, mixFrames); pass.setParam(…);
//   while (…) { fill input(0), input(1); n = pass.process(frames); write(output, n); }
//   while (!pass.done()) { n = pass.process(0); write(output, n); }   // latency
//
// Units: frames, Hz. Thread: any but the real-time one.
#pragma once

#include <cstdint>
#include <vector>

#include "console/engine.h"
#include "render/offline_renderer.h"

namespace lathe {

class MasterPass {
 public:
  /// Master parameters at their defaults. `totalFrames`: of the mix. `maxFrames`: the longest
  /// feed, rounded up to whole blocks. False for a rate the engine refuses.
  bool prepare(double sampleRate, int64_t totalFrames,
               int maxFrames = OfflineRenderer::kDefaultChunkFrames);
  /// Master scope, as Engine::setParam. Before the first process().
  void setParam(ParamId id, double value) noexcept;
  int latencyFrames() const noexcept { return engine_.latencyFrames(); }

  int maxFrames() const noexcept { return maxFrames_; }
  float* input(int channel) noexcept { return input_[channel].data(); }
  /// Takes the next `frames` (0…maxFrames) of the mix; every feed but the mix's last is a multiple
  /// of kBlockFrames. Frames past totalFrames are ignored. Once the mix has ended, feeds of 0 flush
  /// the latency. Returns the frames now at output().
  int process(int frames) noexcept;
  const double* output(int channel) const noexcept { return output_[channel].data(); }
  /// Every frame has been delivered.
  bool done() const noexcept { return framesDone_ == totalFrames_; }

 private:
  Engine engine_;
  std::vector<float> input_[2];
  std::vector<double> output_[2];
  int maxFrames_ = 0;
  int headFrames_ = 0;
  int64_t totalFrames_ = 0;
  int64_t framesTaken_ = 0;
  int64_t framesDone_ = 0;
  bool started_ = false;
};

}  // namespace lathe

// The master over a mix that is at hand or on its way, in chunks: the other half
// of a render, a rendered mix whose master parameters have changed, or a finished
// file for `lathe master`.
//
//   pass.prepare(session, mixLatencyFrames);
//   while (!pass.done()) {
//     fill input(0), input(1) with the next frames of the mix, from its block 0 on
//     n = pass.process(frames); write(output, n);
//   }
//
// The latency of mix and master is taken off at the head. So the last frames of
// the song want as many more of the mix; a mix that ends sooner is continued as
// silence, by feeds of 0.
//
// Units: frames, Hz. Thread: any but the real-time one.
#pragma once

#include <cstdint>
#include <vector>

#include "master/master.h"

namespace lathe {

class MasterPass {
 public:
  static constexpr int kDefaultChunkFrames = 8192;

  /// For the mix that MixRenderer gives of `session`. `maxFrames`: the longest feed, rounded up to
  /// whole blocks. False for a rate that the master refuses.
  bool prepare(const Session& session, int mixLatencyFrames, int maxFrames = kDefaultChunkFrames);
  /// For `totalFrames` of any mix, parameters at their defaults.
  bool prepare(double sampleRate, int64_t totalFrames, int maxFrames = kDefaultChunkFrames);
  /// Overrides the document's value, as Master::setParam. Before the first process().
  void setParam(ParamId id, double value) noexcept { master_.setParam(id, value); }
  /// Of mix and master together, as the parameters stand.
  int latencyFrames() const noexcept { return mixLatencyFrames_ + master_.latencyFrames(); }
  int64_t totalFrames() const noexcept { return totalFrames_; }

  int maxFrames() const noexcept { return maxFrames_; }
  float* input(int channel) noexcept { return input_[channel].data(); }
  /// Takes the next `frames` (0…maxFrames) of the mix; every feed but its last is a multiple of
  /// kBlockFrames. 0: the mix has ended. Returns the frames now at output().
  int process(int frames) noexcept;
  const double* output(int channel) const noexcept { return output_[channel].data(); }
  int64_t framesDone() const noexcept { return framesDone_; }
  /// Every frame has been delivered.
  bool done() const noexcept { return framesDone_ == totalFrames_; }

 private:
  void begin(int64_t totalFrames, int mixLatencyFrames, int maxFrames);

  Master master_;
  std::vector<float> input_[2];
  std::vector<double> output_[2];
  int maxFrames_ = 0;
  int mixLatencyFrames_ = 0;
  int headFrames_ = 0;  // of latency, still to be left out
  int64_t totalFrames_ = 0;
  int64_t position_ = 0;  // of the next block's inputs in the song
  int64_t framesDone_ = 0;
  bool started_ = false;
};

}  // namespace lathe

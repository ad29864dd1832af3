// The master over a mix that is at hand or on its way, in chunks: the other half
// of a render, a rendered mix whose master parameters have changed, or a finished
// file for `lathe master`. What comes out is what is delivered: silence, the
// range between the markers with its fades (delivered_range.h), silence.
//
//   pass.prepare(session, mixLatencyFrames);
//   while (!pass.done()) {
//     n = pass.silence();               // before and after the range, no mix is wanted
//     if (n == 0) {
//       fill input(0), input(1) with the next frames of the mix, from its block 0 on
//       n = pass.process(frames);
//     }
//     write(output, n);
//   }
//
// The master works the song from frame 0 whatever the range, so that the range is
// a stretch of one and the same render. The latency of mix and master is taken off
// at the head. So the last frames want as many more of the mix (mixFrames); a mix
// that ends sooner is continued as silence, by feeds of 0.
//
// Units: frames, Hz. Thread: any but the real-time one.
#pragma once

#include <cstdint>
#include <vector>

#include "master/delivered_range.h"
#include "master/master.h"

namespace lathe {

class MasterPass {
 public:
  static constexpr int kDefaultChunkFrames = 8192;

  /// For the mix that MixRenderer gives of `session`. `maxFrames`: the longest feed, rounded up to
  /// whole blocks. False for a rate that the master refuses.
  bool prepare(const Session& session, int mixLatencyFrames, int maxFrames = kDefaultChunkFrames);
  /// For any mix, `songFrames` long, parameters at their defaults.
  bool prepare(double sampleRate, int64_t songFrames, int maxFrames = kDefaultChunkFrames,
               const HeadTail& headTail = {});
  /// Overrides the document's value, as Master::setParam. Before the first process().
  void setParam(ParamId id, double value) noexcept { master_.setParam(id, value); }
  /// Of mix and master together, as the parameters stand.
  int latencyFrames() const noexcept { return mixLatencyFrames_ + master_.latencyFrames(); }
  /// That are delivered, silence included.
  int64_t totalFrames() const noexcept { return totalFrames_; }
  /// Of the mix that have to be fed, latency included, as the parameters stand.
  int64_t mixFrames() const noexcept { return range_.endFrame() + latencyFrames(); }

  int maxFrames() const noexcept { return maxFrames_; }
  float* input(int channel) noexcept { return input_[channel].data(); }
  /// Frames of silence that come next and are now at output(); 0 where the mix comes next, or
  /// nothing.
  int silence() noexcept;
  /// True where silence() has something to give.
  bool owesSilence() const noexcept { return framesDone_ < leadFrames_ || rangeLeft_ == 0; }
  /// Takes the next `frames` (0…maxFrames) of the mix; every feed but its last is a multiple of
  /// kBlockFrames. 0: the mix has ended. Returns the frames now at output().
  int process(int frames) noexcept;
  const double* output(int channel) const noexcept { return output_[channel].data(); }
  int64_t framesDone() const noexcept { return framesDone_; }
  /// Every frame has been delivered.
  bool done() const noexcept { return framesDone_ == totalFrames_; }

 private:
  void begin(const HeadTail& headTail, double sampleRate, int64_t songFrames, int mixLatencyFrames,
             int maxFrames);
  void fade(int frames) noexcept;

  Master master_;
  DeliveredRange range_;
  std::vector<float> input_[2];
  std::vector<double> output_[2];
  int maxFrames_ = 0;
  int mixLatencyFrames_ = 0;
  int64_t leadFrames_ = 0;   // silence before the range
  int64_t skipFrames_ = 0;   // of latency, and of the song before the range, still to be left out
  int64_t rangeLeft_ = 0;    // of the range, still to come
  int64_t totalFrames_ = 0;  // with the silence on both sides
  int64_t position_ = 0;     // of the next block's inputs in the song
  int64_t framesDone_ = 0;
  bool started_ = false;
};

}  // namespace lathe

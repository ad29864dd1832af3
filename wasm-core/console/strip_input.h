// The head of a strip, before its trim: which of its input's channels it takes,
// and a filter against a constant offset. At the defaults (stereo, no filter) the
// input passes untouched, at no cost. A change of channels glides over 20 ms, the
// filter is cross-faded in and out over 10.
// The filter: one zero at 0 Hz and one pole that puts −3 dB at 5 Hz, the usual
// corner of a DC block; it turns 20 Hz by 14 degrees.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include "base/block.h"
#include "base/switch_fade.h"
#include "console/gain_pair.h"
#include "params/parameter_id.h"

namespace lathe {

class StripInput {
 public:
  void prepare(double sampleRate) noexcept;
  /// Of a mono strip the source is the one it has.
  void set(TrimSource source, bool dcBlock, int channels, bool snap) noexcept;
  /// What the filter remembers is gone.
  void clear() noexcept;

  /// Moves into the coming block. False: the input is the output.
  bool advance() noexcept;
  /// kBlockFrames of each of `channels`; after advance() said so.
  void process(const float* const (&in)[kMaxChannels], float* const (&out)[kMaxChannels],
               int channels) noexcept;

 private:
  void blockDc(int channel, float* frames, float start, float step) noexcept;

  GainPair own_;    // of left to left, right to right
  GainPair other_;  // of right to left, left to right
  SwitchFade dcBlock_;
  double pole_ = 0.999;
  double gain_ = 0.9995;            // makes it 0 dB at half the rate
  double last_[kMaxChannels] = {};  // of the filter's input
  double held_[kMaxChannels] = {};  // of its output
};

}  // namespace lathe

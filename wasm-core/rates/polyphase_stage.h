// One change of rate, streaming: what has come in so far on the left, what it
// makes on the right. The delay of the filter is taken off: output frame 0 lies
// where input frame 0 does, and what lies before that counts as silence.
//
// It works in rounds of four periods (a period: `up` frames out for `down` in):
// the four frames that share a phase share the load of its coefficients, and
// their sums need not wait for each other. Rounds lie on a grid anchored at
// frame 0, so that chunks leave no trace in the bits. What is not a whole round
// yet waits for more input.
//
// Units: frames; samples interleaved, one or two channels. Mono and each side of
// stereo are added up in the same order, to the same bits.
// Thread: any, one at a time; only the constructor allocates.
#pragma once

#include <vector>

#include "rates/phase_table.h"

namespace lathe {

class PolyphaseStage {
 public:
  /// `channels`: 1 or 2. `maxFrames`: the most that is ever added at once.
  PolyphaseStage(const RateStage& stage, int channels, int maxFrames);

  void reset() noexcept;
  /// Room for `maxFrames` frames, to be filled before `run`; finite, without denormals.
  double* input() noexcept { return buffer_.data() + static_cast<size_t>(held_ * channels_); }
  /// Takes `frames` frames from `input`, writes to `out`, and returns how many frames those are:
  /// at most `mostOutput(frames)`.
  int run(int frames, double* out) noexcept;
  int mostOutput(int frames) const noexcept {
    return (frames + kPeriods * down_ - 1) / (kPeriods * down_) * kPeriods * up_;
  }

 private:
  static constexpr int kPeriods = 4;

  void round(const double* in, double* out) const noexcept;

  PhaseTable table_;
  int up_;
  int down_;
  int taps_;
  int channels_;
  int held_ = 0;  // frames in buffer_, its first being tap 0 of the next frame out
  std::vector<double> buffer_;
};

}  // namespace lathe

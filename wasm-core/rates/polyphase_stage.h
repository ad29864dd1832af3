// One change of rate, streaming: what has come in so far on the left, what it
// makes on the right. The delay of the filter is taken off: output frame 0 lies
// where input frame 0 does, and what lies before that counts as silence.
//
// The inner loop makes eight frames at once: two neighbours, which share what
// they read of the input, in each of four periods, which share coefficients; and
// no sum need wait for another. So it works in rounds of four periods in stereo
// and, with the lanes that stereo has for its sides, of eight in mono. Rounds lie
// on a grid anchored at frame 0, so that chunks leave no trace in the bits; what
// is not a whole round yet waits for more input.
//
// Units: frames; samples interleaved, one or two channels. Mono and each side of
// stereo come out with the same bits.
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
    return (frames + roundIn() - 1) / roundIn() * roundOut();
  }

 private:
  static constexpr int kPeriods = 4;  // worked at once, in each lane

  /// Two neighbours in every period: where their inputs begin, and their phases.
  struct Neighbours {
    int in;
    int secondIn;  // frames after `in`
    int phases[2];
  };

  int lanes() const noexcept { return 2 / channels_; }  // rounds in mono fill both
  int roundIn() const noexcept { return lanes() * kPeriods * periodIn_; }
  int roundOut() const noexcept { return lanes() * kPeriods * periodOut_; }
  int window() const noexcept { return taps_ + table_.padding(); }
  void round(const double* in, double* out) noexcept;
  void work(const Neighbours& neighbours, const double* in, double* out) const noexcept;

  PhaseTable table_;
  int taps_;
  int channels_;
  int periodIn_;
  int periodOut_;  // even
  std::vector<Neighbours> period_;
  int held_ = 0;  // frames in buffer_, its first being tap 0 of the next frame out
  std::vector<double> buffer_;
  std::vector<double> halves_;  // a mono round's first half beside its second
};

}  // namespace lathe

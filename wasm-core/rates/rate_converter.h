// Sample-rate conversion for import and delivery, in double precision: whole
// files in chunks of any length, the same bits whatever the chunks.
//
// Output frame 0 lies where input frame 0 does, and the output is as long as the
// input, to the nearest frame: the linear-phase filters' delay is taken off, and
// what lies before and after the file counts as silence. Filters and refused
// rates: rates/rate_plan.h. Equal rates pass to the bit.
//
// Units: frames. Thread: any, one at a time; only `prepare` allocates.
#pragma once

#include <cstdint>
#include <vector>

#include "rates/polyphase_stage.h"
#include "rates/rate_plan.h"

namespace lathe {

class RateConverter {
 public:
  /// `channels`: 1 or 2; `maxFrames`: the longest chunk, at least 1. False where `planRates`
  /// refuses the pair of rates.
  bool prepare(int inRate, int outRate, int channels, int maxFrames);
  /// To before the first frame.
  void reset() noexcept;

  /// Takes `frames` (up to maxFrames) planar frames, writes those that are ready to `out`, and
  /// returns how many: at most `maxOutputFrames`, often none. Samples that are not finite, and
  /// those under 1e-15, count as 0.
  int process(const double* const* in, int frames, double* const* out) noexcept;
  /// After the last chunk: call until it returns 0. Then only `reset` may follow.
  int flush(double* const* out) noexcept;

  /// The most that one call of `process` or `flush` writes.
  int maxOutputFrames() const noexcept { return maxOutput_; }

 private:
  int runStages(int frames) noexcept;
  int deliver(int frames, int64_t wanted, double* const* out) noexcept;
  int feedSilence(int frames) noexcept;

  int inRate_ = 0;
  int outRate_ = 0;
  int channels_ = 0;
  int maxFrames_ = 0;
  int maxOutput_ = 0;
  std::vector<PolyphaseStage> stages_;
  std::vector<double> made_;  // by the last stage, interleaved
  int leadInFrames_ = 0;
  int64_t skip_ = 0;      // of the last stage's frames, still to be left out
  int64_t taken_ = 0;     // frames from the caller
  int64_t returned_ = 0;  // frames to the caller
};

}  // namespace lathe

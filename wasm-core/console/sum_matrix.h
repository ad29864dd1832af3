// The sums that the console's levels add to: one for each bus and level that
// feeds it, in double. What a bus hears is all of its sums, lowest level first,
// each delayed by what the levels between need for their own work, so that
// every way through the console is equally long.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <cstddef>
#include <vector>

#include "base/simd.h"
#include "console/frame_delay.h"
#include "console/mix_plan.h"

namespace lathe {

class SumMatrix {
 public:
  /// `levelLatencyFrames`: of each level, equal for all its strips.
  void prepare(const MixPlan& plan, const std::vector<int>& levelLatencyFrames);
  static size_t memoryBytes(const MixPlan& plan, const std::vector<int>& levelLatencyFrames);
  /// As at song frame 0.
  void reset() noexcept;

  /// Block edge: every sum empty.
  void clear() noexcept;
  /// The first `count` sums of this block, one after another, left and right in turn: as engines
  /// that render a song together hand them on.
  void load(const double* from, int count) noexcept;
  void store(double* to, int count) const noexcept;
  /// kBlockFrames of left and right to add to. `index`: into MixPlan::sums.
  f64x2* sum(int index) noexcept { return rows_[static_cast<size_t>(index)].frames; }
  /// All of a bus's input, rounded to float. Once a block, when all levels below are done.
  void gather(int bus, int level, float* left, float* right) noexcept;

 private:
  struct Row {
    f64x2 frames[kBlockFrames];
    PlannedSum planned;
    FrameDelay<f64x2> delay;
  };
  std::vector<Row> rows_;
};

}  // namespace lathe

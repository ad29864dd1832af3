// How alike left and right are, over the last moment: the mean of their product
// over the root of the product of their mean squares, +1 mono, 0 unrelated (or
// one side alone), −1 opposite. The means are exponential, 300 ms, taken block by
// block. What lies below −70 dBFS on either side counts as nothing.
//
// Warns when it has stayed below 0 for three seconds: what cancels in mono.
// Thread: real-time; readings of the last block.
#pragma once

#include "master/stereo_block.h"

namespace lathe {

class CorrelationMeter {
 public:
  static constexpr double kMeanMs = 300.0;
  static constexpr double kWarnAfterMs = 3000.0;

  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  void process(const StereoBlock& block) noexcept;
  /// kBlockFrames of left and right.
  void process(const float* const (&channels)[2]) noexcept;
  /// −1…1; 0 in silence.
  double correlation() const noexcept { return correlation_; }
  bool outOfPhase() const noexcept { return negativeBlocks_ >= warnBlocks_; }

 private:
  void add(f64x2 squares, f64x2 products) noexcept;

  double keep_ = 0.0, correlation_ = 0.0;
  int negativeBlocks_ = 0, warnBlocks_ = 1;
  f64x2 squares_ = f64x2::zero(), products_ = f64x2::zero();  ///< means; products in both lanes
};

}  // namespace lathe

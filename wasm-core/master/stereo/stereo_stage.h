// The master's stereo image, on mid and side (½(L ± R)):
//   width       a gain on the side in three bands (../multiband/crossover_tree.h,
//               for mid and side alike, so that they stay in step); while all
//               widths are equal nothing is split;
//   mono below  a Linkwitz-Riley high-pass of the fourth order (Linkwitz, JAES
//               24(1) 1976) on the side, and the all-pass which it and its
//               low-pass add up to on the mid: the mono sum keeps its level at
//               every frequency, and what is on one side stays there above it;
//   mid, side   gains of both;
//   balance     the far side falls by equal power, the near one stays at 0 dB.
// A meter of correlation watches the output.
// With neutral settings the input passes through to the bit.
// No latency. Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "master/multiband/crossover_tree.h"
#include "master/pair_section.h"
#include "master/stereo/correlation_meter.h"
#include "master/stereo/stereo_settings.h"

namespace lathe {

class StereoStage {
 public:
  /// `prepare` allocates nothing.
  static size_t heapBytes(double) noexcept { return 0; }
  /// [not real-time] Default settings.
  void prepare(double sampleRate) noexcept;
  void reset() noexcept;
  /// Gains and widths move over 20 ms, frequencies over 30 ms, unless `snap`.
  void set(const StereoSettings& settings, bool snap) noexcept;
  /// `turned`: where to write the input as the crossovers and the mono corner's all-pass turn it in
  /// phase; or null.
  void process(StereoBlock& block, StereoBlock* turned = nullptr) noexcept;
  int latencyFrames() const noexcept { return 0; }

  /// Of the output, over 300 ms: −1…1.
  double correlation() const noexcept { return correlation_.correlation(); }
  /// The correlation has been below 0 for 3 s.
  bool outOfPhase() const noexcept { return correlation_.outOfPhase(); }

 private:
  void aimWidths(bool snap) noexcept;
  bool advance() noexcept;
  PairDesign designAt(double u, bool second) const noexcept;
  void widen(StereoBlock& block, StereoBlock* turned) noexcept;
  void monoBelow(StereoBlock& block, StereoBlock* turned) noexcept;

  double sampleRate_ = 48000.0;
  StereoSettings settings_;
  std::array<ParamSmoother, kWidthBands> width_;
  ParamSmoother mono_, monoLog2Hz_;  ///< share of the effect; where
  ParamSmoother mid_, side_, left_, right_;
  CrossoverTree tree_;
  PairSection first_, second_, turned_;
  CorrelationMeter correlation_;
  BandBlocks bands_;  ///< mid and side
};

}  // namespace lathe

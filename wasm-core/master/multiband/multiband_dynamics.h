// The master's multiband compressor: 2…5 bands by Linkwitz-Riley crossovers
// (crossover_tree.h), each with dynamics of its own (band_dynamics.h), added up
// again. While no band does anything the result is the tree's all-pass: flat in
// magnitude, but not the input to the bit. Mix is against that sum, so that
// nothing combs.
// No latency. Thread: real-time, except `prepare`.
#pragma once

#include "master/multiband/band_dynamics.h"

namespace lathe {

class MultibandDynamics {
 public:
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Allocates; default settings.
  void prepare(double sampleRate);
  void reset() noexcept;
  void set(const MultibandSettings& settings, bool snap) noexcept;
  /// `turned`: where to write the sum of the bands as they come, the input turned in phase by the
  /// crossovers; or null.
  void process(StereoBlock& block, StereoBlock* turned = nullptr) noexcept;
  int latencyFrames() const noexcept { return 0; }

  /// What a band's dynamics did in the last block, dB: the most they took (negative) or gave.
  /// 0 for a band that is not there.
  double gainDb(int band) const noexcept;
  /// How many bands the last block was the sum of, and each of them.
  int sounding() const noexcept { return sounding_; }
  const StereoBlock& band(int band) const noexcept { return bands_[static_cast<size_t>(band)]; }

 private:
  BandDynamics& at(int band) noexcept { return dynamics_[static_cast<size_t>(band)]; }

  MultibandSettings settings_;
  CrossoverTree tree_;
  std::array<BandDynamics, kMaxBands> dynamics_;
  ParamSmoother link_, mix_;
  int sounding_ = 0;  ///< bands of the last block
  BandBlocks bands_;
};

}  // namespace lathe

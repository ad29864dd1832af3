// One crossover of a tree: takes a band apart into a low and a high one by
// Linkwitz-Riley filters of the fourth order (Linkwitz, "Active crossover
// networks for noncoincident drivers", JAES 24(1) 1976), and gives the bands
// below it the all-pass to which those two add up, so that all stay in phase
// (D'Appolito, "Active realization of multiway all-pass crossover systems",
// JAES 35(4) 1987).
//
// A Butterworth two-pole as a state-variable filter (dsp/svf_section.h) gives
// that all-pass and the half-way low-pass at once; a second one completes the
// low band, and the high band is the all-pass less the low band. So the sum is
// the all-pass to the last bits, whatever the filters do while they move.
//
// Of its effect a share may be taken, 0 (the band stays whole) … 1.
// Thread: real-time.
#pragma once

#include <array>

#include "base/smoother.h"
#include "master/stereo_block.h"

namespace lathe {

/// The most bands that a tree has.
inline constexpr int kMaxBands = 5;
using BandBlocks = std::array<StereoBlock, kMaxBands>;

/// The sum of the first `count` bands, two to a pass.
void addBands(const BandBlocks& bands, int count, StereoBlock& sum) noexcept;

class CrossoverSplit {
 public:
  void reset() noexcept;
  /// Splits bands[at] into itself and bands[at + 1], and takes those before it along. `gStart` and
  /// `gEnd` are tan(ω/2) of the crossover at the block's ends.
  void process(BandBlocks& bands, int at, double gStart, double gEnd,
               const CubicSegment& share) noexcept;

  /// In the terms of svf_section.h.
  struct TwoPole {
    f64x2 p = f64x2::zero(), s = f64x2::zero();
  };
  static constexpr int kMostBelow = kMaxBands - 2;
  struct State {
    TwoPole first, second;                 ///< of the band that is split
    std::array<TwoPole, kMostBelow> pass;  ///< of those below
  };

 private:
  State state_;
  double g_ = 1.0;  ///< that scales the state
};

}  // namespace lathe

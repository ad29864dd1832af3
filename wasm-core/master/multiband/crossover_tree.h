// Takes left and right apart into 1…5 bands that add up to an all-pass: flat in
// magnitude, at every moment, and each band in phase with its neighbours
// (crossover_split.h). A ladder: each crossover splits what is above the last.
//
// Crossovers glide over 30 ms on a log scale. Another number of bands fades in
// over 10 ms, once the filters that come in have settled (3.5 periods of the
// lowest: 29 ms at 120 Hz); while it does, the sum of two all-passes that may
// stand against each other is heard, as in any cross-fade between them.
// One band is the input itself, to the bit.
// No latency. Thread: real-time, except `prepare`.
#pragma once

#include "master/multiband/crossover_split.h"

namespace lathe {

inline constexpr int kMaxCrossovers = kMaxBands - 1;
using Crossovers = std::array<double, kMaxCrossovers>;  ///< Hz, the lowest first
/// Neighbours stand at least so far apart: a third of an octave.
inline constexpr double kLeastCrossoverRatio = 1.2599210498948732;

/// Those of `bands` bands as they can be: between 20 Hz and 18 kHz (or 0.45 of the sample rate), in
/// rising order and apart. A lower one pushes those above it; the top pushes back.
Crossovers orderedCrossovers(const Crossovers& hz, int bands, double sampleRate) noexcept;

class CrossoverTree {
 public:
  /// [not real-time] One band; allocates nothing.
  void prepare(double sampleRate) noexcept;
  /// Silence so far, and what was set in force.
  void reset() noexcept;
  /// 1…5 bands; orderedCrossovers applies.
  void set(int bands, const Crossovers& hz, bool snap) noexcept;
  /// One block, from bands[0] to as many bands as `process` returns, fading ones among them; the
  /// others stay as they are.
  int process(BandBlocks& bands) noexcept;
  /// Further bands have been asked for, and are not heard yet.
  bool warmingUp() const noexcept { return warmUpFrames_ > 0; }
  /// One band, and no other on its way.
  bool whole() const noexcept { return !splits_[0].on; }

 private:
  struct Split {
    bool on = false;           ///< its filters run
    double at = 0.0, g = 1.0;  ///< log2 Hz and tan(ω/2) at the block's end
    ParamSmoother log2Hz, share;
    CrossoverSplit filter;
  };
  void moveTo(Split& split, double log2Hz) const noexcept;
  void start(Split& split, double hz) noexcept;

  double sampleRate_ = 48000.0;
  int bands_ = 1;
  Crossovers hz_{};
  int warmUpFrames_ = 0;
  std::array<Split, kMaxCrossovers> splits_;
};

}  // namespace lathe

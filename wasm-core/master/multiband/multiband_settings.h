// What the multiband compressor is asked to do, in the units of the parameter
// table: plain values, compared whole to see whether anything changed.
// Thread: any (plain data).
#pragma once

#include <array>

#include "master/multiband/crossover_tree.h"

namespace lathe {

/// What a band does, of level and threshold in dB:
///   Compress  takes 1 − 1/ratio of what is over the threshold;
///   Expand    takes ratio − 1 times what is missing to it;
///   Upward    gives 1 − 1/ratio of what is missing to it.
enum class MultibandMode : int { Compress, Expand, Upward };

struct MultibandBandSettings {
  bool bypass = false;         ///< as it comes, gain included
  double thresholdDb = -24.0;  ///< −60…0
  MultibandMode mode = MultibandMode::Compress;
  double ratio = 1.5;        ///< 1…10
  double kneeDb = 10.0;      ///< 0…24, full width
  double attackMs = 15.0;    ///< 0.1…200: 63 % of a step in dB done after a rise in level
  double releaseMs = 150.0;  ///< 10…2000: 37 % left after a fall
  double rangeDb = 4.0;      ///< 0…18: the most it takes or gives, softly approached
  double gainDb = 0.0;       ///< −12…12
  bool operator==(const MultibandBandSettings&) const = default;
};

struct MultibandSettings {
  int bands = 3;                                           ///< 2…5
  Crossovers crossoverHz{120.0, 2500.0, 6000.0, 12000.0};  ///< 20…18000
  std::array<MultibandBandSettings, kMaxBands> band{
      defaultBand(30.0, 250.0), defaultBand(15.0, 150.0), defaultBand(5.0, 80.0),
      defaultBand(5.0, 80.0), defaultBand(5.0, 80.0)};
  double linkPercent = 100.0;  ///< 100: both sides follow the louder; 0: each its own
  double mixPercent = 100.0;   ///< of what is worked; the rest is the sum of the bands as they come
  bool operator==(const MultibandSettings&) const = default;

  static constexpr MultibandBandSettings defaultBand(double attackMs, double releaseMs) noexcept {
    MultibandBandSettings band;
    band.attackMs = attackMs;
    band.releaseMs = releaseMs;
    return band;
  }
};

}  // namespace lathe

// The master's exciter: harmonics made from each band of a programme that
// somebody else has split, 1 to 4 bands, lowest first (the table's edges are at
// 150 Hz, 1.2 and 5 kHz). The bands come out where they came in, all of them 64
// frames later at every setting, to be summed by who split them.
//
// Input that is not finite, or beyond +180 dBFS, counts as silence.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <span>

#include "master/exciter/exciter_band.h"

namespace lathe {

class Exciter {
 public:
  void prepare(double sampleRate) noexcept {
    for (ExciterBand& band : bands_) band.prepare(sampleRate);
  }
  void reset() noexcept {
    for (ExciterBand& band : bands_) band.reset();
  }
  void set(const ExciterSettings& settings, bool snap) noexcept {
    for (size_t i = 0; i < kExciterBands; ++i) bands_[i].set(settings.band[i], snap);
  }
  /// In place; at most kExciterBands.
  void process(std::span<StereoBlock> bands) noexcept {
    for (size_t i = 0; i < bands.size(); ++i) bands_[i].process(bands[i]);
  }
  int latencyFrames() const noexcept { return ExciterBand::kLatencyFrames; }
  static size_t heapBytes(double) noexcept { return 0; }

 private:
  std::array<ExciterBand, kExciterBands> bands_;
};

}  // namespace lathe

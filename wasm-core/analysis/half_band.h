// Halves a sample rate for measuring: a half-band low-pass of 79 taps
// (Blackman–Harris window), flat within 0.001 dB to 0.2 of the rate it is given, and
// 90 dB down from 0.3 on. What folds lands above 0.4 of the new rate.
// Thread: `halfBand` builds its table on first use; the rest real-time safe.
#pragma once

#include <array>

#include "base/simd.h"

namespace lathe {

class HalfBand {
 public:
  static constexpr int kTaps = 79;
  static constexpr int kHistory = kTaps - 1;

  HalfBand() noexcept;
  /// `window`: kHistory old frames, then 2·`outputs` new ones. Output m is centred on frame
  /// 2m + kHistory / 2 of the window.
  void decimate(const f64x2* window, int outputs, f64x2* out) const noexcept;

 private:
  // Taps 1, 3, 5… places from the centre, which is 0.5; all others are 0.
  static constexpr int kPairs = (kTaps + 1) / 4;
  std::array<double, kPairs> taps_;
};

const HalfBand& halfBand() noexcept;

}  // namespace lathe

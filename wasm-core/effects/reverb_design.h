// From a reverb's settings to its delays and filters.
//
// Lengths. Line lengths are spread geometrically and made prime, so that their
// echoes do not coincide; diffuser and early taps keep proportion with them.
// Size sets how long, up to a tenth of the T60 and a quarter of that of high
// frequencies: longer lines would make a short decay a staircase.
//
// Decay (Jot and Chaigne, "Digital delay networks for designing artificial
// reverberators", AES 90, 1991). A loop of N frames loses 60·N/(fs·T60) dB, at
// every frequency. The declared curve adds rates of decay, which is what
// cascaded filters do:
//   60/T60(f) = 60/T60·(1 + (1/lowRatio − 1)·l(f) + (1/highRatio − 1)·h(f)) dB/s,
//   l = 1/(1 + (f/250)²), h = f²/(f² + dampingHz²),
// the shape of first-order shelves in dB. Each line has one shelf for l and one
// for h, exact at two frequencies each for that line's own length.
// Thread: any (pure functions).
#pragma once

#include "effects/reverb_settings.h"

namespace lathe {

inline constexpr int kReverbLines = 8;
inline constexpr int kDiffusionSteps = 4;
inline constexpr int kEarlyTaps = 8;

/// All delays of a reverb, in frames.
struct ReverbGeometry {
  int preDelay = 0;
  int early[2][kEarlyTaps] = {};  ///< left, right; pre-delay included
  float earlyGain[kEarlyTaps] = {};
  int diffuser[kDiffusionSteps][kReverbLines] = {};
  int line[kReverbLines] = {};
  /// By its bytes, of which none are padding.
  bool operator==(const ReverbGeometry& other) const noexcept {
    return __builtin_memcmp(this, &other, sizeof other) == 0;
  }
};

ReverbGeometry reverbGeometry(const ReverbSettings& settings, double sampleRate) noexcept;

/// Longest delays over all settings, frames.
struct ReverbExtent {
  int preDelay, diffuser[kDiffusionSteps], line;
};
ReverbExtent reverbExtent(double sampleRate) noexcept;

/// The declared curve.
struct DecayCurve {
  double t60Seconds = 1.8, lowRatio = 1.0, dampingHz = 6000.0, highRatio = 1.0;
  double t60At(double hz) const noexcept;
};

/// Per line: gain and two shelves, y = b·x + s, s' = d·x − a·s.
struct LineFilters {
  struct Shelf {
    float b[kReverbLines], d[kReverbLines], a[kReverbLines];
  };
  Shelf shelf[2];
};

/// `frames`: the lines' lengths, fractional while they change.
void designLineFilters(const DecayCurve& curve, const double* frames, double sampleRate,
                       LineFilters& filters) noexcept;

/// Makes a steady sound come back as loud as it went in, whatever the decay.
double lateGain(double t60Seconds, const double* frames, double sampleRate) noexcept;

}  // namespace lathe

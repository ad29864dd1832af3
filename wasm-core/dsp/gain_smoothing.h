// The compressor's time constants, and the recursion that uses them, on gain
// reduction in log2 units (0 and up).
//
// All detectors are one recursion (Giannoulis 2012):
//   y1 = max(x, y1 + kRelease·(x − y1))            release stage
//   y2 = y2 + k·(y1 − y2),  k = y1 > y2 ? kAttack : kSettle
// Smooth (smooth decoupled): kSettle = kAttack in the paper; here it settles
// half as slowly again, which takes 1.5 dB off the distortion of steady tones.
// Punch (smooth branching after a sliding maximum): kRelease = 1, so that
// y1 = x, and kSettle is the release. RMS (smooth branching after a mean
// square): the same.
//
// Labels are true: attack is 63 % of a step, release 37 % left. Punch's release
// is shortened by the maximum's hold; Smooth's is solved from the two stages in
// series, whose sum the paper leaves as "about τR + τA" (left at that, it would
// be 5 % long, and steady tones half a dB cleaner); RMS's attack and release
// are solved for a step of 20 dB through the mean square, whose decibels do not
// move exponentially: with a long window, steps of 10 and 30 dB attack up to a
// half slower and a fifth faster. The window gives way where attack or release
// are too short for it (kLongestMeanPer…).
//
// The states are the *differences* f = y1 − x and e = y1 − y2: they shrink by a
// factor each frame, and so never stall, as y2 itself would in float32 when k
// is small (0.4 dB short of its goal at 3 s and 192 kHz).
// Thread: any (pure functions); the kernel is real-time.
#pragma once

#include "base/simd.h"
#include "dsp/compressor_settings.h"

namespace lathe {

/// Windows of the Punch detector's sliding maximum.
inline constexpr double kHoldMs = 10.0;
/// Where the release is too short to wait for that one.
inline constexpr double kShortHoldMs = 4.0;
inline constexpr double kShortHoldBelowReleaseMs = 20.0;

/// One lane's coefficients per frame, and which window it looks through.
struct SmoothingTimes {
  double kRelease = 1.0, kAttack = 1.0, kSettle = 1.0;
  bool punch = true;
  bool shortHold = false;
  double kMean = 1.0;  ///< of the RMS detector's mean square
};
/// Share of the way that a one-pole stage covers in one frame.
double smoothingCoefficient(double timeMs, double sampleRate) noexcept;
/// The shape of a mean square over time.
enum class Mean { Exponential, Box };
/// The time constant of a stage after a mean square, a time constant or a box of `meanMs`, so that
/// both together leave 1/e of a step of 20 dB, up or down, after `labelMs`.
double stageAfterMean(double labelMs, double meanMs, Mean mean, bool rising) noexcept;
/// For the detector, attack, release and RMS window of `settings`.
SmoothingTimes smoothingTimes(const CompressorSettings& settings, double sampleRate) noexcept;

struct GainSmoother {
  f32x4 kRelease, kAttack, kSettle;
  f32x4 f, e;           ///< y1 − x and y1 − y2, after the last frame
  f32x4 lastX, lastY1;  ///< of the last frame

  /// One frame: reduction asked for → reduction given.
  LATHE_INLINE f32x4 step(f32x4 x) noexcept {
    // The floor keeps f out of denormals; it is far below a bit of any gain.
    const f32x4 q = max(f + (lastX - x), LATHE_CONSTANT(f32x4, 1e-20f));
    f = q - kRelease * q;
    lastX = x;
    const f32x4 y1 = x + f;
    const f32x4 gap = e + (y1 - lastY1);
    lastY1 = y1;
    e = gap - select(gap > f32x4::zero(), kAttack, kSettle) * gap;
    return y1 - e;
  }
};

}  // namespace lathe

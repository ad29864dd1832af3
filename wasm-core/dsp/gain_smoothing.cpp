#include "dsp/gain_smoothing.h"

#include "base/math.h"

namespace lathe {
namespace {

/// Share of the way covered in one frame.
double coefficient(double timeMs, double sampleRate) noexcept {
  const double frames = timeMs * 0.001 * sampleRate;
  return frames > 1e-3 ? 1.0 - math::exp(-1.0 / frames) : 1.0;
}

/// What two one-pole stages in series leave of a step after `t`.
double leftAfter(double t, double tau1, double tau2) noexcept {
  if (math::abs(tau1 - tau2) < 1e-6 * tau2) return (1.0 + t / tau2) * math::exp(-t / tau2);
  return (tau1 * math::exp(-t / tau1) - tau2 * math::exp(-t / tau2)) / (tau1 - tau2);
}

/// The first stage's time, so that the series leaves 1/e after `releaseMs`.
double releaseStageMs(double releaseMs, double settleMs) noexcept {
  double low = 0.0, high = releaseMs;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (leftAfter(releaseMs, middle, settleMs) < math::exp(-1.0) ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

SmoothingTimes smoothingTimes(Detector detector, double attackMs, double releaseMs,
                              double sampleRate) noexcept {
  SmoothingTimes times;
  times.kAttack = coefficient(attackMs, sampleRate);
  times.punch = detector == Detector::Punch;
  if (times.punch) {
    times.shortHold = releaseMs < kShortHoldBelowReleaseMs;
    const double holdMs = times.shortHold ? kShortHoldMs : kHoldMs;
    times.kRelease = 1.0;
    times.kSettle = coefficient(releaseMs - holdMs, sampleRate);
    return times;
  }
  // In series, a release cannot be shorter than the attack: where it is asked
  // for, the second stage settles faster than it attacks.
  const double longestSettleMs = 0.8 * releaseMs;
  const double settleMs = attackMs < longestSettleMs ? attackMs : longestSettleMs;
  times.kSettle = coefficient(settleMs, sampleRate);
  times.kRelease = coefficient(releaseStageMs(releaseMs, settleMs), sampleRate);
  return times;
}

}  // namespace lathe

#include "dsp/gain_smoothing.h"

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kLeft = math::exp(-1.0);  // of a step, when its time is up

// How much slower than it attacks Smooth's second stage settles.
constexpr double kSmoothSettle = 1.5;
// The step for which RMS's labels hold, as a ratio of powers: 20 dB.
constexpr double kStepPower = 0.01;
// An RMS window that is long against attack or release would leave the label no
// room: a mean's own 63 % come after 0.19, its 37 % after 3.1 time constants.
constexpr double kLongestMeanPerAttack = 2.0, kLongestMeanPerRelease = 0.2;

/// What two one-pole stages in series leave of a step after `t`.
double leftAfter(double t, double tau1, double tau2) noexcept {
  if (math::abs(tau1 - tau2) < 1e-6 * tau2) return (1.0 + t / tau2) * math::exp(-t / tau2);
  return (tau1 * math::exp(-t / tau1) - tau2 * math::exp(-t / tau2)) / (tau1 - tau2);
}

/// The time in (0, longest) at which a falling condition ceases to hold.
template <class Condition>
double lastThatHolds(double longest, int steps, const Condition& holds) noexcept {
  double low = 0.0, high = longest;
  for (int i = 0; i < steps; ++i) {
    const double middle = 0.5 * (low + high);
    (holds(middle) ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

void setMean(SmoothingTimes& times, const CompressorSettings& s, double sampleRate) noexcept {
  // A window of W has the noise bandwidth of a one-pole mean of W/2.
  const double mean = math::clamp(0.5 * s.rmsWindowMs, 0.0, kLongestMeanPerRelease * s.releaseMs);
  const double meanMs = math::clamp(mean, 0.0, kLongestMeanPerAttack * s.attackMs);
  times.kMean = smoothingCoefficient(meanMs, sampleRate);
  times.kAttack =
      smoothingCoefficient(stageAfterMean(s.attackMs, meanMs, Mean::Exponential, true), sampleRate);
  times.kSettle = smoothingCoefficient(
      stageAfterMean(s.releaseMs, meanMs, Mean::Exponential, false), sampleRate);
}

}  // namespace

double stageAfterMean(double labelMs, double meanMs, Mean mean, bool rising) noexcept {
  constexpr int kPieces = 48;
  double distance[kPieces];  // of the mean's level from where it will come to rest, 1 at first
  for (int i = 0; i < kPieces; ++i) {
    const double time = (i + 0.5) / kPieces * labelMs / meanMs;
    const double gone = mean == Mean::Box ? 1.0 - math::clamp(time, 0.0, 1.0) : math::exp(-time);
    const double moved = (1.0 - kStepPower) * gone;
    const double power = rising ? 1.0 - moved : kStepPower + moved;
    const double level = math::log2(power) / math::log2(kStepPower);  // 0 above, 1 below
    distance[i] = rising ? level : 1.0 - level;
  }
  return lastThatHolds(1.5 * labelMs, 36, [&](double stageMs) {
    const double keep = math::exp(-labelMs / kPieces / stageMs);
    double left = 1.0;
    for (double aim : distance) left = aim + (left - aim) * keep;
    return left < kLeft;
  });
}

double smoothingCoefficient(double timeMs, double sampleRate) noexcept {
  const double frames = timeMs * 0.001 * sampleRate;
  return frames > 1e-3 ? 1.0 - math::exp(-1.0 / frames) : 1.0;
}

SmoothingTimes smoothingTimes(const CompressorSettings& s, double sampleRate) noexcept {
  SmoothingTimes times;
  times.kAttack = smoothingCoefficient(s.attackMs, sampleRate);
  times.punch = s.detector == Detector::Punch;
  if (times.punch) {
    times.shortHold = s.releaseMs < kShortHoldBelowReleaseMs;
    const double holdMs = times.shortHold ? kShortHoldMs : kHoldMs;
    times.kSettle = smoothingCoefficient(s.releaseMs - holdMs, sampleRate);
    return times;
  }
  if (s.detector == Detector::Rms) {
    setMean(times, s, sampleRate);
    return times;
  }
  // In series, a release cannot be shorter than the settling: where it is asked
  // for, the second stage settles faster than it attacks.
  const double settleMs = math::clamp(kSmoothSettle * s.attackMs, 0.0, 0.8 * s.releaseMs);
  times.kSettle = smoothingCoefficient(settleMs, sampleRate);
  const double releaseMs = lastThatHolds(s.releaseMs, 60, [&](double stageMs) {
    return leftAfter(s.releaseMs, stageMs, settleMs) < kLeft;
  });
  times.kRelease = smoothingCoefficient(releaseMs, sampleRate);
  return times;
}

}  // namespace lathe

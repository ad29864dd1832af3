#include "selftest/peak_signals.h"

#include <algorithm>

#include "base/math.h"

namespace lathe {
namespace {

constexpr double kFadesPerSecond = 100.0;
constexpr int kFades = 6;  // in a tone
constexpr int kOversampling = 4;
// Low-pass before every fourth sample is taken: a sinc that ends at 0.9 of the Nyquist frequency,
// under a Blackman window.
constexpr int kTaps = 511, kHalf = kTaps / 2;
constexpr double kCut = 0.9;

int fadeFrames(double sampleRate) { return static_cast<int>(sampleRate / kFadesPerSecond); }

double sineOfCycles(double cycles) {
  return math::sin(2.0 * math::kPi * (cycles - math::floor(cycles)));
}

void fade(std::vector<double>& signal, int frames) {
  const auto last = static_cast<int>(signal.size()) - 1;
  for (int i = 0; i < frames; ++i) {
    const double gain = static_cast<double>(i) / frames;
    signal[static_cast<size_t>(i)] *= gain;
    signal[static_cast<size_t>(last - i)] *= gain;
  }
}

std::vector<double> lowPass() {
  std::vector<double> taps(kTaps);
  double sum = 0.0;
  for (int k = 0; k < kTaps; ++k) {
    const double t = static_cast<double>(k - kHalf) / kOversampling;
    const double angle = 2.0 * math::kPi * k / (kTaps - 1);
    const double window = 0.42 - 0.5 * math::cos(angle) + 0.08 * math::cos(2.0 * angle);
    const double sinc = k == kHalf ? kCut : math::sin(math::kPi * kCut * t) / (math::kPi * t);
    taps[static_cast<size_t>(k)] = window * sinc;
    sum += window * sinc;
  }
  for (double& tap : taps) tap /= sum;
  return taps;
}

}  // namespace

std::vector<double> peakTone(double sampleRate, double frequency, double amplitude,
                             double phaseDegrees) {
  const int frames = fadeFrames(sampleRate);
  std::vector<double> signal(static_cast<size_t>(kFades * frames));
  for (size_t i = 0; i < signal.size(); ++i) {
    signal[i] = amplitude * sineOfCycles(frequency * static_cast<double>(i) + phaseDegrees / 360.0);
  }
  fade(signal, frames);
  return signal;
}

std::vector<double> peakBurst(double sampleRate, int offset) {
  constexpr int kSlow = 6 * kOversampling, kFast = 4 * kOversampling;  // frames of a period
  const int fadeLength = kOversampling * fadeFrames(sampleRate);
  // Whole periods, so that the phase runs on from zero to zero.
  const int around = (2 * fadeLength / kSlow + 1) * kSlow;
  std::vector<double> dense(static_cast<size_t>(2 * around + kFast));
  for (int i = 0; i < around; ++i) {
    const double slow = 0.5 * sineOfCycles(static_cast<double>(i % kSlow) / kSlow);
    dense[static_cast<size_t>(i)] = dense[static_cast<size_t>(around + kFast + i)] = slow;
  }
  for (int i = 0; i < kFast; ++i) {
    dense[static_cast<size_t>(around + i)] = sineOfCycles(static_cast<double>(i) / kFast);
  }
  fade(dense, fadeLength);

  const std::vector<double> taps = lowPass();
  std::vector<double> signal;
  const auto frames = static_cast<int>(dense.size());
  for (int centre = offset; centre < frames; centre += kOversampling) {
    const int first = std::max(0, kHalf - centre), last = std::min(kTaps, frames + kHalf - centre);
    double sum = 0.0;
    for (int k = first; k < last; ++k) {
      sum += taps[static_cast<size_t>(k)] * dense[static_cast<size_t>(centre + k - kHalf)];
    }
    signal.push_back(sum);
  }
  return signal;
}

}  // namespace lathe

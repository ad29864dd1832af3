// Reverberation time as a room is measured (ISO 3382-2): octave bands, backward
// integration (Schroeder 1965), a straight line through −5 … −35 dB. Decays of
// several impulse responses are averaged before the fit, as a room's are over
// positions: one response alone scatters by 0.6/√(bandwidth·T60).
#pragma once

#include <array>
#include <cmath>
#include <vector>

#include "effect_runner.h"

namespace effects_test {

/// Octaves from 125 Hz to 8 kHz.
inline constexpr int kOctaves = 7;
inline double octaveHz(int band) { return 125.0 * std::exp2(band); }

/// Butterworth cascades of order 4 at both edges, run over the reversed
/// response so that their own decay does not lengthen it.
inline std::vector<double> octaveReversed(const Channel& x, double hz, double sampleRate) {
  struct Section {
    double b0, b1, a1, a2, s1 = 0.0, s2 = 0.0;
    double step(double v) {
      const double y = b0 * v + s1;
      s1 = b1 * v - a1 * y + s2;
      s2 = b0 * v - a2 * y;
      return y;
    }
  };
  const auto section = [&](bool high, double q) {
    const double edge = high ? hz / std::sqrt(2.0) : hz * std::sqrt(2.0);
    const double w = 2.0 * measure::kPi * edge / sampleRate;
    const double c = std::cos(w), alpha = std::sin(w) / (2.0 * q), a0 = 1.0 + alpha;
    const double b1 = (high ? -(1.0 + c) : 1.0 - c) / a0;
    return Section{(high ? -b1 : b1) / 2.0, b1, -2.0 * c / a0, (1.0 - alpha) / a0};
  };
  Section a = section(true, 0.54119610), b = section(true, 1.30656296);
  Section c = section(false, 0.54119610), d = section(false, 1.30656296);
  std::vector<double> y(x.size());
  for (size_t i = 0; i < x.size(); ++i) {
    y[i] = d.step(c.step(b.step(a.step(static_cast<double>(x[x.size() - 1 - i])))));
  }
  return y;
}

/// Straight line through −5 … −35 dB of a backward-integrated decay.
struct DecayFit {
  double n = 0.0, st = 0.0, sd = 0.0, stt = 0.0, std = 0.0;
  void add(double seconds, double db) {
    if (db < -35.0 || db > -5.0) return;
    n += 1.0, st += seconds, sd += db, stt += seconds * seconds, std += seconds * db;
  }
  double t30() const { return -60.0 * (n * stt - st * st) / (n * std - st * sd); }
};

/// What that measure reads of noise that decays by `t60At(hz)` at every frequency: where the
/// curve is steep within an octave, not quite its value in the middle.
template <class T60At>
double t30OfCurve(int band, const T60At& t60At) {
  constexpr int kPoints = 60, kTimes = 300;
  const double hz = octaveHz(band);
  double sum[kTimes] = {}, longest = 0.0;
  for (int pass = 0; pass < 2; ++pass) {
    for (int i = 0; i < kPoints; ++i) {
      const double f = hz * std::exp2((i + 0.5) / kPoints * 3.0 - 1.5);
      const double low = std::pow(f / (hz / std::sqrt(2.0)), 8.0);
      const double high = std::pow(f / (hz * std::sqrt(2.0)), 8.0);
      const double weight = f * low / (1.0 + low) / (1.0 + high), t60 = t60At(f);
      if (pass == 0) longest = std::max(longest, t60);
      for (int k = 0; pass == 1 && k < kTimes; ++k) {
        sum[k] += weight * t60 * std::pow(10.0, -6.0 * longest * k / kTimes / t60);
      }
    }
  }
  DecayFit fit;
  for (int k = 0; k < kTimes; ++k) fit.add(longest * k / kTimes, powerDb(sum[k] / sum[0]));
  return fit.t30();
}

class DecayMeasure {
 public:
  explicit DecayMeasure(double sampleRate) : sampleRate_(sampleRate) {}

  /// Responses of one length.
  void add(const Channel& response) {
    for (int band = 0; band < kOctaves; ++band) {
      std::vector<double>& sum = curve_[static_cast<size_t>(band)];
      const std::vector<double> y = octaveReversed(response, octaveHz(band), sampleRate_);
      sum.resize(y.size());
      double left = 0.0;
      for (size_t i = 0; i < y.size(); ++i) sum[i] += left += y[i] * y[i];
    }
  }

  /// Seconds, from the fit's slope.
  double t30(int band) const {
    const std::vector<double>& left = curve_[static_cast<size_t>(band)];
    DecayFit fit;
    for (size_t i = 0; i < left.size(); ++i) {  // from the end backwards
      fit.add(static_cast<double>(left.size() - i) / sampleRate_, powerDb(left[i] / left.back()));
    }
    return fit.t30();
  }

 private:
  double sampleRate_;
  std::array<std::vector<double>, kOctaves> curve_;
};

}  // namespace effects_test

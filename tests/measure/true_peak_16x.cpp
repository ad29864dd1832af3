#include "measure/true_peak_16x.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <vector>

namespace measure {
namespace {

constexpr int kPhases = 16;
constexpr int kTaps = 256;
constexpr int kHalf = kTaps / 2;
constexpr double kBeta = 18.0;
constexpr double kPi = 3.141592653589793238462643383279502884;

struct Table {
  std::array<std::array<double, kTaps>, kPhases> phase;
  double greatestL1 = 0.0;
};

double bessel0(double x) {
  double term = 1.0, sum = 1.0;
  for (int n = 1; term > 1e-18 * sum; ++n) {
    term *= (x / (2.0 * n)) * (x / (2.0 * n));
    sum += term;
  }
  return sum;
}

Table makeTable() {
  Table table;
  for (int p = 0; p < kPhases; ++p) {
    double l1 = 0.0;
    for (int k = 0; k < kTaps; ++k) {
      // Tap k weighs the sample k − 127 places after the one before the point.
      const double t = (k - (kHalf - 1)) - p / static_cast<double>(kPhases);
      const double edge = t / kHalf;
      const double window = std::fabs(edge) < 1.0
                                ? bessel0(kBeta * std::sqrt(1.0 - edge * edge)) / bessel0(kBeta)
                                : 0.0;
      const double sinc = t == 0.0 ? 1.0 : std::sin(kPi * t) / (kPi * t);
      table.phase[p][k] = sinc * window;
      l1 += std::fabs(table.phase[p][k]);
    }
    table.greatestL1 = std::max(table.greatestL1, l1);
  }
  return table;
}

const Table& table() {
  static const Table instance = makeTable();
  return instance;
}

}  // namespace

double truePeak16x(std::span<const double> samples) {
  const Table& t = table();
  std::vector<double> padded(samples.size() + 2 * kTaps, 0.0);
  std::copy(samples.begin(), samples.end(), padded.begin() + kTaps);
  double highest = 0.0;
  for (const double x : samples) highest = std::max(highest, std::fabs(x));

  constexpr size_t kRun = 32;
  for (size_t start = 0; start + kTaps + kRun <= padded.size(); start += kRun) {
    double reach = 0.0;
    for (size_t i = start; i < start + kTaps + kRun; ++i) {
      reach = std::max(reach, std::fabs(padded[i]));
    }
    if (reach * t.greatestL1 <= highest) continue;
    for (size_t i = start; i < start + kRun; ++i) {
      for (const auto& phase : t.phase) {
        // Four sums, so that the additions need not wait for each other.
        double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
        for (size_t k = 0; k < kTaps; k += 4) {
          a += phase[k] * padded[i + k];
          b += phase[k + 1] * padded[i + k + 1];
          c += phase[k + 2] * padded[i + k + 2];
          d += phase[k + 3] * padded[i + k + 3];
        }
        highest = std::max(highest, std::fabs((a + b) + (c + d)));
      }
    }
  }
  return highest;
}

double truePeak16xDb(std::span<const double> samples) {
  const double peak = truePeak16x(samples);
  return peak > 1e-20 ? 20.0 * std::log10(peak) : -400.0;
}

double truePeak16xDb(std::span<const double> left, std::span<const double> right) {
  return std::max(truePeak16xDb(left), truePeak16xDb(right));
}

double interpolatorGain(int phase, double frequency) {
  std::complex<double> sum = 0.0;
  for (int k = 0; k < kTaps; ++k) {
    sum += table().phase[static_cast<size_t>(phase)][static_cast<size_t>(k)] *
           std::polar(1.0, 2.0 * kPi * frequency * k);
  }
  return std::abs(sum);
}

}  // namespace measure

// The reverb as its formulas stand: double, one frame after the other, every
// signal kept whole, the diffusion's mix a matrix. Only lengths and line filters
// come from the engine's design, which the decay's tests hold to its curve.
#pragma once

#include <cmath>
#include <vector>

#include "effect_runner.h"
#include "effects/reverb_design.h"

namespace effects_test {

using Signal = std::vector<double>;

inline double ago(const Signal& x, size_t now, int frames) {
  return now < static_cast<size_t>(frames) ? 0.0 : x[now - static_cast<size_t>(frames)];
}

/// Wet sound at width 100 %, both cuts off, no ducking.
inline std::vector<Signal> referenceReverb(const lathe::ReverbSettings& s, double rate,
                                           const Stereo& input) {
  using namespace lathe;
  const ReverbGeometry g = reverbGeometry(s, rate);
  const size_t frames = input.left.size();
  const Signal in[2] = {Signal(input.left.begin(), input.left.end()),
                        Signal(input.right.begin(), input.right.end())};
  std::vector<Signal> channel(kReverbLines, Signal(frames));
  for (size_t i = 0; i < kReverbLines; ++i) {
    for (size_t n = 0; n < frames; ++n) {
      channel[i][n] = (i & 4 ? -0.5 : 0.5) * ago(in[i % 2], n, g.preDelay);
    }
  }
  const double angle = s.diffusionPercent * 0.01 * measure::kPi / 4.0;
  double matrix[kReverbLines][kReverbLines];
  for (unsigned r = 0; r < kReverbLines; ++r) {
    for (unsigned c = 0; c < kReverbLines; ++c) {
      matrix[r][c] = 1.0;
      for (unsigned bit : {1u, 2u, 4u}) {
        const bool lower = r & bit, right = c & bit;
        matrix[r][c] *= lower != right ? std::sin(angle) : std::cos(angle) * (lower ? -1.0 : 1.0);
      }
    }
  }
  for (int step = 0; step < kDiffusionSteps; ++step) {
    const std::vector<Signal> before = channel;
    for (size_t n = 0; n < frames; ++n) {
      for (size_t r = 0; r < kReverbLines; ++r) {
        channel[r][n] = 0.0;
        for (size_t c = 0; c < kReverbLines; ++c) {
          channel[r][n] += matrix[r][c] * ago(before[c], n, g.diffuser[step][c]);
        }
      }
    }
  }
  double lengths[kReverbLines];
  for (int i = 0; i < kReverbLines; ++i) lengths[i] = g.line[i];
  LineFilters filters;
  designLineFilters({s.t60Seconds, s.lowRatio, s.dampingHz, s.highRatio}, lengths, rate, filters);
  const double late = std::sqrt(s.lateSharePercent * 0.01) * lateGain(s.t60Seconds, lengths, rate);
  const double early = std::sqrt(1.0 - s.lateSharePercent * 0.01);
  std::vector<Signal> line(kReverbLines, Signal(frames)), out(2, Signal(frames));
  double state[2][kReverbLines] = {};
  const double spread[] = {1.0, 0.87, 1.13, 0.76};
  const auto angleOf = [&](int pair, size_t edge) {
    const double turns = 0.25 * pair + static_cast<double>(edge + 1) * s.modulationHz *
                                           kBlockFrames / rate * spread[pair];
    return s.modulationPercent * 0.01 * 0.9 * std::sin(2.0 * measure::kPi * turns);
  };
  for (size_t n = 0; n < frames; ++n) {
    double y[kReverbLines];
    for (int i = 0; i < kReverbLines; ++i) {
      y[i] = ago(line[static_cast<size_t>(i)], n, g.line[i]);
      for (int k = 0; k < 2; ++k) {
        const LineFilters::Shelf& f = filters.shelf[k];
        const double x = y[i];
        y[i] = static_cast<double>(f.b[i]) * x + state[k][i];
        state[k][i] = static_cast<double>(f.d[i]) * x - static_cast<double>(f.a[i]) * state[k][i];
      }
    }
    for (int i = 0; i < 4; ++i) {
      const size_t block = n / kBlockFrames;
      const double u = static_cast<double>(n % kBlockFrames) / kBlockFrames;
      const double turn = angleOf(i, block) + u * (angleOf(i, block + 1) - angleOf(i, block));
      const double a = y[i], b = y[i + 4];
      y[i] = std::cos(turn) * a - std::sin(turn) * b;
      y[i + 4] = std::sin(turn) * a + std::cos(turn) * b;
    }
    const double signs[2][kReverbLines] = {{1, 1, -1, -1, -1, 1, -1, 1},
                                           {1, -1, 1, -1, 1, 1, -1, -1}};
    double sum = 0.0;
    for (double v : y) sum += v;
    for (size_t i = 0; i < kReverbLines; ++i) {
      line[i][n] = channel[i][n] + y[i] - sum / 4.0;
      for (size_t side = 0; side < 2; ++side) out[side][n] += late * signs[side][i] * y[i];
    }
    for (size_t side = 0; side < 2; ++side) {
      for (size_t k = 0; k < kEarlyTaps; ++k) {
        out[side][n] += early * static_cast<double>(g.earlyGain[k]) *
                        ago(in[side ^ (k & 1)], n, g.early[side][k]);
      }
    }
  }
  return out;
}

}  // namespace effects_test

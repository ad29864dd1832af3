// Runs stereo signals through a stage of the master, block by block, and
// measures responses.
#pragma once

#include <cmath>
#include <complex>
#include <cstdint>
#include <vector>

#include "master/stereo_block.h"
#include "measure/signals.h"

namespace master_test {

using lathe::kBlockFrames;
using lathe::StereoBlock;
using measure::Samples;

struct Pair {
  Samples left, right;
  bool operator==(const Pair&) const = default;
};

inline Pair silence(size_t frames) { return {Samples(frames, 0.0), Samples(frames, 0.0)}; }
inline Pair noisePair(int frames, double amplitude, uint32_t seed) {
  return {measure::noise(frames, amplitude, seed), measure::noise(frames, amplitude, seed + 1000)};
}
/// One on both sides at `frame`.
inline Pair impulse(size_t frames, size_t frame, double left = 1.0, double right = 1.0) {
  Pair p = silence(frames);
  p.left[frame] = left;
  p.right[frame] = right;
  return p;
}

/// Whole blocks; `between(block)` before each.
template <class Stage, class Between>
Pair run(Stage& stage, const Pair& x, Between between) {
  Pair y;
  for (size_t at = 0; at + kBlockFrames <= x.left.size(); at += kBlockFrames) {
    between(static_cast<int>(at / kBlockFrames));
    StereoBlock block;
    for (int i = 0; i < kBlockFrames; ++i) {
      const size_t n = at + static_cast<size_t>(i);
      block[i] = lathe::f64x2::make(x.left[n], x.right[n]);
    }
    stage.process(block);
    for (const lathe::f64x2& v : block.frames) {
      y.left.push_back(v.first());
      y.right.push_back(v.second());
    }
  }
  return y;
}
template <class Stage>
Pair run(Stage& stage, const Pair& x) {
  return run(stage, x, [](int) {});
}

/// |H| of an impulse response at `hz`.
inline double magnitude(const Samples& h, double hz, double rate) {
  const std::complex<double> turn = std::polar(1.0, -2.0 * measure::kPi * hz / rate);
  std::complex<double> sum = 0.0;
  for (size_t i = h.size(); i-- > 0;) sum = sum * turn + h[i];
  return std::abs(sum);
}
inline double decibels(const Samples& h, double hz, double rate) {
  return measure::toDb(magnitude(h, hz, rate));
}

inline double largestDifference(const Samples& a, const Samples& b, size_t from = 0) {
  double worst = 0.0;
  for (size_t i = from; i < a.size(); ++i) worst = std::max(worst, std::fabs(a[i] - b[i]));
  return worst;
}
/// y against x delayed.
inline double delayedDifference(const Samples& x, const Samples& y, size_t delay) {
  double worst = 0.0;
  for (size_t i = 0; i < y.size(); ++i) {
    worst = std::max(worst, std::fabs(y[i] - (i < delay ? 0.0 : x[i - delay])));
  }
  return worst;
}
/// Largest |second difference|: a click is a corner.
inline double sharpestCorner(const Samples& x, size_t from, size_t to) {
  double worst = 0.0;
  for (size_t i = from + 2; i < to; ++i) {
    worst = std::max(worst, std::fabs(x[i - 2] - 2.0 * x[i - 1] + x[i]));
  }
  return worst;
}

}  // namespace master_test

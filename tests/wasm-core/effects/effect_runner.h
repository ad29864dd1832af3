// Feeds stereo signals through an effect, block by block.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "base/block.h"
#include "measure/signals.h"

namespace effects_test {

using lathe::kBlockFrames;
using Channel = std::vector<float>;

struct Stereo {
  Channel left, right;
  bool operator==(const Stereo&) const = default;
};

inline Channel noiseChannel(int frames, double amplitude, uint32_t seed) {
  const measure::Samples x = measure::noise(frames, amplitude, seed);
  return Channel(x.begin(), x.end());
}
inline Stereo noiseStereo(int frames, double amplitude, uint32_t seed) {
  return {noiseChannel(frames, amplitude, seed), noiseChannel(frames, amplitude, seed + 1000)};
}
/// One frame of 1, on the sides asked for.
inline Stereo impulse(int frames, float left = 1.0f, float right = 1.0f, int at = 0) {
  Stereo x{Channel(static_cast<size_t>(frames)), Channel(static_cast<size_t>(frames))};
  x.left[static_cast<size_t>(at)] = left;
  x.right[static_cast<size_t>(at)] = right;
  return x;
}
inline Stereo silence(int frames) { return impulse(frames, 0.0f, 0.0f); }

/// Whole blocks; the last is padded with silence and cut off again.
template <class Effect>
Stereo run(Effect& effect, const Stereo& input,
           const std::function<void(int block)>& beforeBlock = {}) {
  Stereo output;
  float left[kBlockFrames], right[kBlockFrames];
  const size_t frames = input.left.size();
  for (size_t at = 0; at < frames; at += kBlockFrames) {
    if (beforeBlock) beforeBlock(static_cast<int>(at / kBlockFrames));
    const size_t count = std::min<size_t>(kBlockFrames, frames - at);
    for (size_t i = 0; i < kBlockFrames; ++i) {
      left[i] = i < count ? input.left[at + i] : 0.0f;
      right[i] = i < count ? input.right[at + i] : 0.0f;
    }
    effect.process(left, right);
    output.left.insert(output.left.end(), left, left + count);
    output.right.insert(output.right.end(), right, right + count);
  }
  return output;
}

inline double energy(const Channel& x, size_t from = 0,
                     size_t to = std::numeric_limits<size_t>::max()) {
  double sum = 0.0;
  for (size_t i = from; i < std::min(to, x.size()); ++i) {
    sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
  }
  return sum;
}
inline double powerDb(double ratio) { return 10.0 * std::log10(std::max(ratio, 1e-40)); }

inline double largest(const Channel& x) {
  double most = 0.0;
  for (float v : x) {
    const double size = std::fabs(static_cast<double>(v));
    if (!(size <= most)) most = size;  // NaN comes through
  }
  return most;
}

/// Standard deviation of the second difference in runs of 32 frames, the largest against the
/// median: what a click stands out in.
inline double roughest(const Channel& x, size_t from, size_t to) {
  std::vector<double> runs;
  for (size_t at = from + 2; at + 32 <= to; at += 32) {
    double sum = 0.0;
    for (size_t i = at; i < at + 32; ++i) {
      const double d = static_cast<double>(x[i]) - 2.0 * static_cast<double>(x[i - 1]) +
                       static_cast<double>(x[i - 2]);
      sum += d * d;
    }
    runs.push_back(std::sqrt(sum));
  }
  std::vector<double> sorted = runs;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<ptrdiff_t>(sorted.size() / 2),
                   sorted.end());
  return *std::max_element(runs.begin(), runs.end()) / sorted[sorted.size() / 2];
}

}  // namespace effects_test

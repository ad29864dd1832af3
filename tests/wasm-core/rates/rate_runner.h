// Whole signals through the rate converter, and what is left of a tone when the
// tone itself is taken out.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "measure/figures.h"
#include "measure/signals.h"
#include "rates/rate_converter.h"

namespace lathe::rates_test {

using measure::Samples;

struct Pair {
  int in, out;
};
/// The pairs that deliveries are made of.
inline constexpr Pair kMainPairs[] = {{96000, 44100}, {48000, 44100}, {44100, 48000}};
inline constexpr int kUsualRates[] = {22050, 24000, 32000,  44100, 48000,
                                      88200, 96000, 176400, 192000};

/// Channels of equal length through a converter, `chunk` frames at a time.
inline std::vector<Samples> convert(const std::vector<Samples>& in, Pair rates, int chunk = 4096) {
  RateConverter converter;
  const auto channels = static_cast<int>(in.size());
  if (!converter.prepare(rates.in, rates.out, channels, chunk)) return {};
  std::vector<Samples> out(in.size());
  std::vector<Samples> room(in.size(), Samples(static_cast<size_t>(converter.maxOutputFrames())));
  double* to[2] = {room.front().data(), room.back().data()};
  const auto keep = [&](int frames) {
    for (size_t ch = 0; ch < in.size(); ++ch) {
      out[ch].insert(out[ch].end(), room[ch].begin(), room[ch].begin() + frames);
    }
    return frames;
  };
  const size_t total = in.front().size();
  for (size_t at = 0; at < total; at += static_cast<size_t>(chunk)) {
    const double* from[2] = {in.front().data() + at, in.back().data() + at};
    const auto frames = static_cast<int>(std::min(total - at, static_cast<size_t>(chunk)));
    keep(converter.process(from, frames, to));
  }
  while (keep(converter.flush(to)) > 0) {
  }
  return out;
}

inline Samples convert(const Samples& in, Pair rates, int chunk = 4096) {
  return convert(std::vector<Samples>{in}, rates, chunk).front();
}

/// Its phase is exact at every frame: whole hertz and whole frames of whole rates.
inline double toneAt(int hz, int64_t frame, int rate, double quarterTurns = 0.0) {
  const auto turns = static_cast<double>(hz * frame % rate) / rate;
  return std::sin(2.0 * measure::kPi * turns + 0.5 * measure::kPi * quarterTurns);
}

inline Samples tone(int hz, int frames, int rate) {
  Samples x(static_cast<size_t>(frames));
  for (int i = 0; i < frames; ++i) x[static_cast<size_t>(i)] = toneAt(hz, i, rate);
  return x;
}

struct Residue {
  double gainDb;      ///< of the tone, full scale in
  double residualDb;  ///< rms of all that is not the tone, against a full-scale tone's
};

/// Takes the best-fitting sine of `hz` out of y, by least squares, leaving `edge` frames out at
/// either end.
inline Residue takeOutTone(const Samples& y, int hz, int rate, size_t edge) {
  EXPECT_GT(y.size(), 2 * edge + 1000);
  double ss = 0, cc = 0, sc = 0, ys = 0, yc = 0;
  const auto visit = [&](auto each) {
    for (size_t i = edge; i + edge < y.size(); ++i) {
      const auto frame = static_cast<int64_t>(i);
      each(y[i], toneAt(hz, frame, rate), toneAt(hz, frame, rate, 1.0));
    }
  };
  visit([&](double v, double s, double c) {
    ss += s * s, cc += c * c, sc += s * c, ys += v * s, yc += v * c;
  });
  const double det = ss * cc - sc * sc;
  const double a = (ys * cc - yc * sc) / det, b = (yc * ss - ys * sc) / det;
  double left = 0.0;
  visit([&](double v, double s, double c) { left += (v - a * s - b * c) * (v - a * s - b * c); });
  const auto frames = static_cast<double>(y.size() - 2 * edge);
  return {10.0 * std::log10(a * a + b * b), 10.0 * std::log10(2.0 * left / frames + 1e-40)};
}

inline double rmsDb(const Samples& y, size_t edge) {
  EXPECT_GT(y.size(), 2 * edge + 1000);
  double sum = 0.0;
  for (size_t i = edge; i + edge < y.size(); ++i) sum += y[i] * y[i];
  return 10.0 * std::log10(sum / static_cast<double>(y.size() - 2 * edge) + 1e-40);
}

}  // namespace lathe::rates_test

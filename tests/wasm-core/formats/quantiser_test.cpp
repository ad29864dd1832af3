// Dither of an output file: noise shaping by its published figures, auto-black,
// and where each kind applies.
#include "formats/quantiser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <vector>

#include "measure/signals.h"

namespace lathe {
namespace {

using measure::Samples;

std::vector<int32_t> quantise(const Samples& x, const DitherSettings& settings, int bits = 16,
                              int rate = 44100) {
  Quantiser quantiser(bits, 1, rate, settings);
  std::vector<int32_t> out(x.size());
  for (size_t i = 0; i < x.size(); ++i) quantiser.frame(&x[i], &out[i]);
  return out;
}

Samples sine(size_t frames, double amplitude) {
  Samples x(frames);
  for (size_t i = 0; i < frames; ++i) x[i] = amplitude * std::sin(0.1420 * static_cast<double>(i));
  return x;
}

// The threshold of hearing in quiet, dB SPL: Terhardt, "Calculating virtual pitch", Hearing
// Research 1(2) 1979.
double thresholdDb(double hz) {
  const double khz = hz / 1000.0;
  return 3.64 * std::pow(khz, -0.8) - 6.5 * std::exp(-0.6 * (khz - 3.3) * (khz - 3.3)) +
         1e-3 * std::pow(khz, 4.0);
}

constexpr size_t kBins = 256, kSegment = 2 * kBins;

/// Power in bins between 0 and half the rate (their middles), Hann-windowed segments, mean.
Samples powerSpectrum(const Samples& x) {
  Samples cosine(2 * kSegment), power(kBins);
  for (size_t i = 0; i < cosine.size(); ++i) {
    cosine[i] = std::cos(2.0 * measure::kPi * static_cast<double>(i) / (2.0 * kSegment));
  }
  for (size_t at = 0; at + kSegment <= x.size(); at += kSegment) {
    for (size_t bin = 0; bin < kBins; ++bin) {
      double re = 0.0, im = 0.0;
      for (size_t i = 0; i < kSegment; ++i) {
        const double v = x[at + i] * (1.0 - cosine[2 * i]);
        const size_t turn = (2 * bin + 1) * i;
        re += v * cosine[turn % (2 * kSegment)];
        im += v * cosine[(turn + kSegment / 2) % (2 * kSegment)];
      }
      power[bin] += re * re + im * im;
    }
  }
  return power;
}

struct NoiseGain {
  double totalDb, weightedDb;  ///< against unshaped TPDF's LSB²/4
};

// What comes out of the quantiser, not what its coefficients promise.
NoiseGain measuredGain(NoiseShape shape) {
  constexpr size_t kSegments = 120;
  constexpr double kWhite = 0.25 * 1.5 * kSegment * kSegments;  // a bin's, of LSB²/4 under Hann
  Samples error = sine(kSegment * kSegments, 0.3);
  const auto y = quantise(error, {.kind = DitherKind::Shaped, .shape = shape, .seed = 11});
  double total = 0.0, weighted = 0.0, white = 0.0;
  for (size_t i = 0; i < error.size(); ++i) {
    error[i] = y[i] - 32768.0 * error[i];
    total += error[i] * error[i];
  }
  const Samples spectrum = powerSpectrum(error);
  for (size_t bin = 0; bin < kBins; ++bin) {
    const double hz = (static_cast<double>(bin) + 0.5) / kBins * 22050.0;
    const double weight = std::pow(10.0, -0.1 * thresholdDb(hz));
    weighted += weight * spectrum[bin];
    white += weight * kWhite;
  }
  return {10.0 * std::log10(4.0 * total / static_cast<double>(error.size())),
          10.0 * std::log10(weighted / white)};
}

TEST(NoiseShaping, HasThePublishedFiguresWeightedByTheThresholdOfHearing) {
  const struct {
    NoiseShape shape;
    const char* name;
    double weightedDb, totalDb;
  } cases[] = {{NoiseShape::Wannamaker3, "Wannamaker, 3", -9.8, 6.6},
               {NoiseShape::ModifiedE9, "modified E-weighting, 9", -10.7, 7.6},
               {NoiseShape::Lipshitz5, "Lipshitz, 5", -9.4, 12.2}};
  for (const auto& c : cases) {
    const NoiseGain gain = measuredGain(c.shape);
    std::printf("[ figure ] %s: weighted %.2f dB (%.1f), total %+.2f dB (%+.1f)\n", c.name,
                gain.weightedDb, c.weightedDb, gain.totalDb, c.totalDb);
    EXPECT_NEAR(gain.weightedDb, c.weightedDb, 0.3) << c.name;
    EXPECT_NEAR(gain.totalDb, c.totalDb, 0.1) << c.name;
  }
}

TEST(NoiseShaping, IsForSixteenBitsAtTheRatesOfDelivery) {
  for (const int rate : {44100, 48000}) {
    EXPECT_EQ(ditherInUse(DitherKind::Shaped, 16, rate), DitherKind::Shaped);
    EXPECT_EQ(ditherInUse(DitherKind::Shaped, 24, rate), DitherKind::Tpdf);
  }
  EXPECT_EQ(ditherInUse(DitherKind::Shaped, 16, 96000), DitherKind::Tpdf);
  EXPECT_EQ(ditherInUse(DitherKind::None, 24, 96000), DitherKind::None);
  const Samples x = sine(5000, 0.5);
  EXPECT_EQ(quantise(x, {.kind = DitherKind::Shaped}, 24), quantise(x, {}, 24));
}

// The error fed back is that of rounding, not that of clipping: what follows an overload has the
// noise that it would have had.
TEST(NoiseShaping, ComesThroughAnOverload) {
  Samples x(4000, 1.9);
  const Samples quiet = sine(60000, 0.3);
  x.insert(x.end(), quiet.begin(), quiet.end());
  const auto y = quantise(x, {.kind = DitherKind::Shaped});
  double power = 0.0;
  for (size_t i = 0; i < 4000; ++i) ASSERT_EQ(y[i], 32767);
  for (size_t i = 4000; i < x.size(); ++i) power += std::pow(y[i] - 32768.0 * x[i], 2.0);
  EXPECT_NEAR(10.0 * std::log10(4.0 * power / 60000.0), 7.6, 0.2);
}

TEST(Quantiser, WithoutDitherRoundsToTheNearestStep) {
  const Samples x = measure::noise(10000, 0.9, 3);
  const auto y = quantise(x, {.kind = DitherKind::None});
  for (size_t i = 0; i < x.size(); ++i) EXPECT_LE(std::abs(y[i] - 32768.0 * x[i]), 0.5);
}

TEST(Quantiser, AutoBlackIsSilentAfterASecondOfZerosAndBackWithTheFirstSample) {
  constexpr size_t kRate = 44100, kSound = 1000;
  Samples left = sine(kSound, 0.1);
  left.resize(kSound + 3 * kRate);
  Samples right = left;
  right[kSound - 1] = 0.0;
  left[kSound - 1] = 1e-9;                       // one channel is enough to be sound
  right[kSound + 2 * kRate] = right[0] = -1e-9;  // and back with this
  for (const DitherKind kind : {DitherKind::Tpdf, DitherKind::Shaped}) {
    Quantiser with(16, 2, kRate, {.kind = kind, .autoBlack = true, .seed = 5});
    Quantiser without(16, 2, kRate, {.kind = kind, .seed = 5});
    size_t blackFrames = 0, firstBlack = 0, differ = 0, dithered = 0;
    for (size_t i = 0; i < left.size(); ++i) {
      const double samples[] = {left[i], right[i]};
      int32_t a[2], b[2];
      with.frame(samples, a);
      without.frame(samples, b);
      const bool black = i >= kSound + kRate && i < kSound + 2 * kRate;
      if (black && a[0] == 0 && a[1] == 0) firstBlack = blackFrames++ == 0 ? i : firstBlack;
      if (!black && (a[0] != b[0] || a[1] != b[1])) ++differ;
      if (i >= kSound + 2 * kRate) dithered += a[0] != 0;
    }
    EXPECT_EQ(firstBlack, kSound + kRate);
    EXPECT_EQ(blackFrames, kRate);
    EXPECT_GT(dithered, kRate / 10);
    // The generator goes on in the dark; only the shaper's errors are forgotten.
    if (kind == DitherKind::Tpdf) {
      EXPECT_EQ(differ, 0u);
    }
  }
}

// A sum over all samples of shaped noise, as every build must give it.
TEST(Quantiser, ShapedBitsAreTheSameOnEveryMachine) {
  Samples x(20000);
  for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i % 977) / 2048.0 - 0.2;
  uint64_t hash = 14695981039346656037ull;  // FNV-1a
  for (const int32_t v : quantise(x, {.kind = DitherKind::Shaped, .seed = 9})) {
    hash = (hash ^ static_cast<uint32_t>(v)) * 1099511628211ull;
  }
  EXPECT_EQ(hash, 11297402709139944643ull);
}

}  // namespace
}  // namespace lathe

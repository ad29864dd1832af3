// What the output's live meters read of known signals: loudness range after EBU
// Tech 3342, peaks and their ratios to loudness, levels, correlation, spread.
#include "live/output_meters.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/block.h"
#include "live/meter_layout.h"
#include "measure/figures.h"
#include "measure/signals.h"

namespace {

using lathe::kBlockFrames;
using measure::printFigure;
using measure::Samples;
namespace at = lathe::meter_layout;

constexpr double kRate = 48000.0;

struct Meters {
  lathe::OutputMeters meters;
  float values[at::kFirstStrip] = {};

  Meters() { meters.prepare(kRate); }
  const float* feed(const Samples& left, const Samples& right) {
    float blocks[2][kBlockFrames];
    for (size_t frame = 0; frame + kBlockFrames <= left.size(); frame += kBlockFrames) {
      for (size_t i = 0; i < kBlockFrames; ++i) {
        blocks[0][i] = static_cast<float>(left[frame + i]);
        blocks[1][i] = static_cast<float>(right[frame + i]);
      }
      meters.process({blocks[0], blocks[1]}, {});
    }
    return take(true);
  }
  const float* feed(const Samples& both) { return feed(both, both); }
  const float* take(bool running) {
    meters.take(running, values);
    return values;
  }
};

Samples tone(double hz, double peakDbfs, double seconds) {
  Samples x;
  measure::appendSine(x, kRate, hz, peakDbfs, seconds);
  return x;
}

TEST(OutputMeters, LoudnessRangeAsItPlaysPassesTheCasesOfTech3342) {
  const std::vector<std::pair<std::vector<double>, double>> cases = {
      {{-20.0, -30.0}, 10.0},
      {{-20.0, -15.0}, 5.0},
      {{-40.0, -20.0}, 20.0},
      {{-50.0, -35.0, -20.0, -35.0, -50.0}, 15.0}};
  for (const auto& [levels, expected] : cases) {
    Meters meters;
    Samples x;
    for (const double level : levels) measure::appendSine(x, kRate, 1000.0, level, 20.0);
    const float* values = meters.feed(x);
    printFigure("live loudness range", values[at::kLoudnessRangeLu], "LU");
    EXPECT_NEAR(values[at::kLoudnessRangeLu], expected, 1.0);
  }
}

TEST(OutputMeters, AToneHasItsPeaksItsRatiosAndItsLevels) {
  Meters meters;
  const float* values = meters.feed(tone(1000.0, -20.0, 5.0));
  printFigure("largest momentary", values[at::kMaxMomentaryLufs], "LUFS");
  printFigure("largest short-term", values[at::kMaxShortTermLufs], "LUFS");
  printFigure("true peak, 4 times", values[at::kItuTruePeakDbtp], "dBTP");
  printFigure("sample peak", values[at::kSamplePeakDbfs], "dBFS");
  printFigure("PSR", values[at::kPsrDb], "dB");
  printFigure("least PSR", values[at::kLeastPsrDb], "dB");
  EXPECT_NEAR(values[at::kMaxMomentaryLufs], -20.0, 0.1);
  EXPECT_NEAR(values[at::kMaxShortTermLufs], -20.0, 0.1);
  EXPECT_NEAR(values[at::kItuTruePeakDbtp], -20.0, 0.3);
  EXPECT_NEAR(values[at::kSamplePeakDbfs], -20.0, 0.01);
  // A stereo sine at 1 kHz is as loud in LUFS as its peak is high.
  EXPECT_NEAR(values[at::kPsrDb], 0.0, 0.1);
  EXPECT_NEAR(values[at::kLeastPsrDb], 0.0, 0.1);
  for (int c = 0; c < 2; ++c) {
    EXPECT_NEAR(values[at::kOutputMeanSquareLeft + c], 0.005, 1e-6);
    // 48 samples a period take the mean a hundredth of a decibel low.
    EXPECT_NEAR(values[at::kOutputMeanAbsoluteLeft + c], 0.2 / measure::kPi, 1e-4);
  }
}

TEST(OutputMeters, PeakToShortTermForgetsAPeakAfterThreeSeconds) {
  Meters meters;
  Samples x = tone(1000.0, -20.0, 4.0);
  x[static_cast<size_t>(3.5 * kRate)] = 1.0;
  // One sample of full scale: 20 dB over the tone, and too short to be loud.
  EXPECT_NEAR(meters.feed(x)[at::kPsrDb], 20.0, 0.2);
  const float* later = meters.feed(tone(1000.0, -20.0, 3.2));
  printFigure("PSR 3.2 s after the peak", later[at::kPsrDb], "dB");
  EXPECT_NEAR(later[at::kPsrDb], 0.0, 0.1);
  EXPECT_NEAR(later[at::kTruePeakDbtp], 0.0, 0.2) << "the song's true peak is kept";
}

TEST(OutputMeters, CorrelationIsThatOfTheSignalAndWarnsAfterThreeSeconds) {
  const Samples a = measure::noise(96000, 0.5, 1), b = measure::noise(96000, 0.5, 2);
  Samples opposite(a.size());
  for (size_t i = 0; i < a.size(); ++i) opposite[i] = -a[i];
  Meters meters;
  EXPECT_NEAR(meters.feed(a, a)[at::kOutputCorrelation], 1.0, 1e-6);
  const double unrelated = meters.feed(a, b)[at::kOutputCorrelation];
  printFigure("correlation of two noises", unrelated, "");
  EXPECT_NEAR(unrelated, 0.0, 0.05);
  EXPECT_NEAR(meters.feed(a, opposite)[at::kOutputCorrelation], -1.0, 0.01);
  EXPECT_EQ(meters.values[at::kOutOfPhase], 0.0f) << "2 s";
  meters.feed(a, opposite);
  EXPECT_EQ(meters.values[at::kOutOfPhase], 1.0f) << "4 s";
  EXPECT_EQ(meters.take(false)[at::kOutOfPhase], 0.0f) << "nothing plays";
}

TEST(OutputMeters, TheSpreadCountsTheTimeAtEachLoudness) {
  Meters meters;
  // 1 kHz reads its peak level: the first whole 3 s after 3 s, then 7 s at −23.5 LUFS.
  const float* values = meters.feed(tone(1000.0, -23.5, 10.0));
  double steps = 0.0;
  for (int bin = 0; bin < at::kSpreadBins; ++bin) steps += values[at::kSpread + bin];
  const double atLevel = values[at::kSpread + 36];  // −24…−23 LUFS
  printFigure("time at −24 to −23 LUFS", 0.1 * atLevel, "s");
  EXPECT_NEAR(atLevel, 71.0, 1.0);
  EXPECT_EQ(steps, atLevel);
  meters.meters.reset();
  const float* anew = meters.take(true);
  for (int bin = 0; bin < at::kSpreadBins; ++bin) EXPECT_EQ(anew[at::kSpread + bin], 0.0f);
  for (const int field : {at::kLoudnessRangeLu, at::kMaxMomentaryLufs, at::kMaxShortTermLufs,
                          at::kItuTruePeakDbtp, at::kSamplePeakDbfs, at::kPsrDb, at::kLeastPsrDb}) {
    EXPECT_TRUE(std::isinf(anew[field])) << field;
  }
}

}  // namespace

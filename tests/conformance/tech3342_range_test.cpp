// EBU Tech 3342 (November 2023), cases 1–4: loudness range of stepped tones.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analysis/file_measurer.h"
#include "conformance/tone_feeder.h"
#include "measure/figures.h"

namespace {

double rangeOfSteps(double sampleRate, const std::vector<double>& levels) {
  lathe::FileMeasurer measurer;
  measurer.prepare(sampleRate, 2);
  conformance::ToneFeeder feeder(measurer, sampleRate, 2);
  for (const double level : levels) feeder.tone(level, 20.0);
  return measurer.finish().loudnessRangeLu.value_or(-1.0);
}

TEST(Tech3342, Cases1To4) {
  const struct {
    std::vector<double> levels;
    double expectedLu;
  } cases[] = {
      {{-20, -30}, 10.0}, {{-20, -15}, 5.0}, {{-40, -20}, 20.0}, {{-50, -35, -20, -35, -50}, 15.0}};
  for (const double rate : {44100.0, 48000.0, 96000.0}) {
    int number = 1;
    for (const auto& c : cases) {
      const double range = rangeOfSteps(rate, c.levels);
      measure::printFigure(("Tech 3342 case " + std::to_string(number++)).c_str(), range, "LU");
      EXPECT_NEAR(range, c.expectedLu, 1.0);
    }
  }
}

}  // namespace

// The true-peak meter against the independent 16× measure, its skipping against
// full evaluation, and the ITU filter's known errors.
#include "meters/true_peak_meter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <limits>

#include "measure/figures.h"
#include "measure/signals.h"
#include "measure/true_peak_16x.h"

namespace {

using lathe::TruePeakMeter;
using measure::Samples;

struct Reading {
  double eightTimes, itu, sample;
};
Reading read(const Samples& x, int blockFrames = 1 << 20) {
  TruePeakMeter meter;
  meter.prepare(1);
  const int frames = static_cast<int>(x.size());
  for (int i = 0; i < frames; i += blockFrames) {
    const double* channels[1] = {x.data() + i};
    meter.process(channels, std::min(blockFrames, frames - i));
  }
  meter.finish();
  return {meter.truePeakDbtp().value_or(-400.0), meter.ituTruePeakDbtp().value_or(-400.0),
          meter.samplePeakDbfs().value_or(-400.0)};
}

TEST(IndependentMeasure, IsFlatTo475ThousandthsOfTheRate) {
  double worst = 0.0;
  for (int phase = 0; phase < 16; ++phase) {
    for (double f = 0.001; f <= 0.475; f += 0.001) {
      worst = std::max(worst, std::fabs(measure::toDb(measure::interpolatorGain(phase, f))));
    }
  }
  measure::printFigure("independent measure, worst deviation to 0.475 fs", worst, "dB");
  EXPECT_LT(worst, 0.001);
}

TEST(TruePeak, InterpolatorIsFlatTo475ThousandthsOfTheRate) {
  double worst = 0.0;
  for (int phase = 1; phase < 8; ++phase) {
    for (double f = 0.001; f <= 0.475; f += 0.001) {
      std::complex<double> sum = 0.0;
      for (int k = 0; k < lathe::Interpolator8x::kTaps; ++k) {
        sum += lathe::interpolator8xTap(phase, k) * std::polar(1.0, 2.0 * measure::kPi * f * k);
      }
      worst = std::max(worst, std::fabs(measure::toDb(std::abs(sum))));
    }
  }
  measure::printFigure("8x interpolator, worst deviation to 0.475 fs", worst, "dB");
  EXPECT_LT(worst, 0.05);
}

TEST(TruePeak, TonesReadTrueAndTheItuFilterErrsAsKnown) {
  double worst = 0.0, ituLow = 0.0, ituHigh = 0.0;
  for (double f = 0.01; f < 0.475; f += 0.0137) {
    // A long tone at an odd frequency meets every phase: its true peak is its amplitude.
    const double reading = read(measure::fadedSine(6000, f, 0.5, 20.0, 1000)).eightTimes;
    worst = std::max(worst, std::fabs(reading - measure::toDb(0.5)));
    if (f < 18.0 / 48.0) {
      const double itu =
          read(measure::fadedSine(6000, f, 0.5, 20.0, 1000)).itu - measure::toDb(0.5);
      ituLow = std::min(ituLow, itu);
      ituHigh = std::max(ituHigh, itu);
    }
  }
  measure::printFigure("8x on tones to 0.475 fs, worst error", worst, "dB");
  measure::printFigure("ITU 4x on tones below 18 kHz, lowest error", ituLow, "dB");
  measure::printFigure("ITU 4x on tones below 18 kHz, highest error", ituHigh, "dB");
  EXPECT_LT(worst, 0.05);
  EXPECT_GT(ituLow, -0.32);
  EXPECT_LT(ituHigh, 0.25);
}

TEST(TruePeak, AgreesWithTheIndependentMeasure) {
  const struct {
    const char* name;
    Samples x;
  } signals[] = {{"programme", measure::programme(48000.0, 2.0, 4).left},
                 {"white noise", measure::noise(20000, 0.5, 1)},
                 {"square 37", measure::square(8000, 37, 0.5)},
                 {"square 3", measure::square(8000, 3, 0.5)}};
  for (const auto& s : signals) {
    const double difference = read(s.x).eightTimes - measure::truePeak16xDb(s.x);
    measure::printFigure((std::string(s.name) + ", 8x less independent 16x").c_str(), difference,
                         "dB");
    EXPECT_NEAR(difference, 0.0, 0.17) << s.name;
  }
}

TEST(TruePeak, SkippingChangesNothingAndBlocksDoNotMatter) {
  // Interpolated in full, by the definition, in double.
  for (const uint32_t seed : {1u, 2u, 3u}) {
    Samples x = measure::programme(48000.0, 0.7, seed).left;
    for (size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(static_cast<float>(x[i]));
    double full = 0.0;
    constexpr int kTaps = lathe::Interpolator8x::kTaps;
    Samples padded(x.size() + 2 * kTaps, 0.0);
    std::copy(x.begin(), x.end(), padded.begin() + kTaps);
    for (size_t i = 0; i + kTaps <= padded.size(); ++i) {
      for (int phase = 1; phase < 8; ++phase) {
        double y = 0.0;
        for (int k = 0; k < kTaps; ++k) {
          y += lathe::interpolator8xTap(phase, k) * padded[i + static_cast<size_t>(k)];
        }
        full = std::max(full, std::fabs(y));
      }
    }
    for (const double s : x) full = std::max(full, std::fabs(s));
    const double whole = read(x).eightTimes;
    EXPECT_NEAR(whole, measure::toDb(full), 2e-5);
    for (const int blockFrames : {1, 100, 128, 1000})
      EXPECT_EQ(read(x, blockFrames).eightTimes, whole);
  }
}

TEST(TruePeak, LimitersDetectorFindsEveryGapOverItsThreshold) {
  const Samples signal = measure::noise(40 * lathe::kBlockFrames, 0.7, 12);
  const lathe::Interpolator8x& interpolator = lathe::interpolator8x();
  constexpr int kTaps = lathe::Interpolator8x::kTaps;
  int over = 0;
  for (size_t start = 0; start + lathe::Interpolator8x::kWindow <= signal.size();
       start += lathe::kBlockFrames) {
    // Half of the windows are smoothed, so that the bound has something to skip.
    std::vector<float> window;
    double state = 0.0;
    const double keep = (start / lathe::kBlockFrames) % 2 == 0 ? 0.0 : 0.9;
    for (int i = 0; i < lathe::Interpolator8x::kWindow; ++i) {
      state = keep * state + (1.0 - 0.6 * keep) * signal[start + static_cast<size_t>(i)];
      window.push_back(static_cast<float>(state));
    }
    float peaks[lathe::kBlockFrames];
    constexpr float kThreshold = 0.6f;
    const bool anyOver = interpolator.gapPeaks(window.data(), kThreshold, peaks);
    bool expectedAny = false;
    for (int gap = 0; gap < lathe::kBlockFrames; ++gap) {
      double expected =
          std::fabs(static_cast<double>(window[static_cast<size_t>(gap + kTaps / 2 - 1)]));
      for (int phase = 1; phase < 8; ++phase) {
        double y = 0.0;
        for (int k = 0; k < kTaps; ++k) {
          y += lathe::interpolator8xTap(phase, k) *
               static_cast<double>(window[static_cast<size_t>(gap + k)]);
        }
        expected = std::max(expected, std::fabs(y));
      }
      if (expected > 0.6001) {
        ASSERT_NEAR(static_cast<double>(peaks[gap]), expected, 3e-6);
        expectedAny = true;
        ++over;
      } else if (expected < 0.5999) {
        ASSERT_LE(peaks[gap], kThreshold);
      }
    }
    if (expectedAny) EXPECT_TRUE(anyOver);
  }
  EXPECT_GT(over, 100);
}

TEST(TruePeak, BadSamplesAreSilenceAndSilenceReadsNothing) {
  TruePeakMeter meter;
  meter.prepare(1);
  Samples x(1000, 0.0);
  const double* channels[1] = {x.data()};
  meter.process(channels, 1000);
  meter.finish();
  EXPECT_FALSE(meter.truePeakDbtp());
  EXPECT_FALSE(meter.ituTruePeakDbtp());
  EXPECT_FALSE(meter.samplePeakDbfs());
  x[10] = std::numeric_limits<double>::quiet_NaN();
  x[20] = std::numeric_limits<double>::infinity();
  x[500] = 0.25;
  meter.reset();
  meter.process(channels, 1000);
  meter.finish();
  EXPECT_EQ(meter.samplePeak(), 0.25);
  EXPECT_EQ(meter.truePeak(), 0.25);
}

TEST(TruePeak, LastSampleOfAFileIsStillInterpolated) {
  Samples x = measure::fadedSine(4000, 0.25, 0.5, 45.0, 500);
  x.resize(3000);  // cut in the middle of the tone
  EXPECT_GT(read(x).eightTimes, read(x).sample + 2.9);
  const Samples step(300, 0.5);
  EXPECT_NEAR(read(step).eightTimes, measure::truePeak16xDb(step), 0.05);
  EXPECT_GT(read(step).eightTimes, measure::toDb(0.5) + 0.5);
}

}  // namespace

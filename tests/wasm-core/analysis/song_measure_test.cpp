// What a report says of a whole song, against closed forms.
#include "analysis/song_measure.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "measure/cpu_clock.h"
#include "measure/figures.h"
#include "measure/signals.h"
#include "measure/true_peak_16x.h"

namespace {

using lathe::SongMeasure;
using measure::Samples;
constexpr double kRate = 48000.0;

SongMeasure measured(const Samples& left, const Samples& right, double rate = kRate,
                     int block = 4096) {
  lathe::SongMeasurer measurer;
  measurer.prepare(rate, 2);
  for (size_t i = 0; i < left.size(); i += static_cast<size_t>(block)) {
    const double* channels[2] = {left.data() + i, right.data() + i};
    measurer.process(
        channels, static_cast<int>(std::min<size_t>(static_cast<size_t>(block), left.size() - i)));
  }
  return measurer.finish();
}

Samples sine(double dbfs, double seconds, double rate = kRate) {
  Samples x;
  measure::appendSine(x, rate, 1000.0, dbfs, seconds);
  return x;
}

TEST(SongRatios, OfASineAreItsCrestOverLoudness) {
  // 1 kHz in phase on both channels: loudness is its peak in dBFS, so both ratios are 0; on one
  // channel the loudness is 3.01 LU less.
  const Samples x = sine(-12.0, 6.0), silence(x.size(), 0.0);
  const lathe::Measurement both = measured(x, x).measurement;
  measure::printFigure("PLR of a sine on both channels", both.plrDb.value(), "dB");
  measure::printFigure("least PSR of a sine on both channels", both.minPsrDb.value(), "dB");
  EXPECT_NEAR(both.plrDb.value(), 0.0, 0.05);
  EXPECT_NEAR(both.minPsrDb.value(), 0.0, 0.05);
  const lathe::Measurement one = measured(x, silence).measurement;
  EXPECT_NEAR(one.plrDb.value(), 3.01, 0.05);
  EXPECT_NEAR(one.minPsrDb.value(), 3.01, 0.05);
  EXPECT_FALSE(one.correlation.has_value());
}

TEST(SongRatios, LeastPsrIsOfTheDensestLoudMomentNotOfAQuietPad) {
  // A soft steady tone (PSR 0), silence, then 5 s of short beeps.
  Samples x = sine(-40.0, 5.0);
  measure::appendSilence(x, kRate, 4.0);
  for (int i = 0; i < 50; ++i) {
    measure::appendSine(x, kRate, 1000.0, -6.0, 0.02);
    measure::appendSilence(x, kRate, 0.08);
  }
  const lathe::Measurement m = measured(x, x).measurement;
  measure::printFigure("least PSR of beeps, a fifth of the time", m.minPsrDb.value(), "dB");
  EXPECT_NEAR(m.minPsrDb.value(), 10.0 * std::log10(5.0), 0.3);
}

TEST(SongRatios, CorrelationOfTheSameTheOppositeAndTheUnrelated) {
  const Samples a = measure::noise(96000, 0.3, 1), b = measure::noise(96000, 0.3, 2);
  Samples opposite = a;
  for (double& v : opposite) v *= -0.25;
  EXPECT_NEAR(measured(a, a).measurement.correlation.value(), 1.0, 1e-9);
  EXPECT_NEAR(measured(a, opposite).measurement.correlation.value(), -1.0, 1e-9);
  const double unrelated = measured(a, b).measurement.correlation.value();
  measure::printFigure("correlation of two noises", unrelated, "");
  EXPECT_NEAR(unrelated, 0.0, 0.02);
  // Half of it shared: a and (a + b)/√2 at equal power have 1/√2.
  Samples shared = a;
  for (size_t i = 0; i < a.size(); ++i) shared[i] = (a[i] + b[i]) * std::sqrt(0.5);
  EXPECT_NEAR(measured(a, shared).measurement.correlation.value(), std::sqrt(0.5), 0.01);
}

TEST(SongStatistics, WidthIsTheSidesEnergyOverTheMids) {
  const auto width = [](const Samples& left, const Samples& right) {
    return measured(left, right).measurement.sideToMidDb;
  };
  const Samples mid = measure::noise(96000, 0.3, 1), side = measure::noise(96000, 0.3, 2);
  const Samples silence(mid.size(), 0.0);
  EXPECT_FALSE(width(mid, mid).has_value());  // mono has none
  EXPECT_FALSE(width(silence, silence).has_value());
  Samples opposite = mid;
  for (double& v : opposite) v = -v;
  EXPECT_FALSE(width(mid, opposite).has_value());
  EXPECT_NEAR(width(mid, silence).value(), 0.0, 1e-9);  // one side alone: as much side as mid
  // A side so much under its mid reads so, and so does one far below what is heard.
  double energy[2] = {0.0, 0.0};
  for (size_t i = 0; i < mid.size(); ++i) {
    energy[0] += mid[i] * mid[i];
    energy[1] += side[i] * side[i];
  }
  const double exactDb = 10.0 * std::log10(energy[1] / energy[0]);
  for (const double under : {-6.0, -20.0, -80.0}) {
    Samples left = mid, right = mid;
    for (size_t i = 0; i < mid.size(); ++i) {
      const double s = std::pow(10.0, under / 20.0) * side[i];
      left[i] += s;
      right[i] -= s;
    }
    const double read = width(left, right).value();
    const std::string name = "side " + std::to_string(static_cast<int>(under)) + " dB over its mid";
    measure::printFigure(name.c_str(), read, "dB");
    EXPECT_NEAR(read, under + exactDb, 0.001);
  }
}

TEST(SongStatistics, OffsetAndClippingAreCounted) {
  Samples left = sine(-6.0, 2.0), right = left;
  for (double& v : left) v += 0.01;
  for (double& v : right) v -= 0.002;
  left[100] = 1.0;
  right[200] = -1.0;
  right[300] = 32767.0 / 32768.0;
  right[400] = 32766.0 / 32768.0;
  const SongMeasure song = measured(left, right);
  EXPECT_NEAR(song.dcOffset[0], 0.01, 2e-5);
  EXPECT_NEAR(song.dcOffset[1], -0.002, 3e-5);
  EXPECT_EQ(song.clippedSamples, 3);
  left[500] = std::numeric_limits<double>::quiet_NaN();
  left[600] = std::numeric_limits<double>::infinity();
  const SongMeasure bad = measured(left, right);
  EXPECT_NEAR(bad.dcOffset[0], 0.01, 2e-5);
  EXPECT_EQ(bad.clippedSamples, 3);
  EXPECT_TRUE(bad.measurement.correlation.has_value());
}

TEST(SongTimeline, ShowsStepsWhereTheyAre) {
  Samples x = sine(-30.0, 10.0);
  const Samples loud = sine(-10.0, 10.25);
  x.insert(x.end(), loud.begin(), loud.end());
  const SongMeasure song = measured(x, x);
  const auto& momentary = song.maxMomentaryLufs;
  const auto& shortTerm = song.maxShortTermLufs;
  EXPECT_DOUBLE_EQ(momentary.pointSeconds, 0.1);
  ASSERT_EQ(momentary.points.size(), 203u);
  EXPECT_FALSE(momentary.points[2].has_value());  // before the first 0.4 s
  EXPECT_FALSE(shortTerm.points[28].has_value());
  EXPECT_NEAR(momentary.points[99].value(), -30.0, 0.05);
  EXPECT_NEAR(momentary.points[104].value(), -10.0, 0.05);
  EXPECT_NEAR(shortTerm.points[99].value(), -30.0, 0.05);
  EXPECT_NEAR(shortTerm.points[130].value(), -10.0, 0.05);
  ASSERT_EQ(song.maxTruePeakDbtp.points.size(), 21u);
  EXPECT_NEAR(song.maxTruePeakDbtp.points[5].value(), -30.0, 0.05);
  EXPECT_NEAR(song.maxTruePeakDbtp.points[20].value(), -10.0, 0.05);
  // 10 s at −30 less the first 3, 3 s of rise, 7.2 s at −10, each within its own bin or a
  // neighbour.
  const auto seconds = [&](int lufs) {
    return song.shortTermSeconds[static_cast<size_t>(lufs + 60)] +
           song.shortTermSeconds[static_cast<size_t>(lufs + 59)];
  };
  EXPECT_NEAR(seconds(-30), 7.1, 0.3);
  EXPECT_NEAR(seconds(-10), 7.5, 0.6);
  const double counted =
      std::accumulate(song.shortTermSeconds.begin(), song.shortTermSeconds.end(), 0.0);
  EXPECT_NEAR(counted + song.secondsBelow + song.secondsAbove, 20.2, 1e-9);
}

TEST(SongTimeline, StaysBoundedAndKeepsTheHighest) {
  lathe::BoundedTimeline timeline;
  timeline.prepare(0.1);
  constexpr int kSteps = 36000;  // an hour
  for (int i = 0; i < kSteps; ++i) timeline.push(i == 12345 ? 9.0 : 1.0 + i * 1e-5);
  EXPECT_LE(timeline.points().size(), 2000u);
  EXPECT_GE(timeline.points().size(), 1000u);
  const size_t at = static_cast<size_t>(1234.5 / timeline.pointSeconds());
  EXPECT_EQ(timeline.points()[at], 9.0);
  EXPECT_NEAR(timeline.points().size() * timeline.pointSeconds(), 3600.0, timeline.pointSeconds());
  EXPECT_NEAR(timeline.points().back(), 1.0 + kSteps * 1e-5, 1e-3);
}

TEST(SongMeasure, DoesNotDependOnBlocksAndAgreesWithTheFileMeasurer) {
  const measure::Stereo song = measure::programme(44100.0, 7.3, 5);
  const std::string whole = songMeasureJson(measured(song.left, song.right, 44100.0, 1 << 24));
  EXPECT_EQ(whole, songMeasureJson(measured(song.left, song.right, 44100.0, 333)));
  lathe::FileMeasurer file;
  file.prepare(44100.0, 2);
  const double* channels[2] = {song.left.data(), song.right.data()};
  file.process(channels, static_cast<int>(song.left.size()));
  EXPECT_NE(whole.find(measurementJson(file.finish())), std::string::npos);
}

TEST(SongMeasure, HighestOfItsTruePeaksIsTheSongs) {
  const measure::Stereo song = measure::programme(kRate, 4.6, 9);
  const SongMeasure m = measured(song.left, song.right);
  double highest = -400.0;
  for (const auto& point : m.maxTruePeakDbtp.points) highest = std::max(highest, point.value());
  EXPECT_EQ(m.maxTruePeakDbtp.points.size(), 5u);
  EXPECT_DOUBLE_EQ(highest, m.measurement.truePeakDbtp.value());
  const double independent = measure::truePeak16xDb(song.left, song.right);
  measure::printFigure("true peak less the independent measure", highest - independent, "dB");
  EXPECT_NEAR(highest, independent, 0.1);
}

TEST(SongMeasure, SilenceAndNothingAtAllGiveNullsNotNonsense) {
  for (const size_t frames : {size_t{0}, size_t{100}, size_t{480000}}) {
    const std::string json = songMeasureJson(measured(Samples(frames, 0.0), Samples(frames, 0.0)));
    EXPECT_EQ(json.find("inf"), std::string::npos);
    EXPECT_EQ(json.find("nan"), std::string::npos);
    EXPECT_NE(json.find("\"clippedSamples\":0}"), std::string::npos);
  }
}

TEST(SongMeasureSpeed, IsAHundredTimesFasterThanTheSong) {
  const measure::Stereo song = measure::programme(kRate, 20.0, 5);
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const double start = measure::cpuSeconds();
    measured(song.left, song.right);
    best = std::min(best, measure::cpuSeconds() - start);
  }
  measure::printFigure("whole-song measure, times real time", 20.0 / best, "times");
  EXPECT_GT(20.0 / best, 100.0);
}

}  // namespace

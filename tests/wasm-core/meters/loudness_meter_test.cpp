// Properties of the loudness meter beyond the conformance tables: windows,
// undefined readings, bad samples, block sizes, memory of silence.
#include "meters/loudness_meter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "measure/figures.h"
#include "measure/signals.h"

namespace {

using lathe::LoudnessMeter;
using measure::Samples;

void feed(LoudnessMeter& meter, const Samples& x, int blockFrames = 128) {
  const int frames = static_cast<int>(x.size());
  for (int i = 0; i < frames; i += blockFrames) {
    const double* channels[2] = {x.data() + i, x.data() + i};
    meter.process(channels, std::min(blockFrames, frames - i));
  }
}

TEST(LoudnessMeter, ReadsNothingBeforeItsWindowsAreFullAndNothingOfSilence) {
  LoudnessMeter meter;
  meter.prepare(48000.0, 2);
  Samples tone;
  measure::appendSine(tone, 48000.0, 1000.0, -20.0, 4.0);
  feed(meter, Samples(tone.begin(), tone.begin() + 19199));
  EXPECT_FALSE(meter.momentaryLufs());
  EXPECT_FALSE(meter.integratedLufs());
  feed(meter, Samples(tone.begin() + 19199, tone.begin() + 19200));
  EXPECT_TRUE(meter.momentaryLufs());
  EXPECT_TRUE(meter.integratedLufs());
  EXPECT_FALSE(meter.shortTermLufs());
  EXPECT_FALSE(meter.loudnessRangeLu());
  feed(meter, Samples(tone.begin() + 19200, tone.begin() + 144000));
  EXPECT_TRUE(meter.shortTermLufs());
  EXPECT_TRUE(meter.loudnessRangeLu());
  EXPECT_FALSE(meter.loudnessRangeStable());

  meter.reset();
  feed(meter, Samples(480000, 0.0));
  EXPECT_FALSE(meter.momentaryLufs());
  EXPECT_FALSE(meter.maxMomentaryLufs());
  EXPECT_FALSE(meter.maxShortTermLufs());
  EXPECT_FALSE(meter.integratedLufs());
  EXPECT_FALSE(meter.loudnessRangeLu());
}

TEST(LoudnessMeter, IncompleteLastBlockIsDropped) {
  // Loud for the last 99 ms only: no gating block holds them, so they do not count.
  LoudnessMeter meter;
  meter.prepare(48000.0, 2);
  Samples x;
  measure::appendSine(x, 48000.0, 1000.0, -30.0, 1.0);
  feed(meter, x);
  const double before = meter.integratedLufs().value();
  Samples loud;
  measure::appendSine(loud, 48000.0, 1000.0, -3.0, 0.099);
  feed(meter, loud);
  EXPECT_EQ(meter.integratedLufs().value(), before);
}

TEST(LoudnessMeter, ChannelsAddUpInsteadOfAveraging) {
  Samples x;
  measure::appendSine(x, 48000.0, 1000.0, -20.0, 2.0);
  double readings[2];
  for (int channels = 1; channels <= 2; ++channels) {
    LoudnessMeter meter;
    meter.prepare(48000.0, channels);
    const double* pointers[2] = {x.data(), x.data()};
    meter.process(pointers, static_cast<int>(x.size()));
    readings[channels - 1] = meter.integratedLufs().value();
  }
  EXPECT_NEAR(readings[1] - readings[0], 10.0 * std::log10(2.0), 1e-9);
}

TEST(LoudnessMeter, SurroundWeighsMoreAndLfeNotAtAll) {
  Samples x;
  measure::appendSine(x, 48000.0, 1000.0, -20.0, 1.0);
  const Samples silence(x.size(), 0.0);
  const auto reading = [&](int channels, int sounding) {
    LoudnessMeter meter;
    meter.prepare(48000.0, channels);
    std::vector<const double*> pointers(static_cast<size_t>(channels), silence.data());
    pointers[static_cast<size_t>(sounding)] = x.data();
    meter.process(pointers.data(), static_cast<int>(x.size()));
    return meter.integratedLufs();
  };
  const double front = reading(6, 0).value();
  EXPECT_NEAR(reading(6, 2).value(), front, 1e-9);
  EXPECT_FALSE(reading(6, 3).has_value());
  EXPECT_NEAR(reading(6, 4).value() - front, 10.0 * std::log10(1.41), 1e-9);
  EXPECT_NEAR(reading(5, 4).value() - front, 10.0 * std::log10(1.41), 1e-9);
  EXPECT_NEAR(reading(8, 4).value(), front, 1e-9);
  EXPECT_NEAR(reading(11, 10).value(), front, 1e-9);
}

TEST(LoudnessMeter, ReadingsDoNotDependOnBlockSizesOrSampleType) {
  const measure::Stereo song = measure::programme(44100.0, 6.0, 5);
  const std::vector<float> left(song.left.begin(), song.left.end());
  const std::vector<float> right(song.right.begin(), song.right.end());
  const Samples wideLeft(left.begin(), left.end()), wideRight(right.begin(), right.end());
  const auto measured = [&](int blockFrames, bool wide) {
    LoudnessMeter meter;
    meter.prepare(44100.0, 2);
    const int frames = static_cast<int>(left.size());
    for (int i = 0; i < frames; i += blockFrames) {
      const float* narrow[2] = {left.data() + i, right.data() + i};
      const double* doubles[2] = {wideLeft.data() + i, wideRight.data() + i};
      const int count = std::min(blockFrames, frames - i);
      wide ? meter.process(doubles, count) : meter.process(narrow, count);
    }
    meter.finishFile();
    return std::vector<double>{meter.integratedLufs().value(), meter.loudnessRangeLu().value(),
                               meter.maxMomentaryLufs().value(), meter.maxShortTermLufs().value(),
                               meter.momentaryLufs().value()};
  };
  const std::vector<double> reference = measured(1 << 20, true);
  for (const int blockFrames : {1, 128, 441, 1000}) {
    EXPECT_EQ(measured(blockFrames, false), reference) << blockFrames;
  }
}

TEST(LoudnessMeter, BadSamplesCostTheirTenMillisecondsAndNoMore) {
  LoudnessMeter clean, dirty;
  clean.prepare(48000.0, 2);
  dirty.prepare(48000.0, 2);
  Samples x;
  measure::appendSine(x, 48000.0, 1000.0, -20.0, 10.0);
  feed(clean, x);
  x[48000] = std::numeric_limits<double>::quiet_NaN();
  x[96000] = std::numeric_limits<double>::infinity();
  feed(dirty, x);
  EXPECT_EQ(dirty.badSubBlocks(), 2u);
  EXPECT_NEAR(dirty.integratedLufs().value(), clean.integratedLufs().value(), 0.02);
  EXPECT_NEAR(dirty.momentaryLufs().value(), clean.momentaryLufs().value(), 1e-6);
}

TEST(LoudnessMeter, OddRatesKeepTheirWindows) {
  // 11,025 and 22,050.5 Hz do not divide into 10 ms.
  for (const double rate : {11025.0, 22050.0, 22050.5, 37800.0}) {
    LoudnessMeter meter;
    meter.prepare(rate, 2);
    Samples x;
    measure::appendSine(x, rate, 997.0, -20.0, 5.0);
    feed(meter, x);
    EXPECT_NEAR(meter.integratedLufs().value(), -20.0, 0.02) << rate;
    EXPECT_NEAR(meter.shortTermLufs().value(), -20.0, 0.02) << rate;
  }
}

TEST(LoudnessMeter, RangeOfAFileSeesOneAndAHalfSecondsOfSilenceAfterIt) {
  Samples x;
  measure::appendSine(x, 48000.0, 1000.0, -20.0, 6.0);
  LoudnessMeter file, padded;
  file.prepare(48000.0, 2);
  feed(file, x);
  file.finishFile();
  padded.prepare(48000.0, 2);
  measure::appendSilence(x, 48000.0, 1.5);
  feed(padded, x);
  EXPECT_NEAR(file.loudnessRangeLu().value(), padded.loudnessRangeLu().value(), 0.01);
  EXPECT_GT(file.loudnessRangeLu().value(), 0.5);  // the tail is there to be seen
}

}  // namespace

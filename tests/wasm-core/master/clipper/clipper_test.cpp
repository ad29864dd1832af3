// The master's clipper: its curve, its aliases, what it leaves alone.
#include "master/clipper/clipper.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>

#include "measure/cpu_clock.h"
#include "measure/figures.h"
#include "wasm-core/dsp/spectrum.h"
#include "wasm-core/master/stereo_runner.h"

namespace lathe {
namespace {

using namespace master_test;

constexpr size_t kLatency = Clipper::kLatencyFrames;

ClipperSettings clipAt(double levelDb, double kneePercent) { return {0.0, levelDb, kneePercent}; }

Pair through(const ClipperSettings& s, const Pair& x, double rate = 48000.0) {
  Clipper clipper;
  clipper.prepare(rate);
  clipper.set(s, true);
  return run(clipper, x);
}

/// `bin` periods in every 16384 frames, on both sides.
Pair tone(size_t bin, double amplitude, size_t frames) {
  Pair p = silence(frames);
  for (size_t i = 0; i < frames; ++i) {
    p.left[i] =
        amplitude * std::sin(2.0 * measure::kPi * static_cast<double>(bin * i % 16384) / 16384.0);
  }
  p.right = p.left;
  return p;
}

/// The curve in closed form: straight, a parabola, flat.
double curve(double x, double level, double knee) {
  const double a = level * (1.0 - knee), w = 2.0 * level * knee, size = std::fabs(x);
  double y = size;
  if (size > a && size < a + w) y = size - (size - a) * (size - a) / (2.0 * w);
  if (size >= a + w) y = level;
  return x < 0.0 ? -y : y;
}

long double secondAntiderivative(long double x, long double a, long double w) {
  const long double z = std::fabs(x) - a;
  long double g = 0.0L;
  if (z > 0.0L && z <= w) g = z * z * z * z / (24.0L * w);
  if (z > w) {
    const long double u = z - w;
    g = w * w * w / 24.0L + u * (w * w / 6.0L + u * (w / 4.0L + u / 6.0L));
  }
  return x < 0.0L ? -g : g;
}

TEST(KneeExcess, IsTheSecondDividedDifference) {
  const measure::Samples random = measure::noise(40000, 1.0, 5);
  double worst = 0.0;
  for (double width : {0.6, 0.02, 2e-6}) {
    const double start = 1.0 - 0.5 * width;
    const Knee knee{f64x2::splat(start), f64x2::splat(width)};
    for (size_t i = 0; i + 4 < random.size(); i += 4) {
      // Steps from 2e-3 to 8 about both knees, and about nothing in particular.
      const double places[] = {1.0, -1.0, 0.4, 2.5, -7.0};
      const double centre = places[i / 4 % 5] + 1e-2 * random[i];
      const double step = std::pow(10.0, -0.9 + 1.8 * random[i + 1]);
      const double x = centre + step * random[i + 2], x1 = centre,
                   x2 = centre + step * random[i + 3];
      const double least = std::min({std::fabs(x - x1), std::fabs(x1 - x2), std::fabs(x - x2)});
      if (least < 2e-3) continue;
      const auto d = [&](double p, double q) {
        return (secondAntiderivative(p, start, width) - secondAntiderivative(q, start, width)) /
               (static_cast<long double>(p) - q);
      };
      const long double want = 2.0L * (d(x, x1) - d(x1, x2)) / (static_cast<long double>(x) - x2);
      const double y = excessOf(knee, f64x2::splat(x), f64x2::splat(x1), f64x2::splat(x2)).first();
      worst = std::max(worst, std::fabs(y - static_cast<double>(want)));
    }
  }
  measure::printFigure("excess over the knee, worst error", measure::toDb(worst), "dB");
  EXPECT_LT(worst, 1e-10);
}

TEST(KneeExcess, StaysCloseToTheCurveWhereSamplesDo) {
  double worst = 0.0;
  for (double width : {0.6, 2e-6}) {
    const double level = 1.0, start = level - 0.5 * width;
    const Knee knee{f64x2::splat(start), f64x2::splat(width)};
    for (double x = -3.0; x < 3.0; x += 0.0007) {
      for (double step : {0.0, 1e-12, 1e-8, 1e-5}) {
        for (double turn : {1.0, -1.0, 1e-7}) {
          const double y =
              excessOf(knee, f64x2::splat(x + step), f64x2::splat(x), f64x2::splat(x - turn * step))
                  .first();
          worst = std::max(worst, std::fabs(y - (x - curve(x, level, 0.5 * width))));
        }
      }
    }
  }
  measure::printFigure("excess of samples within 1e-5, from the curve", measure::toDb(worst), "dB");
  EXPECT_LT(worst, 2e-5);
}

TEST(KneeExcess, ARunIsItsSamples) {
  const Knee knee{f64x2::splat(0.5), f64x2::splat(0.3)};
  for (const auto& [scale, offset] : {std::pair{1.0, 0.0}, {0.4, 0.8}, {0.4, -0.8}}) {
    const Pair noise = noisePair(34, scale, 5);
    f64x2 x[34], y[32];
    for (size_t i = 0; i < 34; ++i) {
      x[i] = f64x2::make(noise.left[i] + offset, noise.right[i] + offset);
    }
    excessOfRun(knee, x[1], x[0], x + 2, y, 32);
    for (int i = 0; i < 32; ++i) {
      const f64x2 alone = excessOf(knee, x[i + 2], x[i + 1], x[i]);
      EXPECT_EQ(y[i].first(), alone.first());
      EXPECT_EQ(y[i].second(), alone.second());
    }
  }
}

TEST(Clipper, AliasesAreFarBelowTheTone) {
  // 4186 Hz (bin 1555: no alias falls on a harmonic) at 44.1 kHz, 20 dB over the threshold.
  for (double knee : {0.0, 30.0}) {
    const Pair y = through(clipAt(0.0, knee), tone(1555, 10.0, 16384 * 3), 44100.0);
    const dsp_test::Spectrum s = dsp_test::spectrumOf(y.left, 16384 * 2, 16384);
    double signal = 0.0, aliases = 0.0;
    for (size_t bin = 1; bin <= 7430; ++bin) {
      (bin % 1555 == 0 ? signal : aliases) += std::norm(s[bin]);
    }
    const double db = 10.0 * std::log10(signal / aliases);
    measure::printFigure(knee > 0.0 ? "signal over aliases, 4186 Hz +20 dB, knee 30 %"
                                    : "signal over aliases, 4186 Hz +20 dB, hard",
                         db, "dB");
    EXPECT_GE(db, 90.0);
  }
}

TEST(Clipper, RoundingLiesFarUnderWhatIsCutOff) {
  // The excess is worked in single precision.
  for (double amplitude : {0.9, 2.0}) {
    const Pair y = through(clipAt(0.0, 30.0), tone(101, amplitude, 16384 * 3));  // 296 Hz
    const dsp_test::Spectrum s = dsp_test::spectrumOf(y.left, 16384 * 2, 16384);
    double rest = 0.0;
    for (size_t bin = 1; bin <= 6800; ++bin) rest += bin % 101 == 0 ? 0.0 : std::norm(s[bin]);
    const double db = 10.0 * std::log10(rest / std::norm(s[101]));
    measure::printFigure("noise and aliases under a clipped tone, 296 Hz", db, "dB");
    EXPECT_LT(db, -130.0) << amplitude;
  }
}

TEST(Clipper, FollowsItsCurve) {
  for (double knee : {0.0, 30.0, 100.0}) {
    const Pair x = tone(11, 2.0, 16384 * 2);  // 32 Hz
    const Pair y = through(clipAt(-2.0, knee), x);
    double worst = 0.0;
    for (size_t i = 4096; i < y.left.size(); ++i) {
      const double want = curve(x.left[i - kLatency], measure::fromDb(-2.0), 0.01 * knee);
      worst = std::max(worst, std::fabs(y.left[i] - want));
    }
    measure::printFigure(("32 Hz at +6 dBFS, threshold -2, knee " +
                          std::to_string(static_cast<int>(knee)) + " %: worst error")
                             .c_str(),
                         measure::toDb(worst), "dB");
    // The oversampler's ripple of 0.001 dB on what is cut off; a corner is rounded besides.
    EXPECT_LT(worst, knee > 0.0 ? 1.5e-4 : 1e-3);
  }
}

TEST(Clipper, UnderTheKneeItIsTheInputToTheBit) {
  // Gaussian noise up to 18 kHz at 44.1 kHz.
  constexpr size_t kFrames = 32768;
  const measure::Samples phase = measure::noise(kFrames, measure::kPi, 77);
  dsp_test::Spectrum s(kFrames);
  for (size_t bin = 15; bin <= 13374; ++bin) s[bin] = std::polar(1.0, phase[bin]);
  dsp_test::transform(s, 1.0);
  Pair x = silence(kFrames);
  double peak = 0.0;
  for (size_t i = 0; i < kFrames; ++i) peak = std::max(peak, std::fabs(s[i].real()));
  for (size_t i = 0; i < kFrames; ++i) x.left[i] = x.right[i] = 0.35 * s[i].real() / peak;
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const Pair y = through({-1.0, -1.0, 30.0}, x, rate);
    EXPECT_EQ(delayedDifference(x.left, y.left, kLatency), 0.0) << rate;
  }
}

TEST(Clipper, LetsLittleOverItsThreshold) {
  double worst = 0.0;
  for (size_t bin : {101u, 1001u, 3001u, 6001u}) {
    for (double amplitude : {1.2, 4.0}) {
      const Pair y = through(clipAt(0.0, 30.0), tone(bin, amplitude, 16384));
      for (size_t i = 1024; i < y.left.size(); ++i) worst = std::max(worst, std::fabs(y.left[i]));
    }
  }
  measure::printFigure("tones up to 18 kHz, up to 12 dB over: loudest sample over the threshold",
                       measure::toDb(worst), "dB");
  EXPECT_LT(measure::toDb(worst), 2.1);
}

TEST(Clipper, ReportsWhatItCutsOff) {
  Clipper clipper;
  clipper.prepare(48000.0);
  clipper.set(clipAt(0.0, 30.0), true);
  run(clipper, tone(101, 2.0, 16384));
  EXPECT_NEAR(clipper.clippedDb(), measure::toDb(2.0), 0.1);
  run(clipper, tone(101, 0.5, 16384));
  EXPECT_EQ(clipper.clippedDb(), 0.0);
}

TEST(Clipper, MovingTheThresholdDoesNotClick) {
  const Pair x = tone(35, 1.5, 128 * 300);
  for (bool back : {false, true}) {
    const ClipperSettings low{-12.0, 0.0, 0.0}, high{0.0, 0.0, 80.0};
    Clipper clipper;
    clipper.prepare(48000.0);
    clipper.set(back ? high : low, true);
    const Pair y = run(clipper, x, [&](int block) {
      if (block == 150) clipper.set(back ? low : high, false);
    });
    const double corner = sharpestCorner(y.left, 128 * 150, y.left.size());
    const double steady = std::max(sharpestCorner(y.left, 128 * 50, 128 * 150),
                                   sharpestCorner(y.left, 128 * 200, y.left.size()));
    measure::printFigure("threshold -12 to 0 dB, knee 0 to 80 %: corner over the steady one's",
                         corner / steady, "x");
    EXPECT_LT(corner / steady, 1.5);
  }
}

TEST(ClipperRobustness, SilenceNansAndReset) {
  for (double rate : {44100.0, 192000.0}) {
    Clipper clipper;
    clipper.prepare(rate);
    clipper.set(clipAt(-6.0, 30.0), true);
    const Pair none = silence(128 * 20);
    EXPECT_TRUE(run(clipper, none) == none);
    clipper.reset();
    Pair x = noisePair(128 * 60, 0.9, 3);
    x.left[700] = std::numeric_limits<double>::quiet_NaN();
    x.right[900] = -std::numeric_limits<double>::infinity();
    x.left[1000] = 1e200;
    x.right[1001] = 1e8;  // audio, if loud
    for (size_t i = 128 * 40; i < x.left.size(); ++i) x.left[i] = 1e-310;
    const Pair y = run(clipper, x);
    for (double v : y.right) ASSERT_TRUE(std::isfinite(v));
    Pair clean = x;
    clean.left[700] = clean.right[900] = clean.left[1000] = 0.0;
    clipper.set(clipAt(-1.0, 60.0), false);
    run(clipper, x);
    clipper.set(clipAt(-6.0, 30.0), false);
    run(clipper, noisePair(128 * 2, 0.9, 4));
    clipper.reset();
    EXPECT_TRUE(run(clipper, clean) == y) << rate;
    EXPECT_EQ(clipper.latencyFrames(), static_cast<int>(kLatency));
  }
}

TEST(ClipperRobustness, CostIsPrinted) {
  for (double amplitude : {0.5, 2.0}) {
    Clipper clipper;
    clipper.prepare(48000.0);
    const Pair x = tone(64, amplitude, kBlockFrames * 2);  // 187.5 Hz
    constexpr int kBlocks = 375;
    const double start = measure::cpuSeconds();
    for (int b = 0; b < kBlocks; ++b) {
      StereoBlock block;
      for (size_t i = 0; i < kBlockFrames; ++i) {
        const size_t n = static_cast<size_t>(b % 2) * kBlockFrames + i;
        block.frames[i] = f64x2::splat(x.left[n]);
      }
      clipper.process(block);
    }
    measure::printFigure(amplitude < 1.0 ? "clipper, nothing clips: times real time"
                                         : "clipper, most samples clip: times real time",
                         kBlocks * kBlockFrames / 48000.0 / (measure::cpuSeconds() - start), "x");
  }
}

}  // namespace
}  // namespace lathe

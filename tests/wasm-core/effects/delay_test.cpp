// The delay: every echo on its frame and at its level, a loop that neither grows nor
// stops, and times that change without a click.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "effect_runner.h"
#include "effects/delay_effect.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using effects_test::Channel;
using effects_test::energy;
using effects_test::impulse;
using effects_test::noiseStereo;
using effects_test::powerDb;
using effects_test::run;
using effects_test::Stereo;

/// Echoes as they are: no cuts, no drive.
DelaySettings plain(double ms, double feedbackPercent) {
  DelaySettings s;
  s.timeMs = ms;
  s.feedbackPercent = feedbackPercent;
  s.lowCutHz = 20.0;
  s.highCutHz = 20000.0;
  return s;
}

Stereo runSettings(const DelaySettings& s, const Stereo& input, double sampleRate = 48000.0) {
  DelayEffect delay;
  delay.prepare(sampleRate);
  delay.set(s, true);
  delay.reset();
  return run(delay, input);
}

Stereo sine(int frames, double hz, double amplitude, double sampleRate = 48000.0) {
  Stereo x{Channel(static_cast<size_t>(frames)), {}};
  for (size_t i = 0; i < x.left.size(); ++i) {
    x.left[i] = static_cast<float>(
        amplitude * std::sin(2.0 * measure::kPi * hz * static_cast<double>(i) / sampleRate));
  }
  x.right = x.left;
  return x;
}

/// Frames that are not 0, and what is there.
std::vector<std::pair<int, float>> echoes(const Channel& x) {
  std::vector<std::pair<int, float>> found;
  for (size_t i = 0; i < x.size(); ++i) {
    if (x[i] != 0.0f) found.push_back({static_cast<int>(i), x[i]});
  }
  return found;
}
using Echoes = std::vector<std::pair<int, float>>;

TEST(Delay, EchoesAreAtExactlyTheFrameAsked) {
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    for (double ms : {1.0, 2.9, 17.3, 375.0, 4000.0}) {
      DelaySettings s = plain(ms, 50.0);
      s.rightOffsetPercent = ms > 3000.0 ? 50.0 : -33.3;
      const int left = static_cast<int>(std::lround(ms * 0.001 * rate));
      const int right = static_cast<int>(std::lround(left * (1.0 + 0.01 * s.rightOffsetPercent)));
      const Stereo y = runSettings(s, impulse(2 * std::max(left, right) + 1, 0.7f, 0.3f), rate);
      const Echoes l = echoes(y.left), r = echoes(y.right);
      ASSERT_GE(l.size(), 2u);
      ASSERT_GE(r.size(), 2u);
      EXPECT_EQ(l[0], (std::pair{left, 0.7f}));
      EXPECT_EQ(l[1], (std::pair{2 * left, 0.35f}));
      EXPECT_EQ(r[0], (std::pair{right, 0.3f}));
      EXPECT_EQ(r[1], (std::pair{2 * right, 0.15f}));
    }
  }
}

TEST(Delay, TheFirstEchoIsTheInputBitByBit) {
  DelaySettings s = plain(100.0, 0.0);
  const Stereo x = noiseStereo(9600, 0.9, 3), y = runSettings(s, x);
  for (size_t i = 4800; i < 9600; ++i) {
    ASSERT_EQ(y.left[i], x.left[i - 4800]);
    ASSERT_EQ(y.right[i], x.right[i - 4800]);
  }
}

TEST(Delay, PingPongCrossesAndMonoDoesNot) {
  DelaySettings s = plain(10.0, 50.0);
  s.mode = DelayMode::PingPong;
  const Stereo ping = runSettings(s, impulse(2000, 1.0f, 0.5f));
  EXPECT_EQ(echoes(ping.left), (Echoes{{480, 0.75f}, {1440, 0.1875f}}));
  EXPECT_EQ(echoes(ping.right), (Echoes{{960, 0.375f}, {1920, 0.09375f}}));
  s.mode = DelayMode::Mono;
  s.rightOffsetPercent = 20.0;  // has no meaning here
  const Stereo mono = runSettings(s, impulse(1000, 1.0f, 0.5f));
  EXPECT_EQ(echoes(mono.left), (Echoes{{480, 0.75f}, {960, 0.375f}}));
  EXPECT_EQ(mono.left, mono.right);
}

TEST(Delay, WidthScalesTheSide) {
  DelaySettings s = plain(10.0, 0.0);
  for (double width : {0.0, 50.0, 200.0}) {
    s.widthPercent = width;
    const Stereo y = runSettings(s, impulse(500, 1.0f, 0.0f));
    EXPECT_NEAR(y.left[480] + y.right[480], 1.0, 1e-6);
    EXPECT_NEAR(y.left[480] - y.right[480], width * 0.01, 1e-6);
  }
}

/// Double, one frame after the other: the loop as the header describes it.
std::vector<double> reference(const DelaySettings& s, double rate, const Channel& in) {
  struct Biquad {
    double b0, b1, b2, a1, a2, s1 = 0.0, s2 = 0.0;
  };
  const auto butterworth = [&](double hz, bool high) {
    const double k = std::tan(measure::kPi * hz / rate), a0 = 1.0 + std::sqrt(2.0) * k + k * k;
    const double b0 = (high ? 1.0 : k * k) / a0;
    return Biquad{b0, (high ? -2.0 : 2.0) * b0, b0, 2.0 * (k * k - 1.0) / a0,
                  (1.0 - std::sqrt(2.0) * k + k * k) / a0};
  };
  Biquad filters[] = {butterworth(s.lowCutHz, true), butterworth(s.highCutHz, false)};
  const double drive = std::pow(10.0, s.driveDb / 20.0);
  std::vector<double> line(in.size()), out(in.size());
  for (size_t n = 0; n < in.size(); ++n) {
    const double phase = 2.0 * measure::kPi * s.modulationHz * static_cast<double>(n) / rate;
    const double delay = std::round(s.timeMs * 0.001 * rate) +
                         0.5 * s.modulationMs * 0.001 * rate * (1.0 - std::cos(phase));
    const int whole = static_cast<int>(delay);
    double y = 0.0;
    for (int j = -1; j <= 2; ++j) {  // Lagrange: the product over the other points
      double weight = 1.0;
      for (int k = -1; k <= 2; ++k) {
        if (k != j) weight *= (delay - whole - k) / (j - k);
      }
      if (n >= static_cast<size_t>(whole + j))
        y += weight * line[n - static_cast<size_t>(whole + j)];
    }
    for (Biquad& f : filters) {
      const double v = f.b0 * y + f.s1;
      f.s1 = f.b1 * y - f.a1 * v + f.s2;
      f.s2 = f.b2 * y - f.a2 * v;
      y = v;
    }
    const double over = std::max(std::fabs(y) * drive - 1.0, 0.0);
    if (over > 0.0) y = std::copysign((1.0 + over / (1.0 + over)) / drive, y);
    out[n] = y;
    line[n] = static_cast<double>(in[n]) + s.feedbackPercent * 0.01 * y;
  }
  return out;
}

TEST(Delay, EqualsThePlainReference) {
  double worst = -400.0;
  int index = 0;
  for (double rate : {44100.0, 48000.0, 192000.0}) {
    for (double modulation : {0.0, 0.3, 10.0}) {
      DelaySettings s = plain(3.0 + 7.7 * index, 60.0 + index);
      s.lowCutHz = 60.0 + 50.0 * index;
      s.highCutHz = 1500.0 * (1 + index);
      s.driveDb = 3.0 * index;
      s.modulationMs = modulation;
      s.modulationHz = 8.0 / ++index;
      const Stereo x = noiseStereo(128 * 200, 0.5, 4);
      const Stereo got = runSettings(s, x, rate);
      const std::vector<double> want = reference(s, rate, x.left);
      double error = 0.0, all = 0.0;
      for (size_t i = 0; i < want.size(); ++i) {
        error += std::pow(static_cast<double>(got.left[i]) - want[i], 2.0);
        all += want[i] * want[i];
      }
      worst = std::max(worst, powerDb(error / all));
    }
  }
  measure::printFigure("difference from the plain reference, worst", worst, "dB");
  EXPECT_LT(worst, -100.0);
}

TEST(Delay, FullFeedbackNeitherGrowsNorStops) {
  for (DelayMode mode : {DelayMode::Stereo, DelayMode::PingPong}) {
    // As it came in, for a minute, without cuts.
    DelaySettings s = plain(100.0, 100.0);
    s.mode = mode;
    DelayEffect delay;
    delay.prepare(48000.0);
    delay.set(s, true);
    delay.reset();
    run(delay, noiseStereo(4800, 0.7, 3));
    const Stereo first = run(delay, effects_test::silence(19200));
    for (int second = 0; second < 60; ++second) run(delay, effects_test::silence(48000));
    const Stereo last = run(delay, effects_test::silence(19200));
    const double db = powerDb((energy(last.left) + energy(last.right)) /
                              (energy(first.left) + energy(first.right)));
    measure::printFigure("full feedback after a minute against the first", db, "dB");
    EXPECT_NEAR(db, 0.0, 0.001);
  }
  // With everything in the loop, fed all the time: bounded; then it only falls.
  DelaySettings s = plain(97.0, 100.0);
  s.lowCutHz = 30.0;
  s.highCutHz = 18000.0;
  s.modulationMs = 5.0;
  s.modulationHz = 8.0;
  DelayEffect delay;
  delay.prepare(48000.0);
  delay.set(s, true);
  delay.reset();
  const Stereo fed = run(delay, noiseStereo(48000 * 10, 1.0, 3));
  EXPECT_LT(effects_test::largest(fed.left), 2.0);
  double last = 1e9;
  for (int second = 0; second < 30; ++second) {
    const Stereo y = run(delay, effects_test::silence(48000));
    const double now = energy(y.left);
    EXPECT_LT(now, last * 1.001) << "second " << second;
    last = now;
  }
  EXPECT_GT(powerDb(last / 48000.0), -30.0) << "it does not die suddenly";
}

TEST(Delay, DriveLowersTheLevelThatBends) {
  for (double drive : {0.0, 12.0, 24.0}) {
    DelaySettings s = plain(10.0, 0.0);
    s.driveDb = drive;
    const double limit = std::pow(10.0, -drive / 20.0);
    const auto echoOf = [&](double x) {
      return static_cast<double>(
          runSettings(s, impulse(500, static_cast<float>(x), 0.0f)).left[480]);
    };
    EXPECT_EQ(echoOf(0.99 * limit), static_cast<double>(static_cast<float>(0.99 * limit)));
    EXPECT_NEAR(echoOf(-3.0 * limit), -limit * (1.0 + 2.0 / 3.0), 1e-5);
    EXPECT_LT(echoOf(1000.0), 2.0 * limit);
  }
}

TEST(Delay, ModulationSwingsBetweenTheTimeAndTheTimePlusDepth) {
  // Reads the delay off a ramp: an echo of n is n − delay.
  Stereo x{Channel(48000 * 2), Channel(48000 * 2)};
  for (size_t i = 0; i < x.left.size(); ++i) x.left[i] = x.right[i] = static_cast<float>(i) * 1e-5f;
  DelaySettings s = plain(20.0, 0.0);
  s.modulationMs = 3.0;
  s.modulationHz = 1.0;
  const Stereo y = runSettings(s, x);
  double low = 1e9, high = 0.0, apart = 0.0;
  for (size_t i = 48000; i < 96000; ++i) {
    const double l = static_cast<double>(x.left[i] - y.left[i]) * 1e5;
    const double r = static_cast<double>(x.right[i] - y.right[i]) * 1e5;
    low = std::min(low, l);
    high = std::max(high, l);
    apart = std::max(apart, std::fabs(l - r));
  }
  measure::printFigure("shortest delay, 960 asked", low, "frames");
  measure::printFigure("longest delay, 1104 asked", high, "frames");
  EXPECT_NEAR(low, 960.0, 0.1);
  EXPECT_NEAR(high, 1104.0, 0.1);
  EXPECT_NEAR(apart, 72.0 * std::sqrt(2.0), 0.5) << "a quarter turn between the sides";
}

TEST(Delay, TimesChangeWithoutAClick) {
  const Stereo x = sine(48000 * 4, 110.0, 0.5);
  double worst = 0.0;
  for (DelayChange change : {DelayChange::Fade, DelayChange::Repitch}) {
    for (double modulation : {0.0, 4.0}) {
      DelaySettings s = plain(220.0, 40.0);
      s.onChange = change;
      s.modulationMs = modulation;
      DelayEffect delay;
      delay.prepare(48000.0);
      delay.set(s, true);
      delay.reset();
      const Stereo y = run(delay, x, [&](int block) {
        DelaySettings t = s;
        // Two in a row: the second comes on the way to the first.
        if (block == 500) t.timeMs = 351.0, delay.set(t, false);
        if (block == 505) t.timeMs = 187.7, t.rightOffsetPercent = 10.0, delay.set(t, false);
        if (block == 1000) t.timeMs = 1.0, delay.set(t, false);
      });
      const double rough = effects_test::roughest(y.left, 48000, 192000);
      worst = std::max(worst, rough);
      // A jump would be 1000 and more; a tape that speeds up by 1.75, turn after turn, is
      // itself 10.
      EXPECT_LT(rough, change == DelayChange::Fade ? 5.0 : 20.0);
      // And then it is there: the same as if it had been set so, echo by echo.
      delay.set(plain(50.0, 0.0), false);
      run(delay, effects_test::silence(48000 * 2));
      EXPECT_EQ(echoes(run(delay, impulse(4800)).left), (Echoes{{2400, 1.0f}}));
    }
  }
  measure::printFigure("roughest 32 frames while times change, against the median", worst, "x");
}

TEST(Delay, RepitchBendsThePitchAndNothingElse) {
  // The delay read off a ramp: always falling or rising, never faster than a frame a frame.
  Stereo x{Channel(48000 * 3), Channel(48000 * 3)};
  for (size_t i = 0; i < x.left.size(); ++i) x.left[i] = static_cast<float>(i) * 0x1p-18f;
  DelaySettings s = plain(100.0, 0.0);
  s.onChange = DelayChange::Repitch;
  DelayEffect delay;
  delay.prepare(48000.0);
  delay.set(s, true);
  delay.reset();
  const Stereo y = run(delay, x, [&](int block) {
    s.timeMs = 600.0;
    if (block == 75) delay.set(s, false);
  });
  double slowest = 1e9, fastest = -1e9;
  for (size_t i = 9600; i + 64 < y.left.size(); ++i) {
    const double speed = static_cast<double>(y.left[i + 64] - y.left[i]) * 0x1p18 / 64.0;
    slowest = std::min(slowest, speed);
    fastest = std::max(fastest, speed);
  }
  measure::printFigure("slowest tape speed on the way from 100 to 600 ms", slowest, "x");
  EXPECT_GT(slowest, 0.2);
  EXPECT_LT(fastest, 1.01);
  EXPECT_NEAR(static_cast<double>(x.left.back() - y.left.back()) * 0x1p18, 28800.0, 0.1);
}

TEST(Delay, SettingsMoveWithoutAClick) {
  const Stereo x = sine(48000 * 2, 110.0, 0.5);
  const DelaySettings from = plain(220.0, 40.0);
  double worst = 0.0;
  for (int which = 0; which < 10; ++which) {
    DelaySettings to = from;
    if (which == 0 || which == 9) to.feedbackPercent = 90.0;
    if (which == 1) to.mode = DelayMode::PingPong;
    if (which == 2 || which == 9) to.mode = DelayMode::Mono;
    if (which == 3 || which == 9) to.lowCutHz = 400.0;
    if (which == 4 || which == 9) to.highCutHz = 500.0;
    if (which == 5 || which == 9) to.driveDb = 24.0;
    if (which == 6 || which == 9) to.modulationMs = 3.0;
    if (which == 7 || which == 9) to.widthPercent = 0.0;
    if (which == 8 || which == 9) to.mixPercent = 30.0;
    DelayEffect delay;
    delay.prepare(48000.0);
    delay.set(from, true);
    delay.reset();
    const Stereo y = run(delay, x, [&](int block) {
      if (block == 300) delay.set(to, false);
      if (block == 500) delay.set(from, false);
    });
    // Drive distorts: what it adds is no click, and is there until it is gone.
    if (which == 5 || which == 9) continue;
    const double rough = effects_test::roughest(y.left, 24000, 96000);
    worst = std::max(worst, rough);
    EXPECT_LT(rough, 12.0) << "setting " << which;
  }
  measure::printFigure("roughest 32 frames while settings move, against the median", worst, "x");
}

TEST(Delay, MixAtZeroIsTheInput) {
  DelaySettings s;
  s.mixPercent = 0.0;
  const Stereo x = noiseStereo(128 * 50, 1.0, 3);
  EXPECT_EQ(runSettings(s, x), x);
  DelayEffect delay;
  EXPECT_EQ(delay.latencyFrames(), 0);
}

}  // namespace
}  // namespace lathe

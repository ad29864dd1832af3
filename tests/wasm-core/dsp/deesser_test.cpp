// The de-esser against what it promises: to follow the singer, to take what it
// says, and to leave the rest alone.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <string>

#include "bank_runner.h"
#include "dsp/deesser_bank.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runLane;
using measure::fromDb;
using measure::kPi;
using measure::printFigure;
using measure::toDb;

constexpr double kRate = 48000.0;

Lane sine(double hz, double amplitude, int frames, double rate = kRate) {
  Lane x(static_cast<size_t>(frames));
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<float>(amplitude * std::sin(2.0 * kPi * hz * static_cast<double>(i) / rate));
  }
  return x;
}

/// Noise from 5 kHz up, as an s: white noise twice differenced.
Lane sibilant(int frames, double amplitude, uint32_t seed) {
  Lane x = noiseLane(frames, amplitude, seed);
  for (int pass = 0; pass < 3; ++pass) {
    for (size_t i = x.size() - 1; i > 0; --i) x[i] = 0.5f * (x[i] - x[i - 1]);
  }
  return x;
}

/// A sung vowel: harmonics of 150 Hz that fall by 12 dB an octave.
Lane vowel(int frames, double amplitude) {
  Lane x(static_cast<size_t>(frames), 0.0f);
  for (int h = 1; h * 150.0 < 16000.0; ++h) {
    const Lane partial = sine(150.0 * h, amplitude / (h * h), frames);
    for (size_t i = 0; i < x.size(); ++i) x[i] += partial[i];
  }
  return x;
}

DeEsserBank bankOf(const DeEsserSettings& s, double rate = kRate) {
  DeEsserBank bank;
  bank.prepare(rate);
  for (int lane = 0; lane < kLanes; ++lane) bank.setLane(lane, s, true);
  return bank;
}

/// Mean reduction of the last half of a signal, dB.
double reductionDb(const DeEsserSettings& s, const Lane& x) {
  DeEsserBank bank = bankOf(s);
  double sum = 0.0;
  int blocks = 0;
  const auto half = static_cast<int>(x.size() / kBlockFrames / 2);
  runLane(bank, 1, x, [&](int block) {
    if (block < half) return;
    sum -= static_cast<double>(bank.gainReductionDb(1));
    ++blocks;
  });
  return sum / blocks;
}

TEST(DeEsser, FollowsTheSinger) {
  // The same dB off a sibilant at −10 and at −30 dBFS, in a phrase of vowels and sibilants.
  for (bool split : {true, false}) {
    DeEsserSettings s;
    s.split = split;
    double taken[3], untouched = 0.0;
    const double levels[] = {-10.0, -30.0, -50.0};
    for (int i = 0; i < 3; ++i) {
      Lane x = vowel(9600, fromDb(levels[i]));
      const Lane hiss = sibilant(9600, fromDb(levels[i] + 4.0), 3);
      x.insert(x.end(), hiss.begin(), hiss.end());
      const Lane more = vowel(9600, fromDb(levels[i]));
      x.insert(x.end(), more.begin(), more.end());
      DeEsserBank bank = bankOf(s);
      double deepest = 0.0, onVowel = 0.0;
      runLane(bank, 0, x, [&](int block) {
        const double r = -static_cast<double>(bank.gainReductionDb(0));
        const int frame = block * kBlockFrames;
        if (frame < 9600) onVowel = std::max(onVowel, r);
        if (frame > 9600 && frame < 19200) deepest = std::max(deepest, r);
      });
      taken[i] = deepest;
      untouched = std::max(untouched, onVowel);
    }
    printFigure("off a sibilant at -10 dBFS", taken[0], "dB");
    printFigure("off a sibilant at -30 dBFS", taken[1], "dB");
    printFigure("off a sibilant at -50 dBFS", taken[2], "dB");
    printFigure("off a vowel", untouched, "dB");
    EXPECT_NEAR(taken[0], taken[1], 0.5);
    EXPECT_NEAR(taken[0], taken[2], 0.5);
    EXPECT_GT(taken[0], 3.0);
    EXPECT_LT(untouched, 0.1);
  }
}

/// What a steady tone should lose: its excess, bent in over 3 dB and limited over 6.
double wantedDb(double excess, double range) {
  const double over = std::max(excess + 1.5051, 0.0), in = std::min(over, 3.0103);
  double r = in * in / 6.0206 + (over - in);
  const double knee = std::min(6.0206, range), into = std::max(r - (range - knee / 2.0), 0.0);
  r -= into < knee ? into * into / (2.0 * knee) : into - knee / 2.0;
  return r;
}

TEST(DeEsser, TakesWhatExceedsTheThresholdUpToTheRange) {
  double worst = 0.0;
  for (double threshold : {-30.0, -12.0, -6.0, -3.0, 0.0, 12.0}) {
    for (double range : {3.0, 6.0, 18.0}) {
      DeEsserSettings s;
      s.thresholdDb = threshold;
      s.rangeDb = range;
      // Far above the corner of the shelf, all of a tone is in the band.
      const double got = reductionDb(s, sine(16000.0, 0.3, 9600));
      const double high =
          20.0 * std::log10(std::tan(kPi * 16000.0 / kRate) / std::tan(kPi * 6500.0 / kRate));
      const double share = -10.0 * std::log10(1.0 + std::pow(10.0, -high / 5.0));
      worst = std::max(worst, std::fabs(got - wantedDb(share - threshold, range)));
    }
  }
  for (double level : {-50.0, -30.0, -20.0, -10.0, 0.0}) {
    DeEsserSettings s{8000.0, DeEsserShape::Band, 1.0, DeEsserMode::Absolute, -30.0, 12.0};
    const double got = reductionDb(s, sine(8000.0, fromDb(level), 9600));
    worst = std::max(worst, std::fabs(got - wantedDb(level - 3.0103 + 30.0, 12.0)));
  }
  printFigure("reduction of a steady tone, off the rule", worst, "dB");
  EXPECT_LT(worst, 0.05);
}

TEST(DeEsser, SplitIsABellOrAShelfThatLeavesTheRest) {
  // Held at its full range by an absolute threshold far below, tone by tone, against the
  // analogue curve at the bilinear transform's frequency.
  double worst = 0.0;
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (DeEsserShape shape : {DeEsserShape::Band, DeEsserShape::Shelf}) {
      for (double freq : {2000.0, 6500.0, 14000.0}) {
        DeEsserSettings s{freq, shape, 1.0, DeEsserMode::Absolute, -60.0, 6.0};
        const double g = std::tan(kPi * freq / rate), gain = fromDb(-6.0);
        const double w0 = 2.0 * kPi * freq / rate;
        const double k = shape == DeEsserShape::Shelf
                             ? std::sqrt(2.0)
                             : 2.0 * std::sinh(0.5 * std::log(2.0) * w0 / std::sin(w0));
        for (double hz : {500.0, 1500.0, 4000.0, 6500.0, 9000.0, 15000.0, 20000.0}) {
          DeEsserBank bank = bankOf(s, rate);
          const auto frames = static_cast<int>(rate * 0.1);
          const Lane y = runLane(bank, 2, sine(hz, 1.0, 2 * frames, rate));
          const double got = dsp_test::amplitudeAt(y, static_cast<size_t>(frames),
                                                   static_cast<size_t>(frames), hz, rate);
          const std::complex<double> z(0.0, std::tan(kPi * hz / rate) / g);
          const std::complex<double> down = z * z + k * z + 1.0;
          const std::complex<double> up = shape == DeEsserShape::Shelf
                                              ? gain * z * z + std::sqrt(gain) * k * z + 1.0
                                              : z * z + gain * k * z + 1.0;
          worst = std::max(worst, std::fabs(toDb(got / std::abs(up / down))));
        }
      }
    }
  }
  printFigure("split at its full range, off the analogue curve", worst, "dB");
  EXPECT_LT(worst, 0.05);
}

TEST(DeEsser, WideTakesAllByTheSame) {
  DeEsserSettings s{6500.0, DeEsserShape::Shelf, 1.0, DeEsserMode::Absolute, -60.0, 6.0};
  s.split = false;
  for (double hz : {500.0, 3000.0, 9000.0}) {
    DeEsserBank bank = bankOf(s);
    const Lane y = runLane(bank, 0, sine(hz, 1.0, 9600));
    EXPECT_NEAR(toDb(dsp_test::amplitudeAt(y, 4800, 4800, hz, kRate)), -6.0, 0.01) << hz;
  }
}

TEST(DeEsser, IdleItIsExactlyTransparent) {
  for (bool split : {true, false}) {
    for (DeEsserShape shape : {DeEsserShape::Band, DeEsserShape::Shelf}) {
      DeEsserSettings s;
      s.shape = shape;
      s.split = split;
      s.lookAheadMs = 0.0;
      Lane low = sine(200.0, 0.9, 128 * 40);  // nothing to do, once it has come in
      for (size_t i = 0; i < 2400; ++i) {
        low[i] *=
            static_cast<float>(std::pow(std::sin(kPi / 4800.0 * static_cast<double>(i)), 4.0));
      }
      DeEsserBank bank = bankOf(s);
      EXPECT_EQ(runLane(bank, 1, low), low);
      s.rangeDb = 0.0;
      const Lane noise = noiseLane(128 * 40, 0.9, 4);  // much to do, and not allowed
      DeEsserBank off = bankOf(s);
      EXPECT_EQ(runLane(off, 1, noise), noise);
      EXPECT_EQ(off.gainReductionDb(1), 0.0f);
    }
  }
  DeEsserBank fresh;
  fresh.prepare(kRate);
  const Lane noise = noiseLane(128 * 10, 0.9, 4);
  EXPECT_EQ(runLane(fresh, 3, noise), noise);
}

TEST(DeEsser, LookAheadIsItsLatency) {
  for (double rate : {44100.0, 48000.0, 88200.0, 192000.0}) {
    for (double ms : {0.0, 1.0, 2.5, 5.0}) {
      DeEsserSettings s;
      s.lookAheadMs = ms;
      s.rangeDb = 0.0;
      const auto frames = static_cast<size_t>(std::lround(ms * rate / 1000.0));
      DeEsserBank bank = bankOf(s, rate);
      EXPECT_EQ(bank.latencyFrames(2), static_cast<int>(frames));
      EXPECT_EQ(DeEsserBank::latencyFrames(s, rate), static_cast<int>(frames));
      Lane x(128 * 12, 0.0f), want(128 * 12, 0.0f);
      x[5] = want[5 + frames] = 0.5f;
      EXPECT_EQ(runLane(bank, 2, x), want) << rate << ", " << ms;
    }
  }
}

TEST(DeEsser, AttackAndReleaseAreWhatTheLabelsSay) {
  // A tone at a quarter of the rate (0, 1, 0, −1) that exceeds the threshold by 15 dB, which is
  // just the range of 12; the gain is read from it, a wide one.
  double worst[2] = {0.0, 0.0};
  for (double attackMs : {0.5, 2.0, 10.0}) {
    for (double releaseMs : {10.0, 20.0, 50.0, 300.0}) {
      DeEsserSettings s{6500.0, DeEsserShape::Shelf, 1.0, DeEsserMode::Absolute, -40.0, 12.0};
      s.attackMs = attackMs;
      s.releaseMs = releaseMs;
      s.lookAheadMs = 0.0;
      s.split = false;
      const size_t up = 4800, down = up + 9600;
      Lane x(down + static_cast<size_t>(releaseMs * 96.0) + 960);
      for (size_t i = 0; i < x.size(); ++i) {
        const double level = i >= up && i < down ? fromDb(-40.0 + 15.06 + 3.01) : 1e-4;
        x[i] = static_cast<float>(i % 2 ? 0.0 : i % 4 ? -level : level);
      }
      DeEsserBank bank = bankOf(s);
      const Lane y = runLane(bank, 0, x);
      const auto r = [&](size_t i) {  // x is 0 in every second frame
        i &= ~size_t{1};
        return -toDb(static_cast<double>(y[i] / x[i]));
      };
      size_t i = up;
      while (r(i) < 12.0 * (1.0 - std::exp(-1.0))) ++i;
      const double attack = static_cast<double>(i - up) / 48.0;
      for (i = down; r(i) > 12.0 * std::exp(-1.0); ++i) {
      }
      const double release = static_cast<double>(i - down) / 48.0;
      worst[0] = std::max(worst[0], std::max(0.0, std::fabs(attack - attackMs) - 0.05) / attackMs);
      worst[1] = std::max(worst[1], std::fabs(release - releaseMs) / releaseMs);
    }
  }
  printFigure("de-esser, worst attack off its label, 12 dB", 100.0 * worst[0], "%");
  printFigure("de-esser, worst release off its label, 12 dB", 100.0 * worst[1], "%");
  EXPECT_LT(worst[0], 0.05);
  EXPECT_LT(worst[1], 0.05);
}

TEST(DeEsser, KeyListenGivesTheBandAsLateAsTheSound) {
  DeEsserSettings s;
  DeEsserBank bank = bankOf(s);
  bank.setKeyListen(1);
  const double through =
      dsp_test::amplitudeAt(runLane(bank, 0, sine(15000.0, 0.5, 9600)), 4800, 4800, 15000.0, kRate);
  const double stopped =
      dsp_test::amplitudeAt(runLane(bank, 0, sine(400.0, 0.5, 9600)), 4800, 4800, 400.0, kRate);
  EXPECT_NEAR(toDb(through / 0.5), 0.0, 0.2);
  EXPECT_LT(toDb(stopped / 0.5), -45.0);
}

TEST(DeEsser, SettingsGlideAndSwitchesFade) {
  // On a tone that is reduced by the full range all along, while everything else moves: the fourth
  // difference is next to nothing for the tone, and is large for a step.
  const Lane x = sine(1000.0, 1.0, 128 * 400);
  DeEsserSettings s{6500.0, DeEsserShape::Shelf, 1.0, DeEsserMode::Absolute, -60.0, 12.0};
  DeEsserBank bank = bankOf(s);
  const Lane y = runLane(bank, 0, x, [&](int block) {
    if (block == 100) s.freqHz = 2000.0;
    if (block == 150) s.shape = DeEsserShape::Band;
    if (block == 200) s.widthOct = 2.0;
    if (block == 250) s.split = false;
    if (block == 300) s.rangeDb = 3.0;
    bank.setLane(0, s, false);
  });
  double sharpest = 0.0;
  for (size_t i = 128 * 50; i + 2 < y.size(); ++i) {
    const auto at = [&](size_t j) { return static_cast<double>(y[j]); };
    const double fourth = at(i - 2) - 4.0 * at(i - 1) + 6.0 * at(i) - 4.0 * at(i + 1) + at(i + 2);
    sharpest = std::max(sharpest, std::fabs(fourth));
  }
  const double tone = std::pow(2.0 * kPi * 1000.0 / kRate, 4.0);
  printFigure("sharpest turn while a de-esser's settings move, to that of the tone",
              sharpest / tone, "x");
  EXPECT_LT(sharpest, 2.0 * tone);
}

}  // namespace
}  // namespace lathe

// The glue compressor against the formulas and definitions it is named after.
#include "master/glue/glue_compressor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dsp/threshold_learner.h"
#include "measure/figures.h"
#include "wasm-core/master/stereo_runner.h"

namespace {

using lathe::GlueCompressor;
using lathe::GlueSettings;
using master_test::Pair;
using measure::fromDb;
using measure::printFigure;
using measure::Samples;
using measure::toDb;

constexpr double kRate = 48000.0;

GlueCompressor stageOf(const GlueSettings& settings, double rate = kRate) {
  GlueCompressor stage;
  stage.prepare(rate);
  stage.set(settings, true);
  return stage;
}

Pair run(GlueCompressor& stage, const Samples& x) { return master_test::run(stage, {x, x}); }

/// Output over input in dB: the published curve, and the range's knee of 6.02 dB, or of the range
/// where that is less.
double curve(double level, const GlueSettings& s) {
  const double past = level - s.thresholdDb, slope = 1.0 - 1.0 / s.ratio;
  double taken = 0.0;
  if (past > s.kneeDb / 2.0) {
    taken = slope * past;
  } else if (past > -s.kneeDb / 2.0) {
    taken = slope * std::pow(past + s.kneeDb / 2.0, 2) / (2.0 * s.kneeDb);
  }
  const double knee = std::min(20.0 * std::log10(2.0), s.rangeDb);
  const double into = taken - (s.rangeDb - knee / 2.0);
  if (into > 0.0) taken -= into < knee ? into * into / (2.0 * knee) : into - knee / 2.0;
  return s.makeUpDb - taken;
}

Samples sine(double hz, double levelDb, double seconds) {
  Samples x;
  measure::appendSine(x, kRate, hz, levelDb, seconds);
  return x;
}

TEST(GlueCompressor, StaticCurveIsThePublishedOne) {
  double worst = 0.0;
  for (const double ratio : {1.2, 2.0, 10.0}) {
    for (const double knee : {0.0, 8.0, 18.0}) {
      for (const double range : {0.0, 6.0, 12.0}) {
        for (const double threshold : {-40.0, -12.0}) {
          for (double in = -54.0; in <= 6.0; in += 5.0) {
            const GlueSettings s{threshold, ratio, 0.1, 50.0, false, knee, 10.0, 1.5, range, 100.0};
            GlueCompressor stage = stageOf(s);
            const Samples x(128 * 12, fromDb(in));
            worst =
                std::max(worst, std::fabs(toDb(run(stage, x).left.back() / x[0]) - curve(in, s)));
          }
        }
      }
    }
  }
  printFigure("glue, static curve error", worst * 1e6, "1e-6 dB");
  EXPECT_LT(worst, 0.01);
}

TEST(GlueCompressor, ReadsTheMeanPowerOfBothSides) {
  // A sine reads 3.01 dB below its peak; on one side alone 3.01 dB less again.
  const GlueSettings s{-40.0, 10.0, 10.0, 400.0, false, 0.0, 10.0, 0.0, 12.0, 100.0};
  for (const bool oneSide : {false, true}) {
    GlueCompressor stage = stageOf(s);
    const Samples x = sine(1000.0, -27.0, 1.0);
    master_test::run(stage, {x, oneSide ? Samples(x.size(), 0.0) : x});
    EXPECT_NEAR(stage.detectorLevelDb(), oneSide ? -33.02 : -30.01, 0.005);
    EXPECT_NEAR(stage.gainReductionDb(), curve(oneSide ? -33.02 : -30.01, s), 0.01);
  }
}

struct Labels {
  double attackMs, releaseMs;
};
/// Times to 63 % of a step of `stepDb` in level up and down, between frames.
Labels labelsOf(const GlueSettings& s, double rate, double stepDb) {
  GlueCompressor stage = stageOf(s, rate);
  const auto frames = [rate](double ms) { return static_cast<size_t>(0.001 * ms * rate); };
  const size_t up = 4000, down = up + frames(10.0 * s.attackMs) + 2000;
  Samples x(up, fromDb(-10.0 - stepDb));
  x.resize(down, fromDb(-10.0));
  x.resize(down + frames(2.0 * s.releaseMs) + 128, fromDb(-10.0 - stepDb));
  const Samples y = run(stage, x).left;
  const auto gain = [&](size_t i) { return toDb(y[i] / x[i]); };
  const auto timeOf = [&](size_t step, double to) {
    const double from = gain(step - 1), goal = to + (from - to) * std::exp(-1.0);
    size_t i = step;
    while (i + 1 < y.size() && (gain(i) - goal) * (from - goal) > 0.0) ++i;
    const double before = i > step ? gain(i - 1) : from;
    return 1000.0 / rate * (static_cast<double>(i - step) + (goal - before) / (gain(i) - before));
  };
  return {timeOf(up, curve(-10.0, s)), timeOf(down, curve(-10.0 - stepDb, s))};
}

TEST(GlueCompressor, AttackAndReleaseAreWhatTheLabelsSay) {
  double worstAttack = 0.0, worstRelease = 0.0, other = 0.0;
  for (const double rate : {44100.0, 96000.0}) {
    for (const auto& [attack, release] : {std::pair{0.1, 50.0},
                                          {0.3, 50.0},
                                          {1.0, 100.0},
                                          {3.0, 100.0},
                                          {10.0, 200.0},
                                          {30.0, 400.0},
                                          {100.0, 1600.0}}) {
      const GlueSettings s{-40.0, 1.2, attack, release, false, 0.0, 10.0, 0.0, 12.0, 100.0};
      const Labels got = labelsOf(s, rate, 20.0);
      const auto errorOf = [rate](double ms, double label) {
        return std::max(0.0, std::fabs(ms - label) - 500.0 / rate) / label;
      };
      worstAttack = std::max(worstAttack, errorOf(got.attackMs, attack));
      worstRelease = std::max(worstRelease, errorOf(got.releaseMs, release));
      EXPECT_LT(errorOf(got.attackMs, attack), 0.05) << attack << ": " << got.attackMs;
      EXPECT_LT(errorOf(got.releaseMs, release), 0.05) << release << ": " << got.releaseMs;
      const Labels small = labelsOf(s, rate, 6.0);
      other = std::max({other, errorOf(small.attackMs, attack), errorOf(small.releaseMs, release)});
    }
  }
  printFigure("glue, worst attack label error, 20 dB", 100.0 * worstAttack, "%");
  printFigure("glue, worst release label error, 20 dB", 100.0 * worstRelease, "%");
  printFigure("glue, worst label error for steps of 6 dB", 100.0 * other, "%");
}

TEST(GlueCompressor, SteadyTonesStayClean) {
  for (const double hz : {50.0, 60.0, 1000.0}) {
    // 2:1, 30 ms, 200 ms: about 4 dB.
    const GlueSettings s{-17.0, 2.0, 30.0, 200.0, false, 8.0, 10.0, 0.0, 12.0, 100.0};
    GlueCompressor stage = stageOf(s);
    const Samples y = run(stage, sine(hz, -6.0, 2.5)).left;
    const Samples tail(y.end() - 48000, y.end());
    const double tone = master_test::magnitude(tail, hz, kRate);
    double harmonics = 0.0;
    for (int h = 2; h <= 10; ++h) {
      harmonics += std::pow(master_test::magnitude(tail, h * hz, kRate), 2);
    }
    EXPECT_NEAR(stage.gainReductionDb(), -4.0, 0.2);
    const double thd = toDb(std::sqrt(harmonics) / tone);
    printFigure(("glue, THD at " + std::to_string(static_cast<int>(hz)) + " Hz, 4 dB").c_str(), thd,
                "dB");
    // 10 ms hold a whole number of the squared tone's periods at 50 Hz and 1 kHz, not at 60 Hz.
    EXPECT_LT(thd, hz == 60.0 ? -60.0 : -120.0);
  }
}

TEST(GlueCompressor, AutomaticReleaseIsSlowAfterASteadyToneAndFastAfterAHit) {
  const auto releaseMs = [](const Samples& x, size_t from) {
    const GlueSettings s{-30.0, 2.0, 5.0, 200.0, true, 0.0, 10.0, 0.0, 12.0, 100.0};
    GlueCompressor stage = stageOf(s);
    const Samples y = run(stage, x).left;
    // A soft carrier goes on, so that the gain can be read from it.
    const auto reduction = [&](size_t i) { return -toDb(y[i] / x[i]); };
    const double full = reduction(from - 1);
    size_t i = from;
    while (i < y.size() && reduction(i) > full * std::exp(-1.0)) ++i;
    return static_cast<double>(i - from) * 1000.0 / kRate;
  };
  Samples steady(96000, fromDb(-12.0)), hit(96000, fromDb(-60.0));
  for (size_t i = 0; i < steady.size(); ++i) {
    if (i / 24 % 2) steady[i] = -steady[i];  // a square: crest factor 0 dB
  }
  for (size_t i = 95000; i < hit.size(); ++i) hit[i] = fromDb(-12.0);
  const size_t from = steady.size();
  steady.resize(from + 144000, fromDb(-60.0));
  hit.resize(from + 144000, fromDb(-60.0));
  const double slow = releaseMs(steady, from), fast = releaseMs(hit, from);
  printFigure("automatic release after 2 s of steady sound", slow, "ms");
  printFigure("automatic release after a hit of 20 ms", fast, "ms");
  EXPECT_GT(slow, 800.0);
  EXPECT_LT(slow, 1300.0);
  EXPECT_GT(fast, 60.0);
  EXPECT_LT(fast, 250.0);
}

TEST(GlueCompressor, KeyHighPassIsOfTheDetectorOnly) {
  for (const double corner : {80.0, 400.0}) {
    for (const double hz : {40.0, 100.0, 200.0, 1000.0}) {
      const GlueSettings s{-40.0, 1.5, 30.0, 400.0, false, 0.0, corner, 0.0, 12.0, 100.0};
      GlueCompressor stage = stageOf(s);
      const Samples x = sine(hz, -16.0, 1.5);
      const Samples y = run(stage, x).left;
      // 10 ms leave 1.8 dB of ripple at 40 Hz, and the attack is faster than the release.
      const double tolerance = hz < 50.0 ? 0.3 : 0.05;
      const double w = hz / corner;
      const double level = -16.0 - 3.0103 + toDb(w * w / std::sqrt(1.0 + std::pow(w, 4)));
      EXPECT_NEAR(stage.gainReductionDb(), curve(level, s), tolerance)
          << hz << " through " << corner;
      // What is heard is the input times that gain, not the filtered key.
      const Samples tail(y.end() - 24000, y.end()), in(x.end() - 24000, x.end());
      const double gain =
          master_test::decibels(tail, hz, kRate) - master_test::decibels(in, hz, kRate);
      EXPECT_NEAR(gain, curve(level, s), tolerance) << hz << " through " << corner;
    }
  }
}

TEST(GlueCompressor, OneGainForBothSidesAndMixBesideTheInput) {
  GlueSettings s{-30.0, 4.0, 1.0, 80.0, false, 6.0, 10.0, 4.0, 12.0, 100.0};
  const Pair x = master_test::noisePair(128 * 40, 0.4, 9);
  const auto at = [&](double percent) {
    s.mixPercent = percent;
    GlueCompressor stage = stageOf(s);
    return master_test::run(stage, x);
  };
  const Pair none = at(0.0), half = at(50.0), all = at(100.0);
  double worst = 0.0, apart = 0.0;
  for (size_t i = 0; i < x.left.size(); ++i) {
    worst = std::max(worst, std::fabs(half.left[i] - 0.5 * (x.left[i] + all.left[i])));
    apart = std::max(apart, std::fabs(all.left[i] * x.right[i] - all.right[i] * x.left[i]));
  }
  EXPECT_EQ(none, x);
  printFigure("glue, mix 50 %, worst distance from the mean", toDb(worst), "dBFS");
  EXPECT_LT(worst, 1e-14);
  EXPECT_LT(apart, 1e-14);
}

TEST(GlueCompressor, UnderItsThresholdItIsTheInputToTheBit) {
  GlueSettings s;
  s.thresholdDb = 0.0;
  GlueCompressor stage = stageOf(s);
  const Pair x = master_test::noisePair(128 * 40, 0.3, 4);
  EXPECT_EQ(master_test::run(stage, x), x);
  EXPECT_EQ(stage.gainReductionDb(), 0.0);
}

TEST(GlueCompressor, ChangesDoNotClick) {
  GlueSettings s;
  GlueCompressor stage = stageOf(s);
  const Samples x = sine(500.0, -6.0, 1.5);
  const Pair y = master_test::run(stage, {x, x}, [&](int block) {
    if (block == 100) s.makeUpDb = 6.0, s.thresholdDb = -40.0, s.ratio = 10.0;
    if (block == 200) s.rangeDb = 0.0, s.keyHighPassHz = 10.0, s.mixPercent = 20.0;
    if (block == 300) s.kneeDb = 0.0, s.autoRelease = false, s.attackMs = 1.0;
    if (block == 400) s = GlueSettings{};
    stage.set(s, false);
  });
  const double step = 2.0 * std::sin(measure::kPi * 500.0 / kRate);
  const double sharpest = master_test::sharpestCorner(y.left, 4800, y.left.size());
  printFigure("glue changed while a tone plays: sharpest corner over its own",
              sharpest / (step * step * fromDb(-6.0)), "");
  EXPECT_LT(sharpest, 2.5 * step * step * fromDb(-6.0));
}

/// The average of the reduction after the first second, with a threshold learnt for 1.5 dB.
double learnedReduction(const Pair& x, GlueSettings s) {
  lathe::ThresholdLearner learner;
  GlueCompressor stage = stageOf(s);
  master_test::run(stage, x, [&](int block) {
    if (block > 0) learner.add(stage.detectorLevelDb());
  });
  const auto proposal = learner.propose(s.ratio, s.kneeDb, 1.5);
  EXPECT_TRUE(proposal.found);
  s.thresholdDb = proposal.thresholdDb;
  GlueCompressor learned = stageOf(s);
  double sum = 0.0, blocks = 0.0;
  master_test::run(learned, x, [&](int block) {
    if (block < 375) return;
    sum -= learned.gainReductionDb();
    ++blocks;
  });
  return sum / blocks;
}

TEST(GlueCompressor, ALearnedThresholdTakesWhatWasAskedFor) {
  // Noise that swells by 6 dB a second: slow enough for the attack to follow.
  Pair swelling = master_test::noisePair(48000 * 6, 0.3, 11);
  for (size_t i = 0; i < swelling.left.size(); ++i) {
    const double gain =
        1.0 + 0.33 * std::sin(2.0 * measure::kPi * static_cast<double>(i) / 48000.0);
    swelling.left[i] *= gain;
    swelling.right[i] *= gain;
  }
  const measure::Stereo song = measure::programme(kRate, 8.0, 3);
  GlueSettings quick;
  quick.autoRelease = false;
  quick.releaseMs = 50.0;
  const double even = learnedReduction(swelling, quick);
  const double programme = learnedReduction({song.left, song.right}, {});
  printFigure("learned for 1.5 dB: average reduction of swelling noise", even, "dB");
  printFigure("learned for 1.5 dB: average reduction of a programme", programme, "dB");
  EXPECT_NEAR(even, 1.5, 0.3);
  // The automatic release holds on to kicks.
  EXPECT_NEAR(programme, 1.5, 1.5);
}

}  // namespace

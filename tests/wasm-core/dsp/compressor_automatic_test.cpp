// What the compressor does by itself: the RMS detector's mean, automatic
// release and make-up, and the threshold it proposes.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "bank_runner.h"
#include "dsp/threshold_learner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;
using measure::fromDb;
using measure::printFigure;
using measure::toDb;

constexpr double kRate = 48000.0;

Lane sine(double hz, double levelDb, double seconds) {
  Lane x(static_cast<size_t>(seconds * kRate));
  const double amplitude = fromDb(levelDb);
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<float>(amplitude *
                              std::sin(2.0 * measure::kPi * hz * static_cast<double>(i) / kRate));
  }
  return x;
}

void append(Lane& to, const Lane& more) { to.insert(to.end(), more.begin(), more.end()); }

/// The gain lane 0 gets from `key`, in dB of reduction, by a constant that is compressed by it.
std::vector<double> reductionOf(const CompressorSettings& s, const Lane& key, double rate = kRate) {
  CompressorBank bank;
  bank.prepare(rate);
  bank.setLane(0, s, true);
  BankBlock block, keyBlock;
  BankBlock* blocks[] = {&block};
  CompressorBank* banks[] = {&bank};
  const BankBlock* keys[] = {&keyBlock};
  std::vector<double> reduction;
  for (size_t at = 0; at + kBlockFrames <= key.size(); at += kBlockFrames) {
    for (size_t i = 0; i < kBlockFrames; ++i) {
      block.frame[i] = f32x4::splat(1.0f);
      keyBlock.frame[i] = f32x4::splat(key[at + i]);
    }
    CompressorBank::process(banks, blocks, 1, keys);
    for (const f32x4& frame : block.frame) {
      reduction.push_back(-toDb(static_cast<double>(frame.get(0))));
    }
  }
  return reduction;
}

TEST(CompressorRms, EqualsAPlainMeanSquareAndBranching) {
  for (double rate : {44100.0, 192000.0}) {
    for (double window : {5.0, 30.0, 300.0}) {
      CompressorSettings s{-40.0, 4.0, 6.0, 12.0, 150.0, 0.0, Detector::Rms};
      s.rmsWindowMs = window;
      const SmoothingTimes times = smoothingTimes(s, rate);
      Lane key = noiseLane(128 * 100, 0.5, 2);
      for (size_t i = 6000; i < key.size(); ++i) key[i] *= 0.05f;
      const auto got = reductionOf(s, key, rate);
      double mean = 0.0, y = 0.0, worst = 0.0;
      for (size_t i = 0; i < got.size(); ++i) {
        const auto x = static_cast<double>(key[i]);
        mean += times.kMean * (x * x - mean);
        const double over = 10.0 * std::log10(std::max(mean, 1e-20)) - s.thresholdDb;
        const double into = std::min(std::max(over + 3.0, 0.0), 6.0);
        const double asked = 0.75 * (into * into / 12.0 + std::max(over - 3.0, 0.0));
        y += (asked > y ? times.kAttack : times.kSettle) * (asked - y);
        worst = std::max(worst, std::fabs(got[i] - y));
      }
      EXPECT_LT(worst, 2e-4) << rate << " Hz, " << window << " ms";
    }
  }
}

TEST(CompressorRms, ReadsPowerNotPeaks) {
  // A sine 3.01 dB below its peak, and a square wave at it, get the reduction of their power.
  CompressorSettings s{-30.0, 2.0, 0.0, 20.0, 300.0, 0.0, Detector::Rms};
  Lane square(48000);
  for (size_t i = 0; i < square.size(); ++i) square[i] = (i / 24) % 2 ? 0.1f : -0.1f;
  EXPECT_NEAR(reductionOf(s, square).back(), 5.0, 0.01);
  const double tone = reductionOf(s, sine(1000.0, -20.0, 1.0)).back();
  printFigure("RMS, reduction of a sine of 6.99 dB over, 2:1", tone, "dB");
  EXPECT_NEAR(tone, 0.5 * 6.99, 0.02);
}

TEST(CompressorRms, LabelsHoldForTheStepTheyAreSolvedForAndNearlyForOthers) {
  for (double window : {30.0, 300.0}) {
    for (double stepDb : {10.0, 20.0, 30.0}) {
      double worst[2] = {0.0, 0.0};
      for (const auto& [attackMs, releaseMs] :
           {std::pair{2.0, 60.0}, std::pair{10.0, 120.0}, std::pair{50.0, 400.0}}) {
        CompressorSettings s{-50.0, 4.0, 0.0, attackMs, releaseMs, 0.0, Detector::Rms};
        s.rmsWindowMs = window;
        const auto frames = [](double ms) { return static_cast<size_t>(ms * kRate / 1000.0); };
        const size_t up = frames(8.0 * releaseMs), down = up + frames(12.0 * attackMs + 200.0);
        Lane key(up, static_cast<float>(fromDb(-50.0)));
        append(key, Lane(down - up, static_cast<float>(fromDb(-50.0 + stepDb))));
        append(key, Lane(frames(1.6 * releaseMs), key[0]));
        const auto r = reductionOf(s, key);
        const double full = 0.75 * stepDb;
        size_t i = up;
        while (r[i] < full * (1.0 - std::exp(-1.0))) ++i;
        const double attack = static_cast<double>(i - up) * 1000.0 / kRate;
        for (i = down; r[i] > full * std::exp(-1.0); ++i) {
        }
        const double release = static_cast<double>(i - down) * 1000.0 / kRate;
        worst[0] = std::max(worst[0], std::fabs(attack / attackMs - 1.0));
        worst[1] = std::max(worst[1], std::fabs(release / releaseMs - 1.0));
      }
      const std::string of = " label, step of " + std::to_string(static_cast<int>(stepDb)) +
                             " dB, RMS window " + std::to_string(static_cast<int>(window)) + " ms";
      printFigure(("worst attack" + of).c_str(), 100.0 * worst[0], "%");
      printFigure(("worst release" + of).c_str(), 100.0 * worst[1], "%");
      if (stepDb == 20.0) {
        EXPECT_LT(worst[0], 0.05) << of;
        EXPECT_LT(worst[1], 0.05) << of;
      }
    }
  }
}

TEST(CompressorAutomatic, ReleaseIsSlowAfterAToneAndFastAfterHits) {
  for (Detector detector : {Detector::Punch, Detector::Smooth, Detector::Rms}) {
    CompressorSettings s{-40.0, 4.0, 0.0, 2.0, 120.0, 0.0, detector};
    s.autoRelease = true;
    Lane tone = sine(1000.0, -10.0, 4.0);
    const size_t end = tone.size();
    append(tone, sine(1000.0, -60.0, 2.0));
    const auto slow = reductionOf(s, tone);
    size_t i = end;
    while (slow[i] > slow[end - 1] * std::exp(-1.0)) ++i;
    const double slowMs = static_cast<double>(i - end) * 1000.0 / kRate;
    // Hits of 4 ms, three a second.
    Lane hits = sine(1000.0, -10.0, 5.0);
    for (size_t k = 0; k < hits.size(); ++k) {
      if (k % 16000 >= 192) hits[k] *= 0.003f;
    }
    const auto fast = reductionOf(s, hits);
    size_t top = 12 * 16000;
    for (size_t k = top; k < top + 1000; ++k) top = fast[k] > fast[top] ? k : top;
    for (i = top; fast[i] > fast[top] * std::exp(-1.0);) ++i;
    const double fastMs = static_cast<double>(i - top) * 1000.0 / kRate;
    const std::string name = std::to_string(static_cast<int>(detector));
    printFigure(("automatic release of 120 ms after a tone, detector " + name).c_str(), slowMs,
                "ms");
    printFigure(("automatic release of 120 ms after hits, detector " + name).c_str(), fastMs, "ms");
    EXPECT_GT(slowMs, 3.0 * 120.0);
    EXPECT_LT(fastMs, 0.5 * 120.0);
  }
}

TEST(CompressorAutomatic, MakeUpGivesBackTheEnergyOverSeconds) {
  CompressorSettings s{-35.0, 4.0, 6.0, 5.0, 100.0, 0.0, Detector::Punch};
  s.autoMakeUp = true;
  CompressorBank bank;
  bank.prepare(kRate);
  bank.setStereo(true);
  for (int lane : {0, 1}) bank.setLane(lane, s, true);
  const int second = 375;
  const Lane left = noiseLane(128 * second * 16, 0.5, 1), silence(left.size(), 0.0f);
  Lane right = left;
  for (float& v : right) v *= 0.3f;
  const auto out = runBanks<CompressorBank>({&bank}, {{left, right, silence, silence}}, [&](int b) {
    s.autoMakeUp = b < 10 * second;
    for (int lane : {0, 1}) bank.setLane(lane, s, false);
  })[0];
  const auto gainDb = [&](double from, double to) {
    double in = 0.0, got = 0.0;
    for (auto i = static_cast<size_t>(from * kRate); i < static_cast<size_t>(to * kRate); ++i) {
      for (const auto& [x, y] : {std::pair{left[i], out[0][i]}, std::pair{right[i], out[1][i]}}) {
        in += static_cast<double>(x) * static_cast<double>(x);
        got += static_cast<double>(y) * static_cast<double>(y);
      }
    }
    return 10.0 * std::log10(got / in);
  };
  const double atFirst = gainDb(0.1, 0.15), made = gainDb(9.0, 10.0), after = gainDb(15.5, 16.0);
  printFigure("automatic make-up: level against the input after 0.1 s", atFirst, "dB");
  printFigure("automatic make-up: level against the input after 9 s", made, "dB");
  printFigure("automatic make-up: level against the input 5 s after it is off", after, "dB");
  EXPECT_NEAR(made, 0.0, 0.1);
  EXPECT_LT(atFirst, 0.8 * after);
  EXPECT_LT(after, -8.0);
  for (size_t i = 0; i < left.size(); i += 997) {
    EXPECT_NEAR(out[1][i], 0.3f * out[0][i], 1e-6f) << i;  // one gain for both sides
  }
}

ThresholdLearner& learn(ThresholdLearner& learner, const Lane& x, Detector detector) {
  CompressorBank bank;
  bank.prepare(kRate);
  bank.setLane(1, {0.0, 1.0, 0.0, 5.0, 50.0, 0.0, detector}, true);
  bank.setLearning(2);
  runLane(bank, 1, x, [&](int block) {
    if (block > 0) learner.add(bank.detectorLevelDb(1));
  });
  return learner;
}

TEST(ThresholdLearner, TakesThreeDecibelsOfATone) {
  for (double level : {-6.0, -20.3, -37.0}) {
    ThresholdLearner learner;
    EXPECT_FALSE(learner.propose(4.0, 0.0).found);
    learn(learner, sine(997.0, level, 1.0), Detector::Punch);
    const auto p = learner.propose(4.0, 0.0);
    EXPECT_TRUE(p.found);
    EXPECT_NEAR(p.thresholdDb, level - 4.0, 0.3);
    EXPECT_NEAR(p.reductionDb, 3.0, 0.01);
    EXPECT_NEAR(learner.propose(100.0, 0.0, 6.0).thresholdDb, level - 6.0, 0.3);
    EXPECT_FALSE(learner.propose(1.0, 6.0).found);
    learner.clear();
    EXPECT_FALSE(learner.propose(4.0, 0.0).found);
  }
}

TEST(ThresholdLearner, TakesAboutThreeDecibelsOfAProgrammeWhateverItsPauses) {
  const auto programme = measure::programme(kRate, 12.0, 5);
  const Lane x = dsp_test::toFloat(programme.left);
  Lane paused = x;
  append(paused, Lane(x.size(), 0.0f));
  for (Detector detector : {Detector::Punch, Detector::Rms}) {
    ThresholdLearner learner, withPause;
    const auto p = learn(learner, x, detector).propose(3.0, 6.0);
    EXPECT_TRUE(p.found);
    EXPECT_NEAR(learn(withPause, paused, detector).propose(3.0, 6.0).thresholdDb, p.thresholdDb,
                0.3);
    // What a compressor with that threshold then takes, on average over active blocks.
    CompressorBank bank;
    bank.prepare(kRate);
    bank.setLane(0, {p.thresholdDb, 3.0, 6.0, 5.0, 50.0, 0.0, detector}, true);
    double sum = 0.0;
    int active = 0;
    runLane(bank, 0, x, [&](int block) {
      if (block == 0) return;
      sum -= static_cast<double>(bank.gainReductionDb(0));
      ++active;
    });
    printFigure("threshold proposed for a programme", p.thresholdDb, "dB");
    printFigure("average reduction it gives, 3:1, 5/50 ms", sum / active, "dB");
    EXPECT_NEAR(sum / active, 3.0, 1.0);
  }
}

}  // namespace
}  // namespace lathe

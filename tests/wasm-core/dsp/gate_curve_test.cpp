// The gate's static curves, switching points and labels, against the formulas
// and definitions they are named after.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "bank_runner.h"
#include "dsp/gate_bank.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::runLane;

constexpr double kRate = 48000.0;

Lane level(double db, double seconds, double rate = kRate) {
  return Lane(static_cast<size_t>(seconds * rate), static_cast<float>(measure::fromDb(db)));
}
void append(Lane& to, const Lane& x) { to.insert(to.end(), x.begin(), x.end()); }

/// Giannoulis, Massberg, Reiss's knee, turned: reduction in dB for a key `under` dB beyond
/// the threshold.
double reductionOf(double under, const GateSettings& s) {
  double db = 0.0;
  if (s.mode == GateMode::Gate) {
    db = under > 0.0 ? s.rangeDb : 0.0;
  } else if (2.0 * under > s.kneeDb) {
    db = (s.ratio - 1.0) * under;
  } else if (2.0 * under > -s.kneeDb) {
    const double x = under + s.kneeDb / 2.0;
    db = (s.ratio - 1.0) * x * x / (2.0 * s.kneeDb);
  }
  return std::min(db, s.rangeDb);
}

GateSettings fast(GateMode mode, double threshold, double ratio, double range) {
  GateSettings s;
  s.mode = mode;
  s.thresholdDb = threshold;
  s.ratio = ratio;
  s.rangeDb = range;
  s.hysteresisDb = 0.0;
  s.kneeDb = 0.0;
  s.attackMs = 1.0;
  s.holdMs = 0.0;
  s.releaseMs = 15.0;
  return s;
}

/// What is taken off the end of a key of these levels, a quarter of a second each.
double settledReduction(const GateSettings& s, std::initializer_list<double> levels) {
  GateBank bank;
  bank.prepare(kRate);
  bank.setLane(0, s, true);
  Lane x;
  for (double db : levels) append(x, level(db, 0.25));
  const Lane y = runLane(bank, 0, x);
  return measure::toDb(static_cast<double>(x.back()) / static_cast<double>(y.back()));
}

TEST(GateCurve, StaticCurvesAreThePublishedOnes) {
  const char* names[] = {"expander", "gate", "ducker"};
  for (GateMode mode : {GateMode::Expand, GateMode::Gate, GateMode::Duck}) {
    double worst = 0.0;
    for (double ratio : {1.2, 2.0, 20.0}) {
      for (double knee : {0.0, 3.0, 12.0}) {
        for (double threshold : {-60.0, -31.0}) {
          GateSettings s = fast(mode, threshold, ratio, 30.0);
          s.kneeDb = knee;
          for (double in = -99.5; in <= 6.0; in += 3.7) {
            const double under = mode == GateMode::Duck ? in - threshold : threshold - in;
            const double error = settledReduction(s, {in}) - reductionOf(under, s);
            worst = std::max(worst, std::fabs(error));
          }
        }
      }
    }
    measure::printFigure(
        (std::string("static curve error, ") + names[static_cast<int>(mode)]).c_str(), worst, "dB");
    EXPECT_LE(worst, 0.01) << names[static_cast<int>(mode)];
  }
}

TEST(GateCurve, HysteresisLowersTheThresholdWhileOpen) {
  for (GateMode mode : {GateMode::Expand, GateMode::Gate, GateMode::Duck}) {
    GateSettings s = fast(mode, -40.0, 4.0, 40.0);
    s.hysteresisDb = 6.0;
    const double sign = mode == GateMode::Duck ? -1.0 : 1.0;
    // Between the two thresholds, coming from below and from above.
    const double closed = settledReduction(s, {-70.0, -43.0});
    const double open = settledReduction(s, {-70.0, -39.9, -43.0});
    EXPECT_NEAR(closed, reductionOf(sign * (-40.0 + 43.0), s), 0.01);
    EXPECT_NEAR(open, reductionOf(sign * (-46.0 + 43.0), s), 0.01);
    // Just inside and just outside of each.
    EXPECT_NEAR(settledReduction(s, {-70.0, -40.01}), reductionOf(sign * 0.01, s), 0.01);
    EXPECT_NEAR(settledReduction(s, {-70.0, -39.99}), reductionOf(sign * -6.01, s), 0.01);
    EXPECT_NEAR(settledReduction(s, {-20.0, -45.99}), reductionOf(sign * -0.01, s), 0.01);
    EXPECT_NEAR(settledReduction(s, {-20.0, -46.01}), reductionOf(sign * 6.01, s), 0.01);
  }
}

TEST(GateCurve, OpenPassesExactly) {
  for (GateMode mode : {GateMode::Expand, GateMode::Gate}) {
    GateSettings s = fast(mode, -40.0, 20.0, 80.0);
    s.kneeDb = 6.0;
    GateBank bank;
    bank.prepare(kRate);
    bank.setLane(2, s, true);
    Lane x = level(-90.0, 0.2);
    append(x, dsp_test::noiseLane(48000, 0.5, 3));
    const Lane y = runLane(bank, 2, x);
    EXPECT_NE(y[9000], x[9000]);
    EXPECT_TRUE(std::equal(y.end() - 24000, y.end(), x.end() - 24000));
    EXPECT_EQ(bank.gainReductionDb(2), 0.0f);
  }
}

TEST(GateCurve, AttackHoldAndReleaseAreWhatTheLabelsSay) {
  const struct {
    double attackMs, holdMs, releaseMs;
  } cases[] = {{0.05, 0.0, 5.0},   {0.2, 0.0, 18.0},     {1.0, 3.0, 10.0},
               {1.0, 12.0, 5.0},   {1.0, 50.0, 150.0},   {5.0, 0.0, 25.0},
               {30.0, 7.0, 200.0}, {100.0, 200.0, 60.0}, {10.0, 400.0, 20.0}};
  double worstAttack = 0.0, worstRelease = 0.0;
  for (double rate : {44100.0, 96000.0}) {
    for (GateMode mode : {GateMode::Expand, GateMode::Gate, GateMode::Duck}) {
      for (const auto& c : cases) {
        GateSettings s = fast(mode, -40.0, 2.0, 60.0);
        s.hysteresisDb = 4.0;
        s.attackMs = c.attackMs;
        s.holdMs = c.holdMs;
        s.releaseMs = c.releaseMs;
        GateBank bank;
        bank.prepare(rate);
        bank.setLane(0, s, true);
        // A ducker grows by 20 dB with the key, the others shrink by it.
        Lane x = level(-60.0, std::max(0.1, c.releaseMs * 0.006 + c.holdMs * 0.001), rate);
        const size_t up = x.size();
        append(x, level(mode == GateMode::Duck ? -20.0 : -10.0, 0.05 + c.attackMs * 0.012, rate));
        const size_t down = x.size();
        append(x, level(-60.0, c.holdMs * 0.001 + c.releaseMs * 0.008, rate));
        const Lane y = runLane(bank, 0, x);
        const auto reduction = [&](size_t i) {
          return measure::toDb(static_cast<double>(x[i]) / static_cast<double>(y[i]));
        };
        // From where the step begins to where it ends, as they are reached.
        const auto msUntil = [&](size_t from, size_t end, double share) {
          const double begin = reduction(from - 1), goal = reduction(end - 1);
          size_t i = from;
          while (i < end && std::fabs(reduction(i) - begin) < share * std::fabs(goal - begin)) ++i;
          return static_cast<double>(i + 1 - from) * 1000.0 / rate;
        };
        const double frameMs = 1000.0 / rate, done = 1.0 - std::exp(-1.0);
        const auto error = [&](double got, double want) {
          return std::max(0.0, std::fabs(got - want) - frameMs) / want;
        };
        const double attack = msUntil(up, down, done), release = msUntil(down, x.size(), done);
        const double attackError = error(attack, c.attackMs);
        const double releaseError =
            std::max(0.0, std::fabs(release - c.holdMs - c.releaseMs) - frameMs) / c.releaseMs;
        EXPECT_LT(attackError, 0.05) << c.attackMs << " ms: " << attack;
        EXPECT_LT(releaseError, 0.05) << c.holdMs << " + " << c.releaseMs << " ms: " << release
                                      << ", mode " << static_cast<int>(mode) << " at " << rate;
        worstAttack = std::max(worstAttack, attackError);
        worstRelease = std::max(worstRelease, releaseError);
        // Nothing but the detector's window may move before the hold is over.
        if (c.holdMs > 11.0) {
          const auto held = down + static_cast<size_t>((c.holdMs - 0.5) * 0.001 * rate);
          EXPECT_NEAR(reduction(held), reduction(down - 1), 1e-3);
        }
      }
    }
  }
  measure::printFigure("worst attack label error", 100.0 * worstAttack, "%");
  measure::printFigure("worst release label error, hold taken off", 100.0 * worstRelease, "%");
}

TEST(GateCurve, LongReleasesDoNotStall) {
  GateBank bank;
  bank.prepare(192000.0);
  GateSettings s = fast(GateMode::Gate, -20.0, 2.0, 20.0);
  s.releaseMs = 4000.0;
  bank.setLane(0, s, true);
  Lane x = level(-6.0, 0.1, 192000.0);
  append(x, level(-40.0, 8.0, 192000.0));
  const Lane y = runLane(bank, 0, x);
  const double left = 20.0 - measure::toDb(static_cast<double>(x.back() / y.back()));
  const double want = 20.0 * std::exp(-1.0 - 4.0 / 3.99);  // less the 10 ms of the window
  measure::printFigure("left after 8 s of a 4 s release at 192 kHz", left, "dB");
  EXPECT_NEAR(left, want, 0.005);
}

TEST(GateCurve, ADecayingTomOpensAndClosesOnce) {
  // 90 Hz with a wobble, falling through the threshold: hysteresis and hold keep it from
  // chattering.
  Lane x(static_cast<size_t>(kRate * 2.0));
  for (size_t i = 4800; i < x.size(); ++i) {
    const double t = static_cast<double>(i - 4800) / kRate;
    const double wobble = 1.0 + 0.25 * std::sin(2.0 * measure::kPi * 17.0 * t);
    x[i] = static_cast<float>(0.7 * wobble * std::exp(-t / 0.25) *
                              std::sin(2.0 * measure::kPi * 90.0 * t));
  }
  const auto turns = [&](double hysteresisDb, double holdMs) {
    GateSettings s = fast(GateMode::Gate, -30.0, 2.0, 60.0);
    s.hysteresisDb = hysteresisDb;
    s.holdMs = holdMs;
    GateBank bank;
    bank.prepare(kRate);
    bank.setLane(0, s, true);
    bank.setStereo(true);
    // The other channel shows the gain.
    std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, Lane(x.size(), 0.0f)));
    input[0][0] = x;
    for (float& v : input[0][1]) v = 1e-6f;
    bank.setLane(0, s, true);
    const Lane gain = dsp_test::runBanks<GateBank>({&bank}, input)[0][1];
    int count = 0;
    bool open = false;
    for (float g : gain) {
      const bool now = g > (open ? 1e-7f : 5e-7f);
      count += now != open;
      open = now;
    }
    return count;
  };
  const int bare = turns(0.0, 0.0), kept = turns(4.0, 50.0);
  measure::printFigure("turns of the gate without hysteresis and hold", bare, "");
  measure::printFigure("turns with 4 dB and 50 ms", kept, "");
  // It begins at 0 dB and closes; then the tom.
  EXPECT_GT(bare, 4);
  EXPECT_EQ(kept, 4);
}

}  // namespace
}  // namespace lathe

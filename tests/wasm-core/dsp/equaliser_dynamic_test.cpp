// Dynamic bands: their shape, how far they act, how fast, and on what.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dsp/equaliser_bank.h"
#include "equaliser_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::analogueDb;
using dsp_test::decibels;
using dsp_test::kBand;
using dsp_test::keyed;
using dsp_test::Lane;
using dsp_test::runKeyed;
using dsp_test::runLane;
using dsp_test::sine;

/// Response after a second of a key at `keyDb`, and the dynamic gain then.
struct Held {
  Lane response;
  double gainDb;
};
Held held(EqualiserSettings s, double keyDb) {
  EqualiserBank bank;
  bank.prepare(48000.0);
  bank.setLane(0, s, true);
  Lane x(56192, 0.0f);
  x[48000] = 1.0f;
  const double hz = s.band[kBand].freqHz;
  const double keyHz = s.band[kBand].type == BandType::LowShelf ? 0.2 * hz
                       : s.band[kBand].type == BandType::Bell   ? hz
                                                                : 5.0 * hz;
  const Lane y = runKeyed(bank, x, sine(keyHz, keyDb, 1.2));
  return {Lane(y.begin() + 48000, y.end()), static_cast<double>(bank.dynamicGainDb(0, kBand))};
}

TEST(EqualiserDynamic, KeepsItsShapeFromNoActionToFull) {
  const struct {
    const char* name;
    BandType type;
    double hz, q;
  } cases[] = {{"bell", BandType::Bell, 1500.0, 1.0},
               {"bell", BandType::Bell, 3000.0, 4.0},
               {"low shelf", BandType::LowShelf, 800.0, 0.71},
               {"high shelf", BandType::HighShelf, 3000.0, 0.71},
               {"tilt", BandType::Tilt, 1000.0, 1.0}};
  for (EqualiserQuality quality : {EqualiserQuality::Standard, EqualiserQuality::Exact}) {
    const bool exact = quality == EqualiserQuality::Exact;
    double atEnds = 0.0, between = 0.0;
    for (const auto& c : cases) {
      for (double gain : {-6.0, 3.0}) {
        for (double dynamic : {-9.0, 9.0}) {
          for (double keyDb : {-60.0, -37.0, -34.0, -30.0, 0.0}) {
            EqualiserSettings s = keyed(c.type, c.hz, gain, c.q, dynamic);
            s.quality = quality;
            const Held h = held(s, keyDb);
            const bool end = keyDb == -60.0 || keyDb == 0.0;
            if (end) EXPECT_EQ(h.gainDb, keyDb == 0.0 ? dynamic : 0.0);
            BandSettings want = s.band[kBand];
            want.gainDb += h.gainDb;
            double& worst = end ? atEnds : between;
            for (double x = 20.0; x <= 20000.0; x *= 1.15) {
              worst = std::max(worst, std::fabs(decibels(h.response, x) - analogueDb(want, x)));
            }
          }
        }
      }
    }
    const std::string name = exact ? " (exact)" : " (standard)";
    measure::printFigure(("dynamic band, no or full action: worst error" + name).c_str(), atEnds,
                         "dB");
    measure::printFigure(("dynamic band, in between: worst error" + name).c_str(), between, "dB");
    EXPECT_LE(atEnds, exact ? 0.1 : 0.7);
    EXPECT_LE(between, exact ? 0.1 : 0.7);
  }
}

TEST(EqualiserDynamic, ActsByThresholdAndRatio) {
  double worst = 0.0;
  for (bool above : {true, false}) {
    for (double ratio : {1.2, 3.0, 10.0}) {
      for (double dynamic : {-18.0, 12.0}) {
        for (double keyDb : {-70.0, -43.0, -37.0, -25.0, -3.0}) {
          EqualiserSettings s = keyed(BandType::Bell, 1000.0, 0.0, 1.0, dynamic);
          s.band[kBand].dynamic.ratio = ratio;
          s.band[kBand].dynamic.above = above;
          const double over = std::max(0.0, above ? keyDb + 40.0 : -40.0 - keyDb);
          const double want =
              std::min(std::fabs(dynamic), over * (1.0 - 1.0 / ratio)) * (dynamic > 0 ? 1 : -1);
          worst = std::max(worst, std::fabs(held(s, keyDb).gainDb - want));
        }
      }
    }
  }
  measure::printFigure("dynamic band: static curve, worst error", worst, "dB");
  EXPECT_LE(worst, 0.05);
}

TEST(EqualiserDynamic, RelativeFollowsTheBalanceNotTheLevel) {
  for (double level : {-50.0, -30.0, -10.0}) {
    // In the key: the band's tone 6 dB under a low one, whatever the level.
    Lane key = sine(100.0, level, 1.0);
    const Lane tone = sine(5000.0, level - 6.0, 1.0);
    for (size_t i = 0; i < key.size(); ++i) key[i] += tone[i];
    EqualiserSettings s = keyed(BandType::Bell, 5000.0, 0.0, 1.0, -18.0);
    DynamicBandSettings& d = s.band[kBand].dynamic;
    d.relative = true;
    d.thresholdDb = -20.0;
    d.ratio = 2.0;
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, s, true);
    runKeyed(bank, Lane(key.size(), 0.0f), key);
    // The whole's peak is the sum of both: 6 + 20·log10(1.5) dB above the tone's.
    const double want = -0.5 * (20.0 - 6.0 - 20.0 * std::log10(1.5));
    measure::printFigure("relative threshold: dynamic gain", bank.dynamicGainDb(0, kBand), "dB");
    EXPECT_NEAR(static_cast<double>(bank.dynamicGainDb(0, kBand)), want, 0.25);
  }
}

/// Seconds after `from` until the gain of a steady tone has gone `share` of the way to its last.
double secondsTo(const Lane& y, size_t from, size_t to, double share, double rate) {
  constexpr size_t kPeriod = 24;
  const auto gainDb = [&](size_t at) {
    double power = 0.0;
    for (size_t i = at; i < at + kPeriod; ++i) power += static_cast<double>(y[i]) * y[i];
    return 10.0 * std::log10(power + 1e-30);
  };
  const double start = gainDb(from - kPeriod), end = gainDb(to - kPeriod);
  for (size_t i = from; i < to - kPeriod; ++i) {
    if (std::fabs(gainDb(i) - start) >= share * std::fabs(end - start)) {
      return (static_cast<double>(i - from) + 0.5 * kPeriod) / rate;
    }
  }
  return 1e9;
}

TEST(EqualiserDynamic, AttackAndReleaseTakeTheTimeTheySay) {
  const struct {
    double attackMs, releaseMs;
  } cases[] = {{0.5, 10.0}, {2.0, 25.0}, {10.0, 120.0}, {50.0, 300.0}, {200.0, 1000.0}};
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const double hz = rate / 24.0;
    for (const auto& c : cases) {
      const double attackFor = 6.0 * c.attackMs * 1e-3 + 0.1;
      const double releaseFor = 7.0 * c.releaseMs * 1e-3 + 0.1;
      const auto frames = [rate](double seconds) {
        return static_cast<size_t>(seconds * rate / kBlockFrames) * kBlockFrames;
      };
      const size_t on = frames(0.1), off = on + frames(attackFor), end = off + frames(releaseFor);
      const Lane x = sine(hz, -12.0, static_cast<double>(end) / rate, rate);
      Lane key = x;
      for (size_t i = 0; i < key.size(); ++i) {
        if (i < on || i >= off) key[i] = 0.0f;
      }
      EqualiserSettings s = keyed(BandType::Bell, hz, 0.0, 0.5, -12.0);
      s.band[kBand].dynamic.attackMs = c.attackMs;
      s.band[kBand].dynamic.releaseMs = c.releaseMs;
      EqualiserBank bank;
      bank.prepare(rate);
      bank.setLane(0, s, true);
      const Lane y = runKeyed(bank, x, key);
      const double attack = 1000.0 * secondsTo(y, on, off, 0.632, rate);
      const double release = 1000.0 * secondsTo(y, off, end, 0.632, rate);
      const std::string name = std::to_string(static_cast<int>(rate)) + " Hz, " +
                               std::to_string(c.attackMs).substr(0, 5) + "/" +
                               std::to_string(c.releaseMs).substr(0, 5) + " ms";
      measure::printFigure((name + ": attack").c_str(), attack, "ms");
      measure::printFigure((name + ": release").c_str(), release, "ms");
      EXPECT_NEAR(attack, c.attackMs, 0.06 * c.attackMs + 0.7) << name;
      EXPECT_NEAR(release, c.releaseMs, 0.06 * c.releaseMs + 1.5) << name;
    }
  }
}

TEST(EqualiserDynamic, DoesNotDistortASteadyTone) {
  for (double hz : {60.0, 100.0, 1000.0, 7000.0}) {
    EqualiserSettings s = keyed(BandType::Bell, hz, 0.0, 1.0, -12.0);
    s.band[kBand].dynamic.thresholdDb = -16.0;
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, s, true);
    const Lane y = runLane(bank, 0, sine(hz, -6.0, 3.0));
    const double amplitude = dsp_test::amplitudeAt(y, 96000, 48000, hz, 48000.0);
    double power = 0.0;
    for (size_t i = 96000; i < 144000; ++i) power += static_cast<double>(y[i]) * y[i];
    const double rest = power / 48000.0 - 0.5 * amplitude * amplitude;
    const double ratio = 10.0 * std::log10(std::max(rest, 1e-30) / (0.5 * amplitude * amplitude));
    measure::printFigure(
        ("distortion of a steady " + std::to_string(static_cast<int>(hz)) + " Hz").c_str(), ratio,
        "dB");
    EXPECT_NEAR(20.0 * std::log10(amplitude), -6.0 - 7.5, 0.3) << hz;  // (−6 + 16)·¾
    EXPECT_LT(ratio, -70.0) << hz;
  }
}

}  // namespace
}  // namespace lathe

// The saturation's kernels against a plain double reference, and against
// themselves with other neighbours, other banks and moved lanes.
#include "dsp/saturation_bank.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "bank_runner.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"
#include "spectrum.h"

namespace lathe {
namespace {

using namespace std::complex_literals;

using C = SaturationCharacter;
using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;

SaturationSettings busy(int seed) {
  SaturationSettings s;
  s.character = static_cast<C>(seed % 5);
  s.driveDb = 3.0 * (seed % 10);
  s.biasPercent = seed % 3 ? 20.0 * (seed % 7) - 60.0 : 0.0;
  s.toneDb = seed % 2 ? 2.0 * (seed % 5) - 5.0 : 0.0;
  s.keepLowsHz = seed % 4 == 1 ? 60.0 + 20.0 * seed : 10.0;
  s.outputDb = seed % 3 - 1.0;
  s.matched = seed % 2 == 0;
  s.mixPercent = seed % 5 == 3 ? 40.0 : 100.0;
  return s;
}

/// Changes of every kind, at times that depend on `seed`.
void stir(SaturationBank& bank, int lane, int block, int seed) {
  if (block == 3 + seed) bank.setLane(lane, busy(seed + 7), false);
  if (block == 20) bank.setLane(lane, busy(2 * seed + 1), false);
  if (block == 34 + seed) {
    SaturationSettings s = busy(seed);
    s.mixPercent = 0.0;
    bank.setLane(lane, s, false);
  }
  if (block == 60) bank.setLane(lane, busy(seed + 3), false);
}

/// Noise with pauses.
Lane phrases(int frames, uint32_t seed) {
  Lane x = noiseLane(frames, 0.8, seed);
  for (size_t i = 0; i < x.size(); ++i) {
    if ((i / (1500 + 200 * (seed % 5))) % 3 == 2) x[i] = 0.0f;
  }
  return x;
}

/// The whole stage as it ought to be, on one period of a sum of sines: 4× samples from the sines
/// themselves, the mean of f over three of them by the trapezoid rule, everything above 20 kHz
/// cut off in the spectrum. Linear amplitudes for each bin up to 20 kHz.
dsp_test::Spectrum reference(const SaturationSettings& s, const std::vector<size_t>& bins,
                             double amplitude, size_t frames) {
  const ShaperCurve curve = shaperCurve(s.character);
  const double bias = curve.bias + 0.005 * s.biasPercent * curve.high;
  const double drive = std::pow(10.0, s.driveDb / 20.0);
  const size_t count = 4 * frames;
  std::vector<double> x(count, bias);
  for (size_t bin : bins) {
    const double w = 2.0 * measure::kPi * static_cast<double>(bin) / static_cast<double>(count);
    // What the mean of three takes from a small signal is put in before.
    const double raised = drive * amplitude * 3.0 / (1.0 + 2.0 * std::cos(w));
    for (size_t i = 0; i < count; ++i) {
      x[i] += raised * std::sin(2.0 * measure::kPi * static_cast<double>(bin * i % count) /
                                static_cast<double>(count));
    }
  }
  dsp_test::Spectrum y(count);
  for (size_t i = 0; i < count; ++i) {
    const double a = x[i], b = x[(i + count - 1) % count], c = x[(i + count - 2) % count];
    // Mean over the triangle of weights: midpoints of a regular division.
    constexpr int kParts = 16;
    double sum = 0.0;
    for (int p = 0; p < kParts; ++p) {
      for (int q = 0; q < kParts - p; ++q) {
        const double third = 1.0 / 3.0;
        const double u = (p + third) / kParts, v = (q + third) / kParts;
        sum += curve.value(u * a + v * b + (1.0 - u - v) * c);
        if (q < kParts - p - 1) {
          const double u2 = (p + 2.0 * third) / kParts, v2 = (q + 2.0 * third) / kParts;
          sum += curve.value(u2 * a + v2 * b + (1.0 - u2 - v2) * c);
        }
      }
    }
    // One sample earlier: the shaper's delay is part of the latency.
    y[(i + count - 1) % count] = (sum / (kParts * kParts) - curve.value(bias)) /
                                 curve.slopeAt(bias) * std::pow(10.0, s.outputDb / 20.0) /
                                 static_cast<double>(count);
  }
  dsp_test::transform(y, -1.0);
  // What the curve adds to the programme's level, below 5 Hz, is taken off.
  if (bias == 0.0 && s.character != C::Warm) return y;
  const double level = std::pow(10.0, s.outputDb / 20.0) * programmeGain(curve, drive, bias);
  const double k = 1.0 - std::exp(-2.0 * measure::kPi * 5.0 / 48000.0);
  for (size_t bin = 0; bin < frames / 2; ++bin) {
    const bool sounding = std::find(bins.begin(), bins.end(), bin) != bins.end();
    const std::complex<double> linear = sounding ? level * amplitude * -0.5i : 0.0;
    const std::complex<double> back = std::polar(
        1.0, -2.0 * measure::kPi * static_cast<double>(bin) / static_cast<double>(frames));
    y[bin] -= k / (1.0 - (1.0 - k) * back) * (y[bin] - linear);
  }
  return y;
}

TEST(SaturationBank, EqualsThePlainReferenceInAnyLane) {
  constexpr size_t kPeriod = 1024, kFrames = 16 * kPeriod;
  const std::vector<size_t> bins = {5, 47, 101};  // 234, 2203 and 4734 Hz at 48 kHz
  for (int lanes : {0b0100, 0b1010, 0b1111}) {
    std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, Lane(kFrames, 0.0f)));
    SaturationBank bank;
    bank.prepare(48000.0);
    std::vector<SaturationSettings> settings(kLanes);
    for (int lane = 0; lane < kLanes; ++lane) {
      if (!((lanes >> lane) & 1)) continue;
      SaturationSettings& s = settings[static_cast<size_t>(lane)];
      const C characters[] = {C::Rich, C::SoftClip, C::Warm, C::HardClip};
      s.character = characters[(lane + lanes) % 4];
      s.driveDb = 6.0 + lane;
      s.biasPercent = lane == 1 ? 30.0 : 0.0;
      s.outputDb = -3.0;
      s.matched = false;
      bank.setLane(lane, s, true);
      for (size_t bin : bins) {
        for (size_t i = 0; i < kFrames; ++i) {
          input[0][static_cast<size_t>(lane)][i] += static_cast<float>(
              0.3 * std::sin(2.0 * measure::kPi * static_cast<double>(bin * i % kPeriod) /
                             static_cast<double>(kPeriod)));
        }
      }
    }
    const auto output = runBanks<SaturationBank>({&bank}, input);
    for (size_t lane = 0; lane < kLanes; ++lane) {
      const Lane& y = output[0][lane];
      if (!((lanes >> lane) & 1)) {
        EXPECT_TRUE(y == Lane(kFrames, 0.0f));
        continue;
      }
      const dsp_test::Spectrum want = reference(settings[lane], bins, 0.3, kPeriod);
      const dsp_test::Spectrum got = dsp_test::spectrumOf(
          y, kFrames - kPeriod + SaturationBank::kLatencyFrames - kPeriod, kPeriod);
      double error = 0.0, signal = 0.0;
      for (size_t bin = 1; bin <= kPeriod * 20 / 48; ++bin) {
        error += std::norm(want[bin] - got[bin]);
        signal += std::norm(want[bin]);
      }
      const double db = 10.0 * std::log10(error / signal);
      if (lanes == 0b1111) {
        measure::printFigure("difference from the reference below 20 kHz", db, "dB");
      }
      EXPECT_LT(db, -75.0) << "lane " << lane << " of " << lanes;
    }
  }
}

TEST(SaturationBank, LanesDoNotDependOnNeighboursOrPlace) {
  constexpr int kFrames = 128 * 90;
  for (int seed : {1, 3, 4, 5}) {
    const Lane x = phrases(kFrames, 40 + static_cast<uint32_t>(seed));
    SaturationBank alone;
    alone.prepare(48000.0);
    alone.setLane(0, busy(seed), true);
    const Lane want = runLane(alone, 0, x, [&](int block) { stir(alone, 0, block, seed); });
    for (int bankCount : {1, 2, 5}) {
      const int lane = (seed + bankCount) % kLanes;
      std::vector<SaturationBank> banks(static_cast<size_t>(bankCount));
      std::vector<SaturationBank*> pointers;
      std::vector<std::vector<Lane>> input;
      uint32_t noise = 1;
      for (SaturationBank& bank : banks) {
        bank.prepare(48000.0);
        input.emplace_back();
        for (int l = 0; l < kLanes; ++l) {
          bank.setLane(l, busy(l + 2 * seed), true);
          input.back().push_back(phrases(kFrames, noise++));
        }
        pointers.push_back(&bank);
      }
      SaturationBank& home = banks.back();
      home.setLane(lane, busy(seed), true);
      input.back()[static_cast<size_t>(lane)] = x;
      const auto output = runBanks(pointers, input, [&](int block) {
        stir(banks[0], (lane + 1) % kLanes, block, seed + 2);
        stir(home, lane, block, seed);
      });
      EXPECT_TRUE(output.back()[static_cast<size_t>(lane)] == want)
          << "seed " << seed << ", lane " << lane << " of bank " << bankCount;
    }
  }
}

TEST(SaturationBank, RepackingIsInaudible) {
  constexpr int kFrames = 128 * 90;
  for (int seed : {1, 2, 4}) {
    for (size_t cutBlock : {5u, 24u, 37u, 62u}) {
      const Lane x = phrases(kFrames, 9);
      SaturationBank stays, from, to;
      for (SaturationBank* bank : {&stays, &from, &to}) {
        bank->prepare(48000.0);
        bank->setLane(1, busy(seed), true);
      }
      to.setLane(3, busy(6), true);
      runLane(to, 3, phrases(128 * 3, 2));
      const Lane want = runLane(stays, 1, x, [&](int block) { stir(stays, 1, block, seed); });
      const size_t cut = cutBlock * kBlockFrames;
      Lane got = runLane(from, 1, Lane(x.begin(), x.begin() + static_cast<long>(cut)),
                         [&](int block) { stir(from, 1, block, seed); });
      to.copyLane(2, from, 1);
      const Lane rest =
          runLane(to, 2, Lane(x.begin() + static_cast<long>(cut), x.end()),
                  [&](int block) { stir(to, 2, block + static_cast<int>(cutBlock), seed); });
      got.insert(got.end(), rest.begin(), rest.end());
      EXPECT_TRUE(got == want) << seed << ", " << cutBlock;
    }
  }
}

TEST(SaturationBank, ALaneResetIsALaneNew) {
  for (int seed = 0; seed < 10; ++seed) {
    SaturationBank used, fresh;
    for (SaturationBank* bank : {&used, &fresh}) {
      bank->prepare(48000.0);
      bank->setLane(2, busy(seed), true);
      bank->setLane(3, busy(seed + 1), true);
    }
    std::vector<std::vector<Lane>> before(1, std::vector<Lane>(kLanes, phrases(128 * 10, 5)));
    runBanks<SaturationBank>({&used}, before);
    used.resetLane(2);
    const Lane x = phrases(128 * 10, 6);
    EXPECT_TRUE(runLane(used, 2, x) == runLane(fresh, 2, x)) << seed;
  }
}

TEST(SaturationBank, HealsAfterGarbageAndLeavesNeighboursAlone) {
  const float inf = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (double rate : {44100.0, 96000.0, 192000.0}) {
    for (int seed = rate > 50000.0 ? 5 : 0; seed < 10; ++seed) {
      SaturationBank bank, clean;
      for (SaturationBank* b : {&bank, &clean}) {
        b->prepare(rate);
        b->setLane(0, busy(seed), true);
        b->setLane(1, busy(seed + 3), true);
      }
      std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, Lane(128 * 12, 0.0f)));
      input[0][1] = phrases(128 * 12, 3);
      auto bad = input;
      const float garbage[] = {nan, inf, -inf, 3.4e38f, 1e8f, -1e8f, 1e-40f, -1e-42f};
      for (size_t i = 0; i < 300; ++i) bad[0][0][i] = garbage[i % 8];
      const auto y = runBanks<SaturationBank>({&bank}, bad);
      EXPECT_TRUE(y[0][1] == runBanks<SaturationBank>({&clean}, input)[0][1]) << seed;
      for (float v : y[0][0]) ASSERT_TRUE(std::isfinite(v)) << seed;
      // What is left dies away: then the lane is as good as new.
      const Lane quiet = runLane(bank, 0, Lane(static_cast<size_t>(128) * 1200, 0.0f));
      EXPECT_EQ(quiet.back(), 0.0f) << seed;
      SaturationBank fresh;
      fresh.prepare(rate);
      fresh.setLane(0, busy(seed), true);
      const Lane x = phrases(128 * 4, 8);
      EXPECT_TRUE(runLane(bank, 0, x) == runLane(fresh, 0, x)) << seed;
    }
  }
}

TEST(SaturationBank, NothingClicks) {
  // 100 Hz; whatever changes, what is heard above some kHz stays what the settings before or after
  // make of it, or below −72 dBFS.
  Lane x(128 * 160);
  for (size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<float>(
        0.3 * std::sin(2.0 * measure::kPi * 100.0 * static_cast<double>(i) / 48000.0));
  }
  SaturationSettings rest;
  rest.character = C::Rich;
  const auto changed = [&](int kind) {
    SaturationSettings s = rest;
    if (kind == 0) s.driveDb = 18.0;
    if (kind == 1) s.biasPercent = 80.0;
    if (kind == 2) s.toneDb = 12.0;
    if (kind == 3) s.keepLowsHz = 500.0;
    if (kind == 4) s.outputDb = -20.0;
    if (kind == 5) s.mixPercent = 0.0;
    if (kind == 6) s.character = C::Tape;
    if (kind == 7) s.character = C::Warm;
    if (kind == 8) s.matched = false;
    return s;
  };
  const char* const names[] = {"drive", "bias", "tone", "keep lows", "output",
                               "mix",   "tape", "warm", "matched"};
  for (int kind = 0; kind < 9; ++kind) {
    SaturationBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, rest, true);
    const Lane y = runLane(bank, 0, x, [&](int block) {
      if (block == 40) bank.setLane(0, changed(kind), false);
      if (block == 100) bank.setLane(0, rest, false);
    });
    // High-passed by fourth differences: −150 dB at 100 Hz, 0 dB at 8 kHz.
    std::vector<double> d(y.begin(), y.end());
    for (int order = 0; order < 4; ++order) {
      for (size_t i = d.size() - 1; i > 0; --i) d[i] = d[i] - d[i - 1];
    }
    const auto largest = [&](size_t from, size_t to) {
      double most = 0.0;
      for (size_t i = from; i < to; ++i) most = std::max(most, std::fabs(d[i]));
      return most;
    };
    const double steady = std::max(
        {largest(128 * 20, 128 * 38), largest(128 * 80, 128 * 98), largest(128 * 140, 128 * 160)});
    const double moving = std::max(largest(128 * 38, 128 * 80), largest(128 * 98, 128 * 140));
    std::printf("[ figure ] highs while %s moves %.1f dBFS (steady %.1f)\n", names[kind],
                measure::toDb(moving), measure::toDb(steady));
    EXPECT_LT(moving, std::max(1.5 * steady, measure::fromDb(-72.0))) << names[kind];
  }
}

TEST(SaturationBank, SilenceCostsNothingAndIsSilence) {
  SaturationBank bank;
  bank.prepare(48000.0);
  for (int lane = 0; lane < kLanes; ++lane) bank.setLane(lane, busy(lane + 1), true);
  std::vector<std::vector<Lane>> input(1, std::vector<Lane>(kLanes, phrases(128 * 8, 5)));
  for (Lane& lane : input[0]) lane.resize(128 * 800, 0.0f);
  const auto y = runBanks<SaturationBank>({&bank}, input);
  for (const Lane& lane : y[0]) {
    for (size_t i = 128 * 700; i < lane.size(); ++i) ASSERT_EQ(lane[i], 0.0f);
  }
  BankBlock block{};
  for (f32x4& frame : block.frame) frame = f32x4::zero();
  BankBlock* blocks[] = {&block};
  SaturationBank* banks[] = {&bank};
  double silent = 1e9, loud = 1e9;
  for (int pass = 0; pass < 5; ++pass) {
    const auto seconds = [&](float level) {
      const double start = measure::cpuSeconds();
      for (int i = 0; i < 40; ++i) {
        for (int k = 0; k < kBlockFrames; ++k) {
          block.frame[k] = f32x4::splat(level * static_cast<float>(k % 17 - 8));
        }
        SaturationBank::process(banks, blocks, 1);
      }
      return (measure::cpuSeconds() - start);
    };
    silent = std::min(silent, seconds(0.0f));
    loud = std::min(loud, seconds(0.05f));
    runLane(bank, 0, Lane(128 * 800, 0.0f));
  }
  measure::printFigure("cost of silence against sound", silent / loud, "x");
  EXPECT_LT(silent / loud, 0.2);
}

}  // namespace
}  // namespace lathe

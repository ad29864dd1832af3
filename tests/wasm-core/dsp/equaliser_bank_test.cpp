// The equaliser as it is heard: float32 banks against analogue curves, against
// a plain double reference, and against themselves with other neighbours.
#include "dsp/equaliser_bank.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "analogue_curves.h"
#include "bank_runner.h"
#include "dsp/matched_filter.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::runBanks;
using dsp_test::runLane;

EqualiserSettings oneBand(BandType type, double hz, double gainDb, double q) {
  EqualiserSettings s;
  s.band[2] = {true, type, hz, gainDb, q};
  return s;
}

/// Settings with everything at work, different for each seed.
EqualiserSettings busy(int seed) {
  EqualiserSettings s;
  s.highPass = {seed % 3 != 0, 30.0 + 11.0 * seed, static_cast<FilterSlope>(seed % 6), 0.8};
  s.lowPass = {seed % 2 == 0, 9000.0 + 500.0 * seed, static_cast<FilterSlope>((seed + 3) % 6), 0.7};
  for (int i = 0; i < kEqBands; ++i) {
    s.band[static_cast<size_t>(i)] = {(seed >> (i % 3)) % 2 == 0,
                                      static_cast<BandType>((seed + i) % 4),
                                      60.0 * std::pow(2.6, i) + 7.0 * seed,
                                      (i % 2 ? 1.0 : -1.0) * (1.0 + 0.7 * seed), 0.5 + 0.2 * seed};
  }
  s.outputDb = seed % 4 == 1 ? -3.0 : 0.0;
  return s;
}

Lane impulse(int frames) {
  Lane x(static_cast<size_t>(frames), 0.0f);
  x[0] = 1.0f;
  return x;
}

Lane impulseResponse(const EqualiserSettings& settings, double rate, int frames) {
  EqualiserBank bank;
  bank.prepare(rate);
  bank.setLane(1, settings, true);
  return runLane(bank, 1, impulse(frames));
}

TEST(EqualiserBank, BellsFollowTheAnalogueCurve) {
  double worst = 0.0;
  for (double hz : {1000.0, 2000.0, 4000.0, 8000.0, 9000.0, 12000.0, 16000.0}) {
    for (double q : {0.5, 1.0, 4.0}) {
      for (double gain : {-12.0, 12.0}) {
        const Lane h = impulseResponse(oneBand(BandType::Bell, hz, gain, q), 48000.0, 4096);
        for (double x = 20.0; x <= 20000.0; x *= 1.07) {
          const double got = 20.0 * std::log10(dsp_test::magnitude(h, x, 48000.0));
          worst = std::max(worst, std::fabs(got - analogue::db(analogue::bell(x / hz, gain, q))));
        }
      }
    }
  }
  measure::printFigure("worst bell error of the bank, 1-16 kHz, Q 0.5-4, 12 dB", worst, "dB");
  EXPECT_LE(worst, 0.7);
}

TEST(EqualiserBank, PassFiltersHaveTheSlopeTheyAreNamedAfter) {
  const struct {
    FilterSlope slope;
    int order;
  } cases[] = {{FilterSlope::Db6, 1},  {FilterSlope::Db12, 2}, {FilterSlope::Db18, 3},
               {FilterSlope::Db24, 4}, {FilterSlope::Db36, 6}, {FilterSlope::Db48, 8}};
  for (const auto& c : cases) {
    EqualiserSettings high, low;
    high.highPass = {true, 500.0, c.slope, std::sqrt(0.5)};
    low.lowPass = {true, 500.0, c.slope, std::sqrt(0.5)};
    const Lane h = impulseResponse(high, 48000.0, 16384), l = impulseResponse(low, 48000.0, 16384);
    double worst = 0.0;
    for (double x = 60.0; x <= 4000.0; x *= 1.1) {
      const double want = analogue::db(analogue::butterworth(x / 500.0, c.order));
      const double wantHigh = analogue::db(analogue::butterworth(500.0 / x, c.order));
      if (want > -90.0) {
        worst = std::max(worst,
                         std::fabs(20.0 * std::log10(dsp_test::magnitude(l, x, 48000.0)) - want));
      }
      if (wantHigh > -90.0) {
        worst = std::max(
            worst, std::fabs(20.0 * std::log10(dsp_test::magnitude(h, x, 48000.0)) - wantHigh));
      }
    }
    // Far enough below the corner for the asymptote, not so far that float32 ends.
    const double hz = c.order <= 4 ? 62.5 : 125.0;
    const double slope = 20.0 * std::log10(dsp_test::magnitude(h, 2.0 * hz, 48000.0) /
                                           dsp_test::magnitude(h, hz, 48000.0));
    const std::string name = std::to_string(6 * c.order) + " dB/oct";
    measure::printFigure((name + ": worst error, 60 Hz-4 kHz").c_str(), worst, "dB");
    measure::printFigure((name + ": high-pass slope below its corner").c_str(), slope, "dB/oct");
    EXPECT_LE(worst, 0.25) << name;
    EXPECT_NEAR(slope, 6.02 * c.order, 0.05 * 6.02 * c.order) << name;
  }
}

TEST(EqualiserBank, LowBellKeepsItsNoiseUnder120Dbfs) {
  // What float32 adds to the same section in double; the part of it that is the
  // output itself, a gain error of a few millionths, is not noise.
  const Biquad h = bellFilter(2.0 * measure::kPi * 30.0 / 48000.0, 12.0, 4.0);
  const SectionDesign d = sectionOf(h);
  const double a1 = static_cast<float>(d.a1), a2 = static_cast<float>(d.a2);
  const double m0 = static_cast<float>(d.m0), m1 = static_cast<float>(d.m1),
               m2 = static_cast<float>(d.m2);
  constexpr int kFrames = 48000 * 8;
  measure::Samples low, mixed, middle;
  measure::appendSine(low, 48000.0, 30.3, -12.0, 8.0);
  measure::appendSine(mixed, 48000.0, 30.3, -14.0, 8.0);
  measure::appendSine(middle, 48000.0, 997.0, 0.0, 8.0);
  for (size_t i = 0; i < mixed.size(); ++i) mixed[i] += 0.2 * middle[i];
  const struct {
    const char* name;
    Lane x;
  } inputs[] = {{"30.3 Hz, 0 dBFS out", dsp_test::toFloat(low)},
                {"30.3 and 997 Hz, 0 dBFS out", dsp_test::toFloat(mixed)},
                {"997 Hz, 0 dBFS", dsp_test::toFloat(middle)},
                {"white noise, -6 dBFS", noiseLane(kFrames, 0.5, 3)}};
  for (const auto& input : inputs) {
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, oneBand(BandType::Bell, 30.0, 12.0, 4.0), true);
    const Lane y = runLane(bank, 0, input.x);
    double p = 0.0, s = 0.0, errorPower = 0.0, power = 0.0, common = 0.0;
    for (size_t i = 0; i < input.x.size(); ++i) {
      const double x = static_cast<double>(input.x[i]);
      const double t = a1 * p + a2 * (x - s);
      const double want = m0 * x + m2 * s + m1 * t;
      p = t - p;
      s = s + t;
      const double error = static_cast<double>(y[i]) - want;
      errorPower += error * error;
      power += want * want;
      common += error * want;
    }
    const double noisePower =
        (errorPower - common * common / power) / static_cast<double>(input.x.size());
    const double noise = 10.0 * std::log10(noisePower);
    measure::printFigure((std::string("noise of a 30 Hz, Q 4, +12 dB bell: ") + input.name).c_str(),
                         noise, "dBFS");
    EXPECT_LT(noise, -120.0) << input.name;
  }
}

/// The whole equaliser in double, direct form, from the published designs.
measure::Samples reference(const EqualiserSettings& s, double rate, const Lane& input) {
  std::vector<Biquad> chain;
  const auto w = [rate](double hz) {
    return 2.0 * measure::kPi * std::min(hz, 0.45 * rate) / rate;
  };
  const auto addPass = [&](const PassFilterSettings& pass, bool high) {
    if (!pass.on) return;
    const int orders[] = {1, 2, 3, 4, 6, 8};
    const int order = orders[static_cast<int>(pass.slope)];
    if (order % 2 == 1) {
      chain.push_back(high ? highPassFirstOrder(w(pass.freqHz))
                           : lowPassFirstOrder(w(pass.freqHz)));
    }
    for (int k = 0; k < order / 2; ++k) {
      // Butterworth: poles at equal angles.
      double q = 1.0 / (2.0 * std::cos(measure::kPi * (2 * k + 1 + order % 2) / (2.0 * order)));
      if (order == 2) q = pass.q;
      chain.push_back(high ? highPassFilter(w(pass.freqHz), q) : lowPassFilter(w(pass.freqHz), q));
    }
  };
  addPass(s.highPass, true);
  for (const BandSettings& b : s.band) {
    if (!b.on) continue;
    const double shelfQ = std::min(2.0, std::max(0.3, b.q));
    if (b.type == BandType::Bell) chain.push_back(bellFilter(w(b.freqHz), b.gainDb, b.q));
    if (b.type == BandType::LowShelf)
      chain.push_back(lowShelfFilter(w(b.freqHz), b.gainDb, shelfQ));
    if (b.type == BandType::HighShelf) {
      chain.push_back(highShelfFilter(w(b.freqHz), b.gainDb, shelfQ));
    }
    if (b.type == BandType::Notch) chain.push_back(notchFilter(w(b.freqHz), b.q));
  }
  addPass(s.lowPass, false);
  measure::Samples x(input.begin(), input.end());
  for (const Biquad& h : chain) {
    double x1 = 0.0, x2 = 0.0, y1 = 0.0, y2 = 0.0;
    for (double& v : x) {
      const double y = h.b0 * v + h.b1 * x1 + h.b2 * x2 - h.a1 * y1 - h.a2 * y2;
      x2 = x1;
      x1 = v;
      y2 = y1;
      y1 = y;
      v = y;
    }
  }
  for (double& v : x) v *= measure::fromDb(s.outputDb);
  return x;
}

TEST(EqualiserBank, EveryLaneEqualsThePlainReference) {
  constexpr int kFrames = 128 * 150;
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    for (int bankCount : {1, 2, 3, 5}) {
      std::vector<EqualiserBank> banks(static_cast<size_t>(bankCount));
      std::vector<EqualiserBank*> pointers;
      std::vector<std::vector<Lane>> input;
      int seed = bankCount;
      for (EqualiserBank& bank : banks) {
        bank.prepare(rate);
        input.emplace_back();
        for (int lane = 0; lane < kLanes; ++lane) {
          bank.setLane(lane, busy(seed), true);
          input.back().push_back(noiseLane(kFrames, 0.5, static_cast<uint32_t>(seed++)));
        }
        pointers.push_back(&bank);
      }
      const auto output = runBanks(pointers, input);
      seed = bankCount;
      double worst = -400.0;
      for (size_t b = 0; b < banks.size(); ++b) {
        for (size_t lane = 0; lane < kLanes; ++lane) {
          const measure::Samples want = reference(busy(seed++), rate, input[b][lane]);
          double error = 0.0, power = 0.0;
          for (size_t i = 0; i < want.size(); ++i) {
            const double e = static_cast<double>(output[b][lane][i]) - want[i];
            error += e * e;
            power += want[i] * want[i];
          }
          worst = std::max(worst, 10.0 * std::log10(error / power + 1e-40));
        }
      }
      measure::printFigure(
          ("difference from the double reference, " + std::to_string(static_cast<int>(rate)) +
           " Hz, banks " + std::to_string(bankCount))
              .c_str(),
          worst, "dB");
      // Coefficients rounded to float32 are part of it, most at high rates.
      EXPECT_LT(worst, -90.0) << rate;
    }
  }
}

TEST(EqualiserBank, NeutralIsExactlyTransparent) {
  EqualiserSettings onButNeutral;
  for (BandSettings& band : onButNeutral.band) band = {true, BandType::Bell, 1000.0, 0.0, 1.0};
  const Lane x = noiseLane(128 * 40, 0.9, 5);
  for (const EqualiserSettings& s : {EqualiserSettings{}, onButNeutral}) {
    EqualiserBank alone, crowded;
    alone.prepare(48000.0);
    crowded.prepare(48000.0);
    alone.setLane(2, s, true);
    crowded.setLane(2, s, true);
    for (int lane : {0, 1, 3}) crowded.setLane(lane, busy(lane + 2), true);
    EXPECT_EQ(runLane(alone, 2, x), x);
    EXPECT_EQ(runLane(crowded, 2, x), x);
  }
}

/// A lane that moves a lot: everything changes every 9 blocks.
void stir(EqualiserBank& bank, int lane, int block) {
  if (block % 9 == 4) bank.setLane(lane, busy(block % 23), false);
}

TEST(EqualiserBank, ALaneDoesNotKnowItsNeighbours) {
  constexpr int kFrames = 128 * 90;
  const Lane x = noiseLane(kFrames, 0.5, 77);
  for (int lane = 0; lane < kLanes; ++lane) {
    for (bool moving : {false, true}) {
      EqualiserBank alone;
      alone.prepare(48000.0);
      alone.setLane(0, busy(4), true);
      const Lane want = runLane(alone, 0, x, [&](int block) {
        if (moving) stir(alone, 0, block);
      });
      std::vector<EqualiserBank> banks(3);
      std::vector<std::vector<Lane>> input;
      uint32_t seed = 1;
      for (EqualiserBank& bank : banks) {
        bank.prepare(48000.0);
        input.emplace_back();
        for (int l = 0; l < kLanes; ++l) {
          bank.setLane(l, busy(l + 1), true);
          input.back().push_back(noiseLane(kFrames, 0.7, seed++));
        }
      }
      banks[1].setLane(lane, busy(4), true);
      input[1][static_cast<size_t>(lane)] = x;
      const auto output =
          runBanks<EqualiserBank>({&banks[0], &banks[1], &banks[2]}, input, [&](int block) {
            stir(banks[0], 2, block + 3);
            stir(banks[1], (lane + 1) % kLanes, block + 1);
            if (moving) stir(banks[1], lane, block);
          });
      EXPECT_EQ(output[1][static_cast<size_t>(lane)], want)
          << "lane " << lane << (moving ? ", moving" : ", at rest");
    }
  }
}

TEST(EqualiserBank, RepackingIsInaudible) {
  constexpr int kFrames = 128 * 60;
  const Lane x = noiseLane(kFrames, 0.5, 9);
  EqualiserBank stays, from, to;
  for (EqualiserBank* bank : {&stays, &from, &to}) {
    bank->prepare(48000.0);
    bank->setLane(1, busy(4), true);
  }
  to.setLane(3, busy(6), true);
  const Lane want = runLane(stays, 1, x, [&](int block) { stir(stays, 1, block); });
  // Moved in block 25, in the middle of a glide.
  const size_t cut = 25 * kBlockFrames;
  Lane got =
      runLane(from, 1, Lane(x.begin(), x.begin() + cut), [&](int block) { stir(from, 1, block); });
  to.copyLane(2, from, 1);
  const Lane rest =
      runLane(to, 2, Lane(x.begin() + cut, x.end()), [&](int block) { stir(to, 2, block + 25); });
  got.insert(got.end(), rest.begin(), rest.end());
  EXPECT_EQ(got, want);
}

TEST(EqualiserBank, AGlideEndsOnExactlyTheSettingsAskedFor) {
  const EqualiserSettings first = busy(4), second = busy(10);
  EqualiserBank glided, snapped;
  glided.prepare(48000.0);
  snapped.prepare(48000.0);
  glided.setLane(0, first, true);
  snapped.setLane(0, second, true);
  // Long silence after the glide empties every state; then both get the same sound.
  const Lane silence(128 * 4000, 0.0f), sound = noiseLane(128 * 20, 0.5, 1);
  runLane(glided, 0, noiseLane(128 * 8, 0.5, 2));
  glided.setLane(0, second, false);
  runLane(glided, 0, silence);
  EXPECT_EQ(runLane(glided, 0, sound), runLane(snapped, 0, sound));
}

/// Largest step from one frame to the next.
double largestStep(const Lane& x, size_t from, size_t to) {
  double worst = 0.0;
  for (size_t i = from + 1; i < to; ++i) {
    worst = std::max(worst, std::fabs(static_cast<double>(x[i]) - static_cast<double>(x[i - 1])));
  }
  return worst;
}

TEST(EqualiserBank, NoChangeClicks) {
  measure::Samples sine;
  measure::appendSine(sine, 48000.0, 101.7, -6.0, 1.0);  // changes fall near its peak
  const Lane x = dsp_test::toFloat(sine);
  const struct {
    const char* name;
    EqualiserSettings from, to;
  } cases[] = {
      {"bell 100 Hz, -12 to +12 dB", oneBand(BandType::Bell, 100, -12, 1),
       oneBand(BandType::Bell, 100, 12, 1)},
      {"bell +12 dB, 100 Hz to 8 kHz", oneBand(BandType::Bell, 100, 12, 2),
       oneBand(BandType::Bell, 8000, 12, 2)},
      {"band switched on", EqualiserSettings{}, oneBand(BandType::LowShelf, 200, 12, 0.71)},
      {"bell to notch", oneBand(BandType::Bell, 120, 9, 1), oneBand(BandType::Notch, 120, 0, 2)},
      {"high-pass 6 to 48 dB/oct",
       [] {
         EqualiserSettings s;
         s.highPass = {true, 80.0, FilterSlope::Db6, 0.7};
         return s;
       }(),
       [] {
         EqualiserSettings s;
         s.highPass = {true, 80.0, FilterSlope::Db48, 0.7};
         return s;
       }()},
  };
  for (const auto& c : cases) {
    for (bool back : {false, true}) {
      for (bool snap : {false, true}) {
        EqualiserBank bank;
        bank.prepare(48000.0);
        bank.setLane(0, back ? c.to : c.from, true);
        const Lane y = runLane(bank, 0, x, [&](int block) {
          if (block == 180) bank.setLane(0, back ? c.from : c.to, snap);
        });
        const size_t change = 180 * kBlockFrames;
        const double steady = std::max(largestStep(y, change - 4800, change),
                                       largestStep(y, y.size() - 4800, y.size()));
        const double ratio = largestStep(y, change, change + 9600) / steady;
        measure::printFigure((std::string(c.name) + (back ? ", back" : "") +
                              (snap ? ", at once" : "") + ": largest step over the steady sine's")
                                 .c_str(),
                             ratio, "x");
        if (snap) continue;  // printed for comparison
        EXPECT_LT(ratio, 1.6) << c.name;
      }
    }
  }
}

TEST(EqualiserBank, SilenceInIsSilenceOut) {
  EqualiserBank bank;
  bank.prepare(48000.0);
  bank.setLane(0, busy(4), true);
  const Lane y = runLane(bank, 0, Lane(128 * 10, 0.0f));
  for (float v : y) EXPECT_EQ(v, 0.0f);
}

}  // namespace
}  // namespace lathe

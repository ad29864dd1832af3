// The master's exciter: what it adds, to what, and what it leaves alone.
#include "master/exciter/exciter.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "dsp/shaper_curve.h"
#include "master/exciter/exciter_stage.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"
#include "wasm-core/dsp/spectrum.h"
#include "wasm-core/master/stereo_runner.h"

namespace lathe {
namespace {

using namespace master_test;
using C = SaturationCharacter;

constexpr size_t kLatency = Exciter::kLatencyFrames;
constexpr C kAll[] = {C::Warm, C::Rich, C::Tape};
const char* nameOf(C c) { return c == C::Warm ? "warm" : c == C::Rich ? "rich" : "tape"; }

/// One band as a stage.
struct OneBand {
  Exciter exciter;
  OneBand(const ExciterBandSettings& s, double rate = 48000.0) {
    exciter.prepare(rate);
    set(s, true);
  }
  void set(const ExciterBandSettings& s, bool snap) {
    ExciterSettings all;
    all.band[0] = s;
    exciter.set(all, snap);
  }
  void process(StereoBlock& block) { exciter.process({&block, 1}, block); }
};

Pair through(const ExciterBandSettings& s, const Pair& x, double rate = 48000.0) {
  OneBand stage(s, rate);
  return run(stage, x);
}

double periodic(size_t bin, size_t i) {
  return std::sin(2.0 * measure::kPi * static_cast<double>(bin * i % 16384) / 16384.0);
}
Pair tone(size_t bin, double amplitude, size_t frames) {
  Pair p = silence(frames);
  for (size_t i = 0; i < frames; ++i) p.left[i] = p.right[i] = amplitude * periodic(bin, i);
  return p;
}

double share(const ExciterBandSettings& s) {
  return 0.01 * s.mixPercent * (1.0 - measure::fromDb(-s.amountDb));
}
/// Gain of the curve's output, and of what goes into it.
struct Levels {
  double drive, level;
};
Levels levelsOf(const ExciterBandSettings& s) {
  const ShaperCurve curve = shaperCurve(s.character);
  const double drive = measure::fromDb(s.amountDb);
  return {drive, 1.0 / (programmeGain(curve, drive, curve.bias) * curve.slopeAt(curve.bias))};
}

/// Noise as four bands that sum to it: whole numbers of 2^-30, so that every sum is exact.
std::array<StereoBlock, 4> bandsOf(const Pair& x, size_t at) {
  std::array<StereoBlock, 4> bands;
  for (size_t i = 0; i < kBlockFrames; ++i) {
    const auto part = [&](double v, double share) {
      return std::floor(v * share * 0x1p30) * 0x1p-30;
    };
    f64x2 rest = f64x2::make(x.left[at + i], x.right[at + i]);
    for (size_t b = 0; b < 3; ++b) {
      bands[b].frames[i] = f64x2::make(part(rest.first(), 0.3), part(rest.second(), 0.6));
      rest -= bands[b].frames[i];
    }
    bands[3].frames[i] = rest;
  }
  return bands;
}
Pair roundedNoise(size_t frames, unsigned seed) {
  Pair x = noisePair(frames, 0.9, seed);
  for (measure::Samples* side : {&x.left, &x.right}) {
    for (double& v : *side) v = std::floor(v * 0x1p30) * 0x1p-30;
  }
  return x;
}
Pair ofFour(Exciter& exciter, const Pair& x) {
  Pair y;
  for (size_t at = 0; at < x.left.size(); at += kBlockFrames) {
    std::array<StereoBlock, 4> bands = bandsOf(x, at);
    StereoBlock out;
    exciter.process(bands, out);
    for (const f64x2& v : out.frames) {
      y.left.push_back(v.first());
      y.right.push_back(v.second());
    }
  }
  return y;
}

TEST(Exciter, NoAmountOrNoMixPassesTheSumOfItsBandsToTheBit) {
  Exciter exciter;
  exciter.prepare(48000.0);
  ExciterSettings s;
  s.band[0].amountDb = 12.0;
  s.band[0].mixPercent = 0.0;
  s.band[1].channels = ExciterChannels::Side;
  exciter.set(s, true);
  const Pair x = roundedNoise(128 * 20, 5);
  const Pair y = ofFour(exciter, x);
  EXPECT_EQ(delayedDifference(x.left, y.left, kLatency), 0.0);
  EXPECT_EQ(delayedDifference(x.right, y.right, kLatency), 0.0);
  EXPECT_EQ(exciter.latencyFrames(), static_cast<int>(kLatency));
}

TEST(Exciter, EachBandAddsWhatItAddsAlone) {
  // However many are awake beside it, and whichever place it therefore has.
  for (bool low : {false, true}) {
    const Pair x = roundedNoise(128 * 60, 6);
    constexpr ExciterChannels kChannels[] = {ExciterChannels::Stereo, ExciterChannels::Mid,
                                             ExciterChannels::Side, ExciterChannels::Stereo};
    ExciterSettings all;
    for (size_t b = 0; b < 4; ++b) {
      all.band[b] = {9.0 + 3.0 * static_cast<double>(b), kAll[b % 3], 50.0, kChannels[b],
                     low && b < 2};
    }
    Exciter together;
    together.prepare(48000.0);
    together.set(all, true);
    const Pair sum = ofFour(together, x);
    measure::Samples added(sum.left.size(), 0.0);
    for (size_t b = 0; b < 4; ++b) {
      Exciter one;
      one.prepare(48000.0);
      ExciterSettings alone;
      alone.band[b] = all.band[b];
      one.set(alone, true);
      const Pair y = ofFour(one, x);
      for (size_t i = kLatency; i < added.size(); ++i) added[i] += y.left[i] - x.left[i - kLatency];
    }
    double worst = 0.0, most = 0.0;
    for (size_t i = kLatency; i < added.size(); ++i) {
      const double want = sum.left[i] - x.left[i - kLatency];
      worst = std::max(worst, std::fabs(added[i] - want));
      most = std::max(most, std::fabs(want));
    }
    measure::printFigure("four bands together against each alone", measure::toDb(worst / most),
                         "dB");
    EXPECT_GT(most, 0.05);
    EXPECT_LT(measure::toDb(worst / most), -120.0);
  }
}

TEST(Exciter, RoundingLiesFarUnderWhatIsAdded) {
  // In single precision, to a band that stays in double.
  const auto noise = [](double amplitude, bool low) {
    const ExciterBandSettings s{3.0, C::Rich, 30.0, ExciterChannels::Stereo, low};
    const Pair y = through(s, tone(1001, amplitude, 16384 * 3));
    const dsp_test::Spectrum h = dsp_test::spectrumOf(y.left, 16384 * 2, 16384);
    double rest = 0.0;
    for (size_t bin = 1; bin <= 7430; ++bin) rest += bin % 1001 == 0 ? 0.0 : std::norm(h[bin]);
    return 10.0 * std::log10(rest / std::norm(h[1001]));
  };
  for (bool low : {false, true}) {
    for (double amplitude : {0.5, 0.01}) {
      const double db = noise(amplitude, low);
      measure::printFigure(low ? "noise and aliases under the tone, 2.9 kHz, as a low band"
                               : "noise and aliases under the tone, 2.9 kHz",
                           db, "dB");
      EXPECT_LT(db, -140.0) << amplitude;
    }
  }
}

TEST(Exciter, AddsTheHarmonicsOfItsCurve) {
  // Against the curve applied to the sine itself, without oversampling; 293 Hz.
  for (int way = 0; way < 6; ++way) {
    const C character = kAll[way % 3];
    const bool low = way >= 3;
    const ExciterBandSettings s{12.0, character, 30.0, ExciterChannels::Stereo, low};
    const Pair y = through(s, tone(100, 0.25, 16384 * 3));
    const ShaperCurve curve = shaperCurve(character);
    const Levels levels = levelsOf(s);
    measure::Samples direct(16384);
    for (size_t i = 0; i < 16384; ++i) {
      const double x = 0.25 * periodic(100, i);
      const double f = curve.value(levels.drive * x + curve.bias) - curve.value(curve.bias);
      direct[i] = x + share(s) * (levels.level * f - x);
    }
    const dsp_test::Spectrum have = dsp_test::spectrumOf(y.left, 16384 * 2, 16384),
                             want = dsp_test::spectrumOf(direct, 0, 16384);
    double worst = 0.0;
    for (size_t n = 1; n <= 9; ++n) {
      if (std::abs(want[100 * n]) < 1e-6) continue;
      worst = std::max(worst,
                       std::fabs(measure::toDb(std::abs(have[100 * n]) / std::abs(want[100 * n]))));
    }
    const auto harmonic = [&](size_t n) {
      return measure::toDb(std::abs(have[100 * n]) / std::abs(have[100]) + 1e-20);
    };
    const std::string name = nameOf(character) + std::string(low ? ", as a low band" : "");
    measure::printFigure((name + ", -12 dBFS, 12 dB, 30 %: second harmonic").c_str(), harmonic(2),
                         "dB");
    measure::printFigure((name + ": third").c_str(), harmonic(3), "dB");
    measure::printFigure((name + ": harmonics 1 to 9, furthest from the curve's").c_str(), worst,
                         "dB");
    EXPECT_LT(worst, 0.02) << name;
    EXPECT_LT(measure::toDb(std::abs(have[0])), -100.0) << "no DC";
    if (character == C::Warm) {
      EXPECT_GT(harmonic(2), harmonic(3));
    }
    if (character == C::Rich) {
      EXPECT_LT(harmonic(2), -150.0);
    }
  }
}

TEST(Exciter, SaysHowMuchItAddsToTheBandsItDrives) {
  // Against the curve applied to the sine itself; a second, louder band rests and does not count.
  for (C character : kAll) {
    ExciterSettings s;
    s.band[0] = {12.0, character, 30.0, ExciterChannels::Stereo};
    Exciter exciter;
    exciter.prepare(48000.0);
    exciter.set(s, true);
    EXPECT_TRUE(std::isinf(exciter.addedDb())) << "nothing yet";
    for (size_t at = 0; at < 16384 * 16; at += kBlockFrames) {
      StereoBlock bands[2], out;
      for (size_t i = 0; i < kBlockFrames; ++i) {
        bands[0].frames[i] = f64x2::splat(0.25 * periodic(100, at + i));
        bands[1].frames[i] = f64x2::splat(0.9 * periodic(1365, at + i));
      }
      exciter.process(bands, out);
    }
    const ShaperCurve curve = shaperCurve(character);
    const Levels levels = levelsOf(s.band[0]);
    double mean = 0.0, power = 0.0, driven = 0.0;
    for (size_t i = 0; i < 16384; ++i) {
      const double x = 0.25 * periodic(100, i);
      const double f = curve.value(levels.drive * x + curve.bias) - curve.value(curve.bias);
      const double added = share(s.band[0]) * (levels.level * f - x);
      mean += added / 16384;
      power += added * added;
      driven += x * x;
    }
    const double want = 10.0 * std::log10((power - 16384 * mean * mean) / driven);
    measure::printFigure((std::string("adds, ") + nameOf(character)).c_str(), exciter.addedDb(),
                         "dB");
    EXPECT_NEAR(exciter.addedDb(), want, 0.1) << nameOf(character);
    exciter.set({}, true);
    StereoBlock rest[2] = {}, out;
    for (int i = 0; i < 4; ++i) exciter.process(rest, out);
    EXPECT_TRUE(std::isinf(exciter.addedDb())) << "no band is driven";
  }
}

TEST(Exciter, SmallSignalsGainWhatTheirShareSays) {
  for (C character : kAll) {
    for (double amount : {3.0, 24.0, -3.0, -24.0}) {
      const bool low = amount < 0.0;
      const ExciterBandSettings s{std::fabs(amount), character, 50.0, ExciterChannels::Stereo, low};
      const Pair y = through(s, tone(1365, 1e-5, 16384 * 2));  // 4 kHz
      const dsp_test::Spectrum have = dsp_test::spectrumOf(y.left, 16384, 16384);
      const Levels levels = levelsOf(s);
      const double slope = shaperCurve(character).slopeAt(shaperCurve(character).bias);
      const double want = 1.0 + share(s) * (levels.level * levels.drive * slope - 1.0);
      EXPECT_NEAR(measure::toDb(2e5 * std::abs(have[1365]) / want), 0.0, 0.01) << amount;
    }
  }
}

TEST(Exciter, MidAndSideAreExcitedAlone) {
  Pair mid = tone(341, 0.5, 128 * 100), side = mid;
  for (double& v : side.right) v = -v;
  ExciterBandSettings s{18.0, C::Warm, 60.0, ExciterChannels::Mid};
  EXPECT_EQ(delayedDifference(side.left, through(s, side).left, kLatency), 0.0);
  const Pair excited = through(s, mid);
  EXPECT_GT(delayedDifference(mid.left, excited.left, kLatency), 0.01);
  EXPECT_EQ(excited.left, excited.right) << "and nothing of it gets into the side";
  s.channels = ExciterChannels::Side;
  EXPECT_EQ(delayedDifference(mid.left, through(s, mid).left, kLatency), 0.0);
  EXPECT_GT(delayedDifference(side.left, through(s, side).left, kLatency), 0.01);
}

TEST(Exciter, AliasesAreFarBelowTheTone) {
  for (C character : kAll) {
    const ExciterBandSettings s{20.0, character, 100.0, ExciterChannels::Stereo};
    const Pair y = through(s, tone(1555, 1.0, 16384 * 3), 44100.0);
    const dsp_test::Spectrum h = dsp_test::spectrumOf(y.left, 16384 * 2, 16384);
    double signal = 0.0, aliases = 0.0;
    for (size_t bin = 1; bin <= 7430; ++bin) {
      (bin % 1555 == 0 ? signal : aliases) += std::norm(h[bin]);
    }
    const double db = 10.0 * std::log10(signal / aliases);
    measure::printFigure(
        (std::string("signal over aliases, 4186 Hz +20 dB, ") + nameOf(character)).c_str(), db,
        "dB");
    EXPECT_GE(db, 100.0) << nameOf(character);
  }
}

TEST(Exciter, AliasesOfLowBandsAreFarBelowTheTone) {
  // The second band, to 1.2 kHz, through the crossovers: tones at 1.0 and 1.2 kHz.
  for (size_t bin : {373u, 443u}) {
    for (C character : kAll) {
      ExciterStageSettings s;
      s.exciter.band[1] = {20.0, character, 100.0, ExciterChannels::Stereo};
      ExciterStage stage;
      stage.prepare(44100.0);
      stage.set(s, true);
      const Pair y = run(stage, tone(bin, 1.0, 16384 * 3));
      const dsp_test::Spectrum h = dsp_test::spectrumOf(y.left, 16384 * 2, 16384);
      double signal = 0.0, aliases = 0.0;
      for (size_t i = 1; i <= 7430; ++i) (i % bin == 0 ? signal : aliases) += std::norm(h[i]);
      const double db = 10.0 * std::log10(signal / aliases);
      const std::string name = std::string("signal over aliases, ") +
                               (bin == 373 ? "1004" : "1192") + " Hz +20 dB, low band, " +
                               nameOf(character);
      measure::printFigure(name.c_str(), db, "dB");
      EXPECT_GE(db, 100.0) << nameOf(character);
    }
  }
}

TEST(Exciter, ChangesDoNotClick) {
  const ExciterBandSettings off{}, warm{12.0, C::Warm, 40.0, ExciterChannels::Stereo},
      tape{18.0, C::Tape, 60.0, ExciterChannels::Mid},
      lowWarm{12.0, C::Warm, 40.0, ExciterChannels::Stereo, true};
  const struct {
    const char* name;
    ExciterBandSettings from, to;
  } cases[] = {{"off to on", off, warm},
               {"warm stereo to tape mid", warm, tape},
               {"tape to off", tape, off},
               {"warm to warm as a low band", warm, lowWarm}};
  const Pair x = tone(35, 0.5, 128 * 400);
  for (const auto& c : cases) {
    OneBand stage(c.from);
    const Pair y = run(stage, x, [&](int block) {
      if (block == 200) stage.set(c.to, false);
    });
    const double corner = sharpestCorner(y.left, 128 * 200, y.left.size());
    const double steady = std::max(sharpestCorner(y.left, 128 * 100, 128 * 200),
                                   sharpestCorner(y.left, 128 * 300, y.left.size()));
    measure::printFigure((std::string(c.name) + ": corner over the steady one's").c_str(),
                         corner / steady, "x");
    EXPECT_LT(corner / steady, 1.3) << c.name;
  }
}

TEST(ExciterRobustness, SilenceNansAndReset) {
  for (double rate : {44100.0, 192000.0}) {
    for (C character : kAll) {
      const ExciterBandSettings s{15.0, character, 50.0, ExciterChannels::Stereo};
      OneBand stage(s, rate);
      const Pair none = silence(128 * 20);
      EXPECT_TRUE(run(stage, none) == none) << nameOf(character);
      Pair x = noisePair(128 * 60, 0.9, 3);
      x.left[700] = std::numeric_limits<double>::quiet_NaN();
      x.right[900] = std::numeric_limits<double>::infinity();
      for (size_t i = 128 * 40; i < x.left.size(); ++i) x.left[i] = 1e-310;
      Pair clean = x;
      clean.left[700] = clean.right[900] = 0.0;
      stage.exciter.reset();
      const Pair y = run(stage, x);
      for (double v : y.right) ASSERT_TRUE(std::isfinite(v));
      stage.set({}, false);
      run(stage, x);
      stage.set(s, false);
      run(stage, noisePair(128 * 3, 0.9, 4));
      stage.exciter.reset();
      EXPECT_TRUE(run(stage, clean) == y) << rate;
    }
  }
}

TEST(ExciterRobustness, CostIsPrinted) {
  for (C character : kAll) {
    OneBand stage({12.0, character, 30.0, ExciterChannels::Stereo});
    const measure::Samples noise = measure::noise(2 * kBlockFrames, 0.3, 1);
    constexpr int kBlocks = 375;
    const double start = measure::cpuSeconds();
    for (int b = 0; b < kBlocks; ++b) {
      StereoBlock block;
      for (size_t i = 0; i < kBlockFrames; ++i) block.frames[i] = f64x2::load(&noise[2 * i]);
      stage.process(block);
    }
    measure::printFigure((std::string("exciter, one band, ") + nameOf(character)).c_str(),
                         kBlocks * kBlockFrames / 48000.0 / (measure::cpuSeconds() - start),
                         "x real time");
  }
}

}  // namespace
}  // namespace lathe

// The reverb's tail: as long as asked for in every octave, without end where
// that is asked for, and never louder than it was.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "decay_measure.h"
#include "effects/reverb.h"
#include "measure/cpu_clock.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using effects_test::DecayMeasure;
using effects_test::impulse;
using effects_test::kOctaves;
using effects_test::octaveHz;
using effects_test::run;
using effects_test::Stereo;

constexpr ReverbType kTypes[] = {ReverbType::Room, ReverbType::Chamber, ReverbType::Plate,
                                 ReverbType::Hall};

/// Nothing but the network, as wide as it goes.
ReverbSettings tailAlone() {
  ReverbSettings s;
  s.preDelayMs = 0.0;
  s.lateSharePercent = 100.0;
  s.highRatio = 1.0;
  s.lowCutHz = 20.0;
  s.highCutHz = 20000.0;
  return s;
}

/// Largest deviation in percent over the octaves, from impulses left and right, at `sizes`
/// neighbouring sizes.
double worstOctave(ReverbSettings s, double sampleRate, int sizes) {
  Reverb reverb;
  reverb.prepare(sampleRate);
  const DecayCurve curve{s.t60Seconds, s.lowRatio, s.dampingHz, s.highRatio};
  const double longest = s.t60Seconds * std::max(1.0, s.lowRatio);
  const int frames = static_cast<int>(sampleRate * longest * 0.9);
  DecayMeasure measured(sampleRate);
  const double size = s.sizePercent;
  for (int k = 0; k < sizes; ++k) {
    s.sizePercent = size * (1.0 - 0.02 * k);
    // A long decay averages enough by itself.
    for (int side = s.t60Seconds > 5.0 ? 1 : 0; side < 2; ++side) {
      reverb.set(s, true);
      reverb.reset();
      const Stereo y =
          run(reverb, impulse(frames, 1.0f - static_cast<float>(side), static_cast<float>(side)));
      measured.add(y.left);
      measured.add(y.right);
    }
  }
  double worst = 0.0;
  for (int band = 0; band < kOctaves; ++band) {
    const double want = effects_test::t30OfCurve(band, [&](double hz) { return curve.t60At(hz); });
    const double percent = 100.0 * (measured.t30(band) / want - 1.0);
    EXPECT_LT(std::fabs(percent), 5.0)
        << octaveHz(band) << " Hz at " << sampleRate << ", type " << static_cast<int>(s.type)
        << ", T60 " << s.t60Seconds << ", size " << size << ": " << measured.t30(band) << " s for "
        << want;
    worst = std::max(worst, std::fabs(percent));
  }
  return worst;
}

TEST(ReverbDecay, LastsAsLongAsAskedInEveryOctave) {
  double worst = 0.0;
  for (ReverbType type : kTypes) {
    ReverbSettings s = tailAlone();
    s.type = type;
    const struct {
      double t60, size;
      int sizes;
    } cases[] = {{0.3, 20.0, 4}, {0.3, 100.0, 5}, {1.0, 50.0, 1}, {1.4, 100.0, 1}};
    for (const auto& c : cases) {
      s.t60Seconds = c.t60;
      s.sizePercent = c.size;
      worst = std::max(worst, worstOctave(s, 48000.0, c.sizes));
    }
  }
  ReverbSettings s = tailAlone();
  s.t60Seconds = 10.0;
  s.sizePercent = 100.0;
  s.type = ReverbType::Hall;
  worst = std::max(worst, worstOctave(s, 48000.0, 1));
  s.t60Seconds = 5.1;
  s.sizePercent = 10.0;
  s.type = ReverbType::Room;
  worst = std::max(worst, worstOctave(s, 48000.0, 1));
  measure::printFigure("T30 against what is asked, 125 Hz to 8 kHz, worst", worst, "%");
}

TEST(ReverbDecay, FollowsItsCurveOfRatios) {
  const struct {
    double high, low, damping;
  } cases[] = {{0.5, 1.0, 6000.0},
               {0.3, 2.0, 3000.0},
               {0.1, 0.5, 6000.0},
               {0.5, 0.5, 1000.0},
               {0.2, 1.0, 15000.0}};
  double worst = 0.0;
  int index = 0;
  for (ReverbType type : kTypes) {
    for (const auto& c : cases) {
      if (++index % 4 == 0) continue;  // three of four: the rest would tell nothing new
      ReverbSettings s = tailAlone();
      s.type = type;
      s.highRatio = c.high;
      s.lowRatio = c.low;
      s.dampingHz = c.damping;
      s.t60Seconds = index % 2 ? 0.5 : 1.2;
      s.sizePercent = index % 3 ? 60.0 : 100.0;
      worst = std::max(worst, worstOctave(s, 48000.0, index % 2 ? 3 : 1));
    }
  }
  measure::printFigure("T30 against the curve of high and low ratio, worst", worst, "%");
}

TEST(ReverbDecay, DoesNotDependOnTheRate) {
  double worst = 0.0;
  for (double rate : {44100.0, 96000.0, 192000.0}) {
    ReverbSettings s = tailAlone();
    s.type = rate < 48000.0 ? ReverbType::Hall : ReverbType::Room;
    s.t60Seconds = 0.7;
    s.highRatio = 0.4;
    s.lowRatio = 1.3;
    worst = std::max(worst, worstOctave(s, rate, rate > 100000.0 ? 1 : 2));
  }
  measure::printFigure("T30 against the curve, 44.1 to 192 kHz, worst", worst, "%");
}

TEST(ReverbDecay, KeepsItsEnergyWhereDecayIsInfinite) {
  for (double modulation : {0.0, 100.0}) {
    ReverbSettings s = tailAlone();
    s.t60Seconds = kInfiniteT60Seconds;
    s.modulationPercent = modulation;
    s.modulationHz = 5.0;
    Reverb reverb;
    reverb.prepare(48000.0);
    reverb.set(s, true);
    reverb.reset();
    run(reverb, impulse(48000 / 2));  // all of it is in the lines now
    const double start = reverb.storedEnergy();
    double worst = 0.0;
    for (int second = 0; second < 10; ++second) {
      run(reverb, effects_test::silence(48000));
      worst = std::max(worst, std::fabs(effects_test::powerDb(reverb.storedEnergy() / start)));
    }
    measure::printFigure(
        modulation > 0.0 ? "lossless loop over 10 s, modulated" : "lossless loop over 10 s", worst,
        "dB");
    EXPECT_LT(worst, 0.1);
    EXPECT_NEAR(start, 2.0, 0.02);  // both sides' impulse: nothing was lost on the way in, either
  }
}

TEST(ReverbDecay, TenMinutesOfTheLongestDecayNeverGrow) {
  ReverbSettings s = tailAlone();
  s.type = ReverbType::Hall;
  s.sizePercent = 100.0;
  s.t60Seconds = 20.0;
  s.lowRatio = 2.0;
  s.modulationPercent = 100.0;
  s.modulationHz = 5.0;
  Reverb reverb;
  reverb.prepare(44100.0);
  reverb.set(s, true);
  reverb.reset();
  run(reverb, effects_test::noiseStereo(44100, 1.0, 1));
  run(reverb, effects_test::silence(44100));
  double last = reverb.storedEnergy();
  const double start = last;
  float left[kBlockFrames], right[kBlockFrames];
  double shortest = 1e9, firstSecond = 0.0, lastSecond = 1e9, minute = 0.0;
  for (int second = 0; second < 600; ++second) {
    const double begin = measure::cpuSeconds();
    for (int block = 0; block < 44100 / kBlockFrames; ++block) {
      std::fill_n(left, kBlockFrames, 0.0f);
      std::fill_n(right, kBlockFrames, 0.0f);
      reverb.process(left, right);
    }
    const double took = measure::cpuSeconds() - begin;
    shortest = std::min(shortest, took);
    if (second < 10) firstSecond = shortest;
    if (second >= 590) lastSecond = std::min(lastSecond, took);
    const double energy = reverb.storedEnergy();
    ASSERT_LE(energy, last) << "second " << second;
    last = energy;
    if (second == 59) minute = energy;
  }
  // 60 s of 40 s (low) and 20 s (the rest), and then nothing at all.
  measure::printFigure("after one minute of T60 20 s, low ratio 2",
                       effects_test::powerDb(minute / start), "dB");
  EXPECT_EQ(last, 0.0);
  measure::printFigure("last second of ten minutes against the first, in time",
                       lastSecond / firstSecond, "x");
  EXPECT_LT(lastSecond / firstSecond, 2.0);  // denormals would make it 65 to 175
}

}  // namespace
}  // namespace lathe

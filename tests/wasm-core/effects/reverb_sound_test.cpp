// What a listener would notice of the reverb beside its decay: density, level,
// width, mono, the parts it is made of, and that nothing clicks.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "effects/reverb.h"
#include "measure/figures.h"
#include "reverb_reference.h"

namespace lathe {
namespace {

using effects_test::Channel;
using effects_test::energy;
using effects_test::impulse;
using effects_test::noiseStereo;
using effects_test::powerDb;
using effects_test::run;
using effects_test::Stereo;

constexpr ReverbType kTypes[] = {ReverbType::Room, ReverbType::Chamber, ReverbType::Plate,
                                 ReverbType::Hall};

Stereo runSettings(const ReverbSettings& s, const Stereo& input, double sampleRate = 48000.0) {
  Reverb reverb;
  reverb.prepare(sampleRate);
  reverb.set(s, true);
  reverb.reset();
  return run(reverb, input);
}

double correlation(const Channel& a, const Channel& b, size_t from) {
  double sum = 0.0;
  for (size_t i = from; i < a.size(); ++i)
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum / std::sqrt(energy(a, from) * energy(b, from));
}

TEST(Reverb, EqualsThePlainReference) {
  double worst = -400.0;
  int index = 0;
  for (double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (ReverbType type : {ReverbType::Plate, ReverbType::Hall}) {
      ReverbSettings s;
      s.type = type;
      s.preDelayMs = 3.7 * index++;
      s.t60Seconds = 0.25 * index;
      s.diffusionPercent = 12.0 * index;
      s.sizePercent = 10.0 * index;
      s.lateSharePercent = 70.0;
      s.highRatio = 0.3;
      s.lowRatio = 1.5;
      s.modulationPercent = 60.0;
      s.modulationHz = 3.0;
      s.lowCutHz = 20.0;
      s.highCutHz = 20000.0;
      Stereo x = noiseStereo(128 * 60, 0.5, 7);
      const Stereo got = runSettings(s, x, rate);
      const auto want = effects_test::referenceReverb(s, rate, x);
      double error = 0.0, all = 0.0;
      for (size_t i = 0; i < got.left.size(); ++i) {
        error += std::pow(static_cast<double>(got.left[i]) - want[0][i], 2.0) +
                 std::pow(static_cast<double>(got.right[i]) - want[1][i], 2.0);
        all += want[0][i] * want[0][i] + want[1][i] * want[1][i];
      }
      worst = std::max(worst, powerDb(error / all));
    }
  }
  measure::printFigure("difference from the plain reference, worst", worst, "dB");
  EXPECT_LT(worst, -110.0);
}

/// Abel and Huang, "A simple, robust measure of reverberation echo density" (AES 121, 2006):
/// share of frames beyond one standard deviation in 20 ms, against a Gaussian's 31.73 %.
double echoDensity(const Channel& x, size_t middle, size_t half) {
  const double deviation =
      std::sqrt(energy(x, middle - half, middle + half) / static_cast<double>(2 * half));
  size_t beyond = 0;
  for (size_t i = middle - half; i < middle + half; ++i) {
    beyond += std::fabs(static_cast<double>(x[i])) > deviation;
  }
  return static_cast<double>(beyond) / static_cast<double>(2 * half) / 0.3173;
}

TEST(Reverb, EchoesGrowAsDenseAsNoise) {
  // Stated: within 0.9 turns of the longest line, and a window's half, at 80 % diffusion.
  const char* names[] = {"room", "chamber", "plate", "hall"};
  for (ReverbType type : kTypes) {
    for (double size : {10.0, 50.0, 100.0}) {
      ReverbSettings s;
      s.type = type;
      s.sizePercent = size;
      s.preDelayMs = 0.0;
      s.highRatio = 1.0;
      s.lowCutHz = 20.0;
      s.highCutHz = 20000.0;
      const Stereo y = runSettings(s, impulse(48000));
      double dense = 0.0, later = 0.0;
      for (size_t at = 480; at < 30000; at += 24) {
        const double density =
            std::min(echoDensity(y.left, at, 480), echoDensity(y.right, at, 480));
        if (dense == 0.0 && density >= 0.9) dense = static_cast<double>(at) / 48.0;
        if (at >= 14400) later = later == 0.0 ? density : 0.99 * later + 0.01 * density;
      }
      const double stated = 10.0 + 0.9e3 * reverbGeometry(s, 48000.0).line[0] / 48000.0;
      std::printf("[ figure ] %s, size %.0f %%: dense as noise after %.1f ms (stated: %.1f)\n",
                  names[static_cast<int>(type)], size, dense, stated);
      EXPECT_LT(dense, stated);
      EXPECT_NEAR(later, 1.0, 0.08);
    }
  }
}

TEST(Reverb, ComesBackAsLoudAsItWentIn) {
  // Mean over both channels; steady noise, different left and right, and the same on both.
  double worst = 0.0;
  const Stereo wide = noiseStereo(48000 * 2, 0.3, 5);
  const Stereo mono{wide.left, wide.left};
  for (ReverbType type : kTypes) {
    for (double t60 : {0.1, 0.4, 1.2}) {
      for (double share : {0.0, 60.0, 100.0}) {
        ReverbSettings s;
        s.type = type;
        s.t60Seconds = t60;
        s.lateSharePercent = share;
        s.highRatio = 1.0;
        s.lowCutHz = 20.0;
        s.highCutHz = 20000.0;
        for (const Stereo* x : {&wide, &mono}) {
          const Stereo y = runSettings(s, *x);
          const double db = powerDb((energy(y.left, 48000) + energy(y.right, 48000)) /
                                    (energy(x->left, 48000) + energy(x->right, 48000)));
          worst = std::max(worst, std::fabs(db));
        }
      }
    }
  }
  measure::printFigure("wet against dry level of noise, any type, decay and share, worst", worst,
                       "dB");
  EXPECT_LT(worst, 1.0);
}

TEST(Reverb, IsWideAndSurvivesMono) {
  double worst = 0.0, mono = 0.0;
  for (ReverbType type : kTypes) {
    ReverbSettings s;
    s.type = type;
    s.lateSharePercent = 100.0;
    s.lowCutHz = 20.0;
    s.highCutHz = 20000.0;
    s.highRatio = 1.0;
    Stereo x = noiseStereo(48000 * 4, 0.3, 9);
    x.right = x.left;
    const Stereo y = runSettings(s, x);
    worst = std::max(worst, std::fabs(correlation(y.left, y.right, 48000)));
    Channel sum(y.left.size());
    for (size_t i = 0; i < sum.size(); ++i) sum[i] = y.left[i] + y.right[i];
    mono = std::max(mono, std::fabs(powerDb(energy(sum, 48000) /
                                            (energy(y.left, 48000) + energy(y.right, 48000)))));
  }
  measure::printFigure("correlation of left and right tail, mono input, worst", worst, "");
  measure::printFigure("mono sum against the sum of powers, worst", mono, "dB");
  EXPECT_LT(worst, 0.1);
  EXPECT_LT(mono, 0.5);
  ReverbSettings s;
  s.widthPercent = 0.0;
  const Stereo y = runSettings(s, noiseStereo(48000, 0.3, 2));
  Channel side(y.left.size());
  for (size_t i = 0; i < side.size(); ++i) side[i] = y.left[i] - y.right[i];
  EXPECT_LT(powerDb(energy(side) / energy(y.left)), -120.0) << "width 0 % is mono";
}

TEST(Reverb, StartsWhenThePreDelayIsOver) {
  for (double rate : {44100.0, 48000.0, 192000.0}) {
    for (double ms : {0.0, 20.0, 250.0}) {
      ReverbSettings s;
      s.preDelayMs = ms;
      const ReverbGeometry g = reverbGeometry(s, rate);
      const int start = *std::min_element(g.early[0], g.early[0] + kEarlyTaps);
      EXPECT_EQ(g.preDelay, static_cast<int>(std::lround(ms * 0.001 * rate)));
      const Stereo y = runSettings(s, impulse(static_cast<int>(0.3 * rate)), rate);
      int first = 0;
      while (std::fabs(y.left[static_cast<size_t>(first)]) < 1e-6f) ++first;
      EXPECT_EQ(first, start);
      EXPECT_LE(start - g.preDelay, static_cast<int>(0.002 * rate)) << "a plate starts at once";
    }
  }
}

TEST(Reverb, MixAtZeroIsTheInput) {
  ReverbSettings s;
  s.mixPercent = 0.0;
  const Stereo x = noiseStereo(128 * 50, 1.0, 3);
  EXPECT_EQ(runSettings(s, x), x);
  Reverb reverb;
  reverb.prepare(48000.0);
  EXPECT_EQ(reverb.latencyFrames(), 0);
  s.mixPercent = 50.0;  // the dry part is on time
  const Stereo y = runSettings(s, impulse(4800));
  EXPECT_NEAR(y.left[0], std::sqrt(0.5f), 1e-6f);
}

TEST(Reverb, CutsAreButterworth) {
  ReverbSettings s;
  s.lateSharePercent = 0.0;
  s.preDelayMs = 0.0;
  ReverbSettings open = s;
  open.lowCutHz = 20.0;
  open.highCutHz = 20000.0;
  s.lowCutHz = 300.0;
  s.highCutHz = 4000.0;
  // The early taps alone, so that cut over open is the filters' response and nothing else.
  const Channel a = runSettings(s, impulse(9600)).left, b = runSettings(open, impulse(9600)).left;
  const auto magnitude = [](const Channel& x, double hz) {
    double re = 0.0, im = 0.0;
    for (size_t i = 0; i < x.size(); ++i) {
      const double w = 2.0 * measure::kPi * hz / 48000.0 * static_cast<double>(i);
      re += static_cast<double>(x[i]) * std::cos(w);
      im += static_cast<double>(x[i]) * std::sin(w);
    }
    return std::hypot(re, im);
  };
  double worst = 0.0;
  for (double hz : {75.0, 150.0, 300.0, 1000.0, 4000.0, 8000.0, 14000.0}) {
    const auto warped = [](double f) { return std::tan(measure::kPi * f / 48000.0); };
    const double low = std::pow(warped(300.0) / warped(hz), 4.0);
    const double high = std::pow(warped(hz) / warped(4000.0), 4.0);
    const double want = -10.0 * std::log10((1.0 + low) * (1.0 + high));
    const double got = 20.0 * std::log10(magnitude(a, hz) / magnitude(b, hz));
    worst = std::max(worst, std::fabs(got - want));
  }
  measure::printFigure("cuts against Butterworth's curve, worst", worst, "dB");
  EXPECT_LT(worst, 0.05);
}

TEST(Reverb, NothingClicksWhileSettingsMove) {
  // A low tone, so that a step would stand out; every setting is moved at once, then each alone.
  Stereo x{Channel(48000 * 2), Channel(48000 * 2)};
  for (size_t i = 0; i < x.left.size(); ++i) {
    x.left[i] = x.right[i] =
        0.5f *
        static_cast<float>(std::sin(2.0 * measure::kPi * 110.0 * static_cast<double>(i) / 48000.0));
  }
  ReverbSettings from;
  from.t60Seconds = 1.0;
  from.lowCutHz = 40.0;
  from.modulationPercent = 0.0;
  double worst = 0.0;
  for (int which = 0; which < 14; ++which) {
    ReverbSettings to = from;
    if (which == 0 || which == 13) to.type = ReverbType::Hall;
    if (which == 1 || which == 13) to.preDelayMs = 90.0;
    if (which == 2 || which == 13) to.t60Seconds = 0.3;
    if (which == 3 || which == 13) to.sizePercent = 90.0;
    if (which == 4 || which == 13) to.diffusionPercent = 20.0;
    if (which == 5 || which == 13) to.lateSharePercent = 10.0;
    if (which == 6 || which == 13) to.highRatio = 0.1, to.dampingHz = 1500.0;
    if (which == 7 || which == 13) to.lowRatio = 2.0;
    if (which == 8 || which == 13) to.modulationPercent = 100.0, to.modulationHz = 0.5;
    if (which == 9 || which == 13) to.lowCutHz = 300.0;
    if (which == 10 || which == 13) to.highCutHz = 1200.0;
    if (which == 11 || which == 13) to.widthPercent = 0.0;
    if (which == 12 || which == 13) to.mixPercent = 50.0;
    Reverb reverb;
    reverb.prepare(48000.0);
    reverb.set(from, true);
    reverb.reset();
    const Stereo y = run(reverb, x, [&](int block) {
      if (block == 375) reverb.set(to, false);
      if (block == 500) reverb.set(from, false);
    });
    const double rough = effects_test::roughest(y.left, 36000, 96000);
    worst = std::max(worst, rough);
    EXPECT_LT(rough, 12.0) << "setting " << which;
  }
  measure::printFigure("roughest 32 frames while settings move, against the median", worst, "x");
}

}  // namespace
}  // namespace lathe

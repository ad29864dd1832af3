// The ceiling holds for every character and link, by the independent 16× measure:
// tones that peak between samples, squares, impulses, noise and hot mixes, from
// 44.1 to 96 kHz. Drives, ceilings, links and releases are dealt out over the
// cases in turn, so that each signal and character meets several of each.
#include <gtest/gtest.h>

#include <cmath>

#include "limiter_runner.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"

namespace limiter_test {
namespace {

constexpr double kAllowedOverDb = 0.05;
// For content above 0.45 of the rate.
constexpr double kAllowedOverAtTheTopDb = 0.2;

struct Signal {
  const char* name;
  bool top;  ///< has most of its content above 0.45 of the rate
  Stereo stereo;
};

Samples impulses(int frames, double density) {
  const Samples where = measure::noise(frames, 1.0, 9), sign = measure::noise(frames, 1.0, 10);
  Samples x(static_cast<size_t>(frames), 0.0);
  for (size_t i = 0; i < x.size(); ++i) {
    if (where[i] > 1.0 - 2.0 * density) x[i] = sign[i] > 0.0 ? 1.0 : -1.0;
  }
  return x;
}

/// Noise falling by 3 dB an octave, near enough: white through one-poles an octave or two apart.
Samples pinkNoise(int frames, uint32_t seed) {
  Samples x = measure::noise(frames, 1.0, seed);
  double slow = 0.0, middle = 0.0, fast = 0.0;
  for (double& s : x) {
    slow = 0.998 * slow + 0.1 * s;
    middle = 0.96 * middle + 0.3 * s;
    fast = 0.57 * fast + s;
    s = 0.25 * (slow + middle + fast);
  }
  return x;
}

/// On for `on` frames of every `period`.
Samples gated(Samples x, size_t on, size_t period) {
  for (size_t i = 0; i < x.size(); ++i) {
    if (i % period >= on) x[i] = 0.0;
  }
  return x;
}

/// White noise differentiated ten times over: all of it near half the rate.
Samples topNoise(int frames, uint32_t seed) {
  Samples x = measure::noise(frames, 1.0, seed);
  for (int order = 0; order < 10; ++order) {
    for (size_t i = x.size() - 1; i > 0; --i) x[i] = 0.6 * (x[i] - x[i - 1]);
    x[0] = 0.0;
  }
  return x;
}

std::vector<Signal> signals(double rate) {
  const int frames = static_cast<int>(rate * 0.08);
  std::vector<Signal> all;
  const auto both = [&all](const char* name, bool top, const Samples& x) {
    all.push_back({name, top, {x, x}});
  };
  const auto tone = [frames](double frequency, double degrees) {
    return measure::fadedSine(frames, frequency, 0.9, degrees, 1);
  };
  both("fs/4, 0 degrees", false, tone(1.0 / 4.0, 0.0));
  both("fs/4, 45 degrees", false, tone(1.0 / 4.0, 45.0));
  both("fs/6, 60 degrees", false, tone(1.0 / 6.0, 60.0));
  both("fs/8, 67.5 degrees", false, tone(1.0 / 8.0, 67.5));
  both("bursts of fs/4", false, gated(tone(0.25, 45.0), 60, 900));
  both("square, 37 up", false, measure::square(frames, 37, 1.0));
  both("square, 3 up", false, measure::square(frames, 3, 1.0));
  both("one impulse", false, gated(Samples(static_cast<size_t>(frames), 1.0), 1, 1 << 20));
  both("impulses, 1 in 1000", false, impulses(frames, 0.001));
  both("impulses, 1 in 10", false, impulses(frames, 0.1));
  all.push_back({"impulses against bursts",
                 false,
                 {impulses(frames, 0.005), gated(tone(0.25, 45.0), 60, 700)}});
  all.push_back(
      {"white noise", false, {measure::noise(frames, 1.0, 1), measure::noise(frames, 1.0, 2)}});
  all.push_back({"pink noise", false, {pinkNoise(frames, 3), pinkNoise(frames, 4)}});
  Stereo mix = measure::programme(rate, 0.15, 3);
  for (Samples* x : {&mix.left, &mix.right}) {
    for (double& s : *x) s *= 2.0;
  }
  all.push_back({"hot mix", false, mix});
  all.push_back({"noise at the top", true, {topNoise(frames, 5), topNoise(frames, 6)}});
  both("bursts of fs/2", true, gated(measure::square(frames, 1, 1.0), 300, 1000));
  both("bursts of 0.499 fs", true, gated(tone(0.499, 0.0), 60, 700));
  return all;
}

TEST(LimiterTorture, EveryCharacterKeepsTheCeilingOnEachChannel) {
  constexpr double kDrives[] = {0.0, 6.0, 12.0, 18.0}, kCeilings[] = {-0.3, -1.0, -2.0};
  constexpr double kLinks[] = {100.0, 75.0, 0.0};
  constexpr struct {
    double lookAheadMs, releaseMs;
    bool automatic;
  } kTimes[] = {{5.0, 100.0, false},
                {5.0, 100.0, true},
                {0.5, 10.0, false},
                {1.5, 10.0, false},
                {10.0, 30.0, false}};
  double worst = -100.0, worstAtTheTop = -100.0;
  size_t deal = 0;
  for (const double rate : {44100.0, 48000.0, 96000.0}) {
    for (const Signal& signal : signals(rate)) {
      for (const LimiterCharacter character : kCharacters) {
        LimiterSettings settings = settingsOf(character, kLinks[deal % 3]);
        settings.releaseLinkPercent = kLinks[deal / 3 % 3];
        settings.ceilingDbtp = kCeilings[deal / 2 % 3];
        settings.lookAheadMs = kTimes[deal % 5].lookAheadMs;
        settings.releaseMs = kTimes[deal % 5].releaseMs;
        settings.autoRelease = kTimes[deal % 5].automatic;
        const double drive = kDrives[(deal + deal / 4) % 4];
        ++deal;
        const Stereo out = run(settings, signal.stereo, drive, rate);
        const double excess = measure::truePeak16xDb(out.left, out.right) - settings.ceilingDbtp;
        (signal.top ? worstAtTheTop : worst) = std::max(signal.top ? worstAtTheTop : worst, excess);
        EXPECT_LE(excess, signal.top ? kAllowedOverAtTheTopDb : kAllowedOverDb)
            << signal.name << " at " << rate << ", " << nameOf(character) << ", drive " << drive
            << ", look-ahead " << settings.lookAheadMs << ", ceiling " << settings.ceilingDbtp;
      }
    }
  }
  measure::printFigure("most over the ceiling", worst, "dB");
  measure::printFigure("most over it with content above 0.45 fs", worstAtTheTop, "dB");
}

TEST(LimiterTorture, ChangingCharactersKeepsTheCeiling) {
  const Stereo noise = {measure::noise(30000, 1.0, 1), measure::noise(30000, 1.0, 2)};
  Limiter limiter;
  start(limiter, 48000.0, settingsOf(LimiterCharacter::Clean, 75.0));
  const Stereo out = run(limiter, noise, 12.0, [&](size_t block) {
    limiter.set(settingsOf(kCharacters[block / 30 % 4], 75.0), false);
  });
  const double excess = measure::truePeak16xDb(out.left, out.right) + 1.0;
  measure::printFigure("over the ceiling while characters change", excess, "dB");
  EXPECT_LE(excess, kAllowedOverDb);
}

}  // namespace
}  // namespace limiter_test

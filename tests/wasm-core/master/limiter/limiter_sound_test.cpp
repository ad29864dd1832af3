// The characters are what their names say: how loud each gets, what it does to
// low and middle tones, when it begins and how it lets go.
#include <gtest/gtest.h>

#include <cmath>

#include "limiter_runner.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"
#include "meters/loudness_meter.h"

namespace limiter_test {
namespace {

constexpr double kRate = 48000.0;

LimiterSettings automatic(LimiterCharacter character) {
  LimiterSettings settings = settingsOf(character);
  settings.autoRelease = true;
  return settings;
}

void print(const std::string& name, LimiterCharacter character, double value, const char* unit) {
  measure::printFigure((name + ", " + nameOf(character)).c_str(), value, unit);
}

double lufsOf(const Stereo& x) {
  lathe::LoudnessMeter meter;
  meter.prepare(kRate, 2);
  const double* channels[] = {x.left.data(), x.right.data()};
  meter.process(channels, static_cast<int>(x.left.size()));
  return meter.integratedLufs().value();
}

TEST(LimiterSoundOfCharacters, LoudIsLouderThanPunchThanCleanThanSmooth) {
  const Stereo song = measure::programme(kRate, 8.0, 1);
  // Peaks 6 dB over the ceiling.
  const double drive = 5.0 - measure::truePeak16xDb(std::span(song.left).last(48000),
                                                    std::span(song.right).last(48000));
  double lufs[4];
  for (const LimiterCharacter character : kCharacters) {
    double& loudness = lufs[static_cast<int>(character)];
    loudness = lufsOf(run(automatic(character), song, drive));
    print("6 dB over, automatic release", character, loudness, "LUFS");
    print("6 dB over, 100 ms", character, lufsOf(run(settingsOf(character), song, drive)), "LUFS");
  }
  const auto [clean, punch, smooth, loud] = lufs;
  EXPECT_GT(loud, punch + 0.05);
  EXPECT_GT(punch, clean + 0.05);
  EXPECT_GT(clean, smooth + 0.05);
}

/// Harmonics 2…20 of a tone 6 dB over the ceiling, below it, over its last half second, in dB.
double distortionDb(const LimiterSettings& settings, double hz) {
  Samples x;
  measure::appendSine(x, kRate, hz, 5.0, 2.0);
  const Samples out = run(settings, {x, x}).left;
  constexpr size_t kCount = 24000;
  const size_t from = x.size() - kCount;
  double fundamental = 0.0, harmonics = 0.0;
  for (int h = 1; h <= 20; ++h) {
    double re = 0.0, im = 0.0;
    for (size_t i = 0; i < kCount; ++i) {
      const double angle = 2.0 * measure::kPi * hz * h * static_cast<double>(i) / kRate;
      re += out[from + i] * std::cos(angle);
      im += out[from + i] * std::sin(angle);
    }
    (h == 1 ? fundamental : harmonics) += re * re + im * im;
  }
  return 10.0 * std::log10(harmonics / fundamental + 1e-20);
}

TEST(LimiterSoundOfCharacters, SmoothIsCleanestAndCleanIsCleanToFiftyHertz) {
  double thd[3][4];
  constexpr double kTones[] = {30.0, 50.0, 1000.0};
  for (size_t tone = 0; tone < 3; ++tone) {
    for (const LimiterCharacter character : kCharacters) {
      double& figure = thd[tone][static_cast<int>(character)];
      figure = distortionDb(automatic(character), kTones[tone]);
      print("THD at " + std::to_string(static_cast<int>(kTones[tone])) + " Hz", character, figure,
            "dB");
    }
    const double smooth = thd[tone][static_cast<int>(LimiterCharacter::Smooth)];
    for (const double other : thd[tone]) EXPECT_LE(smooth, other + 1e-6);
    EXPECT_LT(smooth, -100.0);
  }
  for (const double lookAheadMs : {1.5, 5.0}) {
    LimiterSettings settings = settingsOf(LimiterCharacter::Clean);
    settings.lookAheadMs = lookAheadMs;
    const double figure = distortionDb(settings, 50.0);
    print("THD at 50 Hz, 100 ms, look-ahead " + std::to_string(lookAheadMs), settings.character,
          figure, "dB");
    EXPECT_LT(figure, -60.0);
  }
}

/// The ramp down lies inside the look-ahead, less the guard of 8 frames.
int rampFrames(LimiterCharacter character) {
  const int room = 240 - 8;
  if (character == LimiterCharacter::Punch) return 72;
  return character == LimiterCharacter::Loud ? 96 : room;
}

TEST(LimiterSoundOfCharacters, NothingMovesBeforeTheLookAheadOrTheRampOfTheCharacter) {
  constexpr size_t kPeak = 6000;
  const Samples x = peakAt(kPeak, 9000);
  for (const LimiterCharacter character : kCharacters) {
    Limiter limiter;
    start(limiter, kRate, settingsOf(character));
    const Samples gains = gainsOf(run(limiter, {x, x}).left, x, limiter.latencyFrames());
    size_t first = 0;
    while (gains[first] == 1.0) ++first;
    // A peak interpolated before the first loud frame may be the one that is answered: 2 frames.
    print("first frame turned down", character, static_cast<double>(kPeak - first) / 48.0,
          "ms before the peak");
    EXPECT_LE(kPeak - first, static_cast<size_t>(rampFrames(character) + 8 + 2));
    EXPECT_GE(kPeak - first, static_cast<size_t>(rampFrames(character)));
    EXPECT_LE(kPeak - first, 240u + 2u);
  }
}

TEST(LimiterSoundOfCharacters, ManualReleaseIsTrueAfterALonePeak) {
  const Samples x = peakAt(4000, 200000);
  for (const LimiterCharacter character : kCharacters) {
    for (const double releaseMs : {10.0, 50.0, 100.0, 300.0, 1000.0}) {
      LimiterSettings settings = settingsOf(character);
      settings.releaseMs = releaseMs;
      Limiter limiter;
      start(limiter, kRate, settings);
      const Samples gains = gainsOf(run(limiter, {x, x}).left, x, limiter.latencyFrames());
      const double deepest = *std::min_element(gains.begin(), gains.end());
      size_t last = 4000;
      while (gains[last + 1] <= deepest + 1e-6) ++last;
      size_t at = last;
      while (1.0 - gains[at] > std::exp(-1.0) * (1.0 - deepest)) ++at;
      // From the end of the hold to the middle of the ramp that smooths it is not release.
      const double ms = (static_cast<double>(at - last) - 0.5 * rampFrames(character)) / 48.0;
      print("release " + std::to_string(static_cast<int>(releaseMs)) + " ms: 37 % left after",
            character, ms, "ms");
      EXPECT_NEAR(ms, releaseMs, 0.05 * releaseMs);
    }
  }
}

TEST(LimiterSoundOfCharacters, SmoothLetsGoIn200MsAfterOnePeakAnd800AfterMany) {
  // The time in which what is left falls by 1/e, once the ramp is out of the way.
  const auto releaseMs = [](const Samples& x, size_t from) {
    Limiter limiter;
    start(limiter, kRate, automatic(LimiterCharacter::Smooth));
    const Samples gains = gainsOf(run(limiter, {x, x}).left, x, limiter.latencyFrames());
    size_t at = from;
    while (1.0 - gains[at] > std::exp(-1.0) * (1.0 - gains[from])) ++at;
    return static_cast<double>(at - from) / 48.0;
  };
  Samples many(250000, 0.01);
  std::fill_n(many.begin() + 4000, 100000, 1.6);
  const double one = releaseMs(peakAt(4000, 120000), 6000), after = releaseMs(many, 154000);
  measure::printFigure("Smooth lets go of one peak in", one, "ms");
  measure::printFigure("Smooth lets go of 2 s of limiting in", after, "ms");
  EXPECT_NEAR(one, 200.0, 10.0);
  EXPECT_NEAR(after, 800.0, 10.0);
}

TEST(LimiterSoundOfCharacters, LoudsKneeIsOneAndAHalfDecibelsWideAndEndsAtTheCeiling) {
  // A constant has no peaks between samples, so what comes out is the static curve.
  const double ceilingDb = -1.0 - 0.15;
  const auto outDb = [&](double inDb) {
    Samples x(8000, measure::fromDb(ceilingDb + inDb));
    for (size_t i = 0; i < 4000; ++i) x[i] *= static_cast<double>(i) / 4000.0;
    return measure::toDb(run(settingsOf(LimiterCharacter::Loud), {x, x}).left[7000]) - ceilingDb;
  };
  EXPECT_NEAR(outDb(-0.80), -0.80, 1e-5);
  EXPECT_NEAR(outDb(0.72), 0.0, 1e-5);
  EXPECT_NEAR(outDb(6.0), 0.0, 1e-5);
  double before = outDb(-0.79);
  for (double inDb = -0.75; inDb < 0.71; inDb += 0.05) {
    const double out = outDb(inDb);
    EXPECT_LT(out, std::min(inDb, 0.0));
    EXPECT_GT(out, before);
    before = out;
  }
  measure::printFigure("Loud at its ceiling: down by", -outDb(0.0), "dB");
  EXPECT_NEAR(outDb(0.0), -1.5 / 8.0, 0.02);
}

}  // namespace
}  // namespace limiter_test

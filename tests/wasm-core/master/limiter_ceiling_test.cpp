// The limiter never lets the true peak over its ceiling, by the independent 16×
// measure: tones that peak between samples, noise, squares, impulses and
// programme, at drives from 0 to 18 dB.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "chain_runner.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"

namespace {

using master_test::LimiterSettings;
using measure::Samples;

constexpr double kAllowedOverDb = 0.05;

/// dB by which the output exceeds the ceiling.
double excessDb(double sampleRate, const LimiterSettings& settings, const Samples& left,
                const Samples& right) {
  lathe::MasterChain chain;
  master_test::setUp(chain, sampleRate, settings);
  const master_test::StereoOut out = master_test::run(chain, left, right);
  return measure::truePeak16xDb(out.left, out.right) - settings.ceilingDbtp;
}

void expectUnderCeiling(const std::string& name, double sampleRate, const LimiterSettings& settings,
                        const Samples& left, const Samples& right) {
  const double excess = excessDb(sampleRate, settings, left, right);
  measure::printFigure((name + ", drive " + std::to_string(static_cast<int>(settings.driveDb)) +
                        " dB: over the ceiling")
                           .c_str(),
                       excess, "dB");
  EXPECT_LE(excess, kAllowedOverDb) << name;
}

TEST(LimiterCeiling, TortureTonesAt12DbOfDrive) {
  const struct {
    const char* name;
    double frequency, phaseDegrees;
  } tones[] = {{"fs/4 45", 1.0 / 4.0, 45.0},
               {"fs/6 60", 1.0 / 6.0, 60.0},
               {"fs/8 67.5", 1.0 / 8.0, 67.5},
               {"fs/4 0", 1.0 / 4.0, 0.0},
               {"0.2377 fs", 0.2377, 10.0}};
  for (const double rate : {44100.0, 96000.0, 192000.0}) {
    for (const auto& tone : tones) {
      const int frames = static_cast<int>(rate * 0.15);
      const Samples x = measure::fadedSine(frames, tone.frequency, 0.9, tone.phaseDegrees, 1);
      LimiterSettings settings;
      settings.driveDb = 12.0;
      expectUnderCeiling(std::string(tone.name) + " at " + std::to_string(static_cast<int>(rate)),
                         rate, settings, x, x);
    }
  }
}

TEST(LimiterCeiling, EveryDriveCeilingAndLookAhead) {
  constexpr double kRate = 48000.0;
  const int frames = 12000;
  const measure::Stereo song = measure::programme(kRate, 0.6, 3);
  Samples impulses(static_cast<size_t>(frames), 0.0);
  for (size_t i = 100; i < impulses.size(); i += 997) impulses[i] = i % 2 == 0 ? 1.0 : -1.0;
  const struct {
    const char* name;
    Samples left, right;
  } programmes[] = {
      {"programme", song.left, song.right},
      {"white noise", measure::noise(frames, 1.0, 1), measure::noise(frames, 1.0, 2)},
      {"square 37", measure::square(frames, 37, 1.0), measure::square(frames, 37, 0.5)},
      {"square 3", measure::square(frames, 3, 1.0), measure::square(frames, 3, 1.0)},
      {"impulses", impulses, impulses},
      {"bursts fs/4", {}, {}},
  };
  Samples bursts(static_cast<size_t>(frames), 0.0);
  for (size_t i = 0; i < bursts.size(); ++i) {
    if (i % 2400 < 60) bursts[i] = std::sin(measure::kPi * (0.5 * static_cast<double>(i) + 0.25));
  }
  for (const double ceiling : {-0.3, -1.0, -2.0}) {
    for (const double drive : {0.0, 6.0, 12.0, 18.0}) {
      for (const auto& p : programmes) {
        const bool isBursts = p.left.empty();
        LimiterSettings settings;
        settings.driveDb = drive;
        settings.ceilingDbtp = ceiling;
        expectUnderCeiling(p.name, kRate, settings, isBursts ? bursts : p.left,
                           isBursts ? bursts : p.right);
      }
    }
  }
  for (const double lookAhead : {0.5, 1.5, 10.0}) {
    for (const auto& p : programmes) {
      const bool isBursts = p.left.empty();
      LimiterSettings settings;
      settings.driveDb = 12.0;
      settings.lookAheadMs = lookAhead;
      settings.releaseMs = 10.0;
      expectUnderCeiling(std::string(p.name) + ", look-ahead " + std::to_string(lookAhead), kRate,
                         settings, isBursts ? bursts : p.left, isBursts ? bursts : p.right);
    }
  }
}

}  // namespace

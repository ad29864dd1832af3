// A delivered file never exceeds its ceiling by the independent 16× measure: hot
// mixes and torture signals through the master and on to another rate, with every
// character, drive and ceiling.
//
// By a fixed rule each programme meets another few of the 96 combinations of
// drive, ceiling, character and rate. LATHE_LONG_TESTS=1 makes it every one, 1,440
// files in about two minutes.
#include <cstdlib>
#include <string>

#include "delivery_runner.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"

namespace lathe::delivery_test {
namespace {

using measure::Samples;

constexpr double kRate = 48000.0;
constexpr int kFrames = 7200;

struct Programme {
  std::string name;
  Stereo mix;
};

Stereo both(const Samples& x) { return {x, x}; }

Samples tone(double frequency, double degrees) {
  return measure::fadedSine(kFrames, frequency, 0.9, degrees, 1);
}

/// Bursts of a tone, so that the limiter meets attacks.
Samples bursts(double frequency, double degrees) {
  Samples x = tone(frequency, degrees);
  for (size_t i = 0; i < x.size(); ++i) x[i] *= i % 2400 < 600 ? 1.0 : 0.0;
  return x;
}

Samples impulses(int every) {
  Samples x(kFrames, 0.0);
  for (size_t i = 100; i < x.size(); i += static_cast<size_t>(every)) x[i] = i % 2 ? -1.0 : 1.0;
  return x;
}

/// A programme cut off at ±0.5, and its level made up for.
Stereo clipped(Stereo s) {
  for (Samples* side : {&s.left, &s.right}) {
    for (double& v : *side) v = 2.0 * std::clamp(2.0 * v, -0.5, 0.5);
  }
  return s;
}

std::vector<Programme> programmes() {
  const double seconds = kFrames / kRate;
  const Samples noise = measure::noise(kFrames, 1.0, 1);
  Samples lowNoise = noise;
  for (size_t i = 1; i < lowNoise.size(); ++i) lowNoise[i] = 0.9 * lowNoise[i - 1] + 0.4 * noise[i];
  Samples twoTones = tone(0.2377, 10.0);
  for (size_t i = 0; i < twoTones.size(); ++i) twoTones[i] += tone(0.01, 0.0)[i];
  return {{"programme", measure::programme(kRate, seconds, 3)},
          {"another programme", measure::programme(kRate, seconds, 8)},
          {"clipped programme", clipped(measure::programme(kRate, seconds, 5))},
          {"white noise", {noise, measure::noise(kFrames, 1.0, 2)}},
          {"low noise", both(lowNoise)},
          {"square 37", both(measure::square(kFrames, 37, 1.0))},
          {"square 3", both(measure::square(kFrames, 3, 1.0))},
          {"impulses", both(impulses(997))},
          {"dense impulses", {impulses(61), impulses(1777)}},
          {"fs/4 45", both(tone(0.25, 45.0))},
          {"fs/6 60", both(tone(1.0 / 6.0, 60.0))},
          {"fs/8 67.5", both(tone(0.125, 67.5))},
          {"bursts of fs/4", both(bursts(0.25, 45.0))},
          {"bursts of fs/8", {bursts(0.125, 67.5), impulses(301)}},
          {"two tones", both(twoTones)}};
}

struct Case {
  double driveDb, ceilingDbtp;
  int character, fileRate;
};

/// Every combination, or for programme number `index` every 23rd, from another one on.
std::vector<Case> casesFor(size_t index, bool all) {
  std::vector<Case> cases;
  size_t number = 5 * index;
  for (const double drive : {0.0, 6.0, 12.0, 18.0}) {
    for (const double ceiling : {-0.3, -1.0, -2.0}) {
      for (int character = 0; character < static_cast<int>(LimiterCharacter::Count); ++character) {
        for (const int fileRate : {44100, 96000}) {
          if (all || number++ % 23 == 0) cases.push_back({drive, ceiling, character, fileRate});
        }
      }
    }
  }
  return cases;
}

TEST(DeliveredPeak, StaysUnderTheCeilingAtAConvertedRate) {
  const bool all = std::getenv("LATHE_LONG_TESTS") != nullptr;
  double worst = -100.0, mostTaken = 0.0;
  size_t files = 0;
  const std::vector<Programme> every = programmes();
  for (size_t index = 0; index < every.size(); ++index) {
    const Programme& p = every[index];
    for (const Case& c : casesFor(index, all)) {
      const Stereo mastered =
          master(p.mix, kRate,
                 {{ParamId::MasterDriveDb, c.driveDb},
                  {ParamId::LimiterOn, 1.0},
                  {ParamId::LimiterCeilingDbtp, c.ceilingDbtp},
                  {ParamId::LimiterCharacter, static_cast<double>(c.character)}});
      double taken = 0.0;
      const Stereo file = deliver(
          mastered, {static_cast<int>(kRate), c.fileRate, 2, 0, c.ceilingDbtp}, 4096, &taken);
      const double over = measure::truePeak16xDb(file.left, file.right) - c.ceilingDbtp;
      EXPECT_LE(over, 0.05) << p.name << ", drive " << c.driveDb << ", ceiling " << c.ceilingDbtp
                            << ", character " << c.character << ", " << c.fileRate << " Hz";
      worst = std::max(worst, over);
      mostTaken = std::max(mostTaken, taken);
      ++files;
    }
  }
  measure::printFigure("delivered files measured", static_cast<double>(files), "");
  measure::printFigure("most over the ceiling, content up to fs/2", worst, "dB");
  measure::printFigure("most that limiting again took", mostTaken, "dB");
}

/// Without the second limiter the conversion would break the promise: that is why it is there.
TEST(DeliveredPeak, ConversionAloneWouldPassTheCeiling) {
  const Stereo mastered =
      master({measure::noise(kFrames, 1.0, 1), measure::noise(kFrames, 1.0, 2)}, kRate,
             {{ParamId::MasterDriveDb, 6.0},
              {ParamId::LimiterOn, 1.0},
              {ParamId::LimiterCeilingDbtp, -1.0}});
  const Stereo file = deliver(mastered, {static_cast<int>(kRate), 44100, 2, 0, {}});
  const double over = measure::truePeak16xDb(file.left, file.right) + 1.0;
  measure::printFigure("over the ceiling without limiting again", over, "dB");
  EXPECT_GT(over, 0.1);
}

}  // namespace
}  // namespace lathe::delivery_test

// The compressor's static curve, distortion and labels, against the formulas
// and definitions they are named after.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "bank_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::runLane;

constexpr double kRate = 48000.0;
const char* nameOf(Detector d) {
  constexpr const char* kNames[] = {"punch", "smooth", "RMS"};
  return kNames[static_cast<int>(d)];
}

/// Giannoulis, Massberg, Reiss 2012, equation 4: output level for an input level, dB.
double staticCurve(double in, const CompressorSettings& s) {
  const double over = in - s.thresholdDb;
  const double inverse = s.ratio >= 100.0 ? 0.0 : 1.0 / s.ratio;
  if (2.0 * over < -s.kneeDb) return in;
  if (2.0 * std::fabs(over) <= s.kneeDb) {
    const double x = over + s.kneeDb / 2.0;
    return in + (inverse - 1.0) * x * x / (2.0 * s.kneeDb);
  }
  return s.thresholdDb + over * inverse;
}

Lane level(double db, int frames) {
  return Lane(static_cast<size_t>(frames), static_cast<float>(measure::fromDb(db)));
}

TEST(CompressorCurve, StaticCurveIsThePublishedOne) {
  for (Detector detector : {Detector::Punch, Detector::Smooth, Detector::Rms}) {
    double worst = 0.0;
    for (double ratio : {1.5, 4.0, 20.0, 100.0}) {
      for (double knee : {0.0, 6.0, 24.0}) {
        for (double threshold : {-40.0, -18.0, 0.0}) {
          const CompressorSettings s{threshold, ratio, knee, 1.0, 30.0, 2.5, detector};
          for (double in = -60.0; in <= 12.0; in += 3.0) {
            CompressorBank bank;
            bank.prepare(kRate);
            bank.setLane(0, s, true);
            const Lane y = runLane(bank, 0, level(in, 2560));
            const double out = measure::toDb(static_cast<double>(y.back()));
            worst = std::max(worst, std::fabs(out - (staticCurve(in, s) + 2.5)));
          }
        }
      }
    }
    measure::printFigure((std::string("static curve error, ") + nameOf(detector)).c_str(), worst,
                         "dB");
    EXPECT_LE(worst, 0.01) << nameOf(detector);
  }
}

TEST(CompressorCurve, LongTimesDoNotStall) {
  // A float32 recursion without care would stop 0.4 dB short of its goal.
  for (Detector detector : {Detector::Punch, Detector::Smooth}) {
    CompressorBank bank;
    bank.prepare(192000.0);
    const CompressorSettings s{-30.0, 4.0, 0.0, 5.0, 3000.0, 0.0, detector};
    bank.setLane(0, s, true);
    Lane x = level(0.0, 19200);
    const Lane quiet = level(-40.0, 192000 * 12);
    x.insert(x.end(), quiet.begin(), quiet.end());
    const Lane y = runLane(bank, 0, x);
    const double left = -40.0 - measure::toDb(static_cast<double>(y.back()));
    // 1/e of 22.5 dB after the 3 s of the label, and then 9 s at the time constant that is left
    // when the hold, or the attack in series, is taken off.
    const double tau = detector == Detector::Punch ? 2.990 : 2.9925;
    const double want = 22.5 * std::exp(-1.0 - 9.0 / tau);
    measure::printFigure(
        (std::string("left after 12 s of a 3 s release at 192 kHz, ") + nameOf(detector)).c_str(),
        left, "dB");
    EXPECT_NEAR(left, want, 0.005) << nameOf(detector);
  }
}

/// Harmonics 2…10 over the fundamental, in dB, over the last second.
double distortionDb(Detector detector, double hz, double levelDb, CompressorSettings s) {
  s.detector = detector;
  measure::Samples tone;
  measure::appendSine(tone, kRate, hz, levelDb, 3.0);
  CompressorBank bank;
  bank.prepare(kRate);
  bank.setLane(0, s, true);
  const Lane y = runLane(bank, 0, dsp_test::toFloat(tone));
  const auto second = static_cast<size_t>(kRate);
  const double fundamental = dsp_test::amplitudeAt(y, y.size() - second, second, hz, kRate);
  double harmonics = 0.0;
  for (int h = 2; h <= 10 && h * hz < kRate / 2; ++h) {
    const double a = dsp_test::amplitudeAt(y, y.size() - second, second, h * hz, kRate);
    harmonics += a * a;
  }
  // The setting is about 10 dB of reduction; say so if it is not.
  EXPECT_NEAR(measure::toDb(fundamental) - levelDb, -10.0, 0.5) << nameOf(detector);
  return 10.0 * std::log10(harmonics / (fundamental * fundamental));
}

TEST(CompressorCurve, SteadyTonesStayClean) {
  // 4:1 takes 3/4 of what is over: 13.33 dB over gives 10 dB.
  const CompressorSettings s{-19.33, 4.0, 0.0, 5.0, 100.0, 0.0, Detector::Punch};
  const double punch1k = distortionDb(Detector::Punch, 1000.0, -6.0, s);
  const double punch50 = distortionDb(Detector::Punch, 50.0, -6.0, s);
  measure::printFigure("THD at 1 kHz, 4:1, 5/100 ms, 10 dB, punch", punch1k, "dB");
  measure::printFigure("THD at 50 Hz, 4:1, 5/100 ms, 10 dB, punch", punch50, "dB");
  EXPECT_LT(punch1k, -95.0);
  EXPECT_LT(punch50, -95.0);
  // Smooth settles nearer to the average than to the peak: threshold lower for the same 10 dB.
  CompressorSettings lower = s;
  lower.thresholdDb = -19.7;
  const double smooth1k = distortionDb(Detector::Smooth, 1000.0, -6.0, lower);
  const double smooth50 = distortionDb(Detector::Smooth, 50.0, -6.0, lower);
  measure::printFigure("THD at 1 kHz, 4:1, 5/100 ms, 10 dB, smooth", smooth1k, "dB");
  measure::printFigure("THD at 50 Hz, 4:1, 5/100 ms, 10 dB, smooth", smooth50, "dB");
  EXPECT_LE(smooth1k, -100.0);
  EXPECT_LE(smooth50, -49.0);
}

TEST(CompressorCurve, AttackAndReleaseAreWhatTheLabelsSay) {
  const struct {
    double attackMs, releaseMs;
  } cases[] = {{0.5, 30.0},    {1.0, 5.0},      {5.0, 12.0},   {5.0, 100.0},
               {10.0, 19.0},   {10.0, 21.0},    {30.0, 200.0}, {100.0, 100.0},
               {100.0, 120.0}, {250.0, 1000.0}, {50.0, 20.0}};
  for (double rate : {44100.0, 96000.0}) {
    for (Detector detector : {Detector::Punch, Detector::Smooth, Detector::Rms}) {
      double worstAttack = 0.0, worstRelease = 0.0;
      for (const auto& c : cases) {
        CompressorBank bank;
        bank.prepare(rate);
        bank.setLane(0, {-30.0, 4.0, 0.0, c.attackMs, c.releaseMs, 0.0, detector}, true);
        const auto low = static_cast<size_t>(0.1 * rate);
        const auto high = static_cast<size_t>(rate * (0.1 + c.attackMs * 0.012));
        const auto rest = static_cast<size_t>(rate * (0.1 + c.releaseMs * 0.003));
        Lane x = level(-30.0, static_cast<int>(low));
        const Lane loud = level(-10.0, static_cast<int>(high));
        const Lane quiet = level(-30.0, static_cast<int>(rest));
        x.insert(x.end(), loud.begin(), loud.end());
        x.insert(x.end(), quiet.begin(), quiet.end());
        const Lane y = runLane(bank, 0, x);
        const auto reduction = [&](size_t i) {
          return measure::toDb(static_cast<double>(x[i]) / static_cast<double>(y[i]));
        };
        const double full = 15.0;
        size_t i = low;
        while (i < low + high && reduction(i) < full * (1.0 - std::exp(-1.0))) ++i;
        const double attackMs = static_cast<double>(i + 1 - low) * 1000.0 / rate;
        const double before = reduction(low + high - 1);
        i = low + high;
        while (i < x.size() && reduction(i) > before * std::exp(-1.0)) ++i;
        const double releaseMs = static_cast<double>(i + 1 - low - high) * 1000.0 / rate;
        const double frameMs = 1000.0 / rate;
        const double attackError =
            std::max(0.0, std::fabs(attackMs - c.attackMs) - frameMs) / c.attackMs;
        const double releaseError =
            std::max(0.0, std::fabs(releaseMs - c.releaseMs) - frameMs) / c.releaseMs;
        EXPECT_LT(attackError, 0.05) << nameOf(detector) << " " << c.attackMs << "/" << c.releaseMs
                                     << ": " << attackMs << " ms";
        EXPECT_LT(releaseError, 0.05) << nameOf(detector) << " " << c.attackMs << "/" << c.releaseMs
                                      << ": " << releaseMs << " ms";
        worstAttack = std::max(worstAttack, attackError);
        worstRelease = std::max(worstRelease, releaseError);
      }
      measure::printFigure((std::string("worst attack label error, ") + nameOf(detector)).c_str(),
                           100.0 * worstAttack, "%");
      measure::printFigure((std::string("worst release label error, ") + nameOf(detector)).c_str(),
                           100.0 * worstRelease, "%");
    }
  }
}

/// Largest reduction of a signal at or after `from`, and when, in ms.
struct Pull {
  double db = 0.0, atMs = 0.0;
};
Pull pullOf(const Lane& x, CompressorSettings s) {
  CompressorBank bank;
  bank.prepare(kRate);
  bank.setLane(0, s, true);
  Pull worst;
  // The gain is read from lane 1, whose own signal is a tone too soft to be compressed; the
  // two are linked, so that it gets the gain of lane 0.
  bank.setStereo(true);
  BankBlock block;
  BankBlock* blocks[] = {&block};
  CompressorBank* banks[] = {&bank};
  const float probe = 1e-6f;
  for (size_t at = 0; at + kBlockFrames <= x.size(); at += kBlockFrames) {
    for (size_t i = 0; i < kBlockFrames; ++i) {
      block.frame[i] = f32x4::make(x[at + i], probe, 0.0f, 0.0f);
    }
    CompressorBank::process(banks, blocks, 1);
    for (size_t i = 0; i < kBlockFrames; ++i) {
      const double db = -measure::toDb(static_cast<double>(block.frame[i].get(1) / probe));
      if (db > worst.db) worst = {db, static_cast<double>(at + i) * 1000.0 / kRate};
    }
  }
  return worst;
}

/// A burst that decays with 20 ms; at 0 Hz its envelope alone.
Lane decayingBurst(double peak, double hz) {
  Lane burst(24000);
  for (size_t i = 0; i < burst.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    const double carrier = hz > 0.0 ? std::sin(2.0 * measure::kPi * hz * t) : 1.0;
    burst[i] = static_cast<float>(peak * carrier * std::exp(-t / 0.02));
  }
  return burst;
}

/// The most that the smooth decoupled detector of Giannoulis et al. (2012) takes off, as they write
/// it: −20 dB, 4:1, no knee, 30/200 ms.
double textbookPullDb(const Lane& x) {
  const double attack = std::exp(-1.0 / (0.03 * kRate)), release = std::exp(-1.0 / (0.2 * kRate));
  double y1 = 0.0, y = 0.0, most = 0.0;
  for (const float sample : x) {
    const double levelDb = measure::toDb(std::fabs(static_cast<double>(sample)) + 1e-9);
    const double askedDb = std::max(0.0, 0.75 * (levelDb + 20.0));
    y1 = std::max(askedDb, release * y1 + (1.0 - release) * askedDb);
    y = attack * y + (1.0 - attack) * y1;
    most = std::max(most, y);
  }
  return most;
}

/// How loud a burst has to be for the textbook's detector to take 9 dB off it.
double peakForNineDb(double hz) {
  double low = 0.3, high = 1.0;
  for (int i = 0; i < 20; ++i) {
    const double middle = 0.5 * (low + high);
    (textbookPullDb(decayingBurst(middle, hz)) < 9.0 ? low : high) = middle;
  }
  return low;
}

TEST(CompressorCurve, PunchReactsToTheHitAndNotAfterIt) {
  // Where the textbook's detector takes 9 dB off a burst, long after the hit, Punch takes 5.7 dB
  // and while it lasts; a few hundredths more or less by the burst's pitch.
  const CompressorSettings punch{-20.0, 4.0, 0.0, 30.0, 200.0, 0.0, Detector::Punch};
  CompressorSettings smooth = punch;
  smooth.detector = Detector::Smooth;
  constexpr double kPitches[] = {0.0, 100.0, 200.0, 1000.0};
  double sumDb = 0.0;
  for (const double hz : kPitches) {
    const Lane burst = decayingBurst(peakForNineDb(hz), hz);
    const Pull pull = pullOf(burst, punch), smoothPull = pullOf(burst, smooth);
    const std::string name = "20 ms burst of " + std::to_string(static_cast<int>(hz)) + " Hz, ";
    measure::printFigure((name + "punch").c_str(), pull.db, "dB");
    measure::printFigure((name + "punch: at").c_str(), pull.atMs, "ms");
    measure::printFigure((name + "smooth").c_str(), smoothPull.db, "dB");
    EXPECT_NEAR(pull.db, 5.7, 0.15) << hz;
    EXPECT_NEAR(pull.atMs, 28.0, 2.0) << hz;
    EXPECT_LT(pull.atMs, smoothPull.atMs) << hz;
    sumDb += pull.db;
  }
  measure::printFigure("20 ms burst, punch: mean", sumDb / std::size(kPitches), "dB");
  EXPECT_NEAR(sumDb / std::size(kPitches), 5.7, 0.05);
}

TEST(CompressorCurve, PunchHardlyMindsAClick) {
  // 2 ms of 1 kHz at −4 dBFS.
  Lane click(24000, 0.0f);
  for (size_t i = 0; i < 96; ++i) {
    const double t = static_cast<double>(i) / kRate;
    click[i] = static_cast<float>(0.631 * std::sin(2.0 * measure::kPi * 1000.0 * t));
  }
  const CompressorSettings punch{-20.0, 4.0, 0.0, 30.0, 200.0, 0.0, Detector::Punch};
  CompressorSettings smooth = punch;
  smooth.detector = Detector::Smooth;
  const double punchDb = pullOf(click, punch).db, smoothDb = pullOf(click, smooth).db;
  measure::printFigure("2 ms click, punch: reduction", punchDb, "dB");
  measure::printFigure("2 ms click, smooth: reduction", smoothDb, "dB");
  EXPECT_LE(punchDb, 4.0);
  EXPECT_LT(punchDb, smoothDb);
}

TEST(CompressorCurve, PunchKeepsTwoTonesApart) {
  // 1000 and 1050 Hz, equal, whose beat makes a detector ripple; residual: all but the two tones.
  const double a = 0.25;
  Lane x(144000);
  for (size_t i = 0; i < x.size(); ++i) {
    const double t = 2.0 * measure::kPi * static_cast<double>(i) / kRate;
    x[i] = static_cast<float>(a * (std::sin(1000.0 * t) + std::sin(1050.0 * t)));
  }
  double residual[2];
  for (Detector detector : {Detector::Punch, Detector::Smooth}) {
    CompressorBank bank;
    bank.prepare(kRate);
    bank.setLane(0, {-20.0, 4.0, 0.0, 5.0, 100.0, 0.0, detector}, true);
    const Lane y = runLane(bank, 0, x);
    const size_t from = 96000, count = 48000;
    double total = 0.0;
    for (size_t i = 0; i < count; ++i) {
      const auto v = static_cast<double>(y[from + i]);
      total += v * v;
    }
    double tones = 0.0;
    for (double hz : {1000.0, 1050.0}) {
      const double amplitude = dsp_test::amplitudeAt(y, from, count, hz, kRate);
      tones += 0.5 * amplitude * amplitude * static_cast<double>(count);
    }
    residual[static_cast<int>(detector)] = 10.0 * std::log10((total - tones) / tones);
    measure::printFigure(
        (std::string("two-tone residual, 1000 and 1050 Hz, ") + nameOf(detector)).c_str(),
        residual[static_cast<int>(detector)], "dB");
  }
  EXPECT_LT(residual[static_cast<int>(Detector::Punch)], -49.0);
  EXPECT_LT(residual[static_cast<int>(Detector::Punch)],
            residual[static_cast<int>(Detector::Smooth)]);
}

}  // namespace
}  // namespace lathe

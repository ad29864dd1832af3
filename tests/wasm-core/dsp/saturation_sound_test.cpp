// What the saturation does to sound: aliases, level, phase, what it leaves alone.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "bank_runner.h"
#include "dsp/saturation_bank.h"
#include "measure/figures.h"
#include "spectrum.h"

namespace lathe {
namespace {

using C = SaturationCharacter;
using dsp_test::Lane;
using dsp_test::runLane;

constexpr C kAll[] = {C::Warm, C::Rich, C::Tape, C::SoftClip, C::HardClip};
const char* const kNames[] = {"warm", "rich", "tape", "soft clip", "hard clip"};
const char* nameOf(C c) { return kNames[static_cast<int>(c)]; }
constexpr size_t kLatency = SaturationBank::kLatencyFrames;

SaturationSettings driven(C character, double driveDb) {
  SaturationSettings s;
  s.character = character;
  s.driveDb = driveDb;
  s.matched = false;
  return s;
}

Lane through(const SaturationSettings& s, const Lane& x, double rate = 48000.0) {
  SaturationBank bank;
  bank.prepare(rate);
  bank.setLane(1, s, true);
  return runLane(bank, 1, x);
}

/// `bin` periods in every 16384 frames.
Lane tone(size_t bin, double amplitude, size_t frames) {
  Lane x(frames);
  for (size_t i = 0; i < frames; ++i) {
    x[i] = static_cast<float>(
        amplitude * std::sin(2.0 * measure::kPi * static_cast<double>(bin * i % 16384) / 16384.0));
  }
  return x;
}

double rms(const Lane& x, size_t from, size_t to) {
  double sum = 0.0;
  for (size_t i = from; i < to; ++i) sum += static_cast<double>(x[i]) * static_cast<double>(x[i]);
  return std::sqrt(sum / static_cast<double>(to - from));
}

/// Largest and RMS difference between y and x delayed by the latency, over [from, end).
double differenceDb(const Lane& x, const Lane& y, size_t from) {
  double sum = 0.0;
  for (size_t i = from; i < x.size(); ++i) {
    const double d = static_cast<double>(y[i]) - static_cast<double>(x[i - kLatency]);
    sum += d * d;
  }
  return 10.0 * std::log10(sum / static_cast<double>(x.size() - from) + 1e-40);
}

/// Gaussian noise of `db` dBFS RMS from 20 Hz to 18 kHz at 44.1 kHz, white or pink, nothing beyond.
Lane bandNoise(double db, bool pink = false) {
  constexpr size_t kFrames = 32768;
  const measure::Samples phase = measure::noise(kFrames, measure::kPi, 77);
  dsp_test::Spectrum s(kFrames);
  for (size_t bin = 15; bin <= 13374; ++bin) {
    s[bin] = std::polar(pink ? 1.0 / std::sqrt(static_cast<double>(bin)) : 1.0, phase[bin]);
  }
  dsp_test::transform(s, 1.0);
  double sum = 0.0;
  for (const auto& v : s) sum += v.real() * v.real();
  const double gain = measure::fromDb(db) / std::sqrt(sum / kFrames);
  Lane x(kFrames);
  for (size_t i = 0; i < kFrames; ++i) x[i] = static_cast<float>(gain * s[i].real());
  return x;
}

TEST(SaturationSound, AliasesAreFarBelowTheTone) {
  // 4186 Hz (bin 1555: no alias falls on a harmonic) at 0 dBFS and 44.1 kHz, +20 dB of drive.
  // Signal: harmonics below 20 kHz; aliases: every other bin from 1 to 20 kHz.
  for (C character : kAll) {
    const Lane y = through(driven(character, 20.0), tone(1555, 1.0, 16384 * 3), 44100.0);
    const dsp_test::Spectrum s = dsp_test::spectrumOf(y, 16384 * 2, 16384);
    double signal = 0.0, aliases = 0.0;
    for (size_t bin = 1; bin <= 7430; ++bin) {
      (bin % 1555 == 0 ? signal : aliases) += std::norm(s[bin]);
    }
    const double db = 10.0 * std::log10(signal / aliases);
    std::printf("[ figure ] signal over aliases, 4186 Hz +20 dB, %s %.2f dB\n", nameOf(character),
                db);
    EXPECT_GE(db, character == C::HardClip ? 90.0 : 100.0) << nameOf(character);
  }
}

TEST(SaturationSound, SmallSignalsPassAtUnity) {
  double worst = 0.0;
  for (C character : kAll) {
    for (double bias : {0.0, 100.0, -100.0}) {
      for (bool matched : {false, true}) {
        SaturationSettings s = driven(character, 0.0);
        s.matched = matched;
        s.biasPercent = bias;
        const Lane y = through(s, tone(1365, 0.001, 16384 + 4096));  // −60 dBFS, 4 kHz
        const double db =
            measure::toDb(dsp_test::amplitudeAt(y, 4096, 16384, 1365.0, 16384.0) / 0.001);
        worst = std::max(worst, std::fabs(db));
        EXPECT_NEAR(db, 0.0, 0.01) << nameOf(character) << ", bias " << bias;
      }
    }
  }
  measure::printFigure("gain of a -60 dBFS tone at 0 dB of drive, furthest from unity", worst,
                       "dB");
}

TEST(SaturationSound, NeutralIsADelay) {
  const Lane x = bandNoise(-18.0);
  SaturationSettings s = driven(C::HardClip, 0.0);
  const double hard = differenceDb(x, through(s, x, 44100.0), 2048);
  measure::printFigure("hard clip at 0 dB, noise of -18 dBFS to 18 kHz, null", hard, "dBFS");
  EXPECT_LT(hard, -100.0);
  s.keepLowsHz = 200.0;
  s.toneDb = 9.0;
  const Lane softer = bandNoise(-24.0);  // the emphasised peaks are not to be clipped
  const double pieces = differenceDb(softer, through(s, softer, 44100.0), 2048);
  measure::printFigure("keep lows at 200 Hz and tone +9 dB, noise of -24 dBFS", pieces, "dBFS");
  EXPECT_LT(pieces, -100.0);
  // Half dry: in phase, or it would not null.
  s.mixPercent = 50.0;
  const double half = differenceDb(softer, through(s, softer, 44100.0), 2048);
  measure::printFigure("the same at 50 % of mix", half, "dBFS");
  EXPECT_LT(half, -100.0);
  for (C character : kAll) {
    s = driven(character, 36.0);
    s.biasPercent = 50.0;
    s.mixPercent = 0.0;
    EXPECT_LT(differenceDb(x, through(s, x, 44100.0), 2048), -300.0) << "mix 0 % is exact";
  }
}

TEST(SaturationSound, PassBandIsFlatAtEveryRate) {
  for (double rate : {44100.0, 48000.0, 88200.0, 96000.0, 192000.0}) {
    SaturationBank bank;
    bank.prepare(rate);
    bank.setLane(2, driven(C::HardClip, 0.0), true);
    EXPECT_EQ(bank.latencyFrames(), static_cast<int>(kLatency));
    Lane x(1024, 0.0f);
    x[100] = 0.25f;
    const Lane y = runLane(bank, 2, x);
    size_t peak = 0;
    for (size_t i = 0; i < y.size(); ++i) {
      if (std::fabs(y[i]) > std::fabs(y[peak])) peak = i;
    }
    EXPECT_EQ(peak, 100 + kLatency);
    double ripple = 0.0;
    for (double hz = 20.0; hz <= 18000.0 * rate / 44100.0; hz *= 1.02) {
      ripple = std::max(ripple, std::fabs(measure::toDb(dsp_test::magnitude(y, hz, rate) / 0.25)));
    }
    EXPECT_LT(ripple, 0.01) << rate;
    if (rate == 44100.0) measure::printFigure("ripple, 20 Hz to 18 kHz at 44.1 kHz", ripple, "dB");
  }
}

TEST(SaturationSound, EveryCharacterHasTheDeclaredLatency) {
  for (C character : kAll) {
    Lane x(1024, 0.0f);
    x[200] = 0.001f;
    const Lane y = through(driven(character, 12.0), x);
    size_t peak = 0;
    for (size_t i = 0; i < y.size(); ++i) {
      if (std::fabs(y[i]) > std::fabs(y[peak])) peak = i;
    }
    EXPECT_EQ(peak, 200 + kLatency) << nameOf(character);
  }
}

TEST(SaturationSound, MatchedKeepsTheLevelOfAProgramme) {
  const Lane x = bandNoise(-18.0, true);
  double worst = 0.0;
  for (C character : kAll) {
    for (double drive : {0.0, 12.0, 36.0}) {
      for (double bias : {0.0, 60.0}) {
        SaturationSettings s = driven(character, drive);
        s.matched = true;
        s.biasPercent = bias;
        const Lane y = through(s, x, 44100.0);
        const double db = measure::toDb(rms(y, 8192, 32768) / rms(x, 8192, 32768));
        worst = std::max(worst, std::fabs(db));
        EXPECT_NEAR(db, 0.0, character == C::Tape ? 1.5 : 0.5)
            << nameOf(character) << " " << drive << " dB, bias " << bias;
      }
    }
  }
  measure::printFigure("level of a -18 dBFS programme, drive 0 to 36 dB, furthest off", worst,
                       "dB");
}

TEST(SaturationSound, BiasMakesEvenHarmonicsAndNoDc) {
  for (C character : kAll) {
    for (double bias : {0.0, 100.0, -70.0}) {
      SaturationSettings s = driven(character, 12.0);
      s.biasPercent = bias;
      const Lane y = through(s, tone(341, 0.3, 16384 * 3));
      const dsp_test::Spectrum h = dsp_test::spectrumOf(y, 16384 * 2, 16384);
      EXPECT_LT(measure::toDb(std::abs(h[0])), -90.0) << nameOf(character) << " " << bias;
      const double second = measure::toDb(std::abs(h[682]) / std::abs(h[341]));
      const bool even = bias != 0.0 || character == C::Warm || character == C::Tape;
      if (even) {
        EXPECT_GT(second, -40.0) << nameOf(character) << " " << bias;
      } else {
        EXPECT_LT(second, -120.0) << nameOf(character);
      }
      // Silence has no DC either, at any operating point.
      const Lane silence = through(s, Lane(4096, 0.0f));
      EXPECT_TRUE(silence == Lane(4096, 0.0f));
    }
  }
}

TEST(SaturationSound, WarmLeansToTheSecondHarmonicRichToTheThird) {
  const auto harmonic = [](C character, int n) {
    const Lane y = through(driven(character, 6.0), tone(341, 0.25, 16384 * 2));
    const dsp_test::Spectrum h = dsp_test::spectrumOf(y, 16384, 16384);
    return measure::toDb(std::abs(h[static_cast<size_t>(341 * n)]) / std::abs(h[341]));
  };
  const double warm2 = harmonic(C::Warm, 2), warm3 = harmonic(C::Warm, 3);
  const double rich2 = harmonic(C::Rich, 2), rich3 = harmonic(C::Rich, 3);
  measure::printFigure("warm, -12 dBFS +6 dB: second harmonic", warm2, "dB");
  measure::printFigure("warm: third", warm3, "dB");
  measure::printFigure("rich: third", rich3, "dB");
  EXPECT_GT(warm2, warm3 + 6.0);
  EXPECT_GT(rich3, rich2 + 60.0);
}

TEST(SaturationSound, KeptLowsAreNotSaturated) {
  // 44 Hz at −6 dBFS, +24 dB: saturated as it is, spared under 500 Hz.
  const auto distortion = [](double keepHz) {
    SaturationSettings s = driven(C::SoftClip, 24.0);
    s.matched = true;
    s.keepLowsHz = keepHz;
    const Lane y = through(s, tone(15, 0.5, 16384 * 3));
    const dsp_test::Spectrum h = dsp_test::spectrumOf(y, 16384 * 2, 16384);
    double sum = 0.0;
    for (size_t n = 2; n < 40; ++n) sum += std::norm(h[15 * n]);
    return 10.0 * std::log10(sum / std::norm(h[15]));
  };
  const double all = distortion(10.0), spared = distortion(500.0);
  measure::printFigure("THD of 44 Hz at +24 dB, all saturated", all, "dB");
  measure::printFigure("THD of 44 Hz at +24 dB, lows kept below 500 Hz", spared, "dB");
  EXPECT_GT(all, -16.0);
  EXPECT_LT(spared, -55.0);
}

TEST(SaturationSound, ToneDecidesWhatIsSaturated) {
  const auto third = [](double toneDb) {
    SaturationSettings s = driven(C::Rich, 0.0);
    s.toneDb = toneDb;
    const Lane y = through(s, tone(1707, 0.25, 16384 * 2));  // 5 kHz
    const dsp_test::Spectrum h = dsp_test::spectrumOf(y, 16384, 16384);
    return measure::toDb(std::abs(h[1707 * 3]) / std::abs(h[1707]));
  };
  const double dull = third(-12.0), flat = third(0.0), bright = third(12.0);
  EXPECT_LT(dull, flat - 8.0);
  EXPECT_GT(bright, flat + 8.0);
}

TEST(SaturationSound, TapeHasAHeadBump) {
  const auto gain = [](double hz) {
    const size_t bin = static_cast<size_t>(std::lround(hz * 16384.0 / 48000.0));
    const Lane y = through(driven(C::Tape, 0.0), tone(bin, 0.001, 16384 * 2));
    return measure::toDb(dsp_test::amplitudeAt(y, 16384, 16384, static_cast<double>(bin), 16384.0) /
                         0.001);
  };
  EXPECT_NEAR(gain(80.0), 1.5, 0.05);
  EXPECT_NEAR(gain(2000.0), 0.0, 0.02);
  EXPECT_NEAR(gain(15000.0), 0.0, 0.02);
}

}  // namespace
}  // namespace lathe

// What conversion does to sound: distortion and noise, pass band, images and
// aliases, level, and time.
#include <complex>

#include "rate_runner.h"

namespace lathe {
namespace {

using namespace rates_test;

constexpr size_t kEdge = 2000;

// Frames in, for 12,000 and more out.
int framesFor(Pair rates) { return std::max(24000, 12000 * (rates.in / rates.out + 1)); }

Residue through(Pair rates, int hz) {
  return takeOutTone(convert(tone(hz, framesFor(rates), rates.in), rates), hz, rates.out, kEdge);
}

TEST(RateSound, DistortionAndNoiseAreUnderMinus150Decibels) {
  for (const Pair rates : kMainPairs) {
    for (const int hz : {997, 19000, 20000}) {
      const Residue r = through(rates, hz);
      std::printf("[ figure ] THD+N %d to %d Hz, tone of %d Hz: %.1f dB\n", rates.in, rates.out, hz,
                  r.residualDb - r.gainDb);
      EXPECT_LT(r.residualDb - r.gainDb, -150.0) << rates.in << " to " << rates.out << ", " << hz;
    }
  }
}

TEST(RateSound, PassBandIsFlat) {
  for (const Pair rates :
       {Pair{96000, 44100}, Pair{48000, 44100}, Pair{44100, 48000}, Pair{44100, 96000},
        Pair{192000, 44100}, Pair{22050, 48000}, Pair{88200, 44100}, Pair{44100, 192000},
        Pair{32000, 44100}, Pair{192000, 22050}, Pair{44100, 32000}, Pair{176400, 192000}}) {
    const int low = std::min(rates.in, rates.out);
    const auto edge = static_cast<int>(kPassBandShare * low);
    double greatest = 0.0;
    for (const int hz : {20, 1000, low / 4, low * 43 / 100, edge}) {
      const double gain = through(rates, hz).gainDb;
      if (std::abs(gain) > std::abs(greatest)) greatest = gain;
    }
    std::printf("[ figure ] pass band %d to %d Hz, up to %d Hz: within %.4f dB\n", rates.in,
                rates.out, edge, greatest);
    EXPECT_LT(std::abs(greatest), 0.1) << rates.in << " to " << rates.out;
  }
}

// Tones that the new rate cannot hold, from half of it on.
TEST(RateSound, NothingIsFoldedBack) {
  for (const Pair rates :
       {Pair{96000, 44100}, Pair{48000, 44100}, Pair{88200, 44100}, Pair{192000, 44100},
        Pair{192000, 48000}, Pair{44100, 22050}, Pair{192000, 88200}}) {
    double worst = -400.0;
    const double nyquist = 0.5 * rates.out, width = 0.5 * rates.in - nyquist;
    for (const double place : {0.0, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99}) {
      const auto hz = static_cast<int>(std::ceil(nyquist + place * width));
      const Samples y = convert(tone(hz, framesFor(rates), rates.in), rates);
      worst = std::max(worst, rmsDb(y, kEdge) + 3.0103);
    }
    std::printf("[ figure ] aliases %d to %d Hz: %.1f dB\n", rates.in, rates.out, worst);
    EXPECT_LT(worst, -150.0) << rates.in << " to " << rates.out;
  }
}

// All that the old rate can hold, up to half of it: between pass band and there it may come out
// lower, but nothing may come with it.
TEST(RateSound, NoImagesAreLeft) {
  for (const Pair rates :
       {Pair{44100, 48000}, Pair{44100, 88200}, Pair{44100, 96000}, Pair{44100, 192000},
        Pair{48000, 192000}, Pair{22050, 44100}, Pair{22050, 192000}}) {
    double worst = -400.0;
    for (const double share : {0.05, 0.3, 0.45, 0.465, 0.48, 0.49, 0.499}) {
      worst = std::max(worst, through(rates, static_cast<int>(share * rates.in)).residualDb);
    }
    std::printf("[ figure ] images %d to %d Hz: %.1f dB\n", rates.in, rates.out, worst);
    EXPECT_LT(worst, -150.0) << rates.in << " to " << rates.out;
  }
}

TEST(RateSound, ConstantKeepsItsLevel) {
  double worst = 0.0;
  for (const Pair rates : {Pair{96000, 44100}, Pair{48000, 44100}, Pair{44100, 48000},
                           Pair{44100, 192000}, Pair{192000, 22050}, Pair{32000, 44100}}) {
    const Samples y = convert(Samples(8000, 1.0), rates);
    for (size_t i = y.size() / 4; i < 3 * y.size() / 4; ++i) {
      worst = std::max(worst, std::abs(y[i] - 1.0));
    }
  }
  std::printf("[ figure ] constant 1 comes out within %.1e\n", worst);
  EXPECT_LT(worst, 1e-12);
}

// By the slope of its phase, at frequencies that are low against either rate.
TEST(RateSound, ImpulseStaysWhereItWas) {
  for (const Pair rates : {Pair{96000, 44100}, Pair{48000, 44100}, Pair{44100, 48000},
                           Pair{44100, 192000}, Pair{192000, 22050}}) {
    constexpr int kFrame = 4001;
    Samples x(8000);
    x[kFrame] = 1.0;
    const Samples y = convert(x, rates);
    const double expected = kFrame * static_cast<double>(rates.out) / rates.in;
    double worst = 0.0;
    for (const double hz : {100.0, 1000.0, 5000.0}) {
      const double w = 2.0 * measure::kPi * hz / rates.out;
      std::complex<double> sum = 0.0;
      for (size_t i = 0; i < y.size(); ++i) {
        sum += y[i] * std::polar(1.0, -w * (static_cast<double>(i) - expected));
      }
      worst = std::max(worst, std::abs(std::arg(sum) / w));
    }
    std::printf("[ figure ] impulse, %d to %d Hz: %.1e frames off\n", rates.in, rates.out, worst);
    EXPECT_LT(worst, 1e-6) << rates.in << " to " << rates.out;
  }
}

}  // namespace
}  // namespace lathe

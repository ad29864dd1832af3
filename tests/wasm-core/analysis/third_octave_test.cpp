// The spectrum in third-octaves: against closed forms, and a naive DFT in double.
#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "analysis/half_band.h"
#include "analysis/third_octave_bank.h"
#include "measure/figures.h"
#include "measure/signals.h"

namespace {

using Bank = lathe::ThirdOctaveBank;
using measure::Samples;

double exactHz(double band) { return 1000.0 * std::pow(10.0, (band - 17.0) / 10.0); }

Bank measured(double rate, const Samples& left, const Samples& right) {
  Bank bank;
  bank.prepare(rate, 2);
  const double* channels[2] = {left.data(), right.data()};
  bank.process(channels, static_cast<int>(left.size()));
  bank.finish();
  return bank;
}

Samples tone(double rate, double hz, double seconds) {
  Samples x;
  measure::appendSine(x, rate, hz, 0.0, seconds);
  return x;
}

double gainDb(const lathe::BandFilter& filter, double frequency) {
  const std::complex<double> z = std::polar(1.0, -2.0 * measure::kPi * frequency);
  std::complex<double> h = 1.0;
  for (const auto& s : filter) h *= s.gain * (1.0 - z * z) / (1.0 + s.a1 * z + s.a2 * z * z);
  return 20.0 * std::log10(std::abs(h));
}

TEST(ThirdOctaveBank, FiltersAreButterworthBetweenTheirEdges) {
  double centre = 0.0, edges = 0.0, outside = -400.0, highOutside = -400.0;
  for (const double middle : {0.05, 0.1, 0.2, 0.3, 0.355}) {  // of the stage's rate
    const double ratio = std::pow(10.0, 0.05);
    const lathe::BandFilter filter = lathe::bandFilter(middle / ratio, middle * ratio);
    centre = std::max(centre, std::fabs(gainDb(filter, middle)));
    edges = std::max(edges, std::fabs(gainDb(filter, middle / ratio) + 10.0 * std::log10(2.0)));
    edges = std::max(edges, std::fabs(gainDb(filter, middle * ratio) + 10.0 * std::log10(2.0)));
    double& below = middle < 0.25 ? outside : highOutside;
    below = std::max(below, gainDb(filter, middle / 1.8814));
    if (middle < 0.25) outside = std::max(outside, gainDb(filter, middle * 1.8814));
  }
  measure::printFigure("band filter at its centre", centre, "dB");
  measure::printFigure("band filter's edges less half power", edges, "dB");
  measure::printFigure("band filter 0.9 octaves away", outside, "dB");
  measure::printFigure("band filter 0.9 octaves below, high in its stage", highOutside, "dB");
  EXPECT_LT(centre, 0.01);
  EXPECT_LT(edges, 1e-9);
  EXPECT_LT(outside, -40.5);  // IEC 61260-1, class 1
  EXPECT_LT(highOutside, -37.0);
}

TEST(ThirdOctaveBank, FullScaleSineReadsZeroInItsBandAndLittleAnOctaveAway) {
  double worst = 0.0, leak = -400.0;
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    for (int band = rate > 90000.0 ? 9 : 0; band < Bank::kBands; band += band < 6 ? 3 : 2) {
      // Long beside the time that the filter takes to fill.
      const double hz = exactHz(band);
      const Samples x = tone(rate, hz, std::max(0.5, 150.0 / hz));
      const Bank bank = measured(rate, x, x);
      worst = std::max(worst, std::fabs(bank.levelDb(band).value()));
      for (const int other : {band - 3, band + 3}) {
        if (other < 0 || other >= Bank::kBands) continue;
        leak = std::max(leak, bank.levelDb(other).value_or(-400.0));
      }
    }
  }
  measure::printFigure("third-octave sine, worst error", worst, "dB");
  measure::printFigure("third-octave sine, highest one octave away", leak, "dB");
  EXPECT_LT(worst, 0.05);
  EXPECT_LT(leak, -33.0);  // the tone's start and end are broad
}

TEST(ThirdOctaveBank, WhiteNoiseRisesByBandwidth) {
  // Uniform noise of variance a²/3; a band holds 2·width/rate of it, the filters 0.2 dB more.
  const double rate = 48000.0, amplitude = 0.5;
  const Samples left = measure::noise(40 * 48000, amplitude, 11);
  const Samples right = measure::noise(40 * 48000, amplitude, 12);
  const Bank bank = measured(rate, left, right);
  double worst = 0.0, mean = 0.0;
  int bands = 0;
  for (int band = 8; band < Bank::kBands; ++band, ++bands) {
    const double width = exactHz(band + 0.5) - exactHz(band - 0.5);
    const double expected =
        10.0 * std::log10(2.0 * amplitude * amplitude / 3.0 * 2.0 * width / rate);
    const double error = bank.levelDb(band).value() - expected;
    worst = std::max(worst, std::fabs(error));
    mean += error;
  }
  measure::printFigure("white noise, worst band", worst, "dB");
  measure::printFigure("white noise, mean error", mean / bands, "dB");
  EXPECT_LT(worst, 0.6);
  EXPECT_NEAR(mean / bands, 0.2, 0.1);
}

TEST(ThirdOctaveBank, AgreesWithADftOnProgramme) {
  const double rate = 48000.0;
  const measure::Stereo song = measure::programme(rate, 2.0, 3);
  const Bank bank = measured(rate, song.left, song.right);
  // Bins of 0.5 Hz, those of two bands: 1 kHz and 4 kHz.
  const auto frames = song.left.size();
  for (const int band : {17, 23}) {
    const int step = band < 20 ? 1 : 4;  // a noisy band needs not every bin
    const int first = static_cast<int>(exactHz(band - 0.5) * 2.0);
    const int last = static_cast<int>(exactHz(band + 0.5) * 2.0);
    double power = 0.0;
    for (const Samples* x : {&song.left, &song.right}) {
      for (int bin = first; bin < last; bin += step) {
        const double w = 2.0 * measure::kPi * bin / static_cast<double>(frames);
        const double turn = 2.0 * std::cos(w);  // Goertzel
        double a = 0.0, b = 0.0;
        for (const double sample : *x) {
          const double next = sample + turn * a - b;
          b = a;
          a = next;
        }
        power += step * (a * a + b * b - turn * a * b);
      }
    }
    const double n = static_cast<double>(frames);
    const double level = 10.0 * std::log10(2.0 * (2.0 * power / (n * n)) / 2.0);
    measure::printFigure("band less DFT", bank.levelDb(band).value() - level, "dB");
    EXPECT_NEAR(bank.levelDb(band).value(), level, 0.8) << band;
  }
}

TEST(ThirdOctaveBank, SilenceAndWhatTheRateDoesNotHoldAreAbsent) {
  const Bank silent = measured(48000.0, Samples(48000, 0.0), Samples(48000, 0.0));
  for (int band = 0; band < Bank::kBands; ++band) EXPECT_FALSE(silent.levelDb(band).has_value());
  const Samples x = measure::noise(64000, 0.5, 1);
  const Bank low = measured(32000.0, x, x);
  EXPECT_TRUE(low.levelDb(Bank::kBands - 3).has_value());   // 12.5 kHz
  EXPECT_FALSE(low.levelDb(Bank::kBands - 2).has_value());  // 16 kHz
  Samples bad = x;
  bad[1000] = NAN;
  bad[2000] = INFINITY;
  EXPECT_TRUE(std::isfinite(measured(32000.0, bad, bad).levelDb(17).value()));
}

TEST(HalfBand, FlatBelowAndSilentWhereItWouldFold) {
  double ripple = 0.0, leak = 0.0;
  for (int i = 0; i <= 100; ++i) {
    const double f = 0.005 * i;
    std::vector<lathe::f64x2> window;
    for (int n = 0; n < lathe::HalfBand::kHistory + 2; ++n) {
      const double phase = 2.0 * measure::kPi * f * (n - lathe::HalfBand::kHistory / 2);
      window.push_back(lathe::f64x2::make(std::cos(phase), std::sin(phase)));
    }
    lathe::f64x2 out;
    lathe::halfBand().decimate(window.data(), 1, &out);
    const double gain = std::hypot(out.first(), out.second());
    if (f <= 0.2) ripple = std::max(ripple, std::fabs(20.0 * std::log10(gain)));
    if (f >= 0.3) leak = std::max(leak, gain);
  }
  measure::printFigure("half-band ripple", ripple, "dB");
  measure::printFigure("half-band stop band", 20.0 * std::log10(leak), "dB");
  EXPECT_LT(ripple, 0.001);
  EXPECT_LT(20.0 * std::log10(leak), -90.0);
}

}  // namespace

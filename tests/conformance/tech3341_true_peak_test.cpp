// EBU Tech 3341 (November 2023), table 1, cases 15–23: true peak. Phases and
// frequencies are fractions of the sample rate, so the cases hold at every rate.
#include <gtest/gtest.h>

#include <string>

#include "measure/figures.h"
#include "measure/signals.h"
#include "measure/true_peak_16x.h"
#include "meters/true_peak_meter.h"

namespace {

using measure::Samples;

struct Reading {
  double eightTimes, itu;
};

Reading read(const Samples& x) {
  lathe::TruePeakMeter meter;
  meter.prepare(2);
  const double* channels[2] = {x.data(), x.data()};
  meter.process(channels, static_cast<int>(x.size()));
  meter.finish();
  return {meter.truePeakDbtp().value_or(-400.0), meter.ituTruePeakDbtp().value_or(-400.0)};
}

void expectDbtp(const std::string& name, const Samples& x, double expected) {
  const Reading reading = read(x);
  measure::printFigure((name + " 8x").c_str(), reading.eightTimes, "dBTP");
  measure::printFigure((name + " ITU").c_str(), reading.itu, "dBTP");
  measure::printFigure((name + " independent 16x").c_str(), measure::truePeak16xDb(x), "dBTP");
  for (const double value : {reading.eightTimes, reading.itu}) {
    EXPECT_LE(value, expected + 0.2) << name;
    EXPECT_GE(value, expected - 0.4) << name;
  }
}

Samples tone(double sampleRate, double frequency, double amplitude, double phaseDegrees) {
  const int fade = static_cast<int>(sampleRate / 100.0);  // 10 ms
  return measure::fadedSine(6 * fade, frequency, amplitude, phaseDegrees, fade);
}

TEST(Tech3341TruePeak, Cases15To19TonesBetweenSamples) {
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    expectDbtp("case15", tone(rate, 1.0 / 4.0, 0.50, 0.0), -6.0);
    expectDbtp("case16", tone(rate, 1.0 / 4.0, 0.50, 45.0), -6.0);
    expectDbtp("case17", tone(rate, 1.0 / 6.0, 0.50, 60.0), -6.0);
    expectDbtp("case18", tone(rate, 1.0 / 8.0, 0.50, 67.5), -6.0);
    expectDbtp("case19", tone(rate, 1.0 / 4.0, 1.41, 45.0), 3.0);
  }
}

/// Low-pass at half of a quarter of the rate, 511 taps (Blackman), for decimation by 4.
Samples lowPassForDecimation(const Samples& x) {
  constexpr int kTaps = 511, kHalf = kTaps / 2;
  std::vector<double> h(kTaps);
  double sum = 0.0;
  for (int k = 0; k < kTaps; ++k) {
    const double t = (k - kHalf) / 4.0, place = static_cast<double>(k) / (kTaps - 1);
    const double window = 0.42 - 0.5 * std::cos(2.0 * measure::kPi * place) +
                          0.08 * std::cos(4.0 * measure::kPi * place);
    const double cut = 0.9;  // of the new Nyquist frequency
    h[static_cast<size_t>(k)] =
        window * (t == 0.0 ? cut : std::sin(measure::kPi * cut * t) / (measure::kPi * t));
    sum += h[static_cast<size_t>(k)];
  }
  Samples y(x.size(), 0.0);
  for (size_t i = 0; i < x.size(); ++i) {
    for (size_t k = 0; k < kTaps; ++k) {
      const size_t at = i + k;
      if (at < kHalf || at - kHalf >= x.size()) continue;
      y[i] += h[k] / sum * x[at - kHalf];
    }
  }
  return y;
}

TEST(Tech3341TruePeak, Cases20To23OnePeriodThatPeaksBetweenSamples) {
  // At four times the rate: fs/6 is 24 frames long, fs/4 is 16.
  constexpr int kBefore = 24 * 100;
  Samples x;
  for (int i = 0; i < kBefore; ++i) x.push_back(0.5 * std::sin(2.0 * measure::kPi * i / 24.0));
  for (int i = 0; i < 16; ++i) x.push_back(std::sin(2.0 * measure::kPi * i / 16.0));
  for (int i = 0; i < kBefore; ++i) x.push_back(0.5 * std::sin(2.0 * measure::kPi * i / 24.0));
  // Fades, so that the tone's abrupt start is not what is measured.
  for (size_t i = 0; i < 480; ++i) {
    x[i] *= static_cast<double>(i) / 480.0;
    x[x.size() - 1 - i] *= static_cast<double>(i) / 480.0;
  }
  const Samples smooth = lowPassForDecimation(x);
  for (size_t offset = 0; offset < 4; ++offset) {
    Samples decimated;
    for (size_t i = offset; i < smooth.size(); i += 4) decimated.push_back(smooth[i]);
    expectDbtp("case" + std::to_string(20 + offset), decimated, 0.0);
  }
}

}  // namespace

// The self-test makes its own signals; here they are held against those of
// tests/measure, which share no code with it.
#include <gtest/gtest.h>

#include "conformance/tone_feeder.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"
#include "selftest/peak_signals.h"
#include "selftest/tone_player.h"

namespace {

using measure::Samples;

/// Keeps what it is fed.
struct Recorder {
  void process(const double* const* x, int frames) {
    for (int i = 0; i < frames; ++i) samples.push_back(x[channel][i]);
  }
  int channel = 0;
  Samples samples;
};

double worstDifference(const Samples& a, const Samples& b) {
  double worst = a.size() == b.size() ? 0.0 : 1e9;
  for (size_t i = 0; i < a.size() && worst < 1.0; ++i) {
    worst = std::max(worst, std::fabs(a[i] - b[i]));
  }
  return worst;
}

TEST(SelfTestSignals, TonesAreThoseMadeWithoutTheEngine) {
  double worst = 0.0;
  for (const double rate : {44100.0, 48000.0, 192000.0}) {
    Recorder theirs, ours;
    theirs.channel = ours.channel = 4;  // of case 6, at a level of its own
    conformance::ToneFeeder feeder(theirs, rate, 5);
    lathe::TonePlayer player(rate, 5, 0.0);
    const auto sink = [&](const double* const* x, int frames) { ours.process(x, frames); };
    feeder.silence(0.15);
    player.play(lathe::silence(0.15), sink);
    feeder.tones({-28.0, -28.0, -24.0, -30.0, -30.0}, 1.34);
    player.play({{-28.0, -28.0, -24.0, -30.0, -30.0}, 1.34}, sink);
    feeder.tone(-20.0, 0.187);
    player.play(lathe::tone(-20.0, 0.187), sink);
    worst = std::max(worst, worstDifference(ours.samples, theirs.samples));
    Samples oneSine;
    measure::appendSilence(oneSine, rate, 0.15);
    measure::appendSine(oneSine, rate, 1000.0, -30.0, 1.34);
    measure::appendSine(oneSine, rate, 1000.0, -20.0, 0.187);
    worst = std::max(worst, worstDifference(ours.samples, oneSine));
  }
  measure::printFigure("tones, worst difference", worst, "of full scale");
  EXPECT_LT(worst, 1e-9);
}

TEST(SelfTestSignals, PeakTonesAreThoseMadeWithoutTheEngine) {
  double worst = 0.0;
  for (const double rate : {44100.0, 96000.0}) {
    const int fade = static_cast<int>(rate / 100.0);
    worst =
        std::max(worst, worstDifference(lathe::peakTone(rate, 1.0 / 8.0, 0.5, 67.5),
                                        measure::fadedSine(6 * fade, 1.0 / 8.0, 0.5, 67.5, fade)));
  }
  measure::printFigure("peak tones, worst difference", worst, "of full scale");
  EXPECT_LT(worst, 1e-12);
}

// Whatever the meters say of them: the independent measure finds the peaks that the cases are for.
TEST(SelfTestSignals, HaveTheTruePeaksOfTheirCases) {
  const double rate = 48000.0;
  const struct {
    Samples signal;
    double expected;
  } cases[] = {{lathe::peakTone(rate, 1.0 / 4.0, 0.50, 45.0), -6.0},
               {lathe::peakTone(rate, 1.0 / 6.0, 0.50, 60.0), -6.0},
               {lathe::peakTone(rate, 1.0 / 4.0, 1.41, 45.0), 3.0},
               {lathe::peakBurst(rate, 0), 0.0},
               {lathe::peakBurst(rate, 1), 0.0},
               {lathe::peakBurst(rate, 2), 0.0},
               {lathe::peakBurst(rate, 3), 0.0}};
  for (const auto& c : cases) {
    const double read = measure::truePeak16xDb(c.signal);
    measure::printFigure("independent 16x", read, "dBTP");
    EXPECT_NEAR(read, c.expected, 0.13);  // the low-pass takes 0.12 dB off the short period
  }
  // The offsets sample the same wave: what differs is where.
  EXPECT_GT(worstDifference(lathe::peakBurst(rate, 0), lathe::peakBurst(rate, 2)), 0.1);
}

}  // namespace

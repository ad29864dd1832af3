// What float32 adds to the equaliser's sound.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dsp/equaliser_bank.h"
#include "dsp/matched_filter.h"
#include "equaliser_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::Lane;
using dsp_test::noiseLane;
using dsp_test::oneBand;
using dsp_test::runLane;

/// Worst noise in dBFS of a +12 dB bell at 30 Hz: what float32 adds to the same
/// section in double. The part of it that is the output itself, a gain error of a
/// few millionths, is not noise.
double worstNoise(double q, bool narrow) {
  const SectionDesign d = sectionOf(bellFilter(2.0 * measure::kPi * 30.0 / 48000.0, 12.0, q));
  // The narrow kernel has its poles more exactly (section_kernels.h).
  const double a1 = narrow ? 2.0 - static_cast<double>(static_cast<float>(2.0 - d.a1))
                           : static_cast<double>(static_cast<float>(d.a1));
  const double a2 = static_cast<float>(d.a2), m0 = static_cast<float>(d.m0),
               m1 = static_cast<float>(d.m1), m2 = static_cast<float>(d.m2);
  constexpr int kFrames = 48000 * 8;
  measure::Samples low, mixed, middle;
  measure::appendSine(low, 48000.0, 30.3, -12.0, 8.0);
  measure::appendSine(mixed, 48000.0, 30.3, -14.0, 8.0);
  measure::appendSine(middle, 48000.0, 997.0, 0.0, 8.0);
  for (size_t i = 0; i < mixed.size(); ++i) mixed[i] += 0.2 * middle[i];
  const struct {
    const char* name;
    Lane x;
  } inputs[] = {{"30.3 Hz, 0 dBFS out", dsp_test::toFloat(low)},
                {"30.3 and 997 Hz, 0 dBFS out", dsp_test::toFloat(mixed)},
                {"997 Hz, 0 dBFS", dsp_test::toFloat(middle)},
                {"white noise, -6 dBFS", noiseLane(kFrames, 0.5, 3)}};
  double worst = -400.0;
  for (const auto& input : inputs) {
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, oneBand(BandType::Bell, 30.0, 12.0, q), true);
    const Lane y = runLane(bank, 0, input.x);
    double p = 0.0, s = 0.0, errorPower = 0.0, power = 0.0, common = 0.0;
    for (size_t i = 0; i < input.x.size(); ++i) {
      const double x = static_cast<double>(input.x[i]);
      const double t = a1 * p + a2 * (x - s);
      const double want = m0 * x + m2 * s + m1 * t;
      p = t - p;
      s = s + t;
      const double error = static_cast<double>(y[i]) - want;
      errorPower += error * error;
      power += want * want;
      common += error * want;
    }
    const double noise = 10.0 * std::log10((errorPower - common * common / power) /
                                           static_cast<double>(input.x.size()));
    measure::printFigure(
        ("noise of a 30 Hz, Q " + std::to_string(q).substr(0, 4) + ", +12 dB bell: " + input.name)
            .c_str(),
        noise, "dBFS");
    worst = std::max(worst, noise);
  }
  return worst;
}

TEST(EqualiserNoise, OfALowBellIsUnder140Dbfs) {
  EXPECT_LT(worstNoise(4.0, true), -140.0);
  EXPECT_LT(worstNoise(30.0, true), -130.0);
}

TEST(EqualiserNoise, OfTheNarrowestBellWithoutHelpIsUnder120Dbfs) {
  EXPECT_LT(worstNoise(1.5, false), -120.0);
}

TEST(EqualiserNoise, NeutralIsExactlyTransparent) {
  EqualiserSettings onButNeutral;
  for (BandSettings& band : onButNeutral.band) {
    band = {true, BandType::Bell, 1000.0, 0.0, 1.0, {}};
  }
  EqualiserSettings scaledAway = dsp_test::busyAndDynamic(4), waiting = onButNeutral;
  scaledAway.gainScalePercent = 0.0;
  scaledAway.highPass.on = scaledAway.lowPass.on = false;
  scaledAway.outputDb = 0.0;
  for (size_t i = 0; i < kEqBands; ++i) {
    const BandType types[] = {BandType::Bell, BandType::LowShelf, BandType::HighShelf,
                              BandType::Tilt};
    scaledAway.band[i].type = waiting.band[i].type = types[i % 4];
    waiting.band[i].freqHz = 10.0 * std::pow(4.0, static_cast<double>(i));
    // Above any level, or below all: it never acts.
    waiting.band[i].dynamic.on = true;
    waiting.band[i].dynamic.dynamicGainDb = 9.0;
    waiting.band[i].dynamic.above = i % 2 == 1;
    waiting.band[i].dynamic.thresholdDb = i % 2 ? 60.0 : -300.0;
  }
  EqualiserSettings waitingExact = waiting;
  waitingExact.quality = EqualiserQuality::Exact;
  const Lane x = noiseLane(128 * 40, 0.9, 5);
  for (const EqualiserSettings& s :
       {EqualiserSettings{}, onButNeutral, scaledAway, waiting, waitingExact}) {
    EqualiserBank alone, crowded;
    alone.prepare(48000.0);
    crowded.prepare(48000.0);
    alone.setLane(2, s, true);
    crowded.setLane(2, s, true);
    for (int lane : {0, 1, 3}) crowded.setLane(lane, dsp_test::busy(lane + 2), true);
    EXPECT_EQ(runLane(alone, 2, x), x);
    EXPECT_EQ(runLane(crowded, 2, x), x);
  }
}

TEST(EqualiserNoise, SilenceInIsSilenceOut) {
  for (bool dynamic : {false, true}) {
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, dynamic ? dsp_test::busyAndDynamic(4) : dsp_test::busy(4), true);
    for (float v : runLane(bank, 0, Lane(128 * 10, 0.0f))) EXPECT_EQ(v, 0.0f);
  }
}

}  // namespace
}  // namespace lathe

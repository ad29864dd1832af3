// The equaliser as it is heard: float32 banks against analogue curves.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "dsp/equaliser_bank.h"
#include "equaliser_runner.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using dsp_test::analogueDb;
using dsp_test::decibels;
using dsp_test::impulseResponse;
using dsp_test::Lane;
using dsp_test::oneBand;

constexpr double kStandardDb = 0.7, kExactDb = 0.1;

EqualiserSettings oneExactBand(BandType type, double hz, double gainDb, double q) {
  EqualiserSettings s = oneBand(type, hz, gainDb, q);
  s.quality = EqualiserQuality::Exact;
  return s;
}

/// Largest |dB| from the analogue curve, 20 Hz to 20 kHz, down to `lowestDb`.
double worstError(const EqualiserSettings& s, double lowestDb = -300.0) {
  const Lane h = impulseResponse(s, 48000.0, 8192);
  double worst = 0.0;
  for (double x = 20.0; x <= 20000.0; x *= 1.07) {
    const double want = analogueDb(s.band[2], x);
    if (want >= lowestDb) worst = std::max(worst, std::fabs(decibels(h, x) - want));
  }
  return worst;
}

TEST(EqualiserBank, BellsFollowTheAnalogueCurve) {
  double standard = 0.0, exact = 0.0;
  for (double hz : {1000.0, 2000.0, 4000.0, 8000.0, 9000.0, 12000.0, 16000.0}) {
    for (double q : {0.5, 1.0, 4.0}) {
      for (double gain : {-12.0, 12.0}) {
        standard = std::max(standard, worstError(oneBand(BandType::Bell, hz, gain, q)));
        exact = std::max(exact, worstError(oneExactBand(BandType::Bell, hz, gain, q)));
      }
    }
  }
  measure::printFigure("worst bell error of the bank, 1-16 kHz, Q 0.5-4, 12 dB", standard, "dB");
  measure::printFigure("the same, exact", exact, "dB");
  EXPECT_LE(standard, kStandardDb);
  EXPECT_LE(exact, kExactDb);
}

TEST(EqualiserBank, ShelvesBandPassAndTiltFollowTheAnalogueCurve) {
  const struct {
    const char* name;
    BandType type;
    double standardDb;
  } cases[] = {{"low shelf", BandType::LowShelf, 0.3},
               {"high shelf", BandType::HighShelf, 0.3},
               {"tilt", BandType::Tilt, 0.1},
               {"band-pass, to -30 dB", BandType::BandPass, 1.0}};
  for (const auto& c : cases) {
    double standard = 0.0, exact = 0.0;
    for (double hz : {50.0, 650.0, 2000.0, 5000.0, 12000.0}) {
      for (double gain : {-12.0, 9.0}) {
        const double q = c.type == BandType::BandPass ? 1.0 : 0.71;
        standard = std::max(standard, worstError(oneBand(c.type, hz, gain, q), -30.0));
        exact = std::max(exact, worstError(oneExactBand(c.type, hz, gain, q), -30.0));
      }
    }
    measure::printFigure((std::string("worst error of the bank: ") + c.name).c_str(), standard,
                         "dB");
    measure::printFigure("the same, exact", exact, "dB");
    EXPECT_LE(standard, c.standardDb) << c.name;
    EXPECT_LE(exact, kExactDb) << c.name;
  }
}

TEST(EqualiserBank, TiltTurnsAboutItsFrequency) {
  for (double gain : {-6.0, 4.0, 18.0}) {
    const Lane h = impulseResponse(oneBand(BandType::Tilt, 650.0, gain, 1.0), 48000.0, 16384);
    EXPECT_NEAR(decibels(h, 5.0), -0.5 * gain, 0.02) << gain;
    EXPECT_NEAR(decibels(h, 650.0), 0.0, 0.01) << gain;
    EXPECT_NEAR(decibels(h, 20000.0),
                analogueDb(oneBand(BandType::Tilt, 650.0, gain, 1.0).band[2], 20000.0), 0.05)
        << gain;
  }
}

TEST(EqualiserBank, GainScaleScalesEveryBand) {
  double worst = 0.0;
  for (double percent : {0.0, 50.0, 100.0, 200.0}) {
    for (BandType type : {BandType::Bell, BandType::LowShelf, BandType::Tilt}) {
      EqualiserSettings scaled = oneBand(type, 800.0, 6.0, 0.8);
      scaled.gainScalePercent = percent;
      const Lane h = impulseResponse(scaled, 48000.0, 8192);
      const BandSettings want = oneBand(type, 800.0, 0.06 * percent, 0.8).band[2];
      for (double x = 20.0; x <= 16000.0; x *= 1.3) {
        worst = std::max(worst, std::fabs(decibels(h, x) - analogueDb(want, x)));
      }
    }
  }
  measure::printFigure("gain scale 0-200 %: worst error", worst, "dB");
  EXPECT_LE(worst, 0.3);
}

TEST(EqualiserBank, ItIsPromptInEitherQuality) {
  // The first frame out is the sum of what the analogue curve leaves at once: no latency.
  for (EqualiserQuality quality : {EqualiserQuality::Standard, EqualiserQuality::Exact}) {
    EqualiserSettings s = oneBand(BandType::Bell, 3000.0, 6.0, 1.0);
    s.quality = quality;
    const Lane h = impulseResponse(s, 48000.0, 1024);
    size_t peak = 0;
    for (size_t i = 0; i < h.size(); ++i) {
      if (std::fabs(h[i]) > std::fabs(h[peak])) peak = i;
    }
    EqualiserBank bank;
    bank.prepare(48000.0);
    bank.setLane(0, s, true);
    EXPECT_EQ(peak, 0u);
    EXPECT_EQ(bank.latencyFrames(), 0);
  }
}

TEST(EqualiserBank, PassFiltersHaveTheSlopeTheyAreNamedAfter) {
  const struct {
    FilterSlope slope;
    int order;
  } cases[] = {{FilterSlope::Db6, 1},  {FilterSlope::Db12, 2}, {FilterSlope::Db18, 3},
               {FilterSlope::Db24, 4}, {FilterSlope::Db36, 6}, {FilterSlope::Db48, 8}};
  for (const auto& c : cases) {
    EqualiserSettings high, low;
    high.highPass = {true, 500.0, c.slope, std::sqrt(0.5)};
    low.lowPass = {true, 500.0, c.slope, std::sqrt(0.5)};
    const Lane h = impulseResponse(high, 48000.0, 16384), l = impulseResponse(low, 48000.0, 16384);
    double worst = 0.0;
    for (double x = 60.0; x <= 4000.0; x *= 1.1) {
      const double want = analogue::db(analogue::butterworth(x / 500.0, c.order));
      const double wantHigh = analogue::db(analogue::butterworth(500.0 / x, c.order));
      if (want > -90.0) {
        worst = std::max(worst,
                         std::fabs(20.0 * std::log10(dsp_test::magnitude(l, x, 48000.0)) - want));
      }
      if (wantHigh > -90.0) {
        worst = std::max(
            worst, std::fabs(20.0 * std::log10(dsp_test::magnitude(h, x, 48000.0)) - wantHigh));
      }
    }
    // Far enough below the corner for the asymptote, not so far that float32 ends.
    const double hz = c.order <= 4 ? 62.5 : 125.0;
    const double slope = 20.0 * std::log10(dsp_test::magnitude(h, 2.0 * hz, 48000.0) /
                                           dsp_test::magnitude(h, hz, 48000.0));
    const std::string name = std::to_string(6 * c.order) + " dB/oct";
    measure::printFigure((name + ": worst error, 60 Hz-4 kHz").c_str(), worst, "dB");
    measure::printFigure((name + ": high-pass slope below its corner").c_str(), slope, "dB/oct");
    EXPECT_LE(worst, 0.25) << name;
    EXPECT_NEAR(slope, 6.02 * c.order, 0.05 * 6.02 * c.order) << name;
  }
}

}  // namespace
}  // namespace lathe

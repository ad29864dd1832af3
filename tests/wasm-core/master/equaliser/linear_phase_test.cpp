// The master's equaliser in linear phase: symmetry, magnitude, latency.
#include <gtest/gtest.h>

#include <string>

#include "base/fft.h"
#include "equaliser_settings.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using namespace master_test;

MasterEqualiserSettings linear(MasterEqualiserSettings s) {
  s.phase = EqualiserPhase::Linear;
  return s;
}

constexpr double kRates[] = {44100.0, 48000.0, 96000.0, 192000.0};

int latencyAt(double rate) { return MasterEqualiser::latencyFrames(EqualiserPhase::Linear, rate); }

/// The whole filter, from an impulse on both sides.
Pair response(const MasterEqualiserSettings& s, double rate, double left = 1.0,
              double right = 1.0) {
  const auto latency = static_cast<size_t>(latencyAt(rate));
  return through(linear(s), impulse(2 * latency, 0, left, right), rate);
}

/// |H| on a grid eight times as fine as the filter's own frequencies, so that what lies between
/// them counts; `from` to 20 kHz.
double worstError(const MasterEqualiserSettings& s, double rate, double fromHz = 20.0,
                  double lowestDb = -300.0) {
  const Pair h = response(s, rate);
  constexpr int kLong = RealFft<double>::kMaxSize;
  // Turned so that the middle is in the middle of the finer transform.
  Samples padded(kLong, 0.0);
  std::copy(h.left.begin(), h.left.begin() + std::min<long>(kLong, std::ssize(h.left)),
            padded.begin());
  RealFft<double> fft;
  fft.prepare(kLong);
  std::vector<ComplexOf<double>> bins(kLong / 2 + 1);
  fft.forward(padded.data(), bins.data());
  double worst = 0.0;
  const auto last = static_cast<size_t>(20000.0 / rate * kLong);
  for (auto k = static_cast<size_t>(fromHz / rate * kLong) + 1; k <= last; ++k) {
    const double want = master_test::analogueDb(s, static_cast<double>(k) * rate / kLong);
    if (want < lowestDb) continue;
    worst = std::max(worst, std::fabs(measure::toDb(std::hypot(bins[k].re, bins[k].im)) - want));
  }
  return worst;
}

TEST(LinearPhase, ResponseIsSymmetricAboutTheDeclaredLatency) {
  for (double rate : kRates) {
    MasterEqualiserSettings s = oneBand(BandType::Bell, 60.0, 12.0, 4.0);
    s.curve.highPass = {true, 25.0, FilterSlope::Db24, 0.7};
    const Pair h = response(s, rate);
    const auto latency = static_cast<size_t>(latencyAt(rate));
    size_t peak = 0;
    for (size_t i = 0; i < h.left.size(); ++i) {
      if (std::fabs(h.left[i]) > std::fabs(h.left[peak])) peak = i;
    }
    EXPECT_EQ(peak, latency) << rate;
    double skew = 0.0;
    for (size_t i = 1; i < latency; ++i) {
      skew = std::max(skew, std::fabs(h.left[latency + i] - h.left[latency - i]));
    }
    const std::string at = " at " + std::to_string(static_cast<int>(rate)) + " Hz";
    measure::printFigure(("latency" + at).c_str(), static_cast<double>(latency), "frames");
    measure::printFigure(("asymmetry" + at).c_str(), measure::toDb(skew + 1e-30), "dB");
    EXPECT_LT(skew, 1e-12) << rate;
    MasterEqualiser equaliser;
    equaliser.prepare(rate);
    EXPECT_EQ(equaliser.latencyFrames(), 0);
    equaliser.set(linear(s), true);
    EXPECT_EQ(equaliser.latencyFrames(), static_cast<int>(latency));
  }
}

TEST(LinearPhase, BellsOfMasteringAreWithinAFewHundredthsOfADb) {
  double worst = 0.0;
  for (double hz : {60.0, 250.0, 4000.0, 16000.0}) {
    for (double q : {0.5, 4.0}) {
      for (double gain : {-12.0, 12.0}) {
        worst = std::max(worst, worstError(oneBand(BandType::Bell, hz, gain, q), 48000.0));
      }
    }
  }
  measure::printFigure("bells 60 Hz-16 kHz, Q 0.5-4, 12 dB at 48 kHz, worst error", worst, "dB");
  EXPECT_LE(worst, 0.05);
}

TEST(LinearPhase, TheHardestBellIsAsGoodAtEveryRate) {
  for (double rate : {44100.0, 96000.0}) {
    const double worst = worstError(oneBand(BandType::Bell, 60.0, 12.0, 4.0), rate);
    measure::printFigure(
        ("bell 60 Hz, Q 4, 12 dB at " + std::to_string(static_cast<int>(rate)) + " Hz").c_str(),
        worst, "dB");
    EXPECT_LE(worst, 0.05) << rate;
  }
}

TEST(LinearPhase, LowFrequencyAccuracyEndsWhereItIsSaid) {
  // linear_phase_filter.h: from 5.5 Hz · Q · 10^(gainDb/40) up.
  for (double hz : {20.0, 30.0, 44.0}) {
    for (double q : {1.0, 2.0, 4.0}) {
      const double error = worstError(oneBand(BandType::Bell, hz, 12.0, q), 48000.0, 10.0);
      measure::printFigure(("bell " + std::to_string(static_cast<int>(hz)) + " Hz, Q " +
                            std::to_string(static_cast<int>(q)) + ", 12 dB")
                               .c_str(),
                           error, "dB");
      if (hz >= 5.5 * q * std::pow(10.0, 12.0 / 40.0)) {
        EXPECT_LE(error, 0.05) << hz << " " << q;
      }
    }
  }
}

TEST(LinearPhase, OtherShapesAndPassesFollowToo) {
  const struct {
    const char* name;
    MasterEqualiserSettings s;
    double lowestDb;
  } cases[] = {{"low shelf 80 Hz", oneBand(BandType::LowShelf, 80.0, 9.0, 0.7), -300.0},
               {"high shelf 10 kHz", oneBand(BandType::HighShelf, 10000.0, -9.0, 0.7), -300.0},
               {"tilt about 650 Hz", oneBand(BandType::Tilt, 650.0, 6.0, 1.0), -300.0},
               {"notch 100 Hz, Q 1, to -20 dB", oneBand(BandType::Notch, 100.0, 0.0, 1.0), -20.0},
               {"high-pass 30 Hz and low-pass 16 kHz, 24 dB/oct, to -40 dB",
                [] {
                  MasterEqualiserSettings s;
                  s.curve.highPass = {true, 30.0, FilterSlope::Db24, 0.7};
                  s.curve.lowPass = {true, 16000.0, FilterSlope::Db24, 0.7};
                  return s;
                }(),
                -40.0},
               {"high-pass 30 Hz, 6 dB/oct",
                [] {
                  MasterEqualiserSettings s;
                  s.curve.highPass = {true, 30.0, FilterSlope::Db6, 0.7};
                  return s;
                }(),
                -40.0}};
  for (const auto& c : cases) {
    const double worst = worstError(c.s, 48000.0, 20.0, c.lowestDb);
    measure::printFigure((std::string("linear phase: ") + c.name).c_str(), worst, "dB");
    EXPECT_LE(worst, 0.05) << c.name;
  }
}

TEST(LinearPhase, PlacementsArePlacedAndMixed) {
  // Each placement's gains at 1 kHz between the channels, from impulses on one and on the other.
  MasterEqualiserSettings s;
  constexpr BandPlacement kPlaces[] = {BandPlacement::Left, BandPlacement::Mid,
                                       BandPlacement::Right, BandPlacement::Side};
  double ll = 1.0, lr = 0.0, rl = 0.0, rr = 1.0;
  for (size_t i = 0; i < 4; ++i) {
    const double gainDb = 3.0 + static_cast<double>(i), g = measure::fromDb(gainDb);
    s.curve.band[i] = {true, BandType::Bell, 1000.0, gainDb, 1.0, {}};
    s.placement[i] = kPlaces[i];
    const double m = 0.5 * (g + 1.0), n = 0.5 * (g - 1.0);
    const double sign = kPlaces[i] == BandPlacement::Mid ? 1.0 : -1.0;
    if (kPlaces[i] == BandPlacement::Left) {
      ll *= g;
      lr *= g;
    } else if (kPlaces[i] == BandPlacement::Right) {
      rl *= g;
      rr *= g;
    } else {
      const double a = m * ll + sign * n * rl, b = m * lr + sign * n * rr;
      rl = m * rl + sign * n * ll;
      rr = m * rr + sign * n * lr;
      ll = a;
      lr = b;
    }
  }
  const Pair fromLeft = response(s, 48000.0, 1.0, 0.0), fromRight = response(s, 48000.0, 0.0, 1.0);
  EXPECT_NEAR(magnitude(fromLeft.left, 1000.0, 48000.0), ll, 1e-4);
  EXPECT_NEAR(magnitude(fromLeft.right, 1000.0, 48000.0), std::fabs(rl), 1e-4);
  EXPECT_NEAR(magnitude(fromRight.left, 1000.0, 48000.0), std::fabs(lr), 1e-4);
  EXPECT_NEAR(magnitude(fromRight.right, 1000.0, 48000.0), rr, 1e-4);
}

TEST(LinearPhase, NeutralIsTheInputDelayedAndBackFromACurveNulls) {
  const Pair x = noisePair(128 * 800, 0.9, 5);
  const auto latency = static_cast<size_t>(latencyAt(48000.0));
  const Pair y = through(linear({}), x);
  EXPECT_EQ(delayedDifference(x.left, y.left, latency), 0.0);
  EXPECT_EQ(delayedDifference(x.right, y.right, latency), 0.0);
  // A curve and its inverse, both by convolution.
  MasterEqualiserSettings both = oneBand(BandType::Bell, 1000.0, 6.0, 1.0);
  both.curve.band[3] = {true, BandType::Bell, 1000.0, -6.0, 1.0, {}};
  const Pair z = through(linear(both), x);
  const double null = delayedDifference(x.left, z.left, latency);
  measure::printFigure("+6 and -6 dB in linear phase: null", measure::toDb(null), "dB");
  EXPECT_LT(measure::toDb(null), -140.0);
}

TEST(LinearPhase, DynamicBandsActBehindItAsTheyDoInMinimumPhase) {
  MasterEqualiserSettings s = oneBand(BandType::Bell, 1000.0, 3.0, 1.0);
  s.curve.band[2].dynamic = {true, -9.0, -30.0, false, true, 3.0, 5.0, 60.0};
  Pair x = silence(128 * 20);  // until the bands' designs have been made
  measure::appendSine(x.left, 48000.0, 1000.0, -12.0, 1.2);
  x.left.resize(x.left.size() / kBlockFrames * kBlockFrames);
  x.right = x.left;
  const Pair minimum = through(s, x);
  const auto latency = static_cast<size_t>(latencyAt(48000.0));
  const Pair delayed = through(linear(s), x);
  EXPECT_EQ(delayedDifference(minimum.left, delayed.left, latency), 0.0);
}

}  // namespace
}  // namespace lathe

// The master's equaliser in minimum phase against its analogue curves.
#include <gtest/gtest.h>

#include <string>

#include "equaliser_settings.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using namespace master_test;

constexpr double kStandardDb = 0.7, kExactDb = 0.1;

/// Largest |dB| from the analogue curve, 20 Hz to 20 kHz, down to `lowestDb`.
double worstError(const MasterEqualiserSettings& s, double lowestDb = -300.0,
                  double rate = 48000.0) {
  const Pair h = through(s, impulse(16384, 0), rate);
  double worst = 0.0;
  for (double hz = 20.0; hz <= std::min(20000.0, 0.43 * rate); hz *= 1.11) {
    const double want = master_test::analogueDb(s, hz);
    if (want >= lowestDb) {
      worst = std::max(worst, std::fabs(decibels(h.left, hz, rate) - want));
    }
  }
  return worst;
}

double worstOf(MasterEqualiserSettings s, EqualiserQuality quality, double lowestDb = -300.0) {
  s.curve.quality = quality;
  return worstError(s, lowestDb);
}

TEST(MasterEqualiser, BellsFollowTheAnalogueCurve) {
  double standard = 0.0, exact = 0.0;
  for (double hz : {1000.0, 4000.0, 9000.0, 16000.0}) {
    for (double q : {0.5, 1.0, 4.0}) {
      for (double gain : {-12.0, 12.0}) {
        const MasterEqualiserSettings s = oneBand(BandType::Bell, hz, gain, q);
        standard = std::max(standard, worstOf(s, EqualiserQuality::Standard));
        exact = std::max(exact, worstOf(s, EqualiserQuality::Exact));
      }
    }
  }
  measure::printFigure("worst bell error, 1-16 kHz, Q 0.5-4, 12 dB, standard", standard, "dB");
  measure::printFigure("the same, exact", exact, "dB");
  EXPECT_LE(standard, kStandardDb);
  EXPECT_LE(exact, kExactDb);
}

TEST(MasterEqualiser, BellsFollowItAtEveryRate) {
  for (double rate : {44100.0, 96000.0, 192000.0}) {
    double worst = 0.0;
    for (double hz : {1000.0, 16000.0}) {
      worst = std::max(worst, worstError(oneBand(BandType::Bell, hz, 12.0, 1.0), -300.0, rate));
    }
    measure::printFigure("worst bell error, exact", worst, "dB");
    EXPECT_LE(worst, kExactDb) << rate;
  }
}

TEST(MasterEqualiser, EveryOtherShapeFollowsItsAnalogueCurve) {
  const struct {
    const char* name;
    BandType type;
    double standardDb;
  } cases[] = {{"low shelf", BandType::LowShelf, 0.3},
               {"high shelf", BandType::HighShelf, 0.3},
               {"tilt", BandType::Tilt, 0.1},
               {"notch, to -30 dB", BandType::Notch, 1.2},
               {"band-pass, to -30 dB", BandType::BandPass, 1.0}};
  for (const auto& c : cases) {
    double standard = 0.0, exact = 0.0;
    for (double hz : {80.0, 2000.0, 12000.0}) {
      const bool byGain = c.type != BandType::Notch && c.type != BandType::BandPass;
      const MasterEqualiserSettings s = oneBand(c.type, hz, byGain ? 9.0 : 0.0, 0.71);
      standard = std::max(standard, worstOf(s, EqualiserQuality::Standard, -30.0));
      exact = std::max(exact, worstOf(s, EqualiserQuality::Exact, -30.0));
    }
    measure::printFigure((std::string("worst error, ") + c.name + ", standard").c_str(), standard,
                         "dB");
    measure::printFigure("the same, exact", exact, "dB");
    EXPECT_LE(standard, c.standardDb) << c.name;
    EXPECT_LE(exact, kExactDb) << c.name;
  }
}

TEST(MasterEqualiser, PassFiltersAndTiltFollowTheirCurves) {
  double worst = 0.0;
  for (FilterSlope slope : {FilterSlope::Db6, FilterSlope::Db12, FilterSlope::Db18,
                            FilterSlope::Db24, FilterSlope::Db36, FilterSlope::Db48}) {
    MasterEqualiserSettings s;
    s.curve.highPass = {true, 40.0, slope, std::sqrt(0.5)};
    s.curve.lowPass = {true, 12000.0, slope, std::sqrt(0.5)};
    worst = std::max(worst, worstError(s, -40.0));
  }
  measure::printFigure("high-pass 40 Hz and low-pass 12 kHz, 6-48 dB/oct, exact, to -40 dB", worst,
                       "dB");
  EXPECT_LE(worst, 0.15);
  MasterEqualiserSettings s;
  s.tiltDb = 6.0;
  const double tilt = worstError(s);
  measure::printFigure("tilt of 6 dB about 650 Hz", tilt, "dB");
  EXPECT_LE(tilt, 0.05);
  const Pair h = through(s, impulse(16384, 0));
  EXPECT_NEAR(decibels(h.left, 650.0, 48000.0), 0.0, 0.01);
  EXPECT_NEAR(decibels(h.left, 10.0, 48000.0), -3.0, 0.02);
}

TEST(MasterEqualiser, EachPlacementWorksOnItsChannelAndNoOther) {
  // Pure mid, pure side, left alone, right alone.
  const Samples x = measure::noise(128 * 60, 0.5, 9);
  Samples minus = x;
  for (double& v : minus) v = -v;
  const Samples none(x.size(), 0.0);
  const struct {
    BandPlacement place;
    Pair itsOwn, another;
  } cases[] = {{BandPlacement::Mid, {x, x}, {x, minus}},
               {BandPlacement::Side, {x, minus}, {x, x}},
               {BandPlacement::Left, {x, none}, {none, x}},
               {BandPlacement::Right, {none, x}, {x, none}}};
  for (const auto& c : cases) {
    const MasterEqualiserSettings placed = oneBand(BandType::Bell, 900.0, 9.0, 1.0, c.place);
    EXPECT_TRUE(through(placed, c.another) == c.another) << "touches what it should not";
    // Its own channel as by a stereo band.
    const Pair stereo = through(oneBand(BandType::Bell, 900.0, 9.0, 1.0), c.itsOwn);
    const Pair y = through(placed, c.itsOwn);
    const double off =
        std::max(largestDifference(y.left, stereo.left), largestDifference(y.right, stereo.right));
    EXPECT_LT(measure::toDb(off), -290.0);
  }
  // With programme in both: the side behind a mid band.
  const Pair both = noisePair(128 * 60, 0.5, 3);
  const Pair y = through(oneBand(BandType::Bell, 900.0, 9.0, 1.0, BandPlacement::Mid), both);
  double off = 0.0;
  for (size_t i = 0; i < y.left.size(); ++i) {
    off = std::max(off, std::fabs((y.left[i] - y.right[i]) - (both.left[i] - both.right[i])));
  }
  measure::printFigure("side behind a mid band, worst difference", measure::toDb(off), "dB");
  EXPECT_LT(measure::toDb(off), -300.0);
}

TEST(MasterEqualiser, NeutralIsExactlyTheInput) {
  const Pair x = noisePair(128 * 40, 0.9, 5);
  EXPECT_TRUE(through(MasterEqualiserSettings{}, x) == x);
  MasterEqualiserSettings scaled = busy(false), waiting;
  scaled.curve.highPass.on = scaled.curve.lowPass.on = false;
  scaled.curve.gainScalePercent = scaled.curve.outputDb = scaled.tiltDb = 0.0;
  EXPECT_TRUE(through(scaled, x) == x);
  // Dynamic bands that never act.
  waiting.placement = busy(false).placement;
  for (auto& band : waiting.curve.band) {
    band.dynamic = {true, -9.0, 12.0, false, true, 3.0, 5.0, 60.0};
  }
  EXPECT_TRUE(through(waiting, x) == x);
}

TEST(MasterEqualiser, NoiseOfALowBellIsFarBelowHearing) {
  // Against the same section in extended precision.
  MasterEqualiserSettings s = oneBand(BandType::Bell, 30.0, 12.0, 4.0);
  s.curve.quality = EqualiserQuality::Standard;
  Pair x;
  measure::appendSine(x.left, 48000.0, 30.3, -12.0, 2.0);
  x.left.resize(x.left.size() / kBlockFrames * kBlockFrames);
  const Samples white = measure::noise(static_cast<int>(x.left.size()), 0.1, 3);
  for (size_t i = 0; i < x.left.size(); ++i) x.left[i] += white[i];
  x.right = x.left;
  const Pair y = through(s, x);
  const SectionDesign d =
      designOf(SectionShape::Bell, false, 2.0 * math::kPi / 48000.0 * math::exp2(math::log2(30.0)),
               12.0, math::exp2(math::log2(4.0)))
          .main;
  long double p = 0.0L, z = 0.0L, power = 0.0L, error = 0.0L, common = 0.0L;
  for (size_t i = 0; i < x.left.size(); ++i) {
    const long double in = x.left[i], t = d.a1 * p + d.a2 * (in - z);
    const long double want = d.m0 * in + d.m2 * z + d.m1 * t;
    p = t - p;
    z = z + t;
    const long double e = y.left[i] - want;
    error += e * e;
    power += want * want;
    common += e * want;
  }
  const double noise =
      10.0 *
      std::log10(static_cast<double>((error - common * common / power) / x.left.size() + 1e-60L));
  measure::printFigure("noise of a 30 Hz, Q 4, +12 dB bell in double", noise, "dBFS");
  EXPECT_LT(noise, -270.0);
}

}  // namespace
}  // namespace lathe

// The master's equaliser on the move, its dynamic bands, and what a change of
// phase sounds like.
#include <gtest/gtest.h>

#include <string>

#include "equaliser_settings.h"
#include "measure/figures.h"

namespace lathe {
namespace {

using namespace master_test;

Pair sinePair(double hz, double db, size_t blocks) {
  Pair x;
  measure::appendSine(x.left, 48000.0, hz, db, static_cast<double>(blocks * 128) / 48000.0 + 0.01);
  x.left.resize(blocks * 128);
  x.right = x.left;
  return x;
}

/// Sharpest corner from `change` on, in dB of the loudest steady amplitude. A step of a hundredth
/// would be −40 dB.
double cornerDb(MasterEqualiser& equaliser, const Pair& x, int change,
                const MasterEqualiserSettings& to) {
  const Pair y = run(equaliser, x, [&](int block) {
    if (block == change) equaliser.set(to, false);
  });
  const auto from = static_cast<size_t>(change) * kBlockFrames;
  double loudest = 0.0;
  for (size_t i = from - 4800; i < y.left.size(); ++i) {
    if (i < from || i >= y.left.size() - 4800) loudest = std::max(loudest, std::fabs(y.left[i]));
  }
  return measure::toDb(sharpestCorner(y.left, from, y.left.size()) / loudest);
}

TEST(MasterEqualiser, SweepsAndSwitchesDoNotClick) {
  const struct {
    const char* name;
    MasterEqualiserSettings from, to;
  } cases[] = {
      {"bell 100 Hz, -12 to +12 dB", oneBand(BandType::Bell, 100.0, -12.0, 1.0),
       oneBand(BandType::Bell, 100.0, 12.0, 1.0)},
      {"bell +12 dB, 100 Hz to 8 kHz", oneBand(BandType::Bell, 100.0, 12.0, 2.0),
       oneBand(BandType::Bell, 8000.0, 12.0, 2.0)},
      {"low shelf, stereo to mid", oneBand(BandType::LowShelf, 200.0, 6.0, 0.7),
       oneBand(BandType::LowShelf, 200.0, 6.0, 0.7, BandPlacement::Mid)},
      {"low shelf, left to mid", oneBand(BandType::LowShelf, 200.0, 6.0, 0.7, BandPlacement::Left),
       oneBand(BandType::LowShelf, 200.0, 6.0, 0.7, BandPlacement::Mid)},
      {"bell to notch", oneBand(BandType::Bell, 120.0, 9.0, 1.0),
       oneBand(BandType::Notch, 120.0, 0.0, 2.0)},
      {"everything", MasterEqualiserSettings{}, busy(false)},
  };
  const Pair x = sinePair(101.7, -6.0, 400);
  for (const auto& c : cases) {
    for (bool back : {false, true}) {
      MasterEqualiser equaliser;
      equaliser.prepare(48000.0);
      equaliser.set(back ? c.to : c.from, true);
      const double corner = cornerDb(equaliser, x, 180, back ? c.from : c.to);
      measure::printFigure(
          (std::string(c.name) + (back ? ", back" : "") + ": sharpest corner over the amplitude")
              .c_str(),
          corner, "dB");
      EXPECT_LT(corner, -54.0) << c.name;
    }
  }
}

TEST(MasterEqualiser, AGlideEndsOnExactlyTheSettingsAskedFor) {
  for (bool linear : {false, true}) {
    MasterEqualiserSettings first = busy(true), second = oneBand(BandType::Bell, 300.0, 4.0, 2.0);
    first.phase = second.phase = linear ? EqualiserPhase::Linear : EqualiserPhase::Minimum;
    MasterEqualiser glided, snapped;
    glided.prepare(48000.0);
    snapped.prepare(48000.0);
    glided.set(first, true);
    snapped.set(second, true);
    run(glided, noisePair(128 * 8, 0.5, 2));
    glided.set(second, false);
    run(glided, silence(128 * 1000));
    run(snapped, silence(128 * 1008));
    const Pair sound = noisePair(128 * 200, 0.5, 1);
    EXPECT_TRUE(run(glided, sound) == run(snapped, sound)) << linear;
  }
}

TEST(MasterEqualiser, ALinearPhaseCurveCrossFades) {
  MasterEqualiserSettings from = oneBand(BandType::Bell, 100.0, -12.0, 1.0),
                          to = oneBand(BandType::Bell, 100.0, 12.0, 1.0);
  from.phase = to.phase = EqualiserPhase::Linear;
  MasterEqualiser equaliser;
  equaliser.prepare(48000.0);
  equaliser.set(from, true);
  const Pair x = sinePair(101.7, -6.0, 700);
  const double corner = cornerDb(equaliser, x, 400, to);
  measure::printFigure("linear phase, -12 to +12 dB: sharpest corner", corner, "dB");
  EXPECT_LT(corner, -70.0);
}

TEST(MasterEqualiser, AChangeOfPhaseFadesOutAndInWithoutAClick) {
  for (bool toLinear : {true, false}) {
    MasterEqualiserSettings from = oneBand(BandType::Bell, 200.0, 4.0, 1.0), to = from;
    (toLinear ? to : from).phase = EqualiserPhase::Linear;
    MasterEqualiser equaliser;
    equaliser.prepare(48000.0);
    equaliser.set(from, true);
    const Pair x = sinePair(101.7, -6.0, 800);
    const double corner = cornerDb(equaliser, x, 400, to);
    measure::printFigure(toLinear ? "minimum to linear phase: sharpest corner"
                                  : "linear to minimum phase: sharpest corner",
                         corner, "dB");
    EXPECT_LT(corner, -70.0);
    EXPECT_EQ(equaliser.latencyFrames(), MasterEqualiser::latencyFrames(to.phase, 48000.0));
  }
}

TEST(MasterEqualiser, ASnapIsInForceFromTheNextFrameInLinearPhaseToo) {
  MasterEqualiserSettings from = oneBand(BandType::Bell, 300.0, 6.0, 1.0),
                          to = oneBand(BandType::HighShelf, 3000.0, -6.0, 0.7, BandPlacement::Side);
  from.phase = to.phase = EqualiserPhase::Linear;
  const Pair x = noisePair(128 * 420, 0.5, 8);
  MasterEqualiser changed, always;
  changed.prepare(48000.0);
  always.prepare(48000.0);
  changed.set(from, true);
  always.set(to, true);
  const Pair y = run(changed, x, [&](int block) {
    if (block == 301) changed.set(to, true);
  });
  const Pair want = run(always, x);
  EXPECT_LT(largestDifference(y.left, want.left, 301 * 128), 1e-14);
  EXPECT_LT(largestDifference(y.right, want.right, 301 * 128), 1e-14);
}

TEST(MasterEqualiser, ADynamicBandListensToItsOwnChannel) {
  // −12 dB at full action, 20 dB over the threshold at 4:1: acts in full on what is loud.
  const auto gainOf = [](BandPlacement place, double leftDb, double rightSign) {
    MasterEqualiserSettings s = oneBand(BandType::Bell, 1000.0, 0.0, 1.0, place);
    s.curve.band[2].dynamic = {true, -12.0, -40.0, false, true, 4.0, 5.0, 60.0};
    MasterEqualiser equaliser;
    equaliser.prepare(48000.0);
    equaliser.set(s, true);
    Pair x = sinePair(1000.0, leftDb, 200);
    for (double& v : x.right) v *= rightSign;
    run(equaliser, x);
    return equaliser.dynamicGainDb(2);
  };
  EXPECT_NEAR(gainOf(BandPlacement::Stereo, -12.0, 0.0), -12.0, 0.05);  // linked: either is enough
  EXPECT_NEAR(gainOf(BandPlacement::Left, -12.0, 0.0), -12.0, 0.05);
  EXPECT_EQ(gainOf(BandPlacement::Right, -12.0, 0.0), 0.0);
  EXPECT_NEAR(gainOf(BandPlacement::Mid, -12.0, 1.0), -12.0, 0.05);
  EXPECT_EQ(gainOf(BandPlacement::Side, -12.0, 1.0), 0.0);
  EXPECT_NEAR(gainOf(BandPlacement::Side, -12.0, -1.0), -12.0, 0.05);
  EXPECT_EQ(gainOf(BandPlacement::Mid, -12.0, -1.0), 0.0);
  // 8 dB over: 6 dB of action, the closed form 8 · (1 − 1/4).
  EXPECT_NEAR(gainOf(BandPlacement::Stereo, -32.0, 1.0), -6.0, 0.05);
}

}  // namespace
}  // namespace lathe

// Listening to one stage of the master: without it as loud, only what it
// changes, and bands alone; and that the finished signal does not hear of it.
#include "master/master_listen.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <functional>
#include <memory>

#include "allocation_count.h"
#include "master/master_chain.h"
#include "measure/figures.h"
#include "meters/loudness_meter.h"
#include "stereo_runner.h"

namespace {

using namespace lathe;
using master_test::Pair;
using measure::fromDb;
using measure::printFigure;
using measure::Samples;
using measure::toDb;

constexpr double kRate = 48000.0;
constexpr MasterPart kStages[] = {MasterPart::Equaliser, MasterPart::Multiband, MasterPart::Glue,
                                  MasterPart::Exciter,   MasterPart::Stereo,    MasterPart::Clipper,
                                  MasterPart::Limiter};
constexpr ParamId kSwitches[] = {ParamId::MasterEqOn, ParamId::MultibandOn, ParamId::GlueOn,
                                 ParamId::ExciterOn,  ParamId::StereoOn,    ParamId::ClipperOn,
                                 ParamId::LimiterOn};

using Values = std::vector<std::pair<ParamId, double>>;

/// A master and who listens to it.
struct Rig {
  MasterChain chain;
  MasterListen listen;
  Pair tap, heard;

  explicit Rig(const Values& values, double rate = kRate) {
    chain.prepare(rate);
    listen.prepare(rate);
    for (const auto& [id, value] : values) chain.setParam(id, value, true);
    chain.reset();
  }
  /// Whole blocks; `between(block)` before each.
  void play(
      const Pair& x, const std::function<void(int)>& between = [](int) {}) {
    for (size_t at = 0; at + kBlockFrames <= x.left.size(); at += kBlockFrames) {
      between(static_cast<int>(at / kBlockFrames));
      float in[2][kBlockFrames], out[2][kBlockFrames];
      double tapped[2][kBlockFrames];
      for (size_t i = 0; i < kBlockFrames; ++i) {
        in[0][i] = static_cast<float>(x.left[at + i]);
        in[1][i] = static_cast<float>(x.right[at + i]);
      }
      chain.process(in[0], in[1], tapped[0], tapped[1], &listen);
      for (int c = 0; c < 2; ++c) std::copy_n(tapped[c], kBlockFrames, out[c]);
      listen.blendOver(out[0], out[1]);
      tap.left.insert(tap.left.end(), tapped[0], tapped[0] + kBlockFrames);
      tap.right.insert(tap.right.end(), tapped[1], tapped[1] + kBlockFrames);
      heard.left.insert(heard.left.end(), out[0], out[0] + kBlockFrames);
      heard.right.insert(heard.right.end(), out[1], out[1] + kBlockFrames);
    }
  }
};

std::unique_ptr<Rig> rigOf(const Values& values) { return std::make_unique<Rig>(values); }

/// Every stage at work, late ones among them.
Values busy() {
  Values values{
      {ParamId::MasterEqPhase, 1},       {masterEqBandParam(2, MasterBandField::GainDb), 5},
      {ParamId::GlueThresholdDb, -24},   {ParamId::StereoHighWidthPercent, 150},
      {ParamId::StereoMonoBelowHz, 120}, {ParamId::ExciterBands, 2},
      {ParamId::MasterDriveDb, 6},       {ParamId::MasterTrimDb, -1}};
  for (const ParamId on : kSwitches) values.emplace_back(on, 1);
  for (int band = 0; band < kMultibandBands; ++band) {
    values.emplace_back(multibandParam(band, MultibandField::ThresholdDb), -36);
  }
  for (int band = 0; band < kExciterBandCount; ++band) {
    values.emplace_back(exciterParam(band, ExciterField::AmountDb), 6);
  }
  return values;
}

double peak(const Samples& x, size_t from = 0) {
  double most = 0.0;
  for (size_t i = from; i < x.size(); ++i) most = std::max(most, std::fabs(x[i]));
  return most;
}

double lufs(const Pair& x, size_t from) {
  LoudnessMeter meter;
  meter.prepare(kRate, 2);
  const double* const channels[] = {x.left.data() + from, x.right.data() + from};
  meter.process(channels, static_cast<int>(x.left.size() - from));
  return meter.integratedLufs().value_or(-INFINITY);
}

TEST(MasterListen, TheChangeOfABellIsItsDifferenceFilter) {
  for (const double phase : {0.0, 1.0}) {
    const auto rig = rigOf({{ParamId::MasterEqOn, 1},
                            {ParamId::MasterEqPhase, phase},
                            {masterEqBandParam(2, MasterBandField::Type), 0},
                            {masterEqBandParam(2, MasterBandField::FreqHz), 300},
                            {masterEqBandParam(2, MasterBandField::Q), 1},
                            {masterEqBandParam(2, MasterBandField::GainDb), 6}});
    rig->listen.set(MasterListenMode::Delta, MasterPart::Equaliser, 0);
    rig->play(master_test::impulse(65536, 256, 0.5, 0.5));
    double worst = 0.0;
    for (double hz = 40.0; hz < 3000.0; hz *= 1.1) {
      const double got = 2.0 * master_test::magnitude(rig->heard.left, hz, kRate);
      // The analogue bell less 1: with its phase, or with none.
      const std::complex<double> w(0.0, hz / 300.0);
      const double a = fromDb(3.0);
      const std::complex<double> bell = (w * w + w * a + 1.0) / (w * w + w / a + 1.0);
      const double want = phase == 0.0 ? std::abs(bell - 1.0) : std::abs(bell) - 1.0;
      worst = std::max(worst, std::fabs(got - want));
    }
    printFigure(phase == 0.0 ? "change of a 6 dB bell, minimum phase, worst error"
                             : "change of a 6 dB bell, linear phase, worst error",
                toDb(worst), "dB of full scale");
    EXPECT_LT(toDb(worst), -60.0);
  }
}

TEST(MasterListen, AStageWithNothingToDoChangesNothing) {
  // On, and split by their crossovers, but neutral: also where they turn the phase.
  const Values neutral{{ParamId::MasterEqPhase, 0},       {ParamId::MultibandBands, 3},
                       {ParamId::GlueThresholdDb, 0},     {ParamId::ExciterBands, 3},
                       {ParamId::StereoMonoBelowHz, 150}, {ParamId::LimiterCeilingDbtp, 0}};
  for (size_t stage = 0; stage < std::size(kStages); ++stage) {
    Values values = neutral;
    values.emplace_back(kSwitches[stage], 1);
    for (int band = 0; band < kMultibandBands; ++band) {
      values.emplace_back(multibandParam(band, MultibandField::ThresholdDb), 0);
      values.emplace_back(multibandParam(band, MultibandField::KneeDb), 0);
    }
    const auto rig = rigOf(values);
    rig->listen.set(MasterListenMode::Delta, kStages[stage], 0);
    // Mono: what mono-below takes of the side is a change.
    Pair x = master_test::noisePair(128 * 400, 0.1, 3);
    x.right = x.left;
    rig->play(x);
    const double most = std::max(peak(rig->heard.left), peak(rig->heard.right));
    printFigure(("change by neutral stage " + std::to_string(stage)).c_str(),
                most > 0.0 ? toDb(most) : -999.0, "dBFS");
    EXPECT_LT(most, fromDb(-140.0)) << stage;
    EXPECT_GT(peak(rig->tap.left), 0.05);
  }
}

TEST(MasterListen, WithoutAStageItIsTheInputAsLoud) {
  const auto rig = rigOf({{ParamId::MasterEqOn, 1},
                          {ParamId::MasterEqPhase, 1},
                          {ParamId::MasterEqTiltDb, 6},
                          {ParamId::MasterEqOutputDb, -7}});
  const Pair x = master_test::noisePair(128 * 3000, 0.2, 11);
  rig->play(x, [&](int block) {
    if (block == 300) rig->listen.set(MasterListenMode::Bypass, MasterPart::Equaliser, 0);
  });
  const size_t late = 128 * 1700;
  const double off = lufs(rig->heard, late) - lufs(rig->tap, late);
  printFigure("without a tilt of 6 dB and -7 dB, louder than with it by", off, "LU");
  EXPECT_NEAR(off, 0.0, 0.1);
  // The input, late by the stage's latency, times one gain.
  const auto delay = static_cast<size_t>(rig->chain.latencyFrames());
  double dot = 0.0, power = 0.0, worst = 0.0;
  for (size_t n = late; n < x.left.size(); ++n) {
    const double in = x.left[n - delay];
    dot += in * rig->heard.left[n];
    power += in * in;
  }
  for (size_t n = late; n < x.left.size(); ++n) {
    worst = std::max(worst, std::fabs(rig->heard.left[n] - dot / power * x.left[n - delay]));
  }
  printFigure("without it, against the input at one gain, worst error", toDb(worst), "dBFS");
  EXPECT_LT(toDb(worst), -55.0);  // the gain still moves by hundredths of a dB
}

TEST(MasterListen, WithoutAStageWhatFollowsGoesOn) {
  const Values values{{ParamId::MasterEqOn, 1},
                      {ParamId::MasterEqOutputDb, -9},
                      {ParamId::MasterDriveDb, 18},
                      {ParamId::LimiterOn, 1},
                      {ParamId::LimiterCeilingDbtp, -3}};
  const auto rig = rigOf(values);
  const Pair x = master_test::noisePair(128 * 1200, 0.5, 5);
  rig->play(x, [&](int block) {
    if (block == 200) rig->listen.set(MasterListenMode::Bypass, MasterPart::Equaliser, 0);
  });
  printFigure("ceiling -3 dBTP, peak of what is heard without the equaliser",
              toDb(peak(rig->heard.left)), "dBFS");
  EXPECT_LT(peak(rig->heard.left), fromDb(-3.0));
  // A gain is all that this equaliser does, so without it, as loud, nothing is otherwise: until it
  // is known to a hundredth of a dB, and from the first frame on.
  const double apart = master_test::largestDifference(rig->tap.left, rig->heard.left);
  printFigure("without an equaliser that is a gain, apart from the master by", toDb(apart), "dBFS");
  EXPECT_LT(toDb(apart), -100.0);

  // What it changes is not limited: it is heard driven, as late as the master.
  const auto changed = rigOf(values);
  changed->listen.set(MasterListenMode::Delta, MasterPart::Equaliser, 0);
  changed->play(x);
  const auto delay = static_cast<size_t>(changed->chain.latencyFrames());
  const double gain = fromDb(18.0) * (fromDb(-9.0) - 1.0);
  double worst = 0.0;
  for (size_t n = delay; n < x.left.size(); ++n) {
    worst = std::max(worst, std::fabs(changed->heard.left[n] - gain * x.left[n - delay]));
  }
  printFigure("its change, past the limiter and driven, worst error", toDb(worst), "dBFS");
  EXPECT_LT(toDb(worst), -120.0);
}

TEST(MasterListen, ABandIsItsShareAndTogetherTheyAreTheWhole) {
  Values values{{ParamId::MultibandOn, 1}, {ParamId::MultibandBands, 3}};
  for (int band = 0; band < kMultibandBands; ++band) {
    values.emplace_back(multibandParam(band, MultibandField::ThresholdDb), -40);
  }
  const Pair x = master_test::noisePair(128 * 300, 0.3, 9);
  Samples sum(x.left.size(), 0.0);
  for (unsigned band = 0; band < kMultibandBands; ++band) {
    const auto rig = rigOf(values);
    rig->listen.set(MasterListenMode::Bands, MasterPart::Multiband, 1u << band);
    rig->play(x);
    EXPECT_GT(peak(rig->heard.left), 0.01);
    for (size_t n = 0; n < sum.size(); ++n) sum[n] += rig->heard.left[n];
    if (band > 0) continue;
    const auto all = rigOf(values);
    all->listen.set(MasterListenMode::Bands, MasterPart::Multiband, 31);
    all->play(x);
    for (size_t n = 0; n < sum.size(); ++n) {
      ASSERT_EQ(all->heard.left[n], static_cast<double>(static_cast<float>(all->tap.left[n])));
    }
  }
  const auto plain = rigOf(values);
  plain->play(x);
  const double apart = master_test::largestDifference(plain->tap.left, sum);
  printFigure("five bands one by one, their sum apart from the master by", toDb(apart), "dBFS");
  EXPECT_LT(toDb(apart), -130.0);  // of five roundings to f32

  // Neutral, the second of three is what lies between the crossovers (Linkwitz-Riley, bilinear).
  Values neutral{{ParamId::MultibandOn, 1}, {ParamId::MultibandBands, 1}};
  for (int band = 0; band < kMultibandBands; ++band) {
    neutral.emplace_back(multibandParam(band, MultibandField::Bypass), 1);
  }
  const auto rig = rigOf(neutral);
  rig->listen.set(MasterListenMode::Bands, MasterPart::Multiband, 2);
  rig->play(master_test::impulse(32768, 0));
  for (const double hz : {60.0, 120.0, 550.0, 2500.0, 10000.0}) {
    const auto fourth = [&](double corner) {
      return std::pow(std::tan(measure::kPi * hz / kRate) / std::tan(measure::kPi * corner / kRate),
                      4);
    };
    const double want = fourth(120.0) / (1.0 + fourth(120.0)) / (1.0 + fourth(2500.0));
    EXPECT_NEAR(master_test::decibels(rig->heard.left, hz, kRate), toDb(want), 1e-4) << hz;
  }
}

TEST(MasterListen, TheMasterDoesNotHearOfIt) {
  const Pair x = master_test::noisePair(128 * 900, 0.4, 21);
  const auto moves = [](Rig& rig, int block) {
    if (block == 300) rig.chain.setParam(ParamId::MasterOrder, 17, false);
    if (block == 500) rig.chain.setParam(ParamId::GlueThresholdDb, -30, false);
    if (block == 700) rig.chain.setParam(ParamId::ClipperOn, 0, false);
  };
  const auto plain = rigOf(busy()), listened = rigOf(busy());
  plain->play(x, [&](int block) { moves(*plain, block); });
  const int allocated = master_test::allocated().times;
  Pair& tap = listened->tap;
  for (Samples* side : {&tap.left, &tap.right, &listened->heard.left, &listened->heard.right}) {
    side->reserve(x.left.size());
  }
  const int reserved = master_test::allocated().times - allocated;
  const std::function<void(int)> steps = [&](int block) {
    moves(*listened, block);
    if (block % 40 != 7) return;
    const int step = block / 40;
    const auto stage = kStages[step % static_cast<int>(std::size(kStages))];
    const bool bands = step % 5 == 4;
    listened->listen.set(bands           ? MasterListenMode::Bands
                         : step % 3 == 2 ? MasterListenMode::Delta
                                         : MasterListenMode::Bypass,
                         bands ? MasterPart::Multiband : stage, 5);
    if (step % 6 == 5) listened->listen.restart();
  };
  listened->play(x, steps);
  EXPECT_LE(master_test::allocated().times - allocated, reserved + 1) << "std::function's own";
  EXPECT_EQ(plain->tap, listened->tap);
  EXPECT_GT(master_test::largestDifference(listened->tap.left, listened->heard.left), 0.05);
}

TEST(MasterListen, ComesAndGoesWithoutAClick) {
  Values values = busy();
  values.emplace_back(ParamId::MasterEqPhase, 0);
  const auto rig = rigOf(values);
  Samples tone;
  const double hz = 700.0;
  measure::appendSine(tone, kRate, hz, -12.0, 4.0);
  struct Step {
    int block;
    MasterListenMode mode;
    MasterPart part;
    unsigned bands;
  };
  using Mode = MasterListenMode;
  constexpr Step kSteps[] = {
      {200, Mode::Bypass, MasterPart::Equaliser, 0}, {300, Mode::Delta, MasterPart::Equaliser, 0},
      {400, Mode::Bypass, MasterPart::Limiter, 0},   {500, Mode::Bands, MasterPart::Multiband, 2},
      {600, Mode::Bands, MasterPart::Multiband, 4},  {700, Mode::Delta, MasterPart::Glue, 0},
      {800, Mode::Bypass, MasterPart::Glue, 0},      {900, Mode::Off, MasterPart::Glue, 0},
      {1000, Mode::Bypass, MasterPart::Clipper, 0},  {1003, Mode::Off, MasterPart::Clipper, 0}};
  rig->play({tone, tone}, [&](int block) {
    for (const Step& s : kSteps) {
      if (s.block == block) rig->listen.set(s.mode, s.part, s.bands);
    }
  });
  // The sharpest corner, by the second difference, while one goes over into the other: against
  // those that either has by itself, or the master, which is heard in between.
  const auto sharpest = [](const Samples& x, int fromBlock, int toBlock) {
    double worst = 0.0;
    for (auto n = static_cast<size_t>(fromBlock * kBlockFrames);
         n < static_cast<size_t>(toBlock * kBlockFrames); ++n) {
      worst = std::max(worst, std::fabs(x[n] - 2.0 * x[n - 1] + x[n - 2]));
    }
    return worst;
  };
  double worst = 0.0;
  for (int block = 200; block <= 1000; block += 100) {
    const Samples& heard = rig->heard.left;
    const double own =
        std::max({sharpest(heard, block - 25, block), sharpest(heard, block + 75, block + 100),
                  sharpest(rig->tap.left, block, block + 75)});
    worst = std::max(worst, sharpest(heard, block, block + 75) / own);
  }
  printFigure("listening changed while a tone plays: sharpest corner over what is heard by itself",
              worst, "");
  EXPECT_LT(worst, 1.2);
  for (size_t n = 128 * 1100; n < rig->tap.left.size(); ++n) {
    ASSERT_EQ(rig->heard.left[n], static_cast<double>(static_cast<float>(rig->tap.left[n])));
  }
}

TEST(MasterListen, TakesTheMemoryItSaysAndIsHeardAtOnceAfterAJump) {
  for (const double rate : {44100.0, 192000.0}) {
    auto listen = std::make_unique<MasterListen>();
    const size_t before = master_test::allocated().bytes;
    listen->prepare(rate);
    const size_t took = master_test::allocated().bytes - before;
    printFigure("listening at the master takes", static_cast<double>(took) / 1024.0, "KiB");
    EXPECT_LE(took, MasterListen::heapBytes(rate));
  }
  printFigure("and itself", static_cast<double>(sizeof(MasterListen)) / 1024.0, "KiB");
  // A change heard while playback jumps: nothing of the master sounds in between.
  const auto rig = rigOf({{ParamId::GlueOn, 1}, {ParamId::GlueThresholdDb, 0}});
  const Pair x = master_test::noisePair(128 * 40, 0.2, 2);
  rig->listen.set(MasterListenMode::Delta, MasterPart::Glue, 0);
  rig->play(x, [&](int block) {
    if (block != 20) return;
    rig->chain.reset();
    rig->listen.restart();
  });
  EXPECT_EQ(peak(rig->heard.left), 0.0);
}

}  // namespace

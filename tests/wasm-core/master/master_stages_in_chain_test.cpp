// The stages in their places: each parameter of the table reaches the sound, the
// table's defaults are the stages' own, orders and latencies are as declared,
// switching does not click, and the ceiling holds behind everything.
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>

#include "chain_runner.h"
#include "master/master_settings.h"
#include "measure/figures.h"
#include "measure/true_peak_16x.h"
#include "params/parameter_text.h"

namespace {

using namespace lathe;
using master_test::StereoOut;
using measure::Samples;

constexpr double kRate = 48000.0;

/// Everything at work, so that whatever is moved is heard.
ParamValues busy() {
  ParamValues values;
  for (const ParamId on :
       {ParamId::MasterEqOn, ParamId::MultibandOn, ParamId::GlueOn, ParamId::ExciterOn,
        ParamId::StereoOn, ParamId::ClipperOn, ParamId::LimiterOn, ParamId::MasterEqHighPassOn,
        ParamId::MasterEqLowPassOn}) {
    values[on] = 1;
  }
  values[ParamId::MasterEqTiltDb] = 2;
  for (int band = 0; band < kEqBands; ++band) {
    const auto set = [&](MasterBandField field, double value) {
      values[masterEqBandParam(band, field)] = value;
    };
    set(MasterBandField::GainDb, 3);
    set(MasterBandField::DynOn, 1);
    set(MasterBandField::DynGainDb, -12);
    set(MasterBandField::DynThresholdDb, -26);
    set(MasterBandField::DynRatio, 1.6);
    set(MasterBandField::DynReleaseMs, 30);
  }
  values[ParamId::MultibandBands] = 3;  // five
  for (int band = 0; band < kMultibandBands; ++band) {
    values[multibandParam(band, MultibandField::ThresholdDb)] = -42;
    values[multibandParam(band, MultibandField::ReleaseMs)] = 60;
    values[multibandParam(band, MultibandField::GainDb)] = 1;
  }
  values[ParamId::MultibandLinkPercent] = 50;
  values[ParamId::GlueThresholdDb] = -30;
  values[ParamId::GlueAutoRelease] = 0;
  for (int band = 0; band < kExciterBandCount; ++band) {
    values[exciterParam(band, ExciterField::AmountDb)] = 9;
  }
  values[ParamId::StereoLowWidthPercent] = 80;
  values[ParamId::StereoHighWidthPercent] = 130;
  values[ParamId::StereoMonoBelowHz] = 120;
  values[ParamId::MasterDriveDb] = 12;
  values[ParamId::LimiterTransientLinkPercent] = 50;
  values[ParamId::LimiterReleaseLinkPercent] = 50;
  return values;
}

MasterChain& prepared(MasterChain& chain, const ParamValues& values) {
  for (const ParamSpec& spec : parameterTable()) {
    if (spec.scope == ParamScope::Master) chain.setParam(spec.id, values[spec.id], true);
  }
  chain.reset();
  return chain;
}

/// Noise in swells, different on each side.
struct Programme {
  Samples left, right;
};
Programme programme(int frames) {
  Programme p{measure::noise(frames, 0.3, 31), measure::noise(frames, 0.3, 32)};
  for (int i = 0; i < frames; ++i) {
    const double swell = (i / 1500) % 3 == 0 ? 1.0 : 0.15;
    const auto at = static_cast<size_t>(i);
    const double tone = 0.3 * std::sin(2.0 * measure::kPi * 60.0 * i / kRate);
    p.left[at] = swell * (p.left[at] + tone);
    p.right[at] = swell * (0.6 * p.right[at] + tone);
  }
  return p;
}

bool sameSound(const StereoOut& a, const StereoOut& b) {
  return a.left == b.left && a.right == b.right;
}

TEST(MasterStages, EveryParameterOfTheTableIsHeard) {
  const Programme p = programme(12000);
  MasterChain chain;
  chain.prepare(kRate);
  const ParamValues base = busy();
  const StereoOut usual = master_test::run(prepared(chain, base), p.left, p.right);
  int heard = 0;
  for (const ParamSpec& spec : parameterTable()) {
    if (spec.scope != ParamScope::Master || spec.id == ParamId::MasterEqPhase) continue;
    ParamValues values = base;
    if (spec.id == ParamId::GlueReleaseMs || spec.id == ParamId::LimiterReleaseMs) {
      values[spec.id] = spec.minimum;  // the longest ones would not be over
    } else {
      values[spec.id] = values[spec.id] == spec.maximum ? spec.minimum : spec.maximum;
    }
    const StereoOut moved = master_test::run(prepared(chain, values), p.left, p.right);
    EXPECT_FALSE(sameSound(usual, moved)) << paramText(spec.id).key;
    ++heard;
  }
  measure::printFigure("parameters of the master that are heard", heard, "");
  EXPECT_TRUE(sameSound(usual, master_test::run(prepared(chain, base), p.left, p.right)));
}

TEST(MasterStages, TheTablesDefaultsAreTheStagesOwn) {
  const ParamValues values;
  EXPECT_EQ(multibandOf(values), MultibandSettings{});
  EXPECT_EQ(glueOf(values), GlueSettings{});
  EXPECT_EQ(stereoOf(values), StereoSettings{});
  EXPECT_EQ(clipperOf(values), ClipperSettings{});
  EXPECT_EQ(exciterOf(values), ExciterStageSettings{});
  MasterEqualiserSettings flat;
  // As the table says 0.71, which is √½ to a reader.
  flat.curve.highPass.q = flat.curve.lowPass.q = 0.71;
  EXPECT_EQ(masterEqualiserOf(values), flat);
}

TEST(MasterStages, OrdersAreAllDifferentAndNamedAsTheyAre) {
  const char* const words[] = {"multi", "glue", "exc", "stereo"};
  std::set<MasterOrder> seen;
  for (int index = 0; index < kMasterOrders; ++index) {
    const MasterOrder order = masterOrder(index);
    seen.insert(order);
    std::string name = paramText(ParamId::MasterOrder).choices[static_cast<size_t>(index)];
    for (char& letter : name) letter = static_cast<char>(std::tolower(letter));
    std::string want;
    for (const MiddleStage stage : order) want += words[static_cast<int>(stage)];
    EXPECT_EQ(name, want);
  }
  EXPECT_EQ(seen.size(), static_cast<size_t>(kMasterOrders));
}

TEST(MasterStages, AnImpulseComesOutAtTheDeclaredLatency) {
  const ParamId late[] = {ParamId::MasterEqOn, ParamId::ExciterOn, ParamId::ClipperOn,
                          ParamId::LimiterOn};
  for (int set = 0; set < 16; ++set) {
    for (const double phase : {0.0, 1.0}) {
      if (phase == 1.0 && (set & 1) == 0) continue;
      ParamValues values;
      for (int i = 0; i < 4; ++i) values[late[i]] = set >> i & 1;
      values[ParamId::MasterEqPhase] = phase;
      values[ParamId::ExciterBands] = 0;  // one: nothing is split
      MasterChain chain;
      chain.prepare(kRate);
      prepared(chain, values);
      Samples x(600, 0.0);
      x[500] = 0.5;
      const StereoOut out = master_test::run(chain, x, x);
      size_t loudest = 0;
      for (size_t i = 0; i < out.left.size(); ++i) {
        if (std::fabs(out.left[i]) > std::fabs(out.left[loudest])) loudest = i;
      }
      EXPECT_EQ(loudest, 500u + static_cast<size_t>(chain.latencyFrames())) << set << phase;
      EXPECT_LE(chain.latencyFrames(), MasterChain::mostLatencyFrames(kRate));
    }
  }
}

TEST(MasterStages, AutomationIsAsLateAsWhatStandsBefore) {
  ParamValues values;
  values[ParamId::ExciterOn] = values[ParamId::ClipperOn] = values[ParamId::LimiterOn] = 1;
  MasterChain chain;
  chain.prepare(kRate);
  prepared(chain, values);
  const int limiter = TruePeakLimiter::latencyFrames(kRate, 5.0);
  EXPECT_EQ(chain.latencyBefore(ParamId::MasterEqTiltDb), 0);
  EXPECT_EQ(chain.latencyBefore(ParamId::GlueThresholdDb), 0);
  EXPECT_EQ(chain.latencyBefore(ParamId::StereoMidDb), 64);
  EXPECT_EQ(chain.latencyBefore(ParamId::MasterDriveDb), 64);
  EXPECT_EQ(chain.latencyBefore(ParamId::LimiterCeilingDbtp), 128);
  EXPECT_EQ(chain.latencyBefore(ParamId::MasterTrimDb), 128 + limiter);
  // Exciter first of the middle: what follows it is late.
  int index = 0;
  while (masterOrder(index)[0] != MiddleStage::Exciter) ++index;
  values[ParamId::MasterOrder] = index;
  prepared(chain, values);
  EXPECT_EQ(chain.latencyBefore(ParamId::GlueThresholdDb), 64);
}

TEST(MasterStages, SwitchingWhatIsNeverLateMakesNoCorner) {
  // A tone's second difference, while stages that do nothing to it are switched on and off.
  const Samples x = measure::fadedSine(48000, 200.0 / kRate, 0.25, 0.0, 2400);
  const double own = 0.25 * std::pow(2.0 * measure::kPi * 200.0 / kRate, 2.0);
  MasterChain chain;
  chain.prepare(kRate);
  double worst = 0.0, before = 0.0, last = 0.0;
  for (int block = 0; block < 370; ++block) {
    const ParamId stages[] = {ParamId::MasterEqOn, ParamId::GlueOn, ParamId::StereoOn};
    if (block % 20 == 10) {
      chain.setParam(stages[block / 20 % 3], block / 60 % 2 == 0 ? 1.0 : 0.0, false);
    }
    float in[kBlockFrames];
    double out[2][kBlockFrames];
    for (int i = 0; i < kBlockFrames; ++i) {
      in[i] = static_cast<float>(x[static_cast<size_t>(block * kBlockFrames + i)]);
    }
    chain.process(in, in, out[0], out[1]);
    for (const double y : out[0]) {
      worst = std::max(worst, std::fabs(y - 2.0 * last + before));
      before = last;
      last = y;
    }
  }
  measure::printFigure("sharpest corner over the tone's own", worst / own, "");
  EXPECT_LT(worst, 1.05 * own);
}

TEST(MasterStages, TheCeilingHoldsBehindEverythingInEveryOrder) {
  const Programme p = programme(24000);
  MasterChain chain;
  chain.prepare(kRate);
  ParamValues values = busy();
  double worst = -100.0;
  for (int order = 0; order < kMasterOrders; order += 5) {
    for (int character = 0; character < 4; ++character) {
      values[ParamId::MasterOrder] = order;
      values[ParamId::LimiterCharacter] = character;
      const StereoOut out = master_test::run(prepared(chain, values), p.left, p.right);
      worst = std::max(worst, measure::truePeak16xDb(out.left, out.right) + 1.0);
    }
  }
  measure::printFigure("over the ceiling, everything on", worst, "dB");
  EXPECT_LE(worst, 0.05);
}

}  // namespace

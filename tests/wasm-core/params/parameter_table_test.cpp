// The parameter table: keys, ranges and clamps that documents, controls and
// the engine all rely on.
#include "params/parameter_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>

#include "params/parameter_names.h"
#include "params/parameter_text.h"

namespace lathe {
namespace {

std::string fullName(const ParamSpec& spec) {
  return std::string(scopeName(spec.scope)) + "/" + paramText(spec.id).key;
}

TEST(ParameterTable, EveryKeyAndNameIsUniqueInItsScope) {
  std::set<std::string> keys;
  std::set<std::string> names;
  for (const ParamSpec& spec : parameterTable()) {
    EXPECT_TRUE(keys.insert(fullName(spec)).second) << fullName(spec);
    EXPECT_TRUE(
        names.insert(std::string(scopeName(spec.scope)) + "/" + paramText(spec.id).name).second)
        << paramText(spec.id).name;
  }
  EXPECT_EQ(keys.size(), static_cast<size_t>(kParamCount));
}

TEST(ParameterTable, EveryParameterIsFoundByItsKeyInItsScopeOnly) {
  for (const ParamSpec& spec : parameterTable()) {
    EXPECT_EQ(findParam(spec.scope, paramText(spec.id).key), &spec) << fullName(spec);
    EXPECT_EQ(&paramSpec(spec.id), &spec) << fullName(spec);
  }
  EXPECT_EQ(findParam(ParamScope::Master, "comp.ratio"), nullptr);
  EXPECT_EQ(findParam(ParamScope::Strip, "comp"), nullptr);
  EXPECT_EQ(findParam(ParamScope::Strip, ""), nullptr);
  // "mute" stands in two scopes and means two things.
  EXPECT_EQ(findParam(ParamScope::Strip, "mute")->id, ParamId::StripMute);
  EXPECT_EQ(findParam(ParamScope::Monitor, "mute")->id, ParamId::MonitorMute);
}

TEST(ParameterTable, EveryRangeHoldsItsDefaultAndSuitsItsTaper) {
  for (const ParamSpec& spec : parameterTable()) {
    EXPECT_LT(spec.minimum, spec.maximum) << fullName(spec);
    EXPECT_GE(spec.defaultValue, spec.minimum) << fullName(spec);
    EXPECT_LE(spec.defaultValue, spec.maximum) << fullName(spec);
    EXPECT_GE(spec.smoothingMs, 0.0) << fullName(spec);
    if (spec.taper == ParamTaper::Log || spec.taper == ParamTaper::Ratio) {
      EXPECT_GT(spec.minimum, 0.0) << fullName(spec);
    }
    if (spec.kind == ParamKind::Switch) {
      EXPECT_EQ(spec.minimum, 0.0) << fullName(spec);
      EXPECT_EQ(spec.maximum, 1.0) << fullName(spec);
    }
    EXPECT_EQ(spec.kind == ParamKind::Choice, !paramText(spec.id).choices.empty())
        << fullName(spec);
    if (spec.kind == ParamKind::Choice) {
      EXPECT_EQ(spec.maximum, static_cast<double>(paramText(spec.id).choices.size() - 1))
          << fullName(spec);
      std::set<std::string> distinct(paramText(spec.id).choices.begin(),
                                     paramText(spec.id).choices.end());
      EXPECT_EQ(distinct.size(), paramText(spec.id).choices.size()) << fullName(spec);
    }
  }
}

TEST(ParameterTable, UnitsStandInTheKeys) {
  for (const ParamSpec& spec : parameterTable()) {
    const std::string key = paramText(spec.id).key;
    const auto endsWith = [&key](const char* tail) {
      const std::string text = tail;
      return key.size() >= text.size() && key.substr(key.size() - text.size()) == text;
    };
    EXPECT_EQ(endsWith("Hz"), std::string(paramText(spec.id).unit) == "Hz") << fullName(spec);
    EXPECT_EQ(endsWith("Ms"), std::string(paramText(spec.id).unit) == "ms") << fullName(spec);
    EXPECT_EQ(endsWith("Db"), std::string(paramText(spec.id).unit) == "dB") << fullName(spec);
    EXPECT_EQ(endsWith("Dbtp"), std::string(paramText(spec.id).unit) == "dBTP") << fullName(spec);
  }
}

TEST(ParameterTable, RangesAndDefaultsAreThoseAnEngineerExpects) {
  struct Expected {
    ParamScope scope;
    const char* key;
    double minimum, maximum, defaultValue;
  };
  constexpr Expected kExpected[] = {
      {ParamScope::Strip, "trim.gainDb", -24, 24, 0},
      {ParamScope::Strip, "eq.highPass.freqHz", 10, 2000, 80},
      {ParamScope::Strip, "eq.lowPass.freqHz", 500, 22000, 16000},
      {ParamScope::Strip, "eq.band1.freqHz", 10, 22000, 80},
      {ParamScope::Strip, "eq.band2.freqHz", 10, 22000, 200},
      {ParamScope::Strip, "eq.band3.freqHz", 10, 22000, 500},
      {ParamScope::Strip, "eq.band4.freqHz", 10, 22000, 1500},
      {ParamScope::Strip, "eq.band5.freqHz", 10, 22000, 4000},
      {ParamScope::Strip, "eq.band6.freqHz", 10, 22000, 10000},
      {ParamScope::Strip, "eq.band3.gainDb", -18, 18, 0},
      {ParamScope::Strip, "eq.band3.q", 0.1, 30, 1},
      {ParamScope::Strip, "comp.thresholdDb", -60, 0, -18},
      {ParamScope::Strip, "comp.kneeDb", 0, 24, 6},
      {ParamScope::Strip, "comp.attackMs", 0.05, 250, 10},
      {ParamScope::Strip, "comp.releaseMs", 5, 3000, 120},
      {ParamScope::Strip, "comp.makeUpDb", -12, 24, 0},
      {ParamScope::Strip, "pan.position", -100, 100, 0},
      {ParamScope::Strip, "fader.gainDb", kSilenceDb, 10, 0},
      {ParamScope::Master, "driveDb", 0, 24, 0},
      {ParamScope::Master, "limiter.ceilingDbtp", -12, 0, -1},
      {ParamScope::Master, "limiter.lookAheadMs", 0.5, 10, 5},
      {ParamScope::Monitor, "dimDb", -40, -6, -20},
  };
  for (const Expected& expected : kExpected) {
    const ParamSpec* spec = findParam(expected.scope, expected.key);
    ASSERT_NE(spec, nullptr) << expected.key;
    EXPECT_EQ(spec->minimum, expected.minimum) << expected.key;
    EXPECT_EQ(spec->maximum, expected.maximum) << expected.key;
    EXPECT_EQ(spec->defaultValue, expected.defaultValue) << expected.key;
  }
}

TEST(ParameterTable, ANewSessionLeavesTheSoundAsItIs) {
  for (const ParamId id : {ParamId::EqOn, ParamId::CompOn, ParamId::LimiterOn, ParamId::StripMute,
                           ParamId::TrimGainDb, ParamId::FaderGainDb, ParamId::PanPosition,
                           ParamId::MasterDriveDb, ParamId::MasterTrimDb, ParamId::TrimPolarityL}) {
    EXPECT_EQ(paramSpec(id).defaultValue, 0.0) << paramText(id).key;
  }
}

TEST(ParameterTable, ClampedValuesAreAlwaysInRange) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr double kHuge = std::numeric_limits<double>::max();
  for (const ParamSpec& spec : parameterTable()) {
    EXPECT_EQ(clampParam(spec.id, kHuge), spec.maximum) << fullName(spec);
    EXPECT_EQ(clampParam(spec.id, -kHuge), spec.minimum) << fullName(spec);
    EXPECT_EQ(clampParam(spec.id, kInfinity), spec.defaultValue) << fullName(spec);
    EXPECT_EQ(clampParam(spec.id, -kInfinity), spec.defaultValue) << fullName(spec);
    EXPECT_EQ(clampParam(spec.id, std::nan("")), spec.defaultValue) << fullName(spec);
    EXPECT_EQ(clampParam(spec.id, spec.minimum), spec.minimum) << fullName(spec);
    EXPECT_EQ(clampParam(spec.id, spec.maximum), spec.maximum) << fullName(spec);
    const double middle = 0.5 * (spec.minimum + spec.maximum);
    EXPECT_EQ(clampParam(spec.id, middle), middle) << fullName(spec);
  }
}

TEST(ParameterTable, PrintedAsJsonItIsTheTable) {
  const auto json = nlohmann::json::parse(parameterTableJson(), nullptr, false);
  ASSERT_FALSE(json.is_discarded());
  EXPECT_EQ(json.value("silenceDb", 0.0), kSilenceDb);
  EXPECT_EQ(json.value("infiniteRatio", 0.0), kInfiniteRatio);
  ASSERT_EQ(json.count("parameters"), 1u);
  const auto& rows = *json.find("parameters");
  ASSERT_EQ(rows.size(), parameterTable().size());
  for (const ParamSpec& spec : parameterTable()) {
    const auto& row = rows[static_cast<size_t>(spec.id)];
    EXPECT_EQ(row.value("id", -1), static_cast<int>(spec.id));
    EXPECT_EQ(row.value("scope", ""), scopeName(spec.scope));
    EXPECT_EQ(row.value("kind", ""), kindName(spec.kind));
    EXPECT_EQ(row.value("key", ""), paramText(spec.id).key);
    EXPECT_EQ(row.value("name", ""), paramText(spec.id).name);
    EXPECT_EQ(row.value("unit", "absent"), paramText(spec.id).unit);
    EXPECT_EQ(row.value("min", std::nan("")), spec.minimum) << paramText(spec.id).key;
    EXPECT_EQ(row.value("max", std::nan("")), spec.maximum) << paramText(spec.id).key;
    EXPECT_EQ(row.value("default", std::nan("")), spec.defaultValue) << paramText(spec.id).key;
    EXPECT_EQ(row.value("taper", ""), taperName(spec.taper));
    EXPECT_EQ(row.value("smoothingMs", -1.0), spec.smoothingMs) << paramText(spec.id).key;
    EXPECT_EQ(row.value("changesLatency", !spec.changesLatency), spec.changesLatency);
    EXPECT_EQ(row.count("choices"), spec.kind == ParamKind::Choice ? 1u : 0u)
        << paramText(spec.id).key;
  }
}

}  // namespace
}  // namespace lathe

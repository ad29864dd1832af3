// What a session document means, and that writing it back loses nothing.
#include "session/loader.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "params/parameter_text.h"
#include "session/writer.h"
#include "session_fixtures.h"

namespace lathe {
namespace {

std::string allFaults(const LoadResult& result) {
  std::string text;
  for (const Fault& fault : result.faults) text += faultText(fault) + "\n";
  return text;
}

Session loadFull() {
  LoadResult result = loadSession(test::fullDocument());
  EXPECT_TRUE(result.session.has_value()) << allFaults(result);
  return result.session.value_or(Session());
}

/// Where the full fixture has each scope's parameters.
const ParamValues& valuesOf(const Session& session, ParamScope scope) {
  switch (scope) {
    case ParamScope::Strip:
      return session.tracks.at(0).strip.params;
    case ParamScope::Send:
      return session.tracks.at(0).strip.sends.at(0).params;
    case ParamScope::Reverb:
      return session.buses.at(2).effect.value().params;
    case ParamScope::Delay:
      return session.buses.at(3).effect.value().params;
    case ParamScope::Session:
      return session.sessionParams;
    default:
      return session.masterParams;
  }
}

TEST(SessionLoader, ReadsEveryFieldOfVersion1) {
  const Session session = loadFull();
  EXPECT_EQ(session.name, "Fixture “für alle” 🎚");
  EXPECT_EQ(session.sampleRate, 48000.0);
  ASSERT_EQ(session.tempo.size(), 2u);
  EXPECT_EQ(session.tempo[0], (TempoMark{0, 92.5}));
  EXPECT_EQ(session.tempo[1], (TempoMark{480000, 120.0}));
  ASSERT_EQ(session.timeSignatures.size(), 2u);
  EXPECT_EQ(session.timeSignatures[1], (TimeSignatureMark{480000, 7, 8}));
  EXPECT_EQ(session.ditherSeed, 4294967295u);
  ASSERT_EQ(session.stems.size(), 2u);
  EXPECT_EQ(session.stems[0].id, "stem-kick");
  EXPECT_EQ(session.stems[0].name, "Kick.wav");
  EXPECT_EQ(session.stems[0].frames, 960000);
  EXPECT_EQ(session.stems[0].channels, 1);
  EXPECT_EQ(session.stems[0].path, "stems/Kick.wav");
  EXPECT_EQ(session.stems[0].fileSha256.size(), 64u);
  EXPECT_EQ(session.stems[1].path, "");
  ASSERT_EQ(session.tracks.size(), 3u);
  EXPECT_EQ(session.tracks[0].id, "t2");
  EXPECT_EQ(session.tracks[0].colour, "#d9534f");
  ASSERT_EQ(session.tracks[0].clips.size(), 2u);
  EXPECT_EQ(session.tracks[0].clips[1], (Clip{"c2",
                                              0,
                                              480000,
                                              480000,
                                              475200,
                                              -3.25,
                                              4800,
                                              9600,
                                              true,
                                              FadeCurve::EqualPower,
                                              FadeCurve::SCurve,
                                              480,
                                              960,
                                              {{504000, -6.25}, {720000, 3.5}}}));
  EXPECT_EQ(session.tracks[0].delayMs, -12.5);
  EXPECT_EQ(session.tracks[0].delayFrames(session.sampleRate), -600);
  EXPECT_EQ(session.tracks[0].strip.keys,
            (std::vector<StageKey>{
                {KeyedStage::Gate, 1}, {KeyedStage::Compressor, 4}, {KeyedStage::Equaliser, 1}}));
  EXPECT_TRUE(session.tracks[1].strip.keys.empty());
  EXPECT_EQ(session.tracks[0].strip.link, 3);
  EXPECT_EQ(session.tracks[1].strip.link, 0);
  ASSERT_EQ(session.tracks[1].clips.size(), 1u);
  EXPECT_EQ(session.tracks[1].clips[0].stemIndex, 1);
  EXPECT_EQ(session.tracks[1].channels, 2);
  EXPECT_EQ(session.tracks[1].strip.params[ParamId::EqHighPassSlope],
            static_cast<double>(FilterSlope::Db24));
  EXPECT_EQ(session.tracks[1].strip.params[ParamId::FaderGainDb], -7.3);
  EXPECT_EQ(session.tracks[1].strip.params[ParamId::EqOn], 1.0);
  EXPECT_EQ(session.songFrames(), 96000 + 1439872);
}

TEST(SessionLoader, AClipOfAnOlderDocumentIsPlainAndItsTrackInTime) {
  const Session session = loadFull();
  Clip plain;
  plain.id = "c3";
  plain.stemIndex = 1;
  plain.sourceFrame = 128;
  plain.frames = 1439872;
  plain.startFrame = 96000;
  EXPECT_EQ(session.tracks[1].clips[0], plain);
  EXPECT_EQ(plain.fadeInCurve, FadeCurve::Linear);
  EXPECT_EQ(session.tracks[1].delayMs, 0.0);
}

TEST(SessionLoader, ADelayLengthensTheSongAndAnEarlierTrackDoesNotShortenIt) {
  Session session = loadFull();
  const int64_t end = 96000 + 1439872;
  session.tracks[1].delayMs = 100.0;
  EXPECT_EQ(session.songFrames(), end + 4800);
  session.tracks[1].delayMs = -100.0;
  EXPECT_EQ(session.songFrames(), end);
  session.sampleRate = 44100.0;
  session.tracks[1].delayMs = 33.333;  // 1469.985 frames
  EXPECT_EQ(session.tracks[1].delayFrames(44100.0), 1470);
  EXPECT_EQ(session.songFrames(), end + 1470);
}

TEST(SessionLoader, TheFullFixtureMovesEveryParameterFromItsDefault) {
  const Session session = loadFull();
  ASSERT_FALSE(session.tracks.empty());
  for (const ParamSpec& spec : parameterTable()) {
    const double value = valuesOf(session, spec.scope)[spec.id];
    if (spec.scope == ParamScope::Monitor) {
      EXPECT_EQ(value, spec.defaultValue) << paramText(spec.id).key << ": never in a document";
    } else {
      EXPECT_NE(value, spec.defaultValue) << paramText(spec.id).key;
      EXPECT_EQ(value, clampParam(spec.id, value)) << paramText(spec.id).key;
    }
  }
}

TEST(SessionLoader, AReturnHasAnEffectOrPassesOnWhatItIsSent) {
  const Session session = loadFull();
  ASSERT_EQ(session.buses.size(), 5u);
  EXPECT_FALSE(session.buses[1].effect.has_value());
  EXPECT_FALSE(session.buses[4].effect.has_value()) << "a return without one";
  ASSERT_TRUE(session.buses[2].effect && session.buses[3].effect);
  EXPECT_EQ(session.buses[2].effect->kind, EffectKind::Reverb);
  EXPECT_EQ(session.buses[3].effect->kind, EffectKind::Delay);
  EXPECT_EQ(session.buses[2].effect->params[ParamId::ReverbType], 3.0) << "hall";
  EXPECT_EQ(session.buses[3].effect->params[ParamId::DelayNote], 4.0) << "1/4";
}

TEST(SessionLoader, ParametersLeftOutStandAtTheirDefaults) {
  const Session session = loadFull();
  EXPECT_EQ(session.tracks[2].strip.params, ParamValues());
  EXPECT_EQ(session.tracks[1].strip.params[ParamId::CompRatio],
            paramSpec(ParamId::CompRatio).defaultValue);
}

TEST(SessionLoader, AnEmptySessionIsASession) {
  const LoadResult result = loadSession(test::readFixture("v1-empty.json"));
  ASSERT_TRUE(result.session.has_value()) << allFaults(result);
  EXPECT_EQ(result.session->songFrames(), 0);
}

TEST(SessionLoader, TakesAByteOrderMarkAndAnyOrderOfKeys) {
  const Session expected = loadFull();
  const LoadResult marked = loadSession("\xEF\xBB\xBF" + test::fullDocument());
  ASSERT_TRUE(marked.session.has_value()) << allFaults(marked);
  EXPECT_EQ(*marked.session, expected);
  // nlohmann::json keeps its keys sorted: tracks stay after stems, little else where it was.
  const auto json = nlohmann::json::parse(test::fullDocument(), nullptr, false);
  const LoadResult sorted = loadSession(json.dump());
  ASSERT_TRUE(sorted.session.has_value()) << allFaults(sorted);
  EXPECT_EQ(*sorted.session, expected);
  // Reversed: clips come before the stems that they name.
  nlohmann::ordered_json reversed;
  for (auto it = json.rbegin(); it != json.rend(); ++it) reversed[it.key()] = it.value();
  const LoadResult backwards = loadSession(reversed.dump());
  ASSERT_TRUE(backwards.session.has_value()) << allFaults(backwards);
  EXPECT_EQ(*backwards.session, expected);
}

TEST(SessionLoader, MinusZeroIsZeroSoThatEqualDocumentsRenderEqually) {
  const std::string text =
      test::replaced(test::fullDocument(), "\"fader.gainDb\": -7.3", "\"fader.gainDb\": -0.0");
  const LoadResult result = loadSession(text);
  ASSERT_TRUE(result.session.has_value()) << allFaults(result);
  EXPECT_FALSE(std::signbit(result.session->tracks[1].strip.params[ParamId::FaderGainDb]));
}

TEST(SessionWriter, WhatItWritesLoadsAsAnEqualSession) {
  const Session session = loadFull();
  const std::string text = writeSession(session);
  const LoadResult again = loadSession(text);
  ASSERT_TRUE(again.session.has_value()) << allFaults(again);
  EXPECT_EQ(*again.session, session);
  EXPECT_EQ(writeSession(*again.session), text);
}

TEST(SessionWriter, TheFixtureIsWrittenBackAsTheSameDocument) {
  const auto before = nlohmann::json::parse(test::fullDocument(), nullptr, false);
  const auto after = nlohmann::json::parse(writeSession(loadFull()), nullptr, false);
  EXPECT_EQ(before, after) << nlohmann::json::diff(before, after).dump(2);
}

TEST(SessionWriter, LeavesOutParametersAtTheirDefault) {
  const Session empty = loadSession(test::readFixture("v1-empty.json")).session.value_or(Session());
  const auto json = nlohmann::json::parse(writeSession(empty), nullptr, false);
  EXPECT_EQ(json, nlohmann::json::parse(test::readFixture("v1-empty.json"), nullptr, false));
}

TEST(SessionWriter, AnyValueInRangeComesBackToTheBit) {
  Session session = loadFull();
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  for (int round = 0; round < 50; ++round) {
    for (const ParamSpec& spec : parameterTable()) {
      double value = spec.minimum + (spec.maximum - spec.minimum) * unit(random);
      if (spec.kind != ParamKind::Number) value = std::floor(value + 0.5);
      if (spec.scope == ParamScope::Strip) session.tracks[2].strip.params[spec.id] = value;
      if (spec.scope == ParamScope::Reverb) session.buses[2].effect->params[spec.id] = value;
      if (spec.scope == ParamScope::Delay) session.buses[3].effect->params[spec.id] = value;
      if (spec.scope == ParamScope::Session) session.sessionParams[spec.id] = value;
      if (spec.scope == ParamScope::Master) session.masterParams[spec.id] = value;
    }
    session.tempo[1].bpm = 10.0 + 990.0 * unit(random);
    const LoadResult again = loadSession(writeSession(session));
    ASSERT_TRUE(again.session.has_value()) << allFaults(again);
    ASSERT_EQ(*again.session, session) << "round " << round;
  }
}

}  // namespace
}  // namespace lathe

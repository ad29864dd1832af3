// The printed JSON Schema and the loader say the same.
#include "session/schema.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "schema_validator.h"
#include "session/field_rules.h"
#include "session/loader.h"
#include "session_fixtures.h"

namespace lathe {
namespace {

using test::Json;

Json parsed(const std::string& text) { return Json::parse(text, nullptr, false); }

/// Every place in `value`, as pointers, parents before children.
void collectPointers(const Json& value, const Json::json_pointer& at,
                     std::vector<Json::json_pointer>& out) {
  out.push_back(at);
  if (value.is_object()) {
    for (auto it = value.begin(); it != value.end(); ++it) {
      collectPointers(it.value(), at / it.key(), out);
    }
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) collectPointers(value[i], at / i, out);
  }
}

/// Wrong, borderline and right values to put in a place that holds `value`.
std::vector<Json> replacements(const Json& value) {
  std::vector<Json> out = {nullptr,
                           true,
                           false,
                           0,
                           1,
                           -1,
                           2,
                           3,
                           0.5,
                           1e15,
                           -1e15,
                           48000,
                           "",
                           "mix",
                           "12",
                           "bell",
                           "a b",
                           "#12345",
                           "#12345g",
                           "#abcdef",
                           "x#abcdef",
                           Json::array(),
                           Json::object()};
  out.push_back(std::string(64, 'a'));
  out.push_back(std::string(65, 'a'));
  out.push_back(std::string(64, 'A'));
  out.push_back(std::string(300, 'a'));
  out.push_back(Json::array({Json::object()}));
  if (value.is_number()) {
    const double number = value.get<double>();
    for (const double change : {-100.0, -0.25, 0.25, 100.0, 1e5}) out.push_back(number + change);
    out.push_back(-number);
  }
  if (value.is_array()) {
    Json longer = value;
    for (int i = 0; i < 130; ++i) longer.push_back(value.empty() ? Json(0) : value[0]);
    out.push_back(longer);
  }
  return out;
}

/// What a schema cannot say, by the loader's words for it.
bool isBeyondASchema(const std::string& message) {
  for (const char* words : {"already that of",
                            "no stem has that id",
                            "no return with an effect",
                            "no bus has that id",
                            "which is an effect return",
                            "the mix. A send",
                            "has to begin with the mix",
                            "has a loop",
                            "to one bus twice",
                            "has too many",
                            "past the end of stem",
                            "longer than stem",
                            "longer than the fade",
                            "has to rise in frame",
                            "is for returns only",
                            "begin at frame 0 and rise",
                            "Hz, but the session runs at",
                            "has to be 1, 2, 4, 8",
                            "more faults. Correct",
                            "no track or bus has that id",
                            "which is no parameter of",
                            "\"value\" of \"",
                            "have to rise in frame",
                            "this target needs",
                            "does not belong to this target",
                            "does not send to",
                            "second lane for one parameter",
                            "is not behind startFrame",
                            "past the song's end",
                            "longer than what is delivered"}) {
    if (message.find(words) != std::string::npos) return true;
  }
  return false;
}

TEST(SessionSchema, IsPrintedAsADraft2020Schema) {
  const Json schema = parsed(sessionSchemaJson());
  ASSERT_FALSE(schema.is_discarded());
  EXPECT_EQ(schema.value("$schema", ""), "https://json-schema.org/draft/2020-12/schema");
}

TEST(SessionSchema, AcceptsTheFixtures) {
  const Json schema = parsed(sessionSchemaJson());
  test::SchemaValidator validator;
  for (const char* name : {"v1-full.json", "v1-empty.json"}) {
    EXPECT_EQ(validator.check(schema, parsed(test::readFixture(name))), "") << name;
  }
}

TEST(SessionSchema, KnowsEveryKeyOfTheFullFixtureAndNoOther) {
  const Json schema = parsed(sessionSchemaJson());
  const Json full = parsed(test::fullDocument());
  const auto expectSameKeys = [](const Json& object, const Json& shape, const std::string& where) {
    for (auto it = object.begin(); it != object.end(); ++it) {
      EXPECT_TRUE(shape["properties"].contains(it.key())) << where << " " << it.key();
    }
    for (auto it = shape["properties"].begin(); it != shape["properties"].end(); ++it) {
      EXPECT_TRUE(object.contains(it.key())) << where << " " << it.key();
    }
  };
  const Json& properties = schema["properties"];
  expectSameKeys(full, schema, "session");
  expectSameKeys(full["stems"][0], properties["stems"]["items"], "stem");
  const Json& track = properties["tracks"]["items"];
  expectSameKeys(full["tracks"][0], track, "track");
  expectSameKeys(full["tracks"][0]["clips"][1], track["properties"]["clips"]["items"], "clip");
  expectSameKeys(full["tracks"][0]["clips"][1]["gainLine"][0],
                 track["properties"]["clips"]["items"]["properties"]["gainLine"]["items"], "point");
  const Json& strip = track["properties"]["strip"];
  expectSameKeys(full["tracks"][0]["strip"], strip, "strip");
  expectSameKeys(full["tracks"][0]["strip"]["params"], strip["properties"]["params"], "params");
  const Json& send = strip["properties"]["sends"]["items"];
  expectSameKeys(full["tracks"][0]["strip"]["sends"][0], send, "send");
  expectSameKeys(full["tracks"][0]["strip"]["sends"][0]["params"], send["properties"]["params"],
                 "send params");
  expectSameKeys(full["tracks"][0]["strip"]["keys"][0], strip["properties"]["keys"]["items"],
                 "key");
  const Json& bus = properties["buses"]["items"];
  Json everyField = full["buses"][1];
  everyField.update(full["buses"][2]);
  expectSameKeys(everyField, bus, "bus");
  const Json& effects = bus["properties"]["effect"]["oneOf"];
  ASSERT_EQ(effects.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    const Json& effect = full["buses"][2 + i]["effect"];
    expectSameKeys(effect, effects[i], "effect");
    EXPECT_EQ(effects[i]["properties"]["kind"]["const"], effect["kind"]);
    expectSameKeys(effect["params"], effects[i]["properties"]["params"], "effect params");
  }
  const Json& lane = properties["automation"]["items"];
  expectSameKeys(full["automation"][1], lane, "lane");
  expectSameKeys(full["automation"][0]["points"][0], lane["properties"]["points"]["items"],
                 "point");
  const Json& master = properties["master"];
  expectSameKeys(full["master"], master, "master");
  expectSameKeys(full["master"]["params"], master["properties"]["params"], "master params");
  expectSameKeys(full["master"]["headTail"], master["properties"]["headTail"], "head and tail");
}

/// The second band of an equaliser and those behind it have the rows of the first: without them
/// there are half as many places, in documents half as long.
Json withOneBandEach(Json document) {
  const auto strip = [](Json& params) {
    for (auto entry = params.begin(); entry != params.end();) {
      const std::string& key = entry.key();
      const size_t band = key.find(".band");
      const bool repeats = band != std::string::npos && key[band + 5] > '1';
      entry = repeats ? params.erase(entry) : std::next(entry);
    }
  };
  strip(document["tracks"][0]["strip"]["params"]);
  strip(document["master"]["params"]);
  return document;
}

TEST(SessionSchema, AgreesWithTheLoaderOnEveryChangeOfOnePlace) {
  const Json schema = parsed(sessionSchemaJson());
  const Json full = withOneBandEach(parsed(test::fullDocument()));
  std::vector<Json::json_pointer> places;
  collectPointers(full, Json::json_pointer(), places);
  test::SchemaValidator validator;
  int compared = 0;
  int refused = 0;
  const auto compare = [&](const Json& document, const std::string& what) {
    const std::string schemaFault = validator.check(schema, document);
    const LoadResult result = loadSession(document.dump());
    std::string strictFault;
    for (const Fault& fault : result.faults) {
      if (!isBeyondASchema(fault.message)) strictFault = faultText(fault);
    }
    const bool agree = schemaFault.empty() ? strictFault.empty() : !result.session.has_value();
    ASSERT_TRUE(agree) << what.substr(0, 200) << "\nschema: " << schemaFault
                       << "\nloader: " << strictFault;
    ++compared;
    refused += !schemaFault.empty();
  };
  for (const Json::json_pointer& place : places) {
    for (const Json& value : replacements(full[place])) {
      Json document = full;
      document[place] = value;
      compare(document, place.to_string() + " = " + value.dump());
    }
    if (!place.empty() && full[place.parent_pointer()].is_object()) {
      Json document = full;
      document[place.parent_pointer()].erase(place.back());
      compare(document, place.to_string() + " removed");
    }
    if (full[place].is_object()) {
      Json document = full;
      document[place]["unknown"] = 1;
      compare(document, place.to_string() + " with an unknown key");
    }
    if (HasFatalFailure()) return;
  }
  std::printf("[ figure ] schema and loader agree on %d documents, %d of them refused\n", compared,
              refused);
  EXPECT_GT(refused, 1000);
  EXPECT_GT(compared - refused, 100);
}

TEST(SessionSchema, ItsPatternsMatchWhatTheLoaderAccepts) {
  const std::string hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  const std::vector<std::string> samples = {"",
                                            "a",
                                            "A-b_c.d:9",
                                            "a b",
                                            "ä",
                                            "a/b",
                                            "#123456",
                                            "#ABCDEF",
                                            "#abcdeg",
                                            "#1234567",
                                            "123456",
                                            hash,
                                            hash + "0",
                                            hash.substr(1),
                                            "G" + hash.substr(1),
                                            "A" + hash.substr(1),
                                            "a\n"};
  for (const TextForm form : {TextForm::Id, TextForm::Colour, TextForm::Sha256}) {
    const std::regex pattern(formPattern(form));
    for (const std::string& sample : samples) {
      EXPECT_EQ(matchesForm(form, sample), std::regex_search(sample, pattern))
          << formPattern(form) << " on \"" << sample << "\"";
    }
  }
}

}  // namespace
}  // namespace lathe

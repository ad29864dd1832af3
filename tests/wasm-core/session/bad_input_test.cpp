// Documents that must be refused: each case names where the loader points and
// the remedy it offers.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "bad_case.h"
#include "session/json_tree.h"
#include "session/loader.h"
#include "session_fixtures.h"

namespace lathe {
namespace {

using test::BadCase;
using test::with;

std::string repeated(std::string_view text, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += text;
  return out;
}

std::string withTracks(int count) {
  std::string tracks = "\"tracks\": [";
  for (int i = 0; i < count; ++i) {
    if (i > 0) tracks += ',';
    tracks += R"({"id":"x)" + std::to_string(i) +
              R"(","name":"","colour":"#000000","channels":1,"clips":[],)"
              R"("strip":{"output":"mix","params":{},"sends":[]}})";
  }
  return test::replaced(test::readFixture("v1-empty.json"), "\"tracks\": []", tracks + "]");
}

std::string withBuses(const std::string& buses) {
  return test::replaced(test::readFixture("v1-empty.json"), "\"buses\": [",
                        "\"buses\": [" + buses + "], \"old\": [");
}

std::string mixAnd(int count, const std::string& kind) {
  std::string buses = R"({"id":"mix","kind":"mix"})";
  for (int i = 0; i < count; ++i) {
    buses += R"(,{"id":"b)" + std::to_string(i) + R"(","kind":")" + kind + R"("})";
  }
  return buses;
}

std::vector<BadCase> badCases() {
  const std::string full = test::fullDocument();
  return {
      // Not a document at all.
      {"empty", "", "", "is empty", "Open another copy"},
      {"white space", " \n ", "", "ends before it is complete", "Copy or download it again"},
      {"seventeen megabytes", std::string(17'000'000, ' '), "", "is 17 MB", "up to 16 MB"},
      {"zero byte", full + std::string(1, '\0') + "more", "", "zero byte", "Copy or download"},
      {"RIFF header", std::string("RIFF\xff\xff WAVE"), "", "not JSON", "Correct it"},
      {"invalid UTF-8", with("Kick.wav", "K\xffick.wav"), "/stems/0", "not valid UTF-8",
       "Save the file in UTF-8"},
      {"overlong UTF-8", with("Kick.wav", "K\xc0\xafick.wav"), "/stems/0", "not valid UTF-8",
       "Save the file in UTF-8"},
      {"truncated", full.substr(0, full.find("eq.band3.q")), "/tracks/0/strip/params",
       "ends before it is complete", "Copy or download it again"},
      {"truncated in a text", full.substr(0, full.find("Kick.wav") + 3), "/stems/0",
       "ends before it is complete", "Copy or download it again"},
      {"text after the end", full + "}", "", "not JSON", "Correct it"},
      {"two documents", full + full, "", "not JSON", "Correct it"},
      {"comma too many", with("\"automation\": [", "\"automation\": [,"), "/automation", "not JSON",
       "Correct it"},
      {"NaN", with("-3.25", "NaN"), "/tracks/0/clips/1", "not JSON", "Correct it"},
      {"Infinity", with("-3.25", "-Infinity"), "/tracks/0/clips/1", "not JSON", "Correct it"},
      {"comment", with("\"automation\": [", "\"automation\": [ // some"), "/automation", "not JSON",
       "Correct it"},
      {"10,000 levels of lists", repeated("[", 10000) + repeated("]", 10000),
       "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/"
       "0/"
       "0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0",
       "64 deep", "Open another file"},
      {"10,000 levels of objects in a session",
       with("\"automation\": [", "\"automation\": " + repeated("[{\"a\":", 10000)), nullptr,
       "64 deep", "Open another file"},
      {"too many values", "[" + repeated("0,", 500000) + "0]", "", "400,000 values",
       "Open another file"},

      // Keys and numbers.
      {"key twice", with("\"name\": \"Kick\"", "\"name\": \"Kick\", \"name\": \"Kick\""),
       "/tracks/0/name", "given twice", "Remove one"},
      {"parameter twice", with("\"eq.on\": true", "\"eq.on\": true, \"eq.on\": false", "\"t1\""),
       "/tracks/1/strip/params/eq.on", "given twice", "Remove one"},
      {"key twice through an escape", with("\"id\": \"t1\"", R"("id": "t1", "\u0069d": "t1")"),
       "/tracks/1/id", "given twice", "Remove one"},
      {"1e999", with("-7.3", "1e999"), "/tracks/1/strip/params/fader.gainDb", "1e999 is too large",
       "Correct it"},
      {"-1e999 in a list", with("\"automation\": [", "\"automation\": [1, -1e999, "),
       "/automation/1", "-1e999 is too large", "Correct it"},
      {"huge number", with("\"frames\": 960000", "\"frames\": 1e300"), "/stems/0/frames",
       "more than 100 million million", "in that range"},
      {"number beyond 64 bits", with("\"frames\": 960000", "\"frames\": 99999999999999999999"),
       "/stems/0/frames", "it can be 1 to", "in that range"},
      {"negative frames", with("\"startFrame\": 0", "\"startFrame\": -1"),
       "/tracks/0/clips/0/startFrame", "is -1", "in that range"},
      {"half a frame", with("\"startFrame\": 0", "\"startFrame\": 0.5"),
       "/tracks/0/clips/0/startFrame", "is 0.5", "Round it"},

      // Not this kind of document.
      {"a list", "[]", "", "not an object", "Open a file that Lathe has saved"},
      {"a number", "7", "", "not an object", "Open a file that Lathe has saved"},
      {"an empty object", "{}", "/format", "no session", "Open a file that Lathe has saved"},
      {"another format", with("lathe-session", "other-session"), "/format", "no session",
       "Open a file that Lathe has saved"},
      {"format of a wrong type", with("\"lathe-session\"", "[]"), "/format", "no session",
       "Open a file that Lathe has saved"},
      {"newer version", with("\"version\": 1", "\"version\": 2"), "/version", "newer version",
       "Update Lathe"},
      {"newer version with unknown fields",
       with("\"version\": 1", "\"version\": 7, \"spatial\": {\"x\": 1}"), "/version",
       "newer version", "Update Lathe"},
      {"version 0", with("\"version\": 1", "\"version\": 0"), "/version", "is not the number",
       "Open a file"},
      {"version one and a half", with("\"version\": 1", "\"version\": 0.5"), "/version",
       "is not the number", "Open a file"},
      {"version as text", with("\"version\": 1", "\"version\": \"1\""), "/version",
       "is not the number", "Open a file"},

      // Fields.
      {"missing field", with("\"ditherSeed\": 4294967295,", ""), "/ditherSeed", "is missing",
       "Add it"},
      {"unknown field", with("\"automation\"", "\"effects\": 1, \"automation\""), "/effects",
       "no field of version 1", "Correct its spelling"},
      {"unknown field with a slash", with("\"automation\"", "\"a/b~\": 1, \"automation\""),
       "/a~1b~0", "no field of version 1", "remove it"},
      {"text for a number", with("\"sampleRate\": 48000", "\"sampleRate\": \"48000\""),
       "/sampleRate", "is text in quotes; it has to be a number", "Change it"},
      {"number for text", with("\"name\": \"Kick\"", "\"name\": 3"), "/tracks/0/name",
       "has to be text", "Change it"},
      {"null", with("\"name\": \"Kick\"", "\"name\": null"), "/tracks/0/name", "is null",
       "Change it"},
      {"object for a list", with("\"tempo\": [", "\"tempo\": {}, \"old\": ["), "/tempo",
       "has to be a list", "Change it"},
      {"number in a list of objects", with("\"buses\": [", "\"buses\": [5], \"b\": ["), "/buses/0",
       "has to be an object", "Change it"},
      {"true for a number", with("-3.25", "true"), "/tracks/0/clips/1/gainDb", "is true or false",
       "Change it"},
      {"number for true", with("\"muted\": true", "\"muted\": 1"), "/tracks/0/clips/1/muted",
       "has to be true or false", "Change it"},
      {"strange rate", with("\"sampleRate\": 48000", "\"sampleRate\": 12345"), "/sampleRate",
       "is 12345 Hz; it can be 22050", "Convert"},
      {"negative rate", with("\"sampleRate\": 48000", "\"sampleRate\": -48000"), "/sampleRate",
       "is -48000 Hz", "Convert"},
      {"stem of a strange rate",
       with("\"sampleRate\": 48000", "\"sampleRate\": 44101", "stem-piano"), "/stems/1/sampleRate",
       "is 44101 Hz; it can be 22050", "Convert"},
      {"six channels", with("\"channels\": 2", "\"channels\": 6"), "/stems/1/channels",
       "it can be 1 to 2", "in that range"},
      {"short hash", with("\"fileSha256\": \"", "\"fileSha256\": \"ab\", \"x\": \""),
       "/stems/0/fileSha256", "64 digits", "Change it"},
      {"colour by name", with("#d9534f", "red"), "/tracks/0/colour", "a colour such as",
       "Change it"},
      {"empty id", with("\"id\": \"t1\"", "\"id\": \"\""), "/tracks/1/id", "is empty",
       "at least one character"},
      {"id with a space", with("\"id\": \"t1\"", "\"id\": \"t 1\""), "/tracks/1/id",
       "letters A to Z", "Change it"},
      {"long name", with("\"name\": \"Kick\"", "\"name\": \"" + repeated("é", 257) + "\""),
       "/tracks/0/name", "has 257 characters; it can have up to 256", "Shorten it"},
      {"tempo of zero", with("92.5", "0"), "/tempo/0/bpm", "it can be 10 to 1000", "in that range"},
      {"no tempo", with("\"tempo\": [", "\"tempo\": [], \"old\": ["), "/tempo", "needs at least 1",
       "Add what is missing"},
      {"tempo out of order", with("\"frame\": 480000", "\"frame\": 0"), "/tempo",
       "begin at frame 0 and rise", "in order"},
      {"time signature after the start", with("\"frame\": 0", "\"frame\": 5", "timeSignatures"),
       "/timeSignatures", "begin at frame 0", "in order"},
      {"bar of fifths", with("\"denominator\": 8", "\"denominator\": 5"),
       "/timeSignatures/1/denominator", "1, 2, 4, 8", "Change it"},
      {"output to nowhere", with("\"output\": \"drums\"", "\"output\": \"brass\""),
       "/tracks/0/strip/output", "no bus has that id", "Name a bus"},
      {"output to a return", with("\"output\": \"drums\"", "\"output\": \"room\""),
       "/tracks/0/strip/output", "which is an effect return", "reach the return through a send"},
      {"send to nowhere", with("\"to\": \"room\"", "\"to\": \"hall\""),
       "/tracks/0/strip/sends/0/to", "no bus has that id", "Name a bus"},
      {"send to the mix", with("\"to\": \"room\"", "\"to\": \"mix\""), "/tracks/0/strip/sends/0/to",
       "the mix", "name the mix as the output"},
      {"a send without an aim", with("\"sends\": []", "\"sends\": [{}]"),
       "/tracks/1/strip/sends/0/to", "is missing", "Add it"},
      {"a send parameter out of range", with("\"levelDb\": -6.5", "\"levelDb\": 60"),
       "/tracks/0/strip/sends/0/params/levelDb", "it can be -144 to 10", "in that range"},
      {"a bus sent to twice", with("\"sends\": [", R"("sends": [{"to": "room", "params": {}}, )"),
       "/tracks/0/strip/sends", "go to one bus twice", "raise the other's level"},
      {"a bus of no known kind", with("\"kind\": \"group\"", "\"kind\": \"aux\""), "/buses/1/kind",
       "it can be \"mix\", \"group\" or \"return\"", "Change it"},
      {"a bus with a track's id", with("\"id\": \"drums\"", "\"id\": \"t1\""), "/buses/1/id",
       "already that of /tracks/1/id", "another id"},
      {"the mix twice", withBuses(R"({"id":"mix","kind":"mix"},{"id":"b","kind":"mix"})"), "/buses",
       "no second one", "Put it first"},
      {"the mix second", withBuses(R"({"id":"b","kind":"group"},{"id":"mix","kind":"mix"})"),
       "/buses", "begin with the mix", "Put it first"},
      {"a mix that feeds a group",
       withBuses(R"({"id":"mix","kind":"mix","strip":{"output":"b","params":{}}},
                    {"id":"b","kind":"group"})"),
       "/buses", "feeds nothing else", "Put it first"},
      {"a group that feeds itself", withBuses(R"({"id":"mix","kind":"mix"},
                    {"id":"b","kind":"group","strip":{"output":"b","params":{}}})"),
       "/buses", "has a loop: \"b\" feeds \"b\"", "Send one of them elsewhere"},
      {"a loop of outputs and sends", withBuses(R"({"id":"mix","kind":"mix"},
                    {"id":"a","kind":"group","strip":{"output":"b","params":{}}},
                    {"id":"b","kind":"group","strip":{"params":{},"sends":[{"to":"r","params":{}}]}},
                    {"id":"r","kind":"return","strip":{"output":"a","params":{}}},
                    {"id":"last","kind":"group"})"),
       "/buses", "\"a\" feeds \"b\" feeds \"r\" feeds \"a\"", "Send one of them elsewhere"},
      {"seventeen groups", withBuses(mixAnd(17, "group")), "/buses", "too many groups", "Remove"},
      {"nine returns", withBuses(mixAnd(9, "return")), "/buses", "too many returns", "Remove"},
      {"an effect on a group",
       with("\"kind\": \"group\"",
            R"("kind": "group", "effect": {"kind": "reverb", "params": {}})"),
       "/buses/1/effect", "for returns only", "make the bus a return"},
      {"an effect of no known kind", with("\"kind\": \"reverb\"", "\"kind\": \"chorus\""),
       "/buses/2/effect/kind", "it can be \"reverb\" or \"delay\"", "Change it"},
      {"an effect of no kind", with("\"kind\": \"reverb\",", ""), "/buses/2/effect/kind",
       "is missing", "Add it"},
      {"an effect without parameters", withBuses(R"({"id":"mix","kind":"mix"},
                    {"id":"r","kind":"return","effect":{"kind":"delay"}})"),
       "/buses/1/effect/params", "is missing", "Add it"},
      {"an effect with an unknown field",
       with("\"kind\": \"reverb\"", "\"kind\": \"reverb\", \"on\": true"), "/buses/2/effect/on",
       "no field of version 1", "Correct its spelling"},
      {"a delay's parameter in a reverb", with("\"decaySeconds\"", "\"feedbackPercent\""),
       "/buses/2/effect/params/feedbackPercent", "no parameter of a reverb", "remove it"},
      {"a reverb's parameter in a delay", with("\"feedbackPercent\"", "\"decaySeconds\""),
       "/buses/3/effect/params/decaySeconds", "no parameter of a delay", "remove it"},
      {"more than full feedback", with("\"feedbackPercent\": 74", "\"feedbackPercent\": 101"),
       "/buses/3/effect/params/feedbackPercent", "it can be 0 to 100", "in that range"},
      {"a note of no known length", with("\"note\": \"1/4\"", "\"note\": \"1/5\""),
       "/buses/3/effect/params/note", "is \"1/5\"; it can be \"1/64\"", "one of these"},
      {"no mix bus", with("\"buses\": [", "\"buses\": [], \"b\": ["), "/buses", "needs at least 1",
       "Add what is missing"},

      // Parameters.
      {"unknown parameter", with("\"eq.on\"", "\"eq.onn\""), "/tracks/0/strip/params/eq.onn",
       "no parameter of a strip", "Correct its spelling"},
      {"monitor parameter in the master", with("\"driveDb\"", "\"volumeDb\"", "\"master\": {"),
       "/master/params/volumeDb", "no parameter of the master", "remove it"},
      {"parameter out of range", with("-7.3", "10.5"), "/tracks/1/strip/params/fader.gainDb",
       "is 10.5; it can be -144 to 10", "in that range"},
      {"switch as a number", with("\"eq.on\": true", "\"eq.on\": 1"),
       "/tracks/0/strip/params/eq.on", "has to be true or false", "Change it"},
      {"choice by number", with("\"24\"", "24", "\"t1\""),
       "/tracks/1/strip/params/eq.highPass.slope", "has to be text", "Change it"},
      {"unknown choice", with("\"24\"", "\"30\"", "\"t1\""),
       "/tracks/1/strip/params/eq.highPass.slope", "is \"30\"; it can be \"6\", \"12\"",
       "one of these"},
      {"params as a list", with("\"params\": {}", "\"params\": []"), "/tracks/2/strip/params",
       "has to be an object", "Change it"},

      // Across fields.
      {"200 tracks", withTracks(200), "/tracks", "200 entries; it can have up to 128", "Remove 72"},
      {"track id twice", with("\"id\": \"t1\"", "\"id\": \"t2\""), "/tracks/1/id",
       "already that of /tracks/0/id", "another id"},
      {"clip id twice on two tracks", with("\"id\": \"c3\"", "\"id\": \"c1\""),
       "/tracks/1/clips/0/id", "already that of /tracks/0/clips/0/id", "another id"},
      {"stem id twice", with("\"id\": \"stem-piano\"", "\"id\": \"stem-kick\""), "/stems/1/id",
       "already that of /stems/0/id", "another id"},
      {"clip of no stem", with("\"stem\": \"stem-piano\"", "\"stem\": \"gone\""),
       "/tracks/1/clips/0/stem", "no stem has that id", "remove the clip"},
      {"clip past its stem", with("\"frames\": 1439872", "\"frames\": 1439873"),
       "/tracks/1/clips/0/frames", "past the end of stem \"Piano.flac\"", "Shorten the clip"},
      {"clip of no length", with("\"frames\": 1439872", "\"frames\": 0"),
       "/tracks/1/clips/0/frames", "is 0", "in that range"},
  };
}

TEST(BadSession, IsRefusedWithItsPlaceAndARemedy) {
  std::printf("[ figure ] bad session documents refused %d cases\n",
              test::expectRefused(badCases()));
}

TEST(BadSession, FromANewerVersionIsOneClearFault) {
  const LoadResult result =
      loadSession(with("\"version\": 1,", "\"version\": 2, \"routing\": {}, \"tracks2\": [1, 2],"));
  ASSERT_EQ(result.faults.size(), 1u);
  EXPECT_EQ(result.faults[0].pointer, "/version");
}

TEST(BadSession, EveryFaultIsFoundInOnePass) {
  std::string text = with("\"name\": \"Kick\"", "\"name\": 3");
  text = test::replaced(text, "-7.3", "99");
  text = test::replaced(text, "\"param\": \"driveDb\"", "\"param\": \"drive\"");
  text = test::replaced(text, "\"stem\": \"stem-piano\"", "\"stem\": \"gone\"");
  const LoadResult result = loadSession(text);
  ASSERT_EQ(result.faults.size(), 4u);
  EXPECT_EQ(result.faults[0].pointer, "/tracks/0/name");
  EXPECT_EQ(result.faults[1].pointer, "/tracks/1/clips/0/stem");
  EXPECT_EQ(result.faults[2].pointer, "/tracks/1/strip/params/fader.gainDb");
  EXPECT_EQ(result.faults[3].pointer, "/automation/5/param");
}

TEST(BadSession, AThousandFaultsAreCutToAHundredAndCounted) {
  std::string extra;
  for (int i = 0; i < 1000; ++i) extra += "\"x" + std::to_string(i) + "\": 0, ";
  const LoadResult result = loadSession(with("\"automation\"", extra + "\"automation\""));
  ASSERT_EQ(result.faults.size(), 101u);
  EXPECT_NE(result.faults.back().message.find("900 more faults"), std::string::npos)
      << result.faults.back().message;
}

TEST(BadSession, FaultsSayLineAndColumnInCharacters) {
  struct Place {
    const char* name;
    std::string document;
    int line;
    int column;
  };
  // The place is where the key stands, or the value where it has no key.
  const Place places[] = {
      {"second line", "{\"format\": \"lathe-session\",\n  \"version\": 9}", 2, 3},
      {"after characters of several bytes", "{\"é🎚\": 1, \"format\": 7}", 1, 11},
      {"after a byte order mark", "\xEF\xBB\xBF[1, 1e999]", 1, 6},
      {"after a number", "{\"a\": 1,\"format\":1}", 1, 9},
      {"after numbers in lists", "{\"a\": [[1],[2,3]],\n\t\"format\":1}", 2, 2},
      {"after Windows line ends", "{\r\n\"a\": [],\r\n\"format\": 1}", 3, 1},
      {"syntax", "{\n\"a\": 1 \"b\": 2}", 2, 8},
      {"truncated", "{\n\"a\": 1", 2, 7},
      {"UTF-8", "{\n\"a\": \"\xff\"}", 2, 7},
  };
  for (const Place& place : places) {
    const LoadResult result = loadSession(place.document);
    ASSERT_EQ(result.faults.size(), 1u) << place.name;
    EXPECT_EQ(result.faults[0].line, place.line)
        << place.name << ": " << faultText(result.faults[0]);
    EXPECT_EQ(result.faults[0].column, place.column)
        << place.name << ": " << faultText(result.faults[0]);
  }
}

TEST(BadSession, TheLimitsThemselvesAreAccepted) {
  EXPECT_TRUE(loadSession(withTracks(128)).session.has_value());
  EXPECT_FALSE(loadSession(withTracks(129)).session.has_value());
  std::string padded = test::fullDocument();
  padded.resize(kMaxDocumentBytes, ' ');
  EXPECT_TRUE(loadSession(padded).session.has_value());
  EXPECT_FALSE(loadSession(padded + " ").session.has_value());
}

TEST(BadSession, FaultsSendNoControlCharactersToATerminal) {
  const LoadResult result =
      loadSession(with("\"automation\"", R"("\u001b[2J\u009b2J\n": 1, "automation")"));
  ASSERT_EQ(result.faults.size(), 1u);
  const std::string text = faultText(result.faults[0]);
  EXPECT_NE(text.find("?[2J?2J?"), std::string::npos) << text;
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\n'), std::string::npos);
}

TEST(BadSession, LongTextsAreCutBetweenCharacters) {
  EXPECT_EQ(inQuotes(repeated("é", 30)), "\"" + repeated("é", 30) + "\"");
  EXPECT_EQ(inQuotes(repeated("é", 31)), "\"" + repeated("é", 30) + "…\"");
  EXPECT_EQ(inQuotes("x" + repeated("é", 31)), "\"x" + repeated("é", 29) + "…\"");
}

TEST(BadSession, FaultsPrintAsJson) {
  const LoadResult result = loadSession(with("\"name\": \"Kick\"", "\"na\\\"me\": 3"));
  const std::string json = faultsJson(result.faults);
  EXPECT_NE(json.find(R"("pointer": "/tracks/0/na\"me")"), std::string::npos) << json;
}

}  // namespace
}  // namespace lathe

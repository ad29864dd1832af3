// Clips whose fades, gain line or gain make no sense, and tracks too late or
// too early: refused with their place and a remedy.
#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "bad_case.h"

namespace lathe {
namespace {

using test::BadCase;
using test::with;

std::string points(int count) {
  std::string line;
  for (int i = 0; i < count; ++i) {
    if (i > 0) line += ',';
    line += "{\"sourceFrame\": " + std::to_string(i) + ", \"gainDb\": 0}";
  }
  return line;
}

std::vector<BadCase> badClips() {
  return {
      {"fade longer than its stem", with("\"fadeInFrames\": 4800", "\"fadeInFrames\": 960001"),
       "/tracks/0/clips/1/fadeInFrames", "longer than stem \"Kick.wav\", which has 960000 frames",
       "Shorten the fade"},
      {"fade-out longer than its stem",
       with("\"fadeOutFrames\": 9600", "\"fadeOutFrames\": 960001"),
       "/tracks/0/clips/1/fadeOutFrames", "longer than stem \"Kick.wav\"", "Shorten the fade"},
      {"fade of no length", with("\"fadeInFrames\": 4800", "\"fadeInFrames\": -1"),
       "/tracks/0/clips/1/fadeInFrames", "is -1", "in that range"},
      {"more cut off a fade than there is",
       with("\"fadeInCutFrames\": 480", "\"fadeInCutFrames\": 4801"),
       "/tracks/0/clips/1/fadeInCutFrames", "longer than the fade", "Shorten it"},
      {"more cut off a fade-out than there is",
       with("\"fadeOutCutFrames\": 960", "\"fadeOutCutFrames\": 9601"),
       "/tracks/0/clips/1/fadeOutCutFrames", "longer than the fade", "Shorten it"},
      {"a fade of no known curve", with("\"equalPower\"", "\"equalpower\""),
       "/tracks/0/clips/1/fadeInCurve",
       "is \"equalpower\"; it can be \"linear\", \"equalPower\", \"slow\", \"fast\" or \"sCurve\"",
       "one of these"},
      {"a curve by number", with("\"sCurve\"", "4"), "/tracks/0/clips/1/fadeOutCurve",
       "has to be text", "Change it"},
      {"clip gain out of range", with("-3.25", "24.5"), "/tracks/0/clips/1/gainDb",
       "it can be -36 to 24", "in that range"},
      {"a gain line out of order", with("504000", "720001"), "/tracks/0/clips/1/gainLine",
       "its entry 1 stands at frame 720000 after one at frame 720001", "Put its points in order"},
      {"two points at one frame", with("504000", "720000"), "/tracks/0/clips/1/gainLine",
       "has to rise in frame", "one a frame"},
      {"a point past the stem", with("720000", "960000"), "/tracks/0/clips/1/gainLine",
       "past the end of stem \"Kick.wav\": it has a point at frame 960000 of 960000",
       "Remove the points beyond"},
      {"a point before the stem", with("504000", "-1"), "/tracks/0/clips/1/gainLine/0/sourceFrame",
       "is -1", "in that range"},
      {"a point too loud", with("\"gainDb\": 3.5", "\"gainDb\": 24.5"),
       "/tracks/0/clips/1/gainLine/1/gainDb", "it can be -60 to 24", "in that range"},
      {"an infinite point", with("\"gainDb\": 3.5", "\"gainDb\": 1e999"),
       "/tracks/0/clips/1/gainLine/1/gainDb", "1e999 is too large", "Correct it"},
      {"a point of no gain", with("\"gainDb\": 3.5", "\"x\": 0"),
       "/tracks/0/clips/1/gainLine/1/gainDb", "is missing", "Add it"},
      {"a point that is a number", with("\"gainLine\": [", "\"gainLine\": [7, "),
       "/tracks/0/clips/1/gainLine/0", "has to be an object", "Change it"},
      {"1,001 points", with("\"gainLine\": [", "\"gainLine\": [" + points(1001) + "], \"old\": ["),
       "/tracks/0/clips/1/gainLine", "has 1001 entries; it can have up to 1000",
       "Remove 1 of them"},
      {"a delay too long", with("-12.5", "100.5"), "/tracks/0/delayMs", "it can be -100 to 100",
       "in that range"},
      {"a delay in words", with("-12.5", "\"early\""), "/tracks/0/delayMs", "has to be a number",
       "Change it"},
  };
}

TEST(BadClip, IsRefusedWithItsPlaceAndARemedy) {
  std::printf("[ figure ] bad clips refused %d cases\n", test::expectRefused(badClips()));
}

TEST(BadClip, ALineOfAsManyPointsAsThereCanBeIsAccepted) {
  std::string text = with("\"gainLine\": [", "\"gainLine\": [" + points(1000) + "], \"old\": [");
  const LoadResult result = loadSession(text);
  ASSERT_EQ(result.faults.size(), 1u);
  EXPECT_EQ(result.faults[0].pointer, "/tracks/0/clips/1/old");
}

TEST(BadClip, AFadeMayReachPastItsClipWhereASplitWentThroughIt) {
  const LoadResult result = loadSession(with("\"fadeInFrames\": 4800", "\"fadeInFrames\": 480001"));
  EXPECT_TRUE(result.session.has_value());
}

TEST(BadClip, CountsTheFramesOfAStemAtTheSessionsRate) {
  // 960000 frames at 96 kHz are 480000 at 48 kHz, and as many clips may play.
  const auto kickAt96 = [](const char* frames) {
    std::string text = test::replaced(test::fullDocument(), "\"sampleRate\": 48000",
                                      "\"sampleRate\": 96000", "stem-kick");
    return test::replaced(text, "\"frames\": 480000", frames, "clips");
  };
  Session session;
  session.sampleRate = 48000.0;
  Stem stem;
  stem.frames = 960000;
  stem.sampleRate = 96000.0;
  EXPECT_EQ(session.stemFrames(stem), 480000);
  stem.sampleRate = 44100.0;
  EXPECT_EQ(session.stemFrames(stem), 1044898);  // 1044897.96
  const auto pastTheEnd = [](const LoadResult& result) {
    for (const Fault& fault : result.faults) {
      if (fault.pointer == "/tracks/0/clips/0/frames" &&
          fault.message.find("of 480000. Shorten the clip.") != std::string::npos) {
        return true;
      }
    }
    return false;
  };
  EXPECT_TRUE(pastTheEnd(loadSession(kickAt96("\"frames\": 480001"))));
  EXPECT_FALSE(pastTheEnd(loadSession(kickAt96("\"frames\": 480000"))));
}

TEST(BadClip, AStemThatNothingIsLeftOfIsRefused) {
  std::string text = test::replaced(test::fullDocument(), "\"sampleRate\": 48000",
                                    "\"sampleRate\": 192000", "stem-kick");
  text = test::replaced(text, "\"frames\": 960000", "\"frames\": 1", "stem-kick");
  bool told = false;
  for (const Fault& fault : loadSession(text).faults) {
    told = told ||
           (fault.pointer == "/stems/0/frames" &&
            fault.message.find("not one frame is left of it at 48000 Hz") != std::string::npos);
  }
  EXPECT_TRUE(told);
}

}  // namespace
}  // namespace lathe

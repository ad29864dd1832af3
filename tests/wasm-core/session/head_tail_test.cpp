// What of the song is delivered, in the document: read and written whole, absent
// in old ones, and refused where it makes no sense.

#include <gtest/gtest.h>

#include "bad_case.h"
#include "session/flat_session.h"
#include "session/loader.h"
#include "session/writer.h"
#include "session_fixtures.h"

namespace lathe::test {
namespace {

constexpr HeadTail kFull = {4800,  1500000,         480,   FadeCurve::SCurve,
                            96000, FadeCurve::Slow, 14400, 24000};

TEST(HeadTailDocument, ComesBackFromTheLoaderTheWriterAndTheFlatBytes) {
  const LoadResult loaded = loadSession(fullDocument());
  ASSERT_TRUE(loaded.session);
  EXPECT_EQ(loaded.session->headTail, kFull);
  const LoadResult again = loadSession(writeSession(*loaded.session));
  ASSERT_TRUE(again.session);
  EXPECT_EQ(again.session->headTail, kFull);
  Session flat;
  ASSERT_TRUE(unflattenSession(flattenSession(*loaded.session), flat));
  EXPECT_EQ(flat.headTail, kFull);
  // 14400 of silence, 1495200 of song, 24000 of silence.
  EXPECT_EQ(kFull.deliveredFrames(loaded.session->songFrames()), 1533600);
}

TEST(HeadTailDocument, OldDocumentsDeliverTheWholeSongAndAreWrittenWithout) {
  const LoadResult loaded = loadSession(readFixture("v1-empty.json"));
  ASSERT_TRUE(loaded.session);
  EXPECT_EQ(loaded.session->headTail, HeadTail{});
  EXPECT_EQ(HeadTail{}.deliveredFrames(1535872), 1535872);
  EXPECT_EQ(writeSession(*loaded.session).find("headTail"), std::string::npos);
}

TEST(HeadTailDocument, AnEndBehindTheLastClipMakesTheSongLonger) {
  const LoadResult loaded = loadSession(with("\"endFrame\": 1500000", "\"endFrame\": 1600000"));
  ASSERT_TRUE(loaded.session);
  EXPECT_EQ(loaded.session->songFrames(), 1600000);
}

TEST(HeadTailDocument, AMasterAloneHasNoSongToFit) {
  const LoadResult alone =
      loadMasterSettings(R"({"params": {}, "headTail": {"startFrame": 9000000}})");
  ASSERT_TRUE(alone.session);
  EXPECT_EQ(alone.session->headTail.startFrame, 9000000);
  EXPECT_EQ(alone.session->sampleRate, 0.0);
  const LoadResult ofSong = loadMasterSettings(fullDocument());
  ASSERT_TRUE(ofSong.session);
  EXPECT_GT(ofSong.session->sampleRate, 0.0);
}

TEST(HeadTailDocument, IsRefusedWhereItMakesNoSense) {
  const std::string noEnd = with("\"endFrame\": 1500000,", "");
  const auto field = [](const char* from, const char* to) { return with(from, to, "headTail"); };
  const int checked = expectRefused({
      {"end at start", field("1500000", "4800"), "/master/headTail/endFrame", "not behind",
       "Move one of the two"},
      {"end before start", field("1500000", "100"), "/master/headTail/endFrame", "not behind",
       "leave endFrame out"},
      {"end of nothing", field("1500000", "0"), "/master/headTail/endFrame", "0", "1"},
      {"start past the song",
       replaced(noEnd, "\"startFrame\": 4800", "\"startFrame\": 1535872", "headTail"),
       "/master/headTail/startFrame", "past the song's end, at frame 1535872", "leave it out"},
      {"fade in too long", field("\"fadeInFrames\": 480", "\"fadeInFrames\": 1495201"),
       "/master/headTail/fadeInFrames", "1495200 frames", "Shorten the fade"},
      {"fade out too long", field("96000", "1495201"), "/master/headTail/fadeOutFrames",
       "1495200 frames", "move the markers apart"},
      {"fade past the song", replaced(noEnd, "96000", "1531073", "headTail"),
       "/master/headTail/fadeOutFrames", "1531072 frames", "Shorten the fade"},
      {"negative", field("4800", "-1"), "/master/headTail/startFrame", "-1", "0"},
      {"half a frame", field("14400", "0.5"), "/master/headTail/silenceBeforeFrames",
       "whole number", "Round it"},
      {"an hour of silence", field("24000", "172800000"), "/master/headTail/silenceAfterFrames",
       "11520000", "11520000"},
      {"no curve", field("sCurve", "wavy"), "/master/headTail/fadeInCurve", "wavy", "linear"},
      {"a word", field("4800", "\"soon\""), "/master/headTail/startFrame", "number", ""},
      {"unknown", field("startFrame", "beginFrame"), "/master/headTail/beginFrame", "", ""},
  });
  EXPECT_EQ(checked, 13);
}

}  // namespace
}  // namespace lathe::test

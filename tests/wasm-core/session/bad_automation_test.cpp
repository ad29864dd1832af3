// Automation that makes no sense: refused with its place and a remedy.
#include <gtest/gtest.h>

#include <cstdio>
#include <vector>

#include "bad_case.h"

namespace lathe {
namespace {

using test::BadCase;
using test::with;

TEST(SessionBadInput, AutomationIsRefusedWithItsPlaceAndARemedy) {
  const std::vector<BadCase> cases = {
      {"automation out of order",
       with("\"frame\": 480000, \"value\": 1.5", "\"frame\": 48000, \"value\": 1.5"),
       "/automation/0/points", "number 2 (counted from 0) is at 48000 behind one at 48000",
       "Put them in order"},
      {"a point before the song", with("\"frame\": 4800,", "\"frame\": -1,", "\"automation\""),
       "/automation/1/points/0/frame", "is -1; it can be 0 to", "in that range"},
      {"a point out of range", with("\"value\": 1.5", "\"value\": 10.5"),
       "/automation/0/points/2/value",
       "\"value\" of \"fader.gainDb\" is 10.5; it can be -144 to 10", "in that range"},
      {"a point of a wrong kind", with("\"value\": true", "\"value\": 1"),
       "/automation/2/points/0/value", "\"value\" of \"mute\" is a number", "Change it"},
      {"a point of an unknown word", with("\"value\": \"rms\"", "\"value\": \"loud\""),
       "/automation/3/points/0/value", "it can be \"punch\", \"smooth\" or \"rms\"",
       "one of these"},
      {"a point without a value", with("\"frame\": 4800, \"value\": -12", "\"frame\": 4800"),
       "/automation/1/points/0/value", "is missing", "Add it"},
      {"too bent", with("\"curve\": 1", "\"curve\": 1.5"), "/automation/0/points/2/curve",
       "it can be -1 to 1", "in that range"},
      {"a lane without points", with("[{ \"frame\": 4800, \"value\": -12 }]", "[]"),
       "/automation/1/points", "at least 1", "Add what is missing"},
      {"automated latency", with("\"param\": \"comp.detector\"", "\"param\": \"comp.lookAheadMs\""),
       "/automation/3/param", "cannot be automated: the latency", "Set it once"},
      {"automation of an unknown parameter", with("\"param\": \"driveDb\"", "\"param\": \"drive\""),
       "/automation/5/param", "no parameter of the master", "Correct its spelling"},
      {"automation of another scope's parameter",
       with("\"target\": \"master\"", "\"target\": \"session\""), "/automation/5/param",
       "no parameter of the session", "remove the lane"},
      {"automation of no strip", with("\"strip\": \"drums\"", "\"strip\": \"gone\""),
       "/automation/2/strip", "no track or bus has that id", "remove what names it"},
      {"automation of a strip that is not named", with("\"strip\": \"drums\",", ""),
       "/automation/2/strip", "is missing", "Add it"},
      {"automation of the master of a strip",
       with("\"target\": \"master\"", "\"target\": \"master\", \"strip\": \"t1\""),
       "/automation/5/strip", "does not belong", "Remove it"},
      {"automation of a send without its bus", with("\"to\":", "\"was\":", "\"automation\""),
       "/automation/1/was", "no field", "Correct its spelling"},
      {"automation of a send that is not there",
       with("\"to\": \"room\"", "\"to\": \"drums\"", "\"target\": \"send\""), "/automation/1/to",
       "does not send to", "Add the send"},
      {"automation of an effect that is not there",
       with("\"strip\": \"echo\"", "\"strip\": \"drums\"", "\"target\": \"effect\""),
       "/automation/4/strip", "no return with an effect", "Name one"},
      {"automation of the other effect's parameter",
       with("\"param\": \"mixPercent\"", "\"param\": \"decaySeconds\""), "/automation/4/param",
       "no parameter of a delay", "Correct its spelling"},
      {"one parameter automated twice", with("\"automation\": [", R"("automation": [
         {"target":"master","param":"driveDb","points":[{"frame":0,"value":1}]},)"),
       "/automation", "second lane for one parameter, number 6", "Remove one"}};
  const int checked = test::expectRefused(cases);
  EXPECT_EQ(checked, static_cast<int>(cases.size()));
  std::printf("[ figure ] documents with bad automation refused %d\n", checked);
}

}  // namespace
}  // namespace lathe

// Keys that make no sense: refused with their place and a remedy.
#include <gtest/gtest.h>

#include <vector>

#include "bad_case.h"

namespace lathe {
namespace {

using test::BadCase;
using test::with;

TEST(BadKey, IsRefusedWithItsPlaceAndARemedy) {
  const std::vector<BadCase> cases = {
      {"a key from a removed track",
       with("\"gate\", \"from\": \"t1\"", "\"gate\", \"from\": \"t9\""),
       "/tracks/0/strip/keys/0/from", "no track or bus has that id", "remove what names it"},
      {"a key from nothing", with("\"gate\", \"from\": \"t1\"", "\"gate\""),
       "/tracks/0/strip/keys/0/from", "is missing", "Add it"},
      {"a key of a stage that has none", with("\"stage\": \"gate\"", "\"stage\": \"eq\""),
       "/tracks/0/strip/keys/0/stage", "it can be \"gate\", \"compressor\" or \"equaliser\"",
       "one of these"},
      {"two keys of a stage", with("\"stage\": \"compressor\"", "\"stage\": \"gate\""),
       "/tracks/0/strip/keys", "name one stage twice", "Remove one of the two"},
      {"more keys than stages",
       with("\"keys\": [", "\"keys\": [{ \"stage\": \"gate\", \"from\": \"t1\" },"),
       "/tracks/0/strip/keys", "3", "Remove"},
      {"a link beyond the last", with("\"link\": 3", "\"link\": 17"), "/tracks/0/strip/link",
       "is 17; it can be 0 to 16", "in that range"},
      {"keys of a wrong type", with("\"keys\": [", "\"keys\": 1, \"was\": ["),
       "/tracks/0/strip/keys", "is a number", "Change it"},
  };
  EXPECT_EQ(test::expectRefused(cases), static_cast<int>(cases.size()));
}

}  // namespace
}  // namespace lathe

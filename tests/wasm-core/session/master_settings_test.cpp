// A master's settings come from a whole session or from its master alone, through
// the same rules and with faults at the same places.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "session/loader.h"
#include "session_fixtures.h"

namespace lathe {
namespace {

TEST(MasterSettings, TheMasterAloneMeansWhatItMeansInItsSession) {
  const auto document = nlohmann::json::parse(test::fullDocument());
  const LoadResult whole = loadMasterSettings(test::fullDocument());
  const LoadResult alone = loadMasterSettings(document["master"].dump());
  ASSERT_TRUE(whole.session && alone.session);
  EXPECT_EQ(whole.session->masterParams, alone.session->masterParams);
  EXPECT_NE(alone.session->masterParams, ParamValues());
  EXPECT_TRUE(alone.session->automation.empty());
}

TEST(MasterSettings, FaultsStandAtTheirPlaces) {
  const auto pointers = [](const char* json) {
    std::vector<std::string> found;
    const LoadResult result = loadMasterSettings(json);
    EXPECT_FALSE(result.session.has_value()) << json;
    for (const Fault& fault : result.faults) found.push_back(fault.pointer);
    return found;
  };
  using Pointers = std::vector<std::string>;
  EXPECT_EQ(pointers(R"({"params": {"driveDb": 99, "faderDb": 0}, "more": 1})"),
            (Pointers{"/params/driveDb", "/params/faderDb", "/more"}));
  EXPECT_EQ(pointers(R"({"format": "lathe-session", "version": 9})"), Pointers{"/version"});
  EXPECT_EQ(pointers("[]"), Pointers{""});
  EXPECT_EQ(pointers("{\"params\": ").size(), 1u);
}

}  // namespace
}  // namespace lathe

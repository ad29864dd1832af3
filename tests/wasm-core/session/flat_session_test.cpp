// The flat form that the engine gets is the session and nothing less.
#include "session/flat_session.h"

#include <gtest/gtest.h>

#include <cstring>

#include "session/loader.h"
#include "session_fixtures.h"

namespace lathe {
namespace {

Session full() { return *loadSession(test::fullDocument()).session; }

TEST(FlatSession, HoldsEveryField) {
  const Session session = full();
  Session read;
  read.name = "left over";
  ASSERT_TRUE(unflattenSession(flattenSession(session), read));
  EXPECT_TRUE(read == session);
  EXPECT_EQ(flattenSession(read), flattenSession(session));
}

TEST(FlatSession, RefusesWhatIsCutShort) {
  const std::vector<uint8_t> whole = flattenSession(full());
  for (size_t length = 0; length < whole.size(); length += length < 4096 ? 1 : 97) {
    Session read;
    EXPECT_FALSE(unflattenSession(std::span(whole).first(length), read)) << length << " bytes";
  }
}

TEST(FlatSession, RefusesWhatGoesOnOrBeginsOtherwise) {
  std::vector<uint8_t> longer = flattenSession(full());
  longer.push_back(0);
  Session read;
  EXPECT_FALSE(unflattenSession(longer, read));
  std::vector<uint8_t> other = flattenSession(full());
  other[6] ^= 1;
  EXPECT_FALSE(unflattenSession(other, read));
}

TEST(FlatSession, AsksForNoMoreItemsThanItHasBytes) {
  std::vector<uint8_t> bytes = flattenSession(Session{});
  // The name's length: right behind the mark.
  const double many = 1e14;
  std::memcpy(bytes.data() + sizeof(double), &many, sizeof many);
  Session read;
  EXPECT_FALSE(unflattenSession(bytes, read));
}

}  // namespace
}  // namespace lathe

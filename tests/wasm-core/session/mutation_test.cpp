// Thousands of damaged documents, the same in every run: the loader never
// crashes and always gives either a session or faults.
#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <string>

#include "../../fuzz/session_property.h"
#include "session_fixtures.h"

namespace lathe {
namespace {

class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}

  std::string mutate(std::string text) {
    const int edits = 1 + below(4);
    for (int i = 0; i < edits && !text.empty(); ++i) edit(text);
    return text;
  }

 private:
  // std::uniform_int_distribution differs between libraries; this does not.
  int below(size_t limit) { return static_cast<int>(random_() % limit); }

  void edit(std::string& text) {
    static const char* const kPieces[] = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "0",
        "-",
        "1e999",
        "-1e308",
        "9007199254740993",
        "null",
        "true",
        "\\u0000",
        "\\ud800",
        "\xff",
        "\xc0\x80",
        "NaN",
        "1.5",
        "\"id\":\"t1\",",
        "{}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "18446744073709551616"};
    const size_t at = static_cast<size_t>(below(text.size()));
    const size_t length = static_cast<size_t>(below(std::min<size_t>(text.size() - at, 200) + 1));
    switch (below(7)) {
      case 0:
        text[at] = static_cast<char>(random_());
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        text.insert(at, text.substr(at, length));
        break;
      case 3:
        text.insert(at, kPieces[static_cast<size_t>(below(std::size(kPieces)))]);
        break;
      case 4:
        text.resize(at);
        break;
      case 5: {  // a digit becomes another: mostly still JSON, often still a session
        const size_t digit = text.find_first_of("0123456789", at);
        if (digit != std::string::npos) text[digit] = static_cast<char>('0' + below(10));
        break;
      }
      default: {  // two parts change places
        const std::string part = text.substr(at, length);
        text.erase(at, length);
        text.insert(text.empty() ? 0 : static_cast<size_t>(below(text.size())), part);
      }
    }
  }

  std::mt19937 random_;
};

TEST(DamagedSession, GivesASessionOrFaultsAndNeverBoth) {
  constexpr int kDocuments = 10000;
  const std::string sources[] = {test::oneBandDocument(), test::readFixture("v1-empty.json")};
  ASSERT_FALSE(sources[0].empty());
  Mutator mutator(20240601);
  int loaded = 0;
  for (int i = 0; i < kDocuments; ++i) {
    const std::string text = mutator.mutate(sources[i % 2]);
    const std::string broken = test::checkSessionProperty(text);
    ASSERT_EQ(broken, "") << "document " << i << ":\n" << text;
    loaded += loadSession(text).session.has_value();
  }
  std::printf("[ figure ] damaged documents %d, still a session %d\n", kDocuments, loaded);
  EXPECT_GT(loaded, kDocuments / 100) << "the damage hits too hard to test what lies behind it";
  EXPECT_LT(loaded, kDocuments / 2);
}

TEST(DamagedSession, EveryPrefixIsRefused) {
  const std::string text = test::oneBandDocument();
  ASSERT_TRUE(loadSession(text).session.has_value());
  const size_t end = text.find_last_of('}');
  for (size_t length = 0; length <= end; ++length) {
    const LoadResult result = loadSession(std::string_view(text).substr(0, length));
    ASSERT_FALSE(result.session.has_value()) << length;
    ASSERT_EQ(result.faults.size(), 1u) << length;
  }
}

}  // namespace
}  // namespace lathe

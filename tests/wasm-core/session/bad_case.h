// A document that must be refused, where the loader has to point, and the
// remedy it has to offer.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "session/loader.h"
#include "session_fixtures.h"

namespace lathe::test {

/// The full document with one edit.
inline std::string with(std::string_view from, std::string_view to, std::string_view after = "") {
  return replaced(fullDocument(), from, to, after);
}

struct BadCase {
  const char* name;
  std::string document;
  const char* pointer;
  const char* says;    ///< part of what is wrong
  const char* remedy;  ///< part of what to do
};

/// How many there were.
inline int expectRefused(const std::vector<BadCase>& cases) {
  int checked = 0;
  for (const BadCase& bad : cases) {
    SCOPED_TRACE(bad.name);
    // An edit that did not find its place would test nothing.
    if (std::string_view(bad.name) != "empty" && bad.document.empty()) {
      ADD_FAILURE() << "the edit found no place";
      continue;
    }
    const LoadResult result = loadSession(bad.document);
    EXPECT_FALSE(result.session.has_value());
    bool found = false;
    std::string all;
    for (const Fault& fault : result.faults) {
      all += faultText(fault) + "\n";
      found = found || ((bad.pointer == nullptr || fault.pointer == bad.pointer) &&
                        fault.message.find(bad.says) != std::string::npos &&
                        fault.message.find(bad.remedy) != std::string::npos);
      EXPECT_GE(fault.line, 1);
      EXPECT_GE(fault.column, 1);
    }
    EXPECT_TRUE(found) << "wanted " << (bad.pointer ? bad.pointer : "anywhere") << ": " << bad.says
                       << " … " << bad.remedy << "\ngot\n"
                       << all;
    ++checked;
  }
  return checked;
}

}  // namespace lathe::test

// Documents that the session's tests start from.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#ifndef LATHE_SOURCE_DIR
#error "LATHE_SOURCE_DIR names the folder of the sources"
#endif

namespace lathe::test {

inline std::string readFixture(const std::string& name) {
  const std::string path = std::string(LATHE_SOURCE_DIR "/tests/fixtures/sessions/") + name;
  std::string text;
  FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  char buffer[4096];
  for (size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) {
    text.append(buffer, got);
  }
  std::fclose(file);
  return text;
}

/// Every field and every parameter, none at its default where it has one.
inline std::string fullDocument() { return readFixture("v1-full.json"); }

/// `text` with the first `from` after the first `after` replaced; empty where either is missing.
inline std::string replaced(std::string text, std::string_view from, std::string_view to,
                            std::string_view after = "") {
  const size_t start = text.find(after);
  if (start == std::string::npos) return "";
  const size_t at = text.find(from, start);
  if (at == std::string::npos) return "";
  return text.replace(at, from.size(), to);
}

}  // namespace lathe::test

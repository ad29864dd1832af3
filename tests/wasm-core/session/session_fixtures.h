// Documents that the session's tests start from.
#pragma once

#include <algorithm>
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

/// The same without indents, and without the rows of every band from the second on, which are those
/// of the first again: for what is asked of each of thousands of documents.
inline std::string oneBandDocument() {
  const std::string full = fullDocument();
  std::string few;
  for (size_t line = 0, end = 0; line < full.size(); line = end + 1) {
    end = std::min(full.find('\n', line), full.size() - 1);
    const std::string_view indented = std::string_view(full).substr(line, end + 1 - line);
    const std::string_view row = indented.substr(indented.find_first_not_of(' '));
    const size_t band = row.find(".band");
    const bool again = band != std::string_view::npos && row[band + 5] > '1';
    if (!again || row.find(',') == std::string_view::npos) few += row;
  }
  return few;
}

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

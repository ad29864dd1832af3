// How far a long command has come: one line that rewrites itself, shown only
// where stdout is a terminal.
// Thread: main.
#pragma once

#include <cstdint>
#include <string>

namespace lathe::cli {

class Progress {
 public:
  /// `label`: "Rendering".
  explicit Progress(std::string label) : label_(std::move(label)) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows done / total as per cent; cheap to call often.
  void show(int64_t done, int64_t total);

 private:
  std::string label_;
  int shownPercent_ = -1;
};

/// Before anything else is printed.
void clearProgressLine();

}  // namespace lathe::cli

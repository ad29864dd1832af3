// Faults and warnings, one line each on stderr: the file, what is wrong, the
// remedy. A command goes on as long as it can so that every fault is told at
// once, and its exit status is that of its report.
// Thread: main.
#pragma once

#include <string_view>

#include "formats/format_fault.h"

namespace lathe::cli {

inline constexpr int kExitOk = 0, kExitFault = 1, kExitUsage = 2;

class Report {
 public:
  void fault(std::string_view file, const FormatFault& fault);
  /// `text`: what is wrong and the remedy, in full sentences.
  void fault(std::string_view file, std::string_view text);
  /// Told, but not a failure.
  void warning(std::string_view file, std::string_view text);

  bool failed() const { return failed_; }
  int exitStatus() const { return failed_ ? kExitFault : kExitOk; }

 private:
  bool failed_ = false;
};

}  // namespace lathe::cli

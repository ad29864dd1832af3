#include "cli/report.h"

#include <cstdio>
#include <string>

#include "cli/progress.h"

namespace lathe::cli {
namespace {

void printLine(const std::string& line) {
  clearProgressLine();
  std::fprintf(stderr, "lathe: %s\n", line.c_str());
}

}  // namespace

void Report::fault(std::string_view file, const FormatFault& fault) {
  failed_ = true;
  printLine(describeFault(file, fault));
}

void Report::fault(std::string_view file, std::string_view text) {
  failed_ = true;
  printLine(std::string(file) + ": " + std::string(text));
}

void Report::warning(std::string_view file, std::string_view text) {
  printLine("warning: " + std::string(file) + ": " + std::string(text));
}

}  // namespace lathe::cli

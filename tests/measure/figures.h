// Prints a measured figure so that it can be quoted, pass or fail.
#pragma once

#include <cstdio>

namespace measure {

inline void printFigure(const char* name, double value, const char* unit) {
  std::printf("[ figure ] %s %.4f %s\n", name, value, unit);
}

}  // namespace measure

// What must hold for any bytes whatever given to the session loader. Shared by
// the fuzzer and by the seeded mutation test.
#pragma once

#include <string>
#include <string_view>

#include "session/loader.h"
#include "session/writer.h"

namespace lathe::test {

/// Empty where it holds; else what broke.
inline std::string checkSessionProperty(std::string_view text) {
  const LoadResult result = loadSession(text);
  if (result.session.has_value() == !result.faults.empty()) {
    return "neither a session nor faults, or both";
  }
  for (const Fault& fault : result.faults) {
    if (fault.message.empty() || fault.line < 1 || fault.column < 1)
      return "a fault without a place";
    if (!fault.pointer.empty() && fault.pointer[0] != '/') return "a pointer without its slash";
  }
  (void)faultsJson(result.faults);
  if (!result.session.has_value()) return "";
  if (result.session->songFrames() < 0) return "a song of negative length";
  const std::string written = writeSession(*result.session);
  const LoadResult again = loadSession(written);
  if (!again.session.has_value()) {
    return "what was written is refused: " + faultText(again.faults[0]);
  }
  if (!(*again.session == *result.session)) return "what was written loads as another session";
  if (writeSession(*again.session) != written) return "writing again gives other bytes";
  return "";
}

}  // namespace lathe::test

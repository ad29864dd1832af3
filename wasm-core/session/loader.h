// From JSON text to a session, or to the list of everything that is wrong with
// it: never half a session. One loader for the browser, links and the command
// line. Older documents are brought up to date first; newer ones are refused.
// Thread: any but the real-time one (allocates).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "session/fault.h"
#include "session/session.h"

namespace lathe {

/// Either `session`, and no faults; or at least one fault, and no session.
struct LoadResult {
  std::optional<Session> session;
  std::vector<Fault> faults;  ///< in the order of the document, at most 101
};

/// `json` is UTF-8, up to 16 MB. Values left out of `params` stand at their defaults.
LoadResult loadSession(std::string_view json);

/// Settings of a master for any song: from a session's document, or from its `master` object alone
/// (told by having no "format"), which has a `sampleRate` of 0. Beside that only `masterParams`,
/// `headTail` and the automation are of use.
LoadResult loadMasterSettings(std::string_view json);

}  // namespace lathe

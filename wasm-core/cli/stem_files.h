// Finds, checks and opens the stems of a session: at the path the document
// gives, relative to the session file; else by name beside it; else by name in
// the folder the user named. A file counts only if its SHA-256 is the stem's. What
// is at another rate than the session is converted, as the studio does on import.
// Thread: main (hashing and converting run on all cores inside).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/audio_file.h"
#include "cli/report.h"
#include "session/session.h"

namespace lathe::cli {

/// In the order of Session::stems.
struct StemFiles {
  std::vector<std::string> paths;
  std::vector<std::unique_ptr<AudioFile>> files;  ///< at the session's rate
  /// Samples that were NaN or infinite and were converted as 0.
  std::vector<int64_t> nonFiniteSamples;
  std::vector<PcmLayout> layouts() const;
};

/// Nothing where a stem is missing, changed or does not fit the session; every one is reported.
/// `stemsFolder` may be empty.
std::optional<StemFiles> openStems(const Session& session, const std::string& sessionPath,
                                   const std::string& stemsFolder, Report& report);

}  // namespace lathe::cli

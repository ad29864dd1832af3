// A JSON document read from a file through one of the session's loaders.
// Thread: main.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/report.h"
#include "session/loader.h"

namespace lathe::cli {

using DocumentLoader = LoadResult (*)(std::string_view json);

/// Nothing where the file cannot be read or the document is unsound: every fault is reported, with
/// its place.
std::optional<Session> readDocument(const std::string& path, DocumentLoader load, Report& report);

}  // namespace lathe::cli

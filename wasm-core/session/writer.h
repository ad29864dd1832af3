// From a session to its document: the same bytes for the same session on every
// platform. Parameters at their default and optional fields that are zero,
// false or empty are left out. What a loader gave is written so that a loader
// gives an equal session back.
// Thread: any but the real-time one (allocates).
#pragma once

#include <string>

#include "session/session.h"

namespace lathe {

/// Indented JSON with a newline at its end. Every clip's `stemIndex` must name a stem.
std::string writeSession(const Session& session);

}  // namespace lathe

// A session as flat bytes: what a document compiles to where it is read, so
// that the engine itself needs neither JSON nor text. Field after field in the
// order of session_shape.h: numbers as doubles, texts and lists after their
// length, parameters of a scope in the table's order. Both ends come from one
// build; bytes of another are refused. Never stored: documents are.
// Thread: any but the real-time one (allocates).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "session/session.h"

namespace lathe {

std::vector<uint8_t> flattenSession(const Session& session);

/// False, and `session` is half read, where the bytes are not all of a session of this build.
bool unflattenSession(std::span<const uint8_t> bytes, Session& session);

}  // namespace lathe

// The session document's JSON Schema (draft 2020-12), printed from the same
// description and parameter table that the loader reads by. What a schema
// cannot say (ids, references, clips inside their stems) only the loader knows.
// Thread: any but the real-time one (allocates).
#pragma once

#include <string>

namespace lathe {

std::string sessionSchemaJson();

}  // namespace lathe

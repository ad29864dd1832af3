// The words of the table of parameters: what documents, faults, the schema and
// the generated TypeScript call them.
// Thread: any (constant data).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "params/parameter_table.h"

namespace lathe {

struct ParamText {
  const char* key;                       ///< as in documents, e.g. "comp.thresholdDb"
  const char* name;                      ///< as on screen, e.g. "Compressor threshold"
  const char* unit;                      ///< "dB", "Hz", "ms", "%", ":1", "dBTP" … or ""
  std::span<const char* const> choices;  ///< of a Choice, by value
};

const ParamText& paramText(ParamId id) noexcept;
/// Null where `scope` has no such key.
const ParamSpec* findParam(ParamScope scope, std::string_view key) noexcept;
/// The table as JSON, for `lathe params --json` and the TypeScript generator.
std::string parameterTableJson();

}  // namespace lathe

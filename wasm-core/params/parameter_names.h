// The words that stand for scopes, kinds and tapers wherever the table is
// printed: `lathe params --json`, the JSON Schema, the generated TypeScript.
// Thread: any (constants only).
#pragma once

#include "params/parameter_table.h"

namespace lathe {

constexpr const char* scopeName(ParamScope scope) {
  constexpr const char* kNames[] = {"strip",   "send",   "reverb", "delay",
                                    "session", "master", "monitor"};
  return kNames[static_cast<int>(scope)];
}

constexpr const char* kindName(ParamKind kind) {
  constexpr const char* kNames[] = {"number", "switch", "choice"};
  return kNames[static_cast<int>(kind)];
}

constexpr const char* taperName(ParamTaper taper) {
  constexpr const char* kNames[] = {"linear", "log", "ratio", "fader"};
  return kNames[static_cast<int>(taper)];
}

}  // namespace lathe

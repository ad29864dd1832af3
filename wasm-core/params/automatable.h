// Which parameters may be automated: those that a document holds, but for what
// a strip's or the master's latency depends on, which is constant while the
// song plays.
// Thread: any (constants only).
#pragma once

#include "params/parameter_table.h"

namespace lathe {

constexpr bool canBeAutomated(const ParamSpec& spec) noexcept {
  switch (spec.id) {
    // Their stage can be late while it is on.
    case ParamId::GateOn:
    case ParamId::CompOn:
    case ParamId::DeEsserOn:
    case ParamId::MasterEqOn:
    case ParamId::ExciterOn:
    case ParamId::ClipperOn:
    case ParamId::LimiterOn:
      return false;
    default:
      return spec.scope != ParamScope::Monitor && !spec.changesLatency;
  }
}

}  // namespace lathe

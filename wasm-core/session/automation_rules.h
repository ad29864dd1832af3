// What must hold of a session's automation across its fields, and the words for
// what does not: beside session_shape.h.
// Thread: any but the real-time one (allocates).
#pragma once

#include <string>
#include <vector>

#include "session/automation_curve.h"

namespace lathe {

/// Whether the target is a strip or a part of one.
constexpr bool hasStrip(AutomationTarget target) {
  return target != AutomationTarget::Master && target != AutomationTarget::Session;
}

/// The effect of the return that a lane names; null where there is none.
const EffectDocument* findEffect(const Session& session, const AutomationLane& lane);
/// Of a lane's parameter. Where it names an effect that is not there, that of any effect.
ParamScope automationScope(const Session& session, const AutomationLane& lane);

/// Which of its strip's sends a lane's bus names; −1 where there is none.
int findSend(const Session& session, const AutomationLane& lane);
/// Position of the first lane whose parameter an earlier one has; −1 where each has its own.
int findLaneGivenTwice(const Session& session);

// To follow the field's name.
std::string describeDisorder(const std::vector<AutomationPoint>& points);
std::string describeWrongField(bool isNeeded, const char* what);
std::string describeLaneGivenTwice(int position);

}  // namespace lathe

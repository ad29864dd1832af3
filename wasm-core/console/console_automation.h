// A session's automation of strips, sends, effects and the session itself, as
// the console plays it: whose number a lane's parameter has in commands, and how
// late the sample is that it acts on.
// Thread: any but the real-time one (allocates).
#pragma once

#include <vector>

#include "automation/automation_lanes.h"
#include "console/mix_plan.h"

namespace lathe {

/// `levelFrames`: the latency of each level of `plan`. The master's lanes are left to it.
void prepareConsoleLanes(const Session& session, const MixPlan& plan,
                         const std::vector<int>& levelFrames, AutomationLanes& lanes);

}  // namespace lathe

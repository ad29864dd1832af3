#include "console/console_automation.h"

#include "console/alignment.h"
#include "console/strip.h"
#include "session/automation_rules.h"
#include "session/targets.h"

namespace lathe {
namespace {

/// The number that a lane's parameter has in commands; false where the session has no such place.
bool findTarget(const Session& session, const AutomationLane& lane, int& target) {
  const auto tracks = static_cast<int>(session.tracks.size());
  switch (lane.target) {
    case AutomationTarget::Strip:
      target = lane.stripIndex < tracks ? lane.stripIndex : kBusTargets + lane.stripIndex - tracks;
      return session.strip(lane.stripIndex) != nullptr;
    case AutomationTarget::Send: {
      const int send = findSend(session, lane);
      target = kSendTargets + send;
      for (int i = 0; send >= 0 && i < lane.stripIndex; ++i) {
        target += static_cast<int>(session.strip(i)->sends.size());
      }
      return send >= 0;
    }
    case AutomationTarget::Effect:
      target = kEffectTargets + lane.stripIndex - tracks;
      return findEffect(session, lane) != nullptr;
    case AutomationTarget::Session:
      target = kSessionTarget;
      return true;
    case AutomationTarget::Master:
      break;
  }
  return false;
}

/// By how many frames the sample that the parameter acts on is older than what enters the tracks.
int lagFrames(const Session& session, const MixPlan& plan, const std::vector<int>& levelFrames,
              const AutomationLane& lane) {
  const bool ofStrip = hasStrip(lane.target);
  const auto source = static_cast<size_t>(ofStrip ? lane.stripIndex : 0);
  const PlannedStrip* strip =
      ofStrip ? &plan.strips[static_cast<size_t>(plan.stripOfSource[source])] : nullptr;
  const int level = strip ? strip->level : 0;
  const int frames = framesBelow(levelFrames, level);
  // A return's effect stands before its strip, and before what that waits.
  if (strip == nullptr || lane.target == AutomationTarget::Effect) return frames;
  const ParamValues& params = session.strip(lane.stripIndex)->params;
  const int waits =
      levelFrames[static_cast<size_t>(level)] - stripLatencyFrames(params, session.sampleRate);
  return frames + waits + stripLatencyFrames(params, session.sampleRate, lane.param);
}

}  // namespace

void prepareConsoleLanes(const Session& session, const MixPlan& plan,
                         const std::vector<int>& levelFrames, AutomationLanes& lanes) {
  size_t points = 0;
  for (const AutomationLane& lane : session.automation) points += lane.points.size();
  lanes.prepare(session.sampleRate, session.automation.size(), points);
  for (const AutomationLane& lane : session.automation) {
    if (lane.target == AutomationTarget::Master) continue;
    int target = 0;
    if (findTarget(session, lane, target)) {
      lanes.add(session, lane, target, lagFrames(session, plan, levelFrames, lane));
    } else {
      lanes.refuse();
    }
  }
}

}  // namespace lathe

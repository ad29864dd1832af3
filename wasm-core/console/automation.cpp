#include "console/automation.h"

#include <algorithm>

#include "base/math.h"
#include "base/smoother.h"
#include "console/alignment.h"
#include "console/engine.h"
#include "console/strip.h"
#include "params/automatable.h"
#include "session/automation_rules.h"

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
    case AutomationTarget::Master:
      target = kMasterTarget;
      return true;
    case AutomationTarget::Session:
      target = kSessionTarget;
      return true;
  }
  return false;
}

/// By how much what is heard lags a change of the parameter.
double leadFrames(const ParamSpec& spec, double sampleRate) {
  // What changes at a block's edge is nearest to its frame where the edge is the nearest.
  constexpr double kNearestEdge = kBlockFrames / 2.0;
  // The limiter looks ahead itself: a ceiling holds for what enters it.
  if (spec.smoothingMs == 0.0 || spec.id == ParamId::LimiterCeilingDbtp) return kNearestEdge;
  if (spec.kind != ParamKind::Number) {
    return kNearestEdge + spec.smoothingMs * sampleRate / 2000.0;
  }
  return ParamSmoother::lagFrames(sampleRate, spec.smoothingMs);
}

/// By how many frames the sample that the parameter acts on is older than what enters the tracks.
int lagFrames(const Session& session, const MixPlan& plan, const std::vector<int>& levelFrames,
              const AutomationLane& lane) {
  const bool ofStrip = hasStrip(lane.target);
  const auto source = static_cast<size_t>(ofStrip ? lane.stripIndex : 0);
  const PlannedStrip* strip =
      ofStrip ? &plan.strips[static_cast<size_t>(plan.stripOfSource[source])] : nullptr;
  const int level = strip                                     ? strip->level
                    : lane.target == AutomationTarget::Master ? plan.levelCount
                                                              : 0;
  const int frames = framesBelow(levelFrames, level);
  // A return's effect stands before its strip, and before what that waits.
  if (strip == nullptr || lane.target == AutomationTarget::Effect) return frames;
  const ParamValues& params = session.strip(lane.stripIndex)->params;
  const int waits =
      levelFrames[static_cast<size_t>(level)] - stripLatencyFrames(params, session.sampleRate);
  return frames + waits + stripLatencyFrames(params, session.sampleRate, lane.param);
}

double movedBy(const ParamSpec& spec, double value, double offset) noexcept {
  const double moved = spec.taper == ParamTaper::Log ? value * math::exp2(offset) : value + offset;
  return clampParam(spec.id, spec.kind == ParamKind::Number ? moved : value);
}

}  // namespace

void Automation::prepare(const Session& session, const MixPlan& plan,
                         const std::vector<int>& levelFrames) {
  size_t pointCount = 0;
  for (const AutomationLane& lane : session.automation) pointCount += lane.points.size();
  points_.reserve(pointCount);
  lanes_.reserve(session.automation.size());
  for (const bool ofMaster : {false, true}) {
    firstMasterLane_ = lanes_.size();
    for (const AutomationLane& from : session.automation) {
      if ((from.target == AutomationTarget::Master) != ofMaster) continue;
      const auto id = static_cast<size_t>(from.param);
      int target = 0;
      if (id >= kParamCount || !canBeAutomated(paramSpec(from.param)) ||
          paramSpec(from.param).scope != automationScope(session, from) ||
          !arePointsPlayable(from.points, paramSpec(from.param)) ||
          !findTarget(session, from, target) || find(target, from.param) != nullptr) {
        ++refusedLanes_;
        continue;
      }
      const int lag = lagFrames(session, plan, levelFrames, from);
      const size_t first = points_.size();
      points_.insert(points_.end(), from.points.begin(), from.points.end());
      lanes_.push_back({target, from.param, static_cast<double>(lag),
                        leadFrames(paramSpec(from.param), session.sampleRate),
                        std::span(points_.data() + first, from.points.size())});
    }
  }
}

size_t Automation::memoryBytes(const Session& session) {
  size_t bytes = session.automation.size() * sizeof(Lane);
  for (const AutomationLane& lane : session.automation) {
    bytes += lane.points.size() * sizeof(AutomationPoint);
  }
  return bytes;
}

void Automation::reset() noexcept {
  for (Lane& lane : lanes_) lane.stale = true;
}

Automation::Lane* Automation::find(int target, ParamId id) noexcept {
  const auto lane = std::find_if(lanes_.begin(), lanes_.end(), [&](const Lane& candidate) {
    return candidate.target == target && candidate.id == id;
  });
  return lane == lanes_.end() ? nullptr : &*lane;
}

bool Automation::overrides(int target, ParamId id) const noexcept {
  const Lane* lane = const_cast<Automation*>(this)->find(target, id);
  return lane != nullptr && lane->hold != AutomationHold::Held;
}

bool Automation::hold(int target, ParamId id, AutomationHold hold, double offset) noexcept {
  Lane* lane = find(target, id);
  if (lane == nullptr) return false;
  lane->hold = hold;
  lane->offset = hold == AutomationHold::Trimmed && offset - offset == 0.0 ? offset : 0.0;
  lane->stale = true;
  return true;
}

double Automation::valueOf(const Lane& lane, int64_t songFrame, bool fresh) noexcept {
  const ParamSpec& spec = paramSpec(lane.id);
  const double lead = fresh ? 0.0 : lane.leadFrames;
  const double value =
      automationValueAt(lane.points, spec, static_cast<double>(songFrame) - lane.lagFrames + lead);
  return lane.offset == 0.0 ? value : movedBy(spec, value, lane.offset);
}

}  // namespace lathe

#include "automation/automation_lanes.h"

#include <algorithm>

#include "base/block.h"
#include "base/math.h"
#include "base/smoother.h"
#include "params/automatable.h"
#include "session/automation_rules.h"

namespace lathe {
namespace {

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

double movedBy(const ParamSpec& spec, double value, double offset) noexcept {
  const double moved = spec.taper == ParamTaper::Log ? value * math::exp2(offset) : value + offset;
  return clampParam(spec.id, spec.kind == ParamKind::Number ? moved : value);
}

}  // namespace

void AutomationLanes::prepare(double sampleRate, size_t lanes, size_t points) {
  lanes_.clear();
  points_.clear();
  // Lanes point into `points_`, which must not move while they are added.
  lanes_.reserve(lanes);
  points_.reserve(points);
  sampleRate_ = sampleRate;
  refused_ = 0;
}

void AutomationLanes::add(const Session& session, const AutomationLane& lane, int target,
                          int lagFrames) {
  if (static_cast<size_t>(lane.param) >= kParamCount || !canBeAutomated(paramSpec(lane.param)) ||
      paramSpec(lane.param).scope != automationScope(session, lane) ||
      !arePointsPlayable(lane.points, paramSpec(lane.param)) ||
      find(target, lane.param) != nullptr) {
    refuse();
    return;
  }
  const size_t first = points_.size();
  points_.insert(points_.end(), lane.points.begin(), lane.points.end());
  lanes_.push_back({target, lane.param, static_cast<double>(lagFrames),
                    leadFrames(paramSpec(lane.param), sampleRate_),
                    std::span(points_.data() + first, lane.points.size())});
}

size_t AutomationLanes::memoryBytes(const Session& session) {
  size_t bytes = session.automation.size() * sizeof(Lane);
  for (const AutomationLane& lane : session.automation) {
    bytes += lane.points.size() * sizeof(AutomationPoint);
  }
  return bytes;
}

void AutomationLanes::reset() noexcept {
  for (Lane& lane : lanes_) lane.stale = true;
}

AutomationLanes::Lane* AutomationLanes::find(int target, ParamId id) noexcept {
  const auto lane = std::find_if(lanes_.begin(), lanes_.end(), [&](const Lane& candidate) {
    return candidate.target == target && candidate.id == id;
  });
  return lane == lanes_.end() ? nullptr : &*lane;
}

bool AutomationLanes::overrides(int target, ParamId id) const noexcept {
  const Lane* lane = const_cast<AutomationLanes*>(this)->find(target, id);
  return lane != nullptr && lane->hold != AutomationHold::Held;
}

bool AutomationLanes::hold(int target, ParamId id, AutomationHold hold, double offset) noexcept {
  Lane* lane = find(target, id);
  if (lane == nullptr) return false;
  lane->hold = hold;
  lane->offset = hold == AutomationHold::Trimmed && offset - offset == 0.0 ? offset : 0.0;
  lane->stale = true;
  return true;
}

double AutomationLanes::valueOf(const Lane& lane, int64_t songFrame, bool fresh) noexcept {
  const ParamSpec& spec = paramSpec(lane.id);
  const double lead = fresh ? 0.0 : lane.leadFrames;
  const double value =
      automationValueAt(lane.points, spec, static_cast<double>(songFrame) - lane.lagFrames + lead);
  return lane.offset == 0.0 ? value : movedBy(spec, value, lane.offset);
}

}  // namespace lathe

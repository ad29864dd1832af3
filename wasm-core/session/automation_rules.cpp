#include "session/automation_rules.h"

#include "params/json_text.h"

namespace lathe {

const EffectDocument* findEffect(const Session& session, const AutomationLane& lane) {
  // A track, or −1, is beyond any bus.
  const auto bus = static_cast<size_t>(lane.stripIndex) - session.tracks.size();
  if (bus >= session.buses.size() || !session.buses[bus].effect) return nullptr;
  return &*session.buses[bus].effect;
}

ParamScope automationScope(const Session& session, const AutomationLane& lane) {
  switch (lane.target) {
    case AutomationTarget::Strip:
      return ParamScope::Strip;
    case AutomationTarget::Send:
      return ParamScope::Send;
    case AutomationTarget::Effect: {
      const EffectDocument* effect = findEffect(session, lane);
      return effect == nullptr ? ParamScope::Reverb : effectScope(effect->kind);
    }
    case AutomationTarget::Master:
      return ParamScope::Master;
    default:
      return ParamScope::Session;
  }
}

int findSend(const Session& session, const AutomationLane& lane) {
  const StripDocument* strip = session.strip(lane.stripIndex);
  if (strip == nullptr) return -1;
  for (size_t i = 0; i < strip->sends.size(); ++i) {
    if (strip->sends[i].busIndex == lane.sendBusIndex) return static_cast<int>(i);
  }
  return -1;
}

int findLaneGivenTwice(const Session& session) {
  const std::vector<AutomationLane>& lanes = session.automation;
  for (size_t i = 1; i < lanes.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (lanes[i].param == lanes[j].param && lanes[i].target == lanes[j].target &&
          lanes[i].stripIndex == lanes[j].stripIndex &&
          lanes[i].sendBusIndex == lanes[j].sendBusIndex) {
        return static_cast<int>(i);
      }
    }
  }
  return -1;
}

std::string describeDisorder(const std::vector<AutomationPoint>& points) {
  size_t at = 1;
  while (at + 1 < points.size() && points[at].frame > points[at - 1].frame) ++at;
  return "have to rise in frame, but number " + plainNumber(static_cast<double>(at)) +
         " (counted from 0) is at " + plainNumber(static_cast<double>(points[at].frame)) +
         " behind one at " + plainNumber(static_cast<double>(points[at - 1].frame)) +
         ". Put them in order, one a frame.";
}

std::string describeWrongField(bool isNeeded, const char* what) {
  if (isNeeded) return std::string("is missing: this target needs ") + what + ". Add it.";
  return "does not belong to this target. Remove it.";
}

std::string describeLaneGivenTwice(int position) {
  return "has a second lane for one parameter, number " + plainNumber(position) +
         " (counted from 0). Remove one of the two.";
}

}  // namespace lathe

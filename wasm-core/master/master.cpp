#include "master/master.h"

#include <algorithm>

#include "params/parameter_table.h"
#include "session/targets.h"

namespace lathe {
namespace {

/// The room that linear phase takes is had only where the document asks for it: a change of phase
/// is a change of latency, for which the master is made anew.
bool needsLinearPhase(const Session& session) noexcept {
  return static_cast<EqualiserPhase>(session.masterParams[ParamId::MasterEqPhase] + 0.5) ==
         EqualiserPhase::Linear;
}

}  // namespace

bool Master::prepare(const Session& session, int mixLatencyFrames) {
  return prepare(session, mixLatencyFrames, needsLinearPhase(session));
}

bool Master::prepare(const Session& session, int mixLatencyFrames, bool linearPhase) {
  prepared_ = false;
  if (!isRateSupported(session.sampleRate)) return false;
  size_t lanes = 0;
  size_t points = 0;
  for (const AutomationLane& lane : session.automation) {
    if (lane.target != AutomationTarget::Master) continue;
    ++lanes;
    points += lane.points.size();
  }
  automation_.prepare(session.sampleRate, lanes, points);
  for (const AutomationLane& lane : session.automation) {
    if (lane.target != AutomationTarget::Master) continue;
    automation_.add(session, lane, kMasterTarget, mixLatencyFrames);
  }
  ignored_ = automation_.refused();
  chain_.prepare(session.sampleRate, linearPhase);
  for (const ParamSpec& spec : parameterTable()) {
    if (spec.scope != ParamScope::Master) continue;
    chain_.setParam(spec.id, clampParam(spec.id, session.masterParams[spec.id]), true);
  }
  prepared_ = true;
  reset();
  return true;
}

bool Master::prepare(double sampleRate) {
  Session session;
  session.sampleRate = sampleRate;
  return prepare(session, 0, true);
}

size_t Master::memoryBytes(const Session& session) {
  return AutomationLanes::memoryBytes(session) +
         MasterChain::heapBytes(session.sampleRate, needsLinearPhase(session));
}

void Master::reset() noexcept {
  if (!prepared_) return;
  chain_.reset();
  automation_.reset();
  std::fill_n(&output_[0][0], 2 * kBlockFrames, 0.0);
  fresh_ = true;
}

void Master::setParam(ParamId id, double value) noexcept {
  if (automation_.overrides(kMasterTarget, id)) return;
  if (isValueInScope(ParamScope::Master, id, value)) {
    chain_.setParam(id, value, fresh_);
  } else {
    ++ignored_;
  }
}

void Master::holdAutomation(ParamId id, AutomationHold hold, double offset) noexcept {
  if (!automation_.hold(kMasterTarget, id, hold, offset)) ++ignored_;
}

void Master::process(const float* left, const float* right, int64_t songFrame,
                     MasterListen* listen) noexcept {
  if (!prepared_) return;
  automation_.read(
      songFrame, fresh_,
      [this](int, ParamId id, double value) { chain_.setParam(id, value, fresh_); },
      // Behind a stage that is late, what sounds is older by so much.
      [this](ParamId id) { return chain_.latencyBefore(id); });
  chain_.process(left, right, output_[0], output_[1], listen);
  fresh_ = false;
}

int Master::mostLatencyFrames(double sampleRate) noexcept {
  return MasterChain::mostLatencyFrames(sampleRate);
}

}  // namespace lathe

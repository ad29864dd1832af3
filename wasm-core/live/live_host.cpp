#include "live/live_host.h"

#include <algorithm>

#include "live/meter_layout.h"

namespace lathe {
namespace {

constexpr bool isOfOutput(int target) {
  return target == kMasterTarget || target == kMonitorTarget;
}

}  // namespace

bool LiveHost::prepare(const Session& session, int maxQuantum) {
  if (!console_.prepare(session) ||
      !output_.prepare(session, console_.latencyFrames(), maxQuantum)) {
    return false;
  }
  meterValues_.assign(static_cast<size_t>(meter_layout::kFirstStrip + console_.meterLength()),
                      0.0f);
  return true;
}

void LiveHost::setParam(int target, ParamId id, double value) noexcept {
  if (isOfOutput(target)) {
    output_.setParam(target, id, value);
  } else {
    console_.setParam(target, id, value);
  }
}

void LiveHost::holdAutomation(int target, ParamId id, AutomationHold hold, double offset) noexcept {
  if (isOfOutput(target)) {
    output_.holdAutomation(id, hold, offset);
  } else {
    console_.holdAutomation(target, id, hold, offset);
  }
}

void LiveHost::processBlock(bool hasAudio, const float* const (&reference)[2]) noexcept {
  const BlockStep step = output_.beginBlock(hasAudio);
  if (step == BlockStep::None) return;
  console_.process(output_.blockFrame(), step, output_.isFresh());
  const bool wrapped = output_.endBlock({console_.mix(0), console_.mix(1)},
                                        {{console_.listen(0), console_.listen(1)},
                                         {console_.probe(0), console_.probe(1)},
                                         {reference[0], reference[1]}});
  if (wrapped) console_.endLoop();
}

void LiveHost::takeMeters() noexcept {
  output_.takeMeters();
  console_.takeMeters();
  float* strips = std::copy_n(output_.meters(), meter_layout::kFirstStrip, meterValues_.data());
  std::copy_n(console_.meters(), console_.meterLength(), strips);
}

}  // namespace lathe

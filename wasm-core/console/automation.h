// The engine's automation: lanes of break-points, read once a block and handed
// on as parameters that glide there as if a hand had set them.
//
// What is written lands where it is heard. A lane is read for the song frame
// of the sample that its parameter acts on: behind stages that are late, and
// levels that wait for one another, that sample is older than what enters the
// tracks. And it is read ahead by as much as the parameter's glide lags, so
// that a straight line is followed without delay and the middle of a step's
// glide stands at its frame, up to the block edge behind it. (After a start,
// where values snap to what they are at its first frame, that holds from the
// end of the first glide on.)
//
// A parameter that is held, because a hand is on its control, takes what is
// set; one that is trimmed takes its lane moved by an offset: in the
// parameter's unit, or in octaves where its taper is logarithmic. What is set
// while neither holds is overridden by the lane.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <cstdint>
#include <vector>

#include "console/mix_plan.h"
#include "session/automation_curve.h"

namespace lathe {

enum class AutomationHold : int { Read, Held, Trimmed };

class Automation {
 public:
  /// `levelFrames`: the latency of each level of `plan`. Lanes that cannot be played are left out
  /// and counted.
  void prepare(const Session& session, const MixPlan& plan, const std::vector<int>& levelFrames);
  static size_t memoryBytes(const Session& session);

  uint32_t refusedLanes() const noexcept { return refusedLanes_; }
  /// Every value is handed on anew at the next reading.
  void reset() noexcept;
  /// Whether a lane overrides what is set for this parameter.
  bool overrides(int target, ParamId id) const noexcept;
  /// False where the parameter has no lane.
  bool hold(int target, ParamId id, AutomationHold hold, double offset) noexcept;

  /// Calls apply(target, id, value) for what changes at the edge of the block whose inputs stand at
  /// `songFrame`: on the way to the mix, or in the master, whose last part is late by
  /// `limiterFrames`. `fresh`: the block is the first since reset.
  template <class Apply>
  void readMix(int64_t songFrame, bool fresh, Apply apply) noexcept {
    for (size_t i = 0; i < firstMasterLane_; ++i) read(lanes_[i], songFrame, fresh, apply);
  }
  template <class Apply>
  void readMaster(int64_t songFrame, int limiterFrames, bool fresh, Apply apply) noexcept {
    for (size_t i = firstMasterLane_; i < lanes_.size(); ++i) {
      const bool late = lanes_[i].id == ParamId::MasterTrimDb;
      read(lanes_[i], songFrame - (late ? limiterFrames : 0), fresh, apply);
    }
  }

 private:
  struct Lane {
    int target;
    ParamId id;
    double lagFrames;   ///< of the sample it acts on
    double leadFrames;  ///< by which it is read ahead
    std::span<const AutomationPoint> points;
    AutomationHold hold = AutomationHold::Read;
    double offset = 0.0;
    double last = 0.0;
    bool stale = true;  ///< `last` is not what is in force
  };

  template <class Apply>
  void read(Lane& lane, int64_t songFrame, bool fresh, Apply apply) noexcept {
    if (lane.hold == AutomationHold::Held) return;
    const double value = valueOf(lane, songFrame, fresh);
    if (value == lane.last && !lane.stale) return;
    lane.last = value;
    lane.stale = false;
    apply(lane.target, lane.id, value);
  }
  static double valueOf(const Lane& lane, int64_t songFrame, bool fresh) noexcept;
  Lane* find(int target, ParamId id) noexcept;

  std::vector<Lane> lanes_;  // those of the master last
  size_t firstMasterLane_ = 0;
  std::vector<AutomationPoint> points_;
  uint32_t refusedLanes_ = 0;
};

}  // namespace lathe

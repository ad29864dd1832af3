// Lanes of break-points while a song plays: read once a block and handed on as
// parameters that glide there as if a hand had set them. The console has those
// of strips, sends, effects and the session, the master its own.
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
#include <span>
#include <vector>

#include "session/automation_curve.h"

namespace lathe {

enum class AutomationHold : int { Read, Held, Trimmed };

class AutomationLanes {
 public:
  /// None, with room for `lanes` of `points` together, whose songs run at `sampleRate`.
  void prepare(double sampleRate, size_t lanes, size_t points);
  /// What the lanes of `session` take at the most.
  static size_t memoryBytes(const Session& session);

  /// Adds one, whose parameter is that of `target` in commands and acts on samples `lagFrames`
  /// older than what enters the tracks. One that cannot be played is left out and counted.
  void add(const Session& session, const AutomationLane& lane, int target, int lagFrames);
  void refuse() noexcept { ++refused_; }
  uint32_t refused() const noexcept { return refused_; }

  /// Every value is handed on anew at the next reading.
  void reset() noexcept;
  /// Whether a lane overrides what is set for this parameter.
  bool overrides(int target, ParamId id) const noexcept;
  /// False where the parameter has no lane.
  bool hold(int target, ParamId id, AutomationHold hold, double offset) noexcept;

  /// Calls apply(target, id, value) for what changes at the edge of the block whose inputs stand at
  /// `songFrame`. `fresh`: the block is the first since reset. `moreLag(id)`: frames by which the
  /// parameter acts later than add() was told, as the processor stands.
  template <class Apply, class MoreLag>
  void read(int64_t songFrame, bool fresh, Apply apply, MoreLag moreLag) noexcept {
    for (Lane& lane : lanes_) {
      if (lane.hold == AutomationHold::Held) continue;
      const double value = valueOf(lane, songFrame - moreLag(lane.id), fresh);
      if (value == lane.last && !lane.stale) continue;
      lane.last = value;
      lane.stale = false;
      apply(lane.target, lane.id, value);
    }
  }
  template <class Apply>
  void read(int64_t songFrame, bool fresh, Apply apply) noexcept {
    read(songFrame, fresh, apply, [](ParamId) { return 0; });
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

  static double valueOf(const Lane& lane, int64_t songFrame, bool fresh) noexcept;
  Lane* find(int target, ParamId id) noexcept;

  std::vector<Lane> lanes_;
  std::vector<AutomationPoint> points_;
  double sampleRate_ = 48000.0;
  uint32_t refused_ = 0;
};

}  // namespace lathe

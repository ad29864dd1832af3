// What stands between the finished signal and the loudspeakers: volume, dim,
// mono, mute, and the safety limiter; at unity gain, the master's drive is taken
// off again, so that louder does not sound better and what is left to hear is
// what limiting does. It comes after the export's tap and is
// never in a document. At 0 dB with nothing else on it passes samples through
// unchanged.
// Units: dB. Thread: real-time; `prepare` off it.
#pragma once

#include <cstdint>

#include "base/block.h"
#include "base/smoother.h"
#include "live/safety_limiter.h"
#include "params/parameter_id.h"

namespace lathe {

class MonitorSection {
 public:
  /// Parameters at the table's defaults.
  void prepare(double sampleRate);
  /// False, and nothing changes, for an id of another scope or a value out of its range. With
  /// `snap` it is in force at once, without the 20 ms glide.
  bool setParam(ParamId id, double value, bool snap) noexcept;
  /// The master's drive as it stands, linear, > 0: what unity gain takes off.
  void setDriveGain(double gain) noexcept;
  /// kBlockFrames of left and right; in and out do not overlap.
  void process(const float* const (&tap)[2], float* const (&out)[2]) noexcept;
  /// The safety limiter has acted since the last take.
  bool takeLimiterActed() noexcept { return safety_.takeActed(); }

 private:
  void retarget(bool snap) noexcept;

  ParamSmoother gain_;  // linear
  ParamSmoother mono_;  // 0 stereo … 1 mono
  SafetyLimiter safety_;
  double volumeDb_ = 0.0;
  double dimDb_ = 0.0;
  bool dimOn_ = false;
  bool monoOn_ = false;
  bool mute_ = false;
  bool unityOn_ = false;
  double driveGain_ = 1.0;
};

}  // namespace lathe

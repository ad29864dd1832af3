// Turns an effect's return down while its input plays, and up again after:
// level in dB → share of the ducking → smoothing → gain. Peaks of 16 frames, kept for
// 10 ms, drive it: none below −50 dBFS, all of it from −20 dBFS up, linear in
// dB between. 63 % of a step is done after 5 ms, 37 % is left after the release.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/block.h"
#include "base/smoother.h"

namespace lathe {

class Ducker {
 public:
  void prepare(double sampleRate) noexcept;
  /// At rest; settings stay.
  void reset() noexcept;
  void set(double duckDb, double releaseMs, bool snap) noexcept;
  /// Gains for the block whose input this is. False, and nothing written, while they are all 1.
  bool process(const float* left, const float* right, float* gains) noexcept;

 private:
  static constexpr int kRun = 16;
  double sampleRate_ = 48000.0;
  double attack_ = 0.0, release_ = 0.0;
  double peak_ = 0.0, share_ = 0.0, gain_ = 1.0;
  int holdRuns_ = 30, held_ = 0;
  ParamSmoother depth_;  ///< dB
};

}  // namespace lathe

// The master, on the f32 mix bus, in f64:
//
//   equaliser → multiband → glue → exciter → stereo → drive → clipper → limiter → trim
//
// The four between equaliser and drive stand in any order (master_order.h).
// Neutral (everything off and at 0 dB, the defaults) its output is its input,
// exactly. Drive and trim glide over 20 ms; stages are switched as stage_slot.h
// and limiter/limiter.h say.
// Units: those of the parameter table. Thread: `prepare` off the real-time
// thread; the rest is real-time safe, one thread, but for what a linear-phase
// equaliser takes where it is switched on or moved to linear phase
// (equaliser/master_equaliser.h): hosts make the master anew for that.
#pragma once

#include <array>
#include <limits>

#include "base/block.h"
#include "master/equaliser/master_equaliser.h"
#include "master/master_listen.h"
#include "master/master_stages.h"
#include "master/stereo_block.h"
#include "meters/loudness_match.h"
#include "session/session.h"

namespace lathe {

/// What the master's stages did within a block; a stage that is off did nothing.
struct MasterReadings {
  float glueReductionDb = 0.0f;     ///< <= 0
  float clippedDb = 0.0f;           ///< off the loudest peak, >= 0
  float correlation = 0.0f;         ///< behind the stereo stage, −1…1; 0 while it is off
  float limiterReductionDb = 0.0f;  ///< <= 0
  std::array<float, kMultibandBands> multibandGainDb{};  ///< taken (negative) or given
  std::array<float, kEqBands> equaliserBandGainDb{};     ///< what dynamic bands add to their gains
  float equaliserLu = 0.0f;                              ///< louder or softer, of the last 3 s
  /// What the exciter adds, against the bands it drives; −∞ where that is nothing.
  float excitedDb = -std::numeric_limits<float>::infinity();
};

class MasterChain {
 public:
  /// Parameters start at the table's defaults. Without `linearPhase` there is no room for the
  /// equaliser's, and it stays in minimum phase: hosts make the master anew to change that.
  void prepare(double sampleRate, bool linearPhase = true);
  /// At least what prepare takes from the heap.
  static size_t heapBytes(double sampleRate, bool linearPhase = true) noexcept;
  /// As at song frame 0: state cleared, the parameters last set in force at once.
  void reset() noexcept;
  /// Master-scope ids; others are ignored. Values are clamped by the table. With `snap` the value
  /// is in force from the next block's first frame, without glide or cross-fade, as is what else
  /// is set of its stage before then.
  void setParam(ParamId id, double value, bool snap) noexcept;
  /// kBlockFrames each. A block that holds NaN or infinity counts as silence; see `badBlocks`.
  /// `listen`: who hears one of the stages, or null; the output does not depend on it.
  void process(const float* left, const float* right, double* outLeft, double* outRight,
               MasterListen* listen = nullptr) noexcept;
  /// Frames by which the output lags, as the parameters stand: 0 by default.
  int latencyFrames() const noexcept;
  /// That of the stages before the one that a parameter belongs to.
  int latencyBefore(ParamId id) const noexcept;
  /// The most that any setting of the parameters takes.
  static int mostLatencyFrames(double sampleRate) noexcept;
  /// The drive as set, linear.
  double driveGain() const noexcept { return stages_.drive.target(); }
  /// What the stages did in the last block.
  MasterReadings readings() const noexcept;
  unsigned badBlocks() const noexcept { return badBlocks_; }

 private:
  static MasterPart partOf(ParamId id) noexcept;
  bool isOn(MasterPart part) const noexcept;
  /// Brings what has been set since the last block to the stages.
  void apply(MasterListen* listen) noexcept;
  void equalise(bool isRead) noexcept;
  void run(MasterPart part, MasterListen* listen) noexcept;
  int latencyOf(MasterPart part) const noexcept;
  int latencyBefore(MasterPart part) const noexcept;
  bool isBefore(MasterPart first, MasterPart second) const noexcept;

  double sampleRate_ = 48000.0;
  bool linearPhase_ = true;
  ParamValues values_;
  unsigned changed_ = 0, snapped_ = 0;  ///< parts, one bit each
  StageSlot<MasterEqualiser> equaliser_;
  LoudnessMatch equaliserMatch_;  ///< while somebody reads
  MasterStages stages_;
  unsigned badBlocks_ = 0;
  StereoBlock block_;
};

}  // namespace lathe

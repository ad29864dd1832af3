// Saturation of four lanes: drive into one of five curves, 4× oversampled
// (oversampler.h) with second-order antiderivative antialiasing (lane_shaper.h).
//
//   in ─┬─ high-pass ── drive ── emphasis ── ×4 ── curve ── ÷4 ── inverse ── bump ── wet ─┬─ DC off
//   ─┬─ out
//       ├─ in − high-pass (keepLows), delayed ─────────────────────────────── level ──────┘ │ └─
//       in, delayed ──────────────────────────────────────────────────────── dry ─────────────────┘
//
// The lows are what the high-pass takes away, so that the two sum to the input
// itself. DC is taken off what the curve adds to the linear signal (below 5 Hz),
// so that the response to a small signal does not change. Pieces that no lane
// uses are left out, and a silent bank only delays.
//
// The latency is the same for all settings, a mix of 0 % included. A sample that is not
// finite, or beyond +180 dBFS, counts as silence. Lanes do not depend on one another.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "dsp/bank_block.h"
#include "dsp/lane_curve.h"
#include "dsp/lane_section.h"
#include "dsp/lane_shaper.h"
#include "dsp/oversampler.h"
#include "dsp/saturation_lane.h"
#include "dsp/saturation_settings.h"

namespace lathe {

class SaturationBank {
 public:
  /// [not real-time] Sets the rate and resets; allocates nothing later.
  void prepare(double sampleRate);
  /// All lanes: state cleared, settings neutral (mix 0 %, hard clip).
  void reset() noexcept;
  /// State of one lane cleared; its settings stay.
  void resetLane(int lane) noexcept;
  /// New settings, reached smoothly or, with `snap`, in the coming block.
  void setLane(int lane, const SaturationSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the same rate.
  void copyLane(int lane, const SaturationBank& from, int fromLane) noexcept;

  /// One block of `count` banks, in place: bank i works on blocks[i].
  static void process(SaturationBank* const* banks, BankBlock* const* blocks, int count) noexcept;

  static constexpr int kLatencyFrames = Oversampler4x<f32x4>::kLatencyFrames;
  int latencyFrames() const noexcept { return kLatencyFrames; }
  static int latencyFrames(const SaturationSettings&, double) noexcept { return kLatencyFrames; }

 private:
  static constexpr int kPairs = kLanes / 2;
  struct Delay {
    f32x4 frame[kLatencyFrames + kBlockFrames];  ///< frame[i] goes out with frame i of the block
    f32x4* now() noexcept { return frame + kLatencyFrames; }
    void advance() noexcept;
    void reset() noexcept;
    void copyLane(int lane, const Delay& from, int fromLane) noexcept;
    void resetLane(int lane) noexcept;
  };

  void loadLane(int lane) noexcept;
  void advanceLanes() noexcept;
  void takeIn(BankBlock& block) noexcept;
  void driveIn(BankBlock& block) noexcept;
  void splitOff(BankBlock& block) noexcept;
  void countSilence(BankBlock& block) noexcept;
  void shapeBlock(BankBlock& block, Oversampler4x<f32x4>::Work& work) noexcept;
  void mixOut(BankBlock& block) noexcept;
  template <bool kGliding>
  void mixLevels(BankBlock& block) noexcept;
  template <bool kGliding>
  void removeDc(BankBlock& block) noexcept;
  bool noTail() const noexcept;

  std::array<SaturationLane, kLanes> lanes_;
  int movingLanes_ = 0, awakeLanes_ = 0, dcLanes_ = 0;  ///< bits
  bool gliding_ = false;                                ///< something moves within this block
  bool idle_ = true;  ///< nothing is left in the wet path, nothing comes in
  bool lowsActive_ = false;
  LaneCurve drive_, wet_, lows_, dry_, dcShare_;
  LaneSection highPass_, emphasis_, deEmphasis_, headBump_;

  Oversampler4x<f32x4> oversampler_;
  std::array<ShaperCurve, kLanes> curve_;  ///< as loaded
  LaneShaper shaper_;
  std::array<int, kLanes> silentBlocks_{};  ///< into the oversampler, in a row
  int lowsLeft_ = 0;                        ///< blocks until the lows' delay is empty

  double dcFactor_ = 0.0;
  f64x2 dc_[kPairs];  ///< below 5 Hz, of what the curve adds
  Delay dryDelay_, lowsDelay_;
};

}  // namespace lathe

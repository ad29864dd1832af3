// Stereo width of two pairs of lanes: the side signal's gain, and mono below a
// corner. Mid and side are ½(L ± R).
//
// Mono-below is a Linkwitz-Riley high-pass of the fourth order (Linkwitz,
// "Active crossover networks for noncoincident drivers", JAES 24(1) 1976) on
// the side: two Butterworth sections. The mid gets the all-pass that this
// high-pass and its low-pass would sum to, so that mid and side stay in step,
// and the mono sum keeps its level at every frequency.
//
// A pair at 100 % without mono-below is passed through exactly; so are mono
// lanes, which have no side. No latency. Lanes do not depend on other pairs.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "base/smoother.h"
#include "dsp/bank_block.h"
#include "dsp/lane_curve.h"
#include "dsp/lane_section.h"
#include "dsp/width_settings.h"

namespace lathe {

class WidthBank {
 public:
  /// [not real-time] Sets the rate and resets; allocates nothing.
  void prepare(double sampleRate) noexcept;
  /// All lanes: state cleared, settings neutral. Keeps setStereo.
  void reset() noexcept;
  /// State of one lane's pair cleared; its settings stay.
  void resetLane(int lane) noexcept;
  /// Two pairs (0 with 1, 2 with 3), or four mono lanes, which pass through.
  void setStereo(bool pairs) noexcept { stereo_ = pairs; }
  /// New settings, of the pair: width moves over 20 ms, the corner over 30 ms, unless `snap`.
  void setLane(int lane, const WidthSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the same rate.
  void copyLane(int lane, const WidthBank& from, int fromLane) noexcept;

  /// One block of `count` banks, in place: bank i works on blocks[i].
  static void process(WidthBank* const* banks, BankBlock* const* blocks, int count) noexcept;

 private:
  struct Lane {
    WidthSettings settings;
    ParamSmoother width, keep, log2Hz;
    bool moving = false;
    bool active = false;  ///< anything but 100 % and off, now or within the block
    SectionEdges first, second;
  };
  Lane& at(int lane) noexcept { return lanes_[static_cast<size_t>(lane)]; }
  void advance(int lane) noexcept;
  void load(int lane) noexcept;
  /// Lanes that are not passed through in the coming block, as bits.
  int begin() noexcept;
  static void split(const BankBlock& block, BankBlock& halves) noexcept;
  template <bool kGliding>
  void join(const BankBlock& halves, BankBlock& block) const noexcept;

  double sampleRate_ = 48000.0;
  bool stereo_ = false;
  bool gliding_ = false;        ///< the width moves within this block
  int activeLanes_ = 0;         ///< bits, of this block
  LaneCurve width_;             ///< mid lanes: 1
  LaneSection first_, second_;  ///< mid lanes: all-pass, wire; side lanes: high-pass twice
  std::array<Lane, kLanes> lanes_;
};

}  // namespace lathe

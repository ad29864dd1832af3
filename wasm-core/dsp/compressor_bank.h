// Compressor of four lanes, feed-forward in the log domain with a quadratic
// soft knee (Giannoulis, Massberg, Reiss, "Digital dynamic range compressor
// design", JAES 60(6) 2012) and two detectors:
//   Punch   sliding maximum of |x| over 10 ms, then smooth branching: reacts to
//           the hit, and does not ripple on steady tones;
//   Smooth  the paper's smooth decoupled detector.
// Attack is the time in which 63 % of a step in dB is done, release that after
// which 37 % is left, whatever the detector (gain_smoothing.h). No latency.
//
// A block is worked in passes, each as wide as the machine allows: level and
// sliding maximum, gain computer, smoothing (the only recursion, two streams
// interleaved), gain. A stereo strip has one gain for both channels, so the
// levels of two stereo banks share one vector.
//
// A lane's samples do not depend on its neighbours. Where it does not compress
// and make-up is 0 dB, it is passed through exactly.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "dsp/bank_block.h"
#include "dsp/compressor_lane.h"
#include "dsp/compressor_settings.h"
#include "dsp/compressor_stream.h"
#include "dsp/sliding_maximum.h"

namespace lathe {

class CompressorBank {
 public:
  /// [not real-time] Sets the rate, allocates the sliding maximum's history and resets.
  void prepare(double sampleRate);
  /// All lanes: state cleared, settings neutral (ratio 1, make-up 0 dB). Keeps setStereo.
  void reset() noexcept;
  /// State of one lane cleared (of both of its strip, when stereo); its settings stay.
  void resetLane(int lane) noexcept;
  /// Two linked pairs (0 with 1, 2 with 3) or four mono lanes. Clears all states.
  /// In a pair, the settings of its first lane govern both.
  void setStereo(bool linkedPairs) noexcept;
  /// New settings; threshold, ratio, knee and make-up move over 20 ms unless `snap`.
  void setLane(int lane, const CompressorSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the
  /// same rate. Between a stereo and a mono bank only the settings move.
  void copyLane(int lane, const CompressorBank& from, int fromLane) noexcept;

  /// One block of `count` banks, in place: bank i works on blocks[i].
  static void process(CompressorBank* const* banks, BankBlock* const* blocks, int count) noexcept;

  /// Most negative gain of the last block in dB, make-up not counted; never above 0.
  float gainReductionDb(int lane) const noexcept;
  int latencyFrames() const noexcept { return 0; }

 private:
  static void beginStream(CompressorStream& s, CompressorBank& a, BankBlock* blockA,
                          CompressorBank& b, BankBlock* blockB) noexcept;
  static void endStream(const CompressorStream& s, CompressorBank& a, CompressorBank& b) noexcept;
  void loadLane(int lane) noexcept;
  void clearSmoother(int lane) noexcept;
  void advanceLanes() noexcept;
  /// Lanes that share one gain with `lane`: itself, or its pair's first.
  int governing(int lane) const noexcept { return stereo_ ? lane & 2 : lane; }
  int column(int lane) const noexcept { return stereo_ ? lane >> 1 : lane; }

  bool stereo_ = false;
  int movingLanes_ = 0;   ///< bits
  bool gliding_ = false;  ///< a curve or make-up moves within this block
  HoldWindow window_, shortWindow_;
  CompressorControls controls_;
  GainSmoother smoother_;
  f32x4 reduction_;  ///< largest of the last block, log2 units
  SlidingMaximum maximum_;
  std::array<CompressorLane, kLanes> lanes_;
};

}  // namespace lathe

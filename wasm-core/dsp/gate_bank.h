// Gate, downward expander and ducker of four lanes: feed-forward in the log
// domain on a key's peaks, with hysteresis, hold and range, after Giannoulis,
// Massberg, Reiss, "Digital dynamic range compressor design", JAES 60(6) 2012,
// turned downwards (gate_lane.h, gate_block.h; the level: key_detector.h).
//
// Attack is the time in which 63 % of a step in dB is done after the key rises;
// after it falls, hold passes, and then 37 % of the step is left when the
// release has passed. The detector's own window is counted in, so that the
// labels are true. Look-ahead delays the sound against the key, by
// latencyFrames(); changing it empties the lane's delay.
//
// A stereo strip has one level and one gain. A lane's samples do not depend on
// its neighbours, and where it reduces nothing it passes its input on exactly.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <cstdint>

#include "dsp/bank_block.h"
#include "dsp/gate_block.h"
#include "dsp/gate_lane.h"
#include "dsp/gate_settings.h"
#include "dsp/key_detector.h"
#include "dsp/lane_delay.h"

namespace lathe {

class GateBank {
 public:
  /// What `prepare` allocates.
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Sets the rate, allocates histories and delays, and resets.
  void prepare(double sampleRate);
  /// All lanes: state cleared, settings neutral (range 0 dB). Keeps setStereo.
  void reset() noexcept;
  /// State of one lane cleared (of both of its strip, when stereo); its settings stay.
  void resetLane(int lane) noexcept;
  /// Two linked pairs (0 with 1, 2 with 3) or four mono lanes. Clears all states.
  /// In a pair, the settings of its first lane govern both.
  void setStereo(bool linkedPairs) noexcept;
  bool stereo() const noexcept { return stereo_; }
  /// New settings; the curve moves over 20 ms and key filters over 30 ms unless `snap`.
  void setLane(int lane, const GateSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the
  /// same rate. Between a stereo and a mono bank only the settings move.
  void copyLane(int lane, const GateBank& from, int fromLane) noexcept;

  /// One block of `count` banks, in place: bank i works on blocks[i]. keys[i] is what it listens
  /// to, in step with blocks[i] (before any look-ahead); null: its own signal, as it is for all
  /// banks if `keys` is null. In the lanes of listen[i] (bits; null: none) the filtered key comes
  /// out, delayed as the sound is and not reduced; it fades in and out over one block.
  static void process(GateBank* const* banks, BankBlock* const* blocks,
                      const BankBlock* const* keys, const uint8_t* listen, int count) noexcept;
  static void process(GateBank* const* banks, BankBlock* const* blocks, int count) noexcept {
    process(banks, blocks, nullptr, nullptr, count);
  }

  /// Most negative gain of the last block in dB; never above 0.
  float gainReductionDb(int lane) const noexcept;
  int latencyFrames(int lane) const noexcept { return delay_.frames(lane); }
  static int latencyFrames(const GateSettings& settings, double sampleRate) noexcept {
    return LaneDelay::framesOf(settings.lookAheadMs, sampleRate);
  }

 private:
  void finish(const BankBlock& heard, BankBlock& block, const f32x4* gain, bool second,
              int listenBits) noexcept;
  void clearState(int lane) noexcept;
  void loadLane(int lane) noexcept;
  void loadPath(int lane, bool snap) noexcept;
  void advanceLanes() noexcept;
  int governing(int lane) const noexcept { return stereo_ ? lane & 2 : lane; }

  bool stereo_ = false;
  bool gliding_ = false;  ///< a curve moves within this block
  int movingLanes_ = 0;   ///< bits
  double sampleRate_ = 48000.0;
  GateControls controls_;
  GateState state_;
  f32x4 listening_;  ///< share of the key in what comes out, as the last block ended
  KeyDetector detector_;
  LaneDelay delay_;
  std::array<GateLane, kLanes> lanes_;
};

}  // namespace lathe

// Transient shaper of four lanes: raises or lowers the beginnings of hits and
// what rings on after them, by the difference of a fast and a slow envelope in
// dB, so that a soft hit is shaped like a loud one (transient_block.h; the
// level: key_detector.h, through the focus high-pass).
//
// attackDb is reached at once by a hit that rises 12 dB or more above what was
// there, and is half gone after 1.1·attackMs; sustainDb is reached where the
// sound falls faster than 12 dB in sustainMs. Sound that neither rises nor falls
// is left alone. No latency.
//
// A stereo strip has one gain. A lane's samples do not depend on its neighbours,
// and at 0 dB of everything a lane is passed through exactly.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "base/smoother.h"
#include "dsp/bank_block.h"
#include "dsp/key_detector.h"
#include "dsp/transient_block.h"
#include "dsp/transient_settings.h"

namespace lathe {

class TransientBank {
 public:
  /// Of the detector: no high-pass.
  static constexpr double kFocusOffHz = 20.0;

  /// What `prepare` allocates.
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Sets the rate, allocates the detector's history and resets.
  void prepare(double sampleRate);
  /// All lanes: state cleared, settings neutral. Keeps setStereo.
  void reset() noexcept;
  /// State of one lane cleared (of both of its strip, when stereo); its settings stay.
  void resetLane(int lane) noexcept;
  /// Two linked pairs (0 with 1, 2 with 3) or four mono lanes. Clears all states.
  /// In a pair, the settings of its first lane govern both.
  void setStereo(bool linkedPairs) noexcept;
  bool stereo() const noexcept { return stereo_; }
  /// New settings; gains and mix move over 20 ms, the focus over 30 ms, unless `snap`.
  void setLane(int lane, const TransientSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the
  /// same rate. Between a stereo and a mono bank only the settings move.
  void copyLane(int lane, const TransientBank& from, int fromLane) noexcept;

  /// One block of `count` banks, in place: bank i works on blocks[i].
  static void process(TransientBank* const* banks, BankBlock* const* blocks, int count) noexcept;

  /// Most negative gain of the shaping in the last block, in dB; never above 0.
  float gainReductionDb(int lane) const noexcept;
  /// Most positive; never below 0.
  float gainBoostDb(int lane) const noexcept;
  int latencyFrames() const noexcept { return 0; }
  static int latencyFrames(const TransientSettings&, double) noexcept { return 0; }

 private:
  enum Glide { kAttack, kSustain, kOutput, kMix, kGlides };
  struct Lane {
    TransientSettings settings;
    std::array<ParamSmoother, kGlides> glide;
  };
  void clearState(int lane) noexcept;
  void loadLane(int lane) noexcept;
  void loadFocus(int lane, bool snap) noexcept;
  void advanceLanes() noexcept;
  int governing(int lane) const noexcept { return stereo_ ? lane & 2 : lane; }
  Lane& at(int lane) noexcept { return lanes_[static_cast<size_t>(lane)]; }

  bool stereo_ = false;
  bool gliding_ = false;  ///< a curve moves within this block
  int movingLanes_ = 0;   ///< bits
  double sampleRate_ = 48000.0;
  TransientControls controls_;
  TransientState state_;
  KeyDetector detector_;
  std::array<Lane, kLanes> lanes_;
};

}  // namespace lathe

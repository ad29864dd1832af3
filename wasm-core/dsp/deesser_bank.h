// De-esser of four lanes. Its detector holds the power in its band (or above
// its shelf's corner) against that of the whole signal, both means over 1 ms: a
// sibilant is what is nearly all band, however loudly it is sung. Of what
// exceeds the threshold, all is taken, up to the range; or, by the absolute
// mode, of what the band exceeds a level.
//
// Split reduces the band alone. One state-variable filter (Simper, "Solving the
// continuous SVF equations using trapezoidal integration", Cytomic 2013) gives
// its band-pass and high-pass, and the output is
//   band    x + (G − 1)·k·bp                  (s² + Gks + 1)/(s² + ks + 1)
//   shelf   x + (G − 1)·hp + (√G − 1)·k·bp    (Gs² + √G·ks + 1)/(s² + ks + 1)
// for a gain G: the poles stand still while the gain moves, which is therefore
// no more than a fader on a fixed filter's output, and at G = 1 the input comes
// out as it is. Wide reduces everything. In a pair both sides get one gain.
//
// Attack and release smooth the reduction in dB (gain_smoothing.h). The means
// move slowly, so that the reduction is worked out for every fourth frame, and
// the root of the gain goes straight from one to the next. Latency is the
// look-ahead.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>
#include <cstddef>

#include "dsp/bank_block.h"
#include "dsp/deesser_lane.h"
#include "dsp/deesser_settings.h"
#include "dsp/gain_smoothing.h"
#include "dsp/lane_curve.h"
#include "dsp/lane_delay.h"

namespace lathe {

class DeEsserBank {
 public:
  /// What `prepare` allocates.
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Sets the rate, allocates the look-ahead's delay and resets.
  void prepare(double sampleRate);
  /// All lanes: state cleared, settings neutral (range 0, no look-ahead). Keeps setStereo.
  void reset() noexcept;
  /// State of one lane cleared (of both of its strip, when stereo); its settings stay.
  void resetLane(int lane) noexcept;
  /// Two linked pairs (0 with 1, 2 with 3) or four mono lanes. Clears all states.
  /// In a pair, the settings of its first lane govern both.
  void setStereo(bool linkedPairs) noexcept;
  /// New settings, gliding unless `snap`. A change of look-ahead clears what is on its way.
  void setLane(int lane, const DeEsserSettings& settings, bool snap) noexcept;
  /// State, settings and everything on its way, from a lane of a bank of the
  /// same rate. Between a stereo and a mono bank only the settings move.
  void copyLane(int lane, const DeEsserBank& from, int fromLane) noexcept;
  /// Lanes (bit i for lane i) that give the band their detector hears. Fades over 10 ms.
  void setKeyListen(int laneBits) noexcept { listenBits_ = laneBits; }

  /// One block of `count` banks, in place: bank i works on blocks[i].
  static void process(DeEsserBank* const* banks, BankBlock* const* blocks, int count) noexcept;

  /// Most negative gain (of the band, when split) of the last block in dB; never above 0.
  float gainReductionDb(int lane) const noexcept;
  /// Frames that a lane's sound comes late: its look-ahead.
  int latencyFrames(int lane) const noexcept;
  static int latencyFrames(const DeEsserSettings& settings, double sampleRate) noexcept;

 private:
  struct FilterState {
    f32x4 ic1, ic2;
  };
  struct Work;
  struct Listen;
  template <bool kGliding>
  void filter(Work& w) noexcept;
  template <bool kGliding>
  void computeReduction(Work& w) noexcept;
  void smooth(Work& w) noexcept;
  template <bool kPlain>
  void apply(Work& w, const Listen& listen) noexcept;
  void applyOrPass(Work& w) noexcept;

  int governing(int lane) const noexcept { return stereo_ ? lane & 2 : lane; }
  void clearLane(int lane) noexcept;
  /// Controls of the lanes that `lane` governs.
  void loadLane(int lane) noexcept;
  void loadControls(int lane, int from) noexcept;
  void advanceLanes() noexcept;

  bool stereo_ = false;
  bool gliding_ = false;
  int movingLanes_ = 0, listenBits_ = 0;
  float kMean_ = 1.0f, listenStep_ = 1.0f;
  f32x4 g_, gStep_, k_, kStep_;
  f32x4 relative_;  ///< 1 or 0
  LaneCurve threshold_, range_, shelf_, split_;
  // State.
  FilterState key_, audio_;
  f32x4 bandPower_, power_;
  GainSmoother smoother_;
  f32x4 reduction_;  ///< largest of the last block, log2 units
  f32x4 root_;       ///< square root of the gain given, at the end of the last block
  f32x4 listen_;     ///< 0…1
  LaneDelay delay_;
  std::array<DeEsserLane, kLanes> lanes_;
};

}  // namespace lathe

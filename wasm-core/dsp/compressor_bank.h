// Compressor of four lanes, feed-forward in the log domain with a quadratic
// soft knee (Giannoulis, Massberg, Reiss, "Digital dynamic range compressor
// design", JAES 60(6) 2012) and three detectors:
//   Punch   sliding maximum of |x| over 10 ms, then smooth branching: reacts to
//           the hit, and does not ripple on steady tones;
//   Smooth  the paper's smooth decoupled detector;
//   RMS     a mean square, then smooth branching. A sine reads 3 dB below its peak.
// Attack is the time in which 63 % of a step in dB is done, release that after
// which 37 % is left, whatever the detector (gain_smoothing.h). Latency is that
// of the look-ahead, none by default.
//
// RMS, key filters, link, range, automatic release and make-up, look-ahead and
// mix are extras (compressor_extras.h): a bank of which a lane uses one takes
// four levels of its own through them, and may cost twice as much. An external
// key costs nothing.
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
#include "dsp/compressor_extras.h"
#include "dsp/compressor_lane.h"
#include "dsp/compressor_settings.h"
#include "dsp/compressor_stream.h"
#include "dsp/sliding_maximum.h"

namespace lathe {

class CompressorBank {
 public:
  /// What `prepare` allocates.
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Sets the rate, allocates the sliding maximum's history and the look-ahead's
  /// delay, and resets.
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

  /// Lanes (bit i for lane i) that give their key, filtered, in place of their sound. Fades over
  /// 10 ms; as late as the sound would be.
  void setKeyListen(int laneBits) noexcept;
  /// Lanes whose detectorLevelDb is kept.
  void setLearning(int laneBits) noexcept;

  /// One block of `count` banks, in place: bank i works on blocks[i]. Its detectors hear keys[i],
  /// the lanes' external keys at the time of the stage's input, or where that is null, or `keys`
  /// itself, the input. A key may not be one of `blocks`.
  static void process(CompressorBank* const* banks, BankBlock* const* blocks, int count,
                      const BankBlock* const* keys = nullptr) noexcept;

  /// Most negative gain of the last block in dB, make-up and mix not counted; never above 0.
  float gainReductionDb(int lane) const noexcept;
  /// Largest level that the detector of a learning lane heard in the last block: for
  /// ThresholdLearner. −200 dB: silence.
  float detectorLevelDb(int lane) const noexcept;
  /// Frames that a lane's sound comes late: its look-ahead.
  int latencyFrames(int lane) const noexcept;
  static int latencyFrames(const CompressorSettings& settings, double sampleRate) noexcept;

 private:
  struct Slot {
    CompressorBank* bank;
    BankBlock* block;
    const BankBlock* key;
  };
  static void beginStream(CompressorStream& s, const Slot& first, const Slot& second) noexcept;
  static void endStream(const CompressorStream& s, CompressorBank& a, CompressorBank& b) noexcept;
  /// Controls of the lanes that `lane` governs.
  void loadLane(int lane) noexcept;
  void loadControls(int lane, int from) noexcept;
  void loadExtras(int lane) noexcept;
  void clearSmoother(int lane) noexcept;
  void copySmoother(int lane, const CompressorBank& from, int fromLane) noexcept;
  void clearHistory(int lane) noexcept;
  void advanceLanes() noexcept;
  /// Whether the next block takes the usual path or the one with extras.
  void choosePath() noexcept;
  /// Pairs that have had two gains share one again when those have met.
  void joinPairs() noexcept;
  /// The lane whose settings are those of `lane`: itself, or its pair's first.
  int governing(int lane) const noexcept { return stereo_ ? lane & 2 : lane; }
  int columns() const noexcept { return stereo_ && !extended_ ? kLanes / 2 : kLanes; }
  int column(int lane) const noexcept { return columns() == kLanes ? lane : lane >> 1; }

  bool stereo_ = false;
  bool extended_ = false;  ///< the bank takes the path with extras
  int apartPairs_ = 0;     ///< bits: pairs whose sides may have different gains
  int movingLanes_ = 0;    ///< bits
  bool gliding_ = false;   ///< a curve or make-up moves within this block
  HoldWindow window_, shortWindow_;
  CompressorControls controls_;
  GainSmoother smoother_;
  f32x4 reduction_;  ///< largest of the last block, log2 units
  SlidingMaximum maximum_;
  CompressorExtras extras_;
  std::array<CompressorLane, kLanes> lanes_;
};

}  // namespace lathe

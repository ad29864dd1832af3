// What a compressor does beyond the usual, for the four lanes of one bank:
//   key         high-pass and tilt before the detector, and listening to it;
//   RMS         a mean square in double, exponential, in place of |x|;
//   link        between one gain for a pair and each side its own: the share of
//               the larger reduction asked for that the other side follows;
//   range       a quadratic knee, 6 dB wide, into the most reduction allowed;
//   release     automatic: the crest factor of the key over 200 ms moves it
//               between a fast and a slow one, about as its inverse square
//               (Giannoulis, Massberg, Reiss, "Parameter automation in a dynamic
//               range compressor", JAES 61(10) 2013);
//   make-up     automatic: what the reduction takes from the energy of the last
//               seconds, unweighted, both sides of a pair together;
//   look-ahead  the audio delayed against its key;
//   mix         the input beside the compressed signal.
// A bank passes through here when one of its lanes needs it; a lane that does
// not comes out with the bits of the usual path.
// Thread: real-time, except `prepare`.
#pragma once

#include "dsp/compressor_lane.h"
#include "dsp/compressor_stream.h"
#include "dsp/lane_delay.h"

namespace lathe {

class CompressorExtras {
 public:
  static size_t heapBytes(double sampleRate) noexcept;
  /// [not real-time] Sets the rate and allocates the look-ahead's delay.
  void prepare(double sampleRate);
  /// State and controls neutral, in pairs or four mono lanes.
  void reset(bool pairs) noexcept;
  /// State of one lane.
  void clearLane(int lane) noexcept;
  void copyLane(int lane, const CompressorExtras& from, int fromLane) noexcept;
  /// Takes over what governs a lane: before the first block, and when it has moved.
  void loadLane(int lane, const CompressorLane& governing) noexcept;
  /// The release of a pair that has one gain again is that of its first lane.
  void joinRelease(int pair) noexcept;

  void setKeyListen(int laneBits) noexcept { listenBits_ = laneBits; }
  void setLearning(int laneBits) noexcept { learningBits_ = laneBits; }
  /// Largest level that the detector saw in the last block.
  float heard(int lane) const noexcept { return heard_.get(lane); }
  int lookAheadFrames(int lane) const noexcept { return delay_.frames(lane); }
  /// True while something is at work that is not in a lane's settings.
  bool busy() const noexcept;

  // Between the passes of compressor_stream.h, in this order.
  /// The keys that count, of one or two streams; buffers hold them where they are filtered.
  static void filterKeys(CompressorStream* streams, BankBlock* buffers, int count) noexcept;
  void afterLevels(CompressorStream& s) noexcept;
  void afterHold(CompressorStream& s) noexcept;
  void afterReduction(CompressorStream& s) noexcept;
  void afterSmoothing(CompressorStream& s) noexcept;
  void afterGain(CompressorStream& s) noexcept;

 private:
  /// What the automatic release moves between, log2 of the coefficients.
  struct Release {
    f32x4 fast, slow;
    f32x4 at(f32x4 share) const noexcept;
  };
  void adaptRelease(CompressorStream& s) noexcept;
  void link(CompressorStream& s) const noexcept;
  void mixGain(CompressorStream& s) const noexcept;
  void followLoudness(const CompressorStream& s) noexcept;
  void advanceMakeUp() noexcept;

  bool pairs_ = false;
  int listenBits_ = 0, learningBits_ = 0;
  double sampleRate_ = 48000.0;
  float crestKeep_ = 0.0f, loudnessKeep_ = 0.0f, makeUpShare_ = 0.0f, listenStep_ = 0.0f;

  // Controls; of those that are on or off, 1 or 0.
  f32x4 rms_, autoRelease_, autoMakeUp_, limited_, linked_;
  LaneCurve range_, mix_, link_;
  f64x2 kMeanLow_, kMeanHigh_;
  Release release_, settle_;

  // State.
  f64x2 meanLow_, meanHigh_;     ///< squares, of lanes 0 and 1, 2 and 3
  f32x4 peakPower_, meanPower_;  ///< of the key, for the crest factor
  f32x4 energyIn_, energyOut_;   ///< of the audio
  f32x4 makeUp_, nextMakeUp_;    ///< at the block's start and end, log2 units
  f32x4 listen_;                 ///< 0…1
  f32x4 heard_;
  f32x4 peak_, sum_;  ///< of the block's key
  KeyFilter keyFilter_;
  LaneDelay delay_;
};

}  // namespace lathe

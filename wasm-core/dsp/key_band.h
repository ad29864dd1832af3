// The band of a key that a detector listens to, for four lanes: high-pass and
// low-pass (Butterworth, 12 dB/octave), never in the sound but when somebody
// listens to the key. The equaliser's matched designs and sections
// (matched_filter.h, svf_section.h).
//
// Frequencies glide over 30 ms on a log scale. A filter that is switched on
// glides in from the end of its range, one that is switched off glides there
// first; off, it passes its lane on exactly (the sign of a zero aside).
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "dsp/bank_block.h"
#include "dsp/svf_section.h"

namespace lathe {

class KeyBand {
 public:
  /// Where the filters stand when they are off.
  static constexpr double kHighPassOffHz = 10.0, kLowPassOffHz = 22000.0;

  /// [not real-time] Sets the rate and resets.
  void prepare(double sampleRate) noexcept;
  /// All lanes: both filters off, states cleared.
  void reset() noexcept;
  /// State of one lane cleared; its frequencies stay.
  void resetLane(int lane) noexcept;
  /// 0 Hz: off.
  void setLane(int lane, double highPassHz, double lowPassHz, bool snap) noexcept;
  /// State, frequencies and everything on its way, from a filter of the same rate.
  void copyLane(int lane, const KeyBand& from, int fromLane) noexcept;
  /// True while any lane is filtered.
  bool active() const noexcept { return activeLanes_[0] != 0 || activeLanes_[1] != 0; }
  /// One block each, in place, of one or two; their samples are finite. Side by side, so that one
  /// recursion hides another's latency.
  static void process(KeyBand* const* bands, BankBlock* const* blocks, int count) noexcept;

 private:
  struct Section {
    ParamSmoother log2Hz;
    bool leaving = false;  ///< off, once it has glided to its end
    SectionDesign design;  ///< as the last block ended
  };
  void aim(int which, int lane, double hz, bool snap) noexcept;
  SectionDesign designAt(int which, double log2Hz) const noexcept;
  void load(int which, int lane) noexcept;
  void advance(int which) noexcept;
  /// Both filters at work and at rest in the coming block.
  bool isPlain() const noexcept;
  void runAlone(int which, BankBlock& block) noexcept;
  void glide(int which, BankBlock& block) noexcept;

  double sampleRate_ = 48000.0;
  int activeLanes_[2] = {}, movingLanes_[2] = {};  ///< bits; high-pass, low-pass
  bool gliding_[2] = {};                           ///< in this block
  int startingLanes_ = 0;                          ///< bits: low-passes that begin to glide in
  SectionCoefficients coefficients_[2];
  SectionState state_[2];
  Section section_[2][kLanes];
};

}  // namespace lathe

// Filters on a compressor's key, what its detector listens to, for four lanes:
//   high-pass  second order, Q 0.71, so that the bass does not work the gain;
//   tilt       a straight line through 0 dB at 1 kHz in dB per octave.
//
// The tilt is two first-order shelves, their corners at 1 kHz·10^±A and
// 1 kHz·10^±B, which between 100 Hz and 10 kHz keeps to the line within
// ±0.33 dB for every slope up to 6 dB/oct (a rational minimax of √ω with two
// poles cannot do better than ±0.26). Their digital form takes ω² for a rational
// function of 1 − cos ω that is right at 0 and at the Nyquist frequency, after
// Vicanek, "Matched one-pole digital shelving filters" (2019).
//
// At 10 Hz and at 0 dB/oct a lane's key passes untouched.
// Thread: real-time, except `prepare`.
#pragma once

#include <array>

#include "base/smoother.h"
#include "dsp/bank_block.h"
#include "dsp/svf_section.h"

namespace lathe {

/// First-order corners of a tilt: gain rises by 6 dB/oct above each zero, falls above each pole.
Biquad tiltFilter(double dbPerOctave, double sampleRate) noexcept;

/// One lane's parameters: Hz glide over 30 ms, the tilt over 20 ms.
class KeyFilterLane {
 public:
  static constexpr int kSections = 2;

  void prepare(double sampleRate) noexcept;
  void set(double highPassHz, double tiltDbPerOctave, bool snap) noexcept;
  /// Once a block.
  void advance() noexcept;
  /// True while the next block can differ from the last.
  bool moving() const noexcept { return moving_; }
  /// True where the key passes untouched, now and in the next block.
  bool wire() const noexcept { return wire_; }
  const SectionDesign& start(int section) const noexcept { return start_[at(section)]; }
  const SectionDesign& end(int section) const noexcept { return end_[at(section)]; }

 private:
  static size_t at(int section) noexcept { return static_cast<size_t>(section); }

  double sampleRate_ = 48000.0;
  bool moving_ = false, wire_ = true;
  ParamSmoother log2Hz_, tilt_;
  std::array<SectionDesign, kSections> start_, end_;
};

/// Coefficients and state of the four lanes.
class KeyFilter {
 public:
  void reset() noexcept;
  void clearLane(int lane) noexcept;
  void copyLane(int lane, const KeyFilter& from, int fromLane) noexcept;
  /// The lane's coefficients for the next block.
  void loadLane(int lane, const KeyFilterLane& design) noexcept;
  /// True where some lane's key does not pass untouched.
  bool active() const noexcept { return activeLanes_ != 0; }
  /// One block each, in place, of one or two. Side by side, so that one recursion hides another's
  /// latency.
  static void process(KeyFilter* const* filters, BankBlock* const* keys, int count) noexcept;

 private:
  struct Section {
    SectionCoefficients start, step;
    f32x4 rescale;
    SectionState state;
  };
  bool isWire(int section) const noexcept { return sectionLanes_[section] == 0; }
  int activeLanes_ = 0, movingLanes_ = 0;            ///< bits
  int sectionLanes_[KeyFilterLane::kSections] = {};  ///< bits: those that the section changes
  std::array<Section, KeyFilterLane::kSections> sections_;
};

}  // namespace lathe

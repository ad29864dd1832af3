// The master's equaliser: high-pass, low-pass and six bands in minimum phase
// (section_chain.h) or, all that is static of them, in linear phase
// (linear_phase_filter.h); a tilt over everything; an output gain. In linear
// phase dynamic bands stay as they are, behind the static ones, and listen to the
// equaliser's input as they do in minimum phase.
//
// Frequency and Q glide over 30 ms, gains over 20, switches cross-fade over
// 10; a linear-phase curve cross-fades when it has been made. A change of phase
// changes the latency, so the output fades out, everything starts anew, and the
// input fades in, 10 ms each; latencyFrames() is that of what is heard.
//
// With nothing to do the input is passed on to the bit, in linear phase delayed.
// Input that is not finite, or beyond +180 dBFS, counts as silence.
// Thread: `prepare` off the real-time thread. The rest is real-time safe; in
// linear phase `reset`, and `set` with `snap`, may take some milliseconds.
#pragma once

#include "master/equaliser/linear_phase_filter.h"
#include "master/equaliser/section_chain.h"

namespace lathe {

class MasterEqualiser {
 public:
  /// `linearPhase`: there is to be room for it, 9 MB at 48 kHz; without, the phase stays minimum
  /// whatever is set.
  void prepare(double sampleRate, bool linearPhase = true);
  void reset() noexcept;
  void set(const MasterEqualiserSettings& settings, bool snap) noexcept;
  void process(StereoBlock& block) noexcept;
  int latencyFrames() const noexcept { return latencyFrames(phase_, sampleRate_); }
  static int latencyFrames(EqualiserPhase phase, double sampleRate) noexcept;
  static size_t heapBytes(double sampleRate, bool linearPhase = true) noexcept;
  /// What a dynamic band's action adds to its gain as the last block ended, in dB.
  double dynamicGainDb(int band) const noexcept { return chain_.dynamicGainDb(band); }

 private:
  enum class Fade { None, Out, In };
  EqualiserPhase wantedPhase() const noexcept {
    return hasLinear_ ? settings_.phase : EqualiserPhase::Minimum;
  }
  MasterEqualiserSettings chainSettings() const noexcept;
  void fade(StereoBlock& block) noexcept;
  void changePhase() noexcept;

  double sampleRate_ = 48000.0;
  bool hasLinear_ = false;
  MasterEqualiserSettings settings_;
  EqualiserPhase phase_ = EqualiserPhase::Minimum;  ///< in force
  Fade fade_ = Fade::None;
  int fadeBlock_ = 0, fadeBlocks_ = 1;
  SectionChain chain_;
  LinearPhaseFilter linear_;
};

}  // namespace lathe

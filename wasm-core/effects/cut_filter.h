// Low and high cut of an effect's stereo path: second-order Butterworth
// sections in the form of dsp/svf_section.h. Bilinear designs, not matched
// ones: their gain is nowhere above 1, so that in a loop at 100 % feedback
// nothing grows.
// At the end of its range (20 Hz, 20 kHz) a cut is off: what goes through keeps
// its bits. Frequencies glide over 30 ms, on a log scale.
// Lanes: left, right; the other two are idle.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/simd.h"
#include "base/smoother.h"
#include "dsp/svf_section.h"

namespace lathe {

class CutFilter {
 public:
  /// Off at these.
  static constexpr double kLowestHz = 20.0, kHighestHz = 20000.0;

  /// The filters over one block: a loop keeps a copy, so that states stay in registers.
  class Running {
   public:
    /// Frequencies move within the block: `glide` before every frame.
    bool gliding() const noexcept { return gliding_; }
    __attribute__((noinline)) void glide() noexcept;
    /// One frame.
    LATHE_INLINE f32x4 process(f32x4 x) noexcept { return high_.process(low_.process(x)); }

   private:
    friend class CutFilter;
    struct Section {
      SectionCoefficients c;
      SectionState state;
      double g = 1.0, gStep = 0.0, share = 1.0, shareStep = 0.0;

      /// Coefficients from g and share; the state follows g.
      __attribute__((noinline)) void design(double newG, bool highPass) noexcept;
      LATHE_INLINE f32x4 process(f32x4 x) noexcept {
        const f32x4 t = c.a1 * state.p + c.a2 * (x - state.s);
        const f32x4 y = (c.m0 * x + c.m2 * state.s) + c.m1 * t;
        state.p = t - state.p;
        state.s += t;
        return y;
      }
    };

    bool gliding_ = false;
    Section low_, high_;  ///< high-pass for the low cut, low-pass for the high cut
  };

  void prepare(double sampleRate) noexcept;
  /// State cleared; cuts stay.
  void reset() noexcept;
  void set(double lowCutHz, double highCutHz, bool snap) noexcept;

  /// For the next block; give it back when the block is done.
  Running begin() noexcept;
  void end(Running running) noexcept;
  /// A whole block of two channels.
  void process(float* left, float* right) noexcept;

 private:
  void aim(Running::Section& section, bool highPass, double octaves, double share) const noexcept;

  double sampleRate_ = 48000.0;
  ParamSmoother lowOctave_, highOctave_;  ///< log2 Hz
  Running running_;
};

}  // namespace lathe

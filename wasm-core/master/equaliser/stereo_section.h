// A second-order section (dsp/svf_section.h) over the master's two channels in
// double, as left and right or as mid and side, with one design for those of the
// two it works on; the other passes through it exactly.
//
// A section on mid and side adds to left and right what it changed in each of
// the two, so that what it does not change stays as it is, to the bit.
// Thread: real-time.
#pragma once

#include "dsp/svf_section.h"
#include "master/stereo_block.h"

namespace lathe {

class StereoSection {
 public:
  /// Channels of left and right or of mid and side, one bit each.
  struct Place {
    bool midSide = false;
    int channels = 3;
    bool operator==(const Place&) const = default;
  };
  /// How many `run` takes at once.
  static constexpr int kMost = 4;

  /// Silent, as after long silence.
  void reset() noexcept;
  /// Constant until called again; what sounds goes on sounding.
  void set(const SectionDesign& design, Place place) noexcept;
  Place place() const noexcept { return place_; }

  /// One block, in place, through 1 … kMost sections in a row whose places are of one kind. In one
  /// loop: each recursion hides the others' latency.
  static void run(StereoSection* const* sections, int count, StereoBlock& block) noexcept;
  /// One block on the way through these designs.
  void ramp(const SectionDesign* edges, int runs, Place place, StereoBlock& block) noexcept;

 private:
  struct Coefficients {
    f64x2 a1, a2, m0, m1, m2;
  };
  static Coefficients coefficientsOf(const SectionDesign& design, int channels) noexcept;
  void scaleTo(double g) noexcept;
  template <int kCount, bool kMidSide>
  static void kernel(StereoSection* const* sections, StereoBlock& block) noexcept;
  template <bool kMidSide>
  void rampRun(const Coefficients& start, const Coefficients& step, f64x2 rescale, f64x2* frames,
               int count) noexcept;

  Place place_;
  Coefficients c_{};
  f64x2 p_ = f64x2::zero(), s_ = f64x2::zero();
  double g_ = 1.0;  ///< scales p_
};

}  // namespace lathe

// One second-order section of two lanes in double (left and right, or mid and
// side), each with a design of its own, in the form of dsp/svf_section.h. Its
// coefficients may run straight from one design to another.
// Thread: real-time.
#pragma once

#include <array>

#include "base/simd.h"
#include "dsp/svf_section.h"

namespace lathe {

using PairDesign = std::array<SectionDesign, 2>;

class PairSection {
 public:
  void reset() noexcept;
  /// `count` frames in place, from `start` to `end`.
  void run(f64x2* frames, int count, const PairDesign& start, const PairDesign& end) noexcept;
  /// The frames through one section and then the other, each with its design throughout: in one
  /// loop, since each waits for itself.
  static void runInRow(PairSection& first, const PairDesign& one, PairSection& second,
                       const PairDesign& two, f64x2* frames, int count) noexcept;

 private:
  struct Steady;
  f64x2 p_ = f64x2::zero(), s_ = f64x2::zero();
  f64x2 scale_ = f64x2::splat(1.0);  ///< g of the state's p
};

}  // namespace lathe

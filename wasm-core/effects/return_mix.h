// The end of every effect: duck, width and mix of wet against dry. Dry and wet
// follow √(1 − mix) and √mix, for they are as good as uncorrelated; at 0 %
// what came in goes out, bit by bit, at 100 % nothing of it. Gains glide over 20 ms.
// Thread: real-time, except `prepare`.
#pragma once

#include "base/smoother.h"
#include "effects/ducker.h"

namespace lathe {

class ReturnMix {
 public:
  void prepare(double sampleRate) noexcept;
  void reset() noexcept { ducker_.reset(); }
  void set(double mixPercent, double widthPercent, double duckDb, double duckReleaseMs,
           bool snap) noexcept;
  /// One block: `left` and `right` are the dry sound, and the result. The wet is used up.
  void process(float* left, float* right, float* wetLeft, float* wetRight) noexcept;

 private:
  Ducker ducker_;
  ParamSmoother dry_, wet_, side_;
};

}  // namespace lathe

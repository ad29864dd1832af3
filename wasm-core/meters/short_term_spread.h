// How long a programme was how loud: its short-term loudness, taken every 100 ms,
// counted in bins of 1 LU from −60 LUFS to 0.
// Thread: any one; no allocation.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/math.h"

namespace lathe {

class ShortTermSpread {
 public:
  static constexpr int kBins = 60;
  static constexpr double kLowestLufs = -60.0;
  static constexpr double kStepsPerSecond = 10.0;

  void reset() noexcept { *this = ShortTermSpread(); }
  /// Once a step; silence, and what came before the first whole window, lies below the bins.
  void add(std::optional<double> shortTermLufs) noexcept {
    const double place = shortTermLufs ? math::floor(*shortTermLufs - kLowestLufs) : -1.0;
    if (place < 0.0) {
      ++below_;
    } else if (place >= kBins) {
      ++above_;
    } else {
      ++counts_[static_cast<size_t>(place)];
    }
  }
  /// Steps in each bin, the quietest first.
  const std::array<int64_t, kBins>& counts() const noexcept { return counts_; }
  int64_t below() const noexcept { return below_; }
  int64_t above() const noexcept { return above_; }

 private:
  std::array<int64_t, kBins> counts_{};
  int64_t below_ = 0, above_ = 0;
};

}  // namespace lathe

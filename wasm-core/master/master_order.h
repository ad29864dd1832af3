// In which order the master's middle stages stand. The orders are counted as
// words in a dictionary are: the first stage changes slowest, and what is left is
// taken in the usual order.
// Thread: any (pure functions).
#pragma once

#include <array>

namespace lathe {

enum class MiddleStage : int { Multiband, Glue, Exciter, Stereo };
inline constexpr int kMiddleStages = 4;
inline constexpr int kMasterOrders = 24;
using MasterOrder = std::array<MiddleStage, kMiddleStages>;

/// `index`: 0 (the usual one) … kMasterOrders − 1, as the table's choice counts them.
constexpr MasterOrder masterOrder(int index) noexcept {
  std::array<int, kMiddleStages> left{0, 1, 2, 3};
  MasterOrder order{};
  int ways = kMasterOrders;
  for (int place = 0; place < kMiddleStages; ++place) {
    const int remaining = kMiddleStages - place;
    ways /= remaining;
    const int taken = index / ways % remaining;
    order[static_cast<size_t>(place)] = static_cast<MiddleStage>(left[static_cast<size_t>(taken)]);
    for (int i = taken; i + 1 < remaining; ++i) {
      left[static_cast<size_t>(i)] = left[static_cast<size_t>(i) + 1];
    }
  }
  return order;
}

}  // namespace lathe

#include "console/lane_packing.h"

#include <algorithm>

#include "console/stages.h"

namespace lathe {
LanePacking packLanes(const BankShape* strips, int count) noexcept {
  LanePacking packing;
  std::array<int, kStripsPerShard> used{};
  for (int strip = 0; strip < count; ++strip) {
    const BankShape& shape = strips[strip];
    const int width = shape.stereo ? 2 : 1;
    int bank = 0;
    while (bank < packing.bankCount) {
      const auto b = static_cast<size_t>(bank);
      if (packing.shape[b] == shape && used[b] + width <= kLanes) break;
      ++bank;
    }
    const auto b = static_cast<size_t>(bank);
    if (bank == packing.bankCount) {
      packing.shape[b] = shape;
      ++packing.bankCount;
    }
    packing.slot[static_cast<size_t>(strip)] = {bank, used[b]};
    used[b] += width;
  }
  return packing;
}

int mostBanks(int monoStrips, int stereoStrips) noexcept {
  // Each may have a set of stages of its own: there are more sets than strips.
  static_assert((1 << kStages) >= kStripsPerShard);
  return monoStrips + stereoStrips;
}

}  // namespace lathe

#include "console/lane_packing.h"

#include <algorithm>

#include "console/stages.h"

namespace lathe {
namespace {

/// Most banks for `strips` of one width: every stage combination that has a
/// strip of its own first, the rest filling banks.
int mostBanksOfWidth(int strips, int stripsPerBank) noexcept {
  constexpr int kStageSets = 1 << kStages;
  const int begun = std::min(strips, kStageSets);
  return begun + (strips - begun) / stripsPerBank;
}

}  // namespace

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
  return mostBanksOfWidth(monoStrips, kLanes) + mostBanksOfWidth(stereoStrips, kLanes / 2);
}

}  // namespace lathe

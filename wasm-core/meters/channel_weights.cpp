#include "meters/channel_weights.h"

#include <bit>

namespace lathe {
namespace {

constexpr double kSurroundWeight = 1.41;
// Bits of WAVE_FORMAT_EXTENSIBLE's channel mask.
constexpr uint32_t kLowFrequency = 1u << 3;
constexpr uint32_t kBacks = 1u << 4 | 1u << 5;
constexpr uint32_t kSides = 1u << 9 | 1u << 10;

}  // namespace

double defaultChannelWeight(int channels, int index) noexcept {
  switch (channels) {
    case 4:
      return index >= 2 ? kSurroundWeight : 1.0;
    case 5:
      return index >= 3 ? kSurroundWeight : 1.0;
    case 6:
      return index == 3 ? 0.0 : (index >= 4 ? kSurroundWeight : 1.0);
    case 7:
      return index == 3 ? 0.0 : (index >= 5 ? kSurroundWeight : 1.0);
    case 8:
      return index == 3 ? 0.0 : (index >= 6 ? kSurroundWeight : 1.0);
    default:
      return 1.0;
  }
}

std::vector<double> channelWeights(uint32_t mask, int channels) {
  if (std::popcount(mask) != channels) return {};
  // In 5.1 the surrounds go by the name of backs.
  const uint32_t surrounds = (mask & kSides) != 0 ? kSides : kBacks;
  std::vector<double> weights;
  for (uint32_t bit = 1; bit != 0; bit <<= 1) {
    if ((mask & bit) == 0) continue;
    weights.push_back((bit & kLowFrequency) != 0 ? 0.0
                      : (bit & surrounds) != 0   ? kSurroundWeight
                                                 : 1.0);
  }
  return weights;
}

}  // namespace lathe

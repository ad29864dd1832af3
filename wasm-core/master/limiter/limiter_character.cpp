#include "master/limiter/limiter_character.h"

#include <algorithm>
#include <iterator>

#include "base/math.h"

namespace lathe {
namespace {

// Longer than any look-ahead: all of it.
constexpr double kWholeMs = 100.0;
// 1.5 dB wide.
constexpr double kLoudKnee = 0.0861;

constexpr CharacterShape kShapes[] = {
    {kWholeMs, 12.0, 12.0, 0.0, 4.0, 3.0, 80.0},
    {1.5, 3.0, 25.0, 0.0, 4.0, 2.0, 40.0},
    {kWholeMs, 25.0, 25.0, 0.0, 4.0, 1.5, 200.0},
    {2.0, 2.0, 12.0, kLoudKnee, 3.0, 3.0, 20.0},
};
static_assert(std::size(kShapes) == static_cast<size_t>(LimiterCharacter::Count));

/// Share of a single peak's reduction that the slow store holds `ms` after the hold's end.
double slowShare(const CharacterShape& shape, const StoreTimes& times, double ms) noexcept {
  const double charging = std::min(shape.holdMs + ms, shape.levelHoldMs);
  const double charged = 1.0 - math::exp(-charging / times.chargeMs);
  return charged * math::exp(-(shape.holdMs + ms - charging) / times.slowMs);
}

}  // namespace

const CharacterShape& shapeOf(LimiterCharacter character) noexcept {
  return kShapes[std::clamp(static_cast<int>(character), 0,
                            static_cast<int>(LimiterCharacter::Count) - 1)];
}

StoreTimes storeTimes(const LimiterSettings& settings) noexcept {
  const CharacterShape& shape = shapeOf(settings.character);
  const double releaseMs = settings.autoRelease ? shape.autoReleaseMs : settings.releaseMs;
  StoreTimes times = storeTimesOf(releaseMs, shape.slowRatio, shape.chargeRatio);
  if (settings.character == LimiterCharacter::Clean) return times;
  // (1 − what is charged at the hold's end)·exp(−release/fast) + slow share = 1/e.
  const double fast = 1.0 - slowShare(shape, times, 0.0);
  const double left = math::exp(-1.0) - slowShare(shape, times, releaseMs);
  times.fastMs = releaseMs / (math::log2(fast / left) * math::kLn2);
  return times;
}

}  // namespace lathe

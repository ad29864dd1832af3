#include "console/mix_part.h"

namespace lathe {
namespace {

/// What the master takes, in strips of middling work.
constexpr int kMasterStrips = 6;

/// The first shard of part `part` > 0, and of all parts after it.
int firstShardOf(const MixPlan& plan, int firstHearingBus, int part, int parts) noexcept {
  const int strips = static_cast<int>(plan.strips.size()) + kMasterStrips;
  int shard = 0;
  for (const PlannedShard& planned : plan.shards) {
    const int middle = 2 * planned.firstStrip + planned.stripCount;
    const bool isTracks = planned.firstStrip < plan.trackCount;
    const bool hearsBus = planned.firstStrip + planned.stripCount > firstHearingBus;
    if (!isTracks || hearsBus || middle * parts >= 2 * strips * part) break;
    ++shard;
  }
  return shard;
}

}  // namespace

bool MixPart::hasStrip(const MixPlan& plan, int strip) const noexcept {
  for (int shard = firstShard; shard < endShard; ++shard) {
    const PlannedShard& planned = plan.shards[static_cast<size_t>(shard)];
    if (strip >= planned.firstStrip && strip < planned.firstStrip + planned.stripCount) return true;
  }
  return false;
}

MixPart mixPart(const MixPlan& plan, int firstHearingBus, int part, int parts) noexcept {
  return {part > 0 ? firstShardOf(plan, firstHearingBus, part, parts) : 0,
          part + 1 < parts ? firstShardOf(plan, firstHearingBus, part + 1, parts)
                           : static_cast<int>(plan.shards.size())};
}

int countTrackSums(const MixPlan& plan) noexcept {
  int count = 0;
  for (const PlannedSum& sum : plan.sums) count += sum.level == 0 ? 1 : 0;
  return count;
}

}  // namespace lathe

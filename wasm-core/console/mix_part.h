// Which shards of a plan one engine works when several render a song together,
// each on a thread of its own. They stand in a row: each adds its shards to the
// sums that the one before it hands over, a block at a time, so that every sum
// is added up in the order in which a single engine adds it, to the same bits.
// The last one works the rest: the tracks left over, all buses and the master.
//
// Shards are shared out by their strips, the master counting as several. A
// track that hears a bus hears it one block late; the bus being worked by the
// last engine, so is that track's shard, and every one after it.
// Thread: off the real-time thread; allocates nothing.
#pragma once

#include "console/mix_plan.h"

namespace lathe {

/// Shards from `firstShard` on, up to and without `endShard`.
struct MixPart {
  int firstShard = 0;
  int endShard = 0;
  bool hasStrip(const MixPlan& plan, int strip) const noexcept;
};

/// Part `part` of `parts`, which may be without shards. `firstHearingBus`: the first strip with a
/// key from a bus, or a number beyond all.
MixPart mixPart(const MixPlan& plan, int firstHearingBus, int part, int parts) noexcept;

/// How many sums the tracks add to; they come first in the plan.
int countTrackSums(const MixPlan& plan) noexcept;

}  // namespace lathe

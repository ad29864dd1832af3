// The flat plan that a session compiles to: which strips there are, in what
// order they are worked, how they group into shards, and what sums they add to.
//
// Tracks stand on level 0, a bus one level above the highest strip that feeds
// it, the mix alone at the top. A level is worked when all below it are done.
//
// Within a level strips sum in the order of their id, compared byte by byte, in
// shards of kStripsPerShard, then shard after shard. Screen order plays no
// part, so moving a track on screen never changes a bit of the mix, and a
// renderer may compute whole shards elsewhere and still sum to the same bits.
// Thread: compiled off the real-time thread; read-only there.
#pragma once

#include <cstddef>
#include <vector>

#include "session/session.h"

namespace lathe {

inline constexpr int kMixBus = 0;

struct PlannedStrip {
  int source;  ///< in Session::tracks order; from the number of tracks on, in Session::buses order
  int channels;  ///< 1 or 2
  int level;
};

struct PlannedShard {
  int firstStrip;
  int stripCount;  ///< 1…kStripsPerShard
  int bankCount;   ///< the most banks any combination of active stages can need
  int firstSum;    ///< into MixPlan::shardSums
  int sumCount;
};

/// What one level adds to one bus, or, above the mix, to the mix's output.
struct PlannedSum {
  int level;
  int bus;  ///< into Session::buses
};

struct MixPlan {
  double sampleRate = 48000;
  int trackCount = 0;
  int levelCount = 0;
  std::vector<PlannedStrip> strips;  ///< in order of work, which is the order of summation
  std::vector<PlannedShard> shards;  ///< none reaches over two levels
  std::vector<PlannedSum> sums;      ///< by level, then bus
  std::vector<int> shardSums;        ///< which sums each shard adds to
  std::vector<int> outputSum;        ///< which sum each strip's output adds to
  std::vector<int> stripOfSource;    ///< index into strips

  size_t sendCount = 0;  ///< of all strips

  size_t memoryBytes() const;
  const StripDocument& document(const Session& session, int strip) const;
  /// The sum that strips of `level` add to when they feed `bus`.
  int findSum(int level, int bus) const;
};

/// False, with `plan` left empty, when the session is over a limit of the engine (see Engine).
bool compileMixPlan(const Session& session, MixPlan& plan);

}  // namespace lathe

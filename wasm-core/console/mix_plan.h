// The flat plan that a session compiles to: which strips there are, in what
// order they sum, and how they group into shards.
//
// Strips sum in the order of their track's id, compared byte by byte, in
// shards of kStripsPerShard, then shard after shard. Screen order plays no
// part, so moving a track on screen never changes a bit of the mix, and a
// renderer may compute whole shards elsewhere and still sum to the same bits.
// Thread: compiled off the real-time thread; read-only there.
#pragma once

#include <vector>

#include "session/session.h"

namespace lathe {

struct PlannedStrip {
  int track;     ///< in Session::tracks order
  int channels;  ///< 1 or 2
};

struct PlannedShard {
  int firstStrip;
  int stripCount;  ///< 1…kStripsPerShard
  int bankCount;   ///< the most banks any combination of active stages can need
};

struct MixPlan {
  double sampleRate = 48000;
  std::vector<PlannedStrip> strips;  ///< in summation order
  std::vector<PlannedShard> shards;
  std::vector<int> stripOfTrack;  ///< index into strips, by Session::tracks order
};

/// False, with `plan` left empty, when the session is over a limit of the engine (see Engine).
bool compileMixPlan(const Session& session, MixPlan& plan);

}  // namespace lathe

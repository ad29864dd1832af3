// How long strips take and wait for one another, so that every way through the
// console is equally long.
// Thread: off the real-time thread (allocates).
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "console/mix_plan.h"
#include "console/strip.h"

namespace lathe {

/// How late a strip on `level` gets its input.
inline int framesBelow(const std::vector<int>& levelFrames, int level) {
  return std::accumulate(levelFrames.begin(), levelFrames.begin() + level, 0);
}

struct Alignment {
  std::vector<int> stripFrames;  ///< latency of each strip's stages
  std::vector<int> levelFrames;  ///< the longest of each level
  int totalFrames = 0;           ///< from track input to mix

  Alignment(const Session& session, const MixPlan& plan)
      : stripFrames(plan.strips.size(), 0), levelFrames(static_cast<size_t>(plan.levelCount), 0) {
    for (size_t i = 0; i < stripFrames.size(); ++i) {
      stripFrames[i] = stripLatencyFrames(plan.document(session, static_cast<int>(i)).params,
                                          session.sampleRate);
      int& level = levelFrames[static_cast<size_t>(plan.strips[i].level)];
      level = std::max(level, stripFrames[i]);
    }
    totalFrames = framesBelow(levelFrames, plan.levelCount);
  }
  int waitFrames(const MixPlan& plan, size_t strip) const {
    return levelFrames[static_cast<size_t>(plan.strips[strip].level)] - stripFrames[strip];
  }
};

}  // namespace lathe

// What a Console is made of, for the files that its functions are in:
// console.cpp (made, and a block worked), console_commands.cpp (what is set and
// read between blocks).
// Thread: as of Console.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "console/console.h"
#include "console/external_keys.h"
#include "console/mix_part.h"
#include "console/mix_plan.h"
#include "console/return_effects.h"
#include "console/shard.h"
#include "console/solo.h"
#include "console/strip.h"
#include "console/sum_matrix.h"

namespace lathe {

/// A send by the number it has in commands.
struct SendPlace {
  int strip;
  int send;
};

struct Console::Impl {
  MixPlan plan;
  MixPart part;
  std::vector<Strip> strips;  // in order of work
  std::vector<Shard> shards;  // in order of work
  std::vector<SendPlace> sends;
  ReturnEffects effects;
  ExternalKeys keys;
  AutomationLanes automation;
  std::unique_ptr<Bank[]> banks;
  ShardScratch scratch;
  SumMatrix sums;
  Solo solo;
  StageListen listen;
  int latencyFrames = 0;
  ListeningState listening;
  bool prepared = false;
  bool fresh = true;  // no block since reset: parameters snap
  uint32_t ignored = 0;
  alignas(16) float mix[2][kBlockFrames] = {};
  alignas(16) float listened[2][kBlockFrames] = {};
  alignas(16) float probed[2][kBlockFrames] = {};

  void build(const Session& session);
  bool isLastPart() const noexcept { return part.endShard == static_cast<int>(shards.size()); }
  void reset() noexcept;
  int stripIndex(int target) const noexcept;
  Strip* stripOf(int target) noexcept;
  /// Null where the track has no such channel.
  Strip* trackWith(int track, int channel) noexcept;
  const SendPlace* sendOf(int target) const noexcept;
  void applySolo() noexcept;
  void gatherBuses(int level, int64_t songFrame) noexcept;
  void setParam(int target, ParamId id, double value) noexcept;
};

}  // namespace lathe

// How the strips of one shard share banks of four lanes. A bank is homogeneous
// in mono or stereo, in its set of active stages and in their order, so that its kernels run
// the same code on every lane and a stage that is off costs nothing.
//
// A packing depends only on its shard's strips, in summation order; which
// lane a strip lands on never changes its result.
// Thread: real-time (pure functions on fixed arrays).
#pragma once

#include <array>

#include "base/block.h"
#include "params/parameter_id.h"

namespace lathe {

/// What decides which strips may share a bank.
struct BankShape {
  bool stereo = false;
  unsigned stages = 0;                         ///< those at work, one bit each (stageBit)
  StageOrder order = StageOrder::EqCompDeEss;  ///< where it makes a difference
  bool operator==(const BankShape&) const = default;
};

/// A strip's place: its lane, and the next one too if it is stereo.
struct LaneSlot {
  int bank = 0;
  int lane = 0;
};

struct LanePacking {
  int bankCount = 0;
  std::array<BankShape, kStripsPerShard> shape;  ///< of each bank
  std::array<LaneSlot, kStripsPerShard> slot;    ///< of each strip
};

/// Packs `count` strips of the given shapes, first come, first lane.
LanePacking packLanes(const BankShape* strips, int count) noexcept;

/// The most banks that any mixture of active stages makes of these strips.
int mostBanks(int monoStrips, int stereoStrips) noexcept;

}  // namespace lathe

// A shard: up to kStripsPerShard strips, the banks their lanes live in, and
// the order of work over a block:
//   block edge (gains, switches, repacking, settings), of all shards → feed →
//   stage after stage → scan → add, sum by sum, in summation order.
// Banks of all shapes go to a kernel together, so that it can interleave them.
//
// Repacking happens only when a stage is switched: lanes move, state and all,
// into spare banks, and the two sets trade places. Nothing is allocated.
// Thread: prepared off the real-time thread, then real-time.
#pragma once

#include <array>

#include "console/lane_packing.h"
#include "console/mix_plan.h"
#include "console/side_taps.h"
#include "console/stage_listen.h"
#include "console/stages.h"
#include "console/strip.h"
#include "console/strip_stages.h"
#include "console/sum_matrix.h"

namespace lathe {

/// Working memory that shards use in turn.
struct ShardScratch {
  std::array<BankBlock, kStripsPerShard> signal;
  std::array<BankBlock, kStripsPerShard> dry;
  std::array<BankBlock, kStripsPerShard> key;
  BankBlock tap;  ///< a send's input
  StageListen* listen = nullptr;
  bool metered = true;  ///< strips' meters are read by someone
  SideTaps side;
  std::array<f64x2, kBlockFrames> sum;
  std::array<f64x2, kBlockFrames> unheard;   ///< where a strip is added for its meter alone
  std::array<Bank*, kStripsPerShard> spare;  ///< no lanes live here
};

class Shard {
 public:
  /// `strips` and `banks` belong to the caller; as many as `plan` says.
  void prepare(const MixPlan& plan, const PlannedShard& shard, Strip* strips, Bank* banks) noexcept;

  /// Everything as at song frame 0, from the strips' present parameters.
  void reset(const ListeningState& listening, ShardScratch& scratch) noexcept;

  /// The block's edge, before any shard's block is processed. With `snap`, changed parameters apply
  /// at once.
  void applyEdge(const ListeningState& listening, bool snap, ShardScratch& scratch) noexcept;
  /// One block, when the strips' inputs are there: adds this shard to its sums.
  void process(ShardScratch& scratch, SumMatrix& sums) noexcept;

 private:
  bool isPackingStale() const noexcept;
  void repack(ShardScratch& scratch) noexcept;
  void listPositions() noexcept;
  void feed(ShardScratch& scratch) noexcept;
  struct StageRun;
  void runStages(ShardScratch& scratch) noexcept;
  /// Of the banks in whose order the stage stands at `position`.
  template <Stage kStage>
  void runStage(int position, ShardScratch& scratch) noexcept;
  void beginStage(Stage stage, int position, ShardScratch& scratch, StageRun& run) noexcept;
  void beginFade(SwitchFade& fade, int laneBits, size_t entry, ShardScratch& scratch,
                 StageRun& run) noexcept;
  void setKey(const KeyAudio& key, int lane, int channels, size_t entry, ShardScratch& scratch,
              StageRun& run) noexcept;
  void endStage(int latencyFrames, ShardScratch& scratch, const StageRun& run) noexcept;
  bool hasStage(size_t bank, Stage stage) const noexcept {
    return (packing_.shape[bank].stages & stageBit(stage)) != 0;
  }
  void scanBefore(Stage stage, size_t bank, const BankBlock& block) noexcept;
  template <Stage kStage>
  void noteReduction() noexcept;
  void noteBandGains(int strip, const EqualiserBank& equaliser) noexcept;
  void scanStrips(ShardScratch& scratch) noexcept;
  void addStrips(int sum, ShardScratch& scratch) noexcept;
  void addAside(int strip, ShardScratch& scratch) noexcept;
  void addSends(int strip, int sum, ShardScratch& scratch) noexcept;
  void clearState(int strip) noexcept;
  template <Stage kStage>
  void setStage(int strip, bool snap) noexcept;
  template <Stage kStage>
  void moveStage(int strip, const LanePacking& old, ShardScratch& scratch) noexcept;
  size_t bankIndex(int strip) const noexcept;
  Bank& bankOf(int strip) noexcept;
  int laneOf(int strip) const noexcept;

  int stripCount_ = 0;
  int bankCapacity_ = 0;
  Strip* strips_ = nullptr;
  const int* sums_ = nullptr;       // which it adds to
  const int* outputSum_ = nullptr;  // of each strip
  int sumCount_ = 0;
  std::array<LaneHealth, kStripsPerShard> health_;  // of each bank, this block
  std::array<int, kStripsPerShard> badBefore_{};    // lanes of each bank that were bad on the way
  LanePacking packing_;
  bool switched_ = false;                     ///< the packing may be stale at the next edge
  unsigned lateBanks_ = 0;                    ///< with a strip that is late, one bit each
  std::array<unsigned, kStages> stagesAt_{};  ///< at each position, one bit each
  std::array<Bank*, kStripsPerShard> banks_{};
  std::array<LaneFeed, kStripsPerShard> feeds_;
};

}  // namespace lathe

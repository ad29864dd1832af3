// The plan: who sums when, and how strips share lanes.
#include "console/mix_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "console/lane_packing.h"
#include "console/stages.h"
#include "console_fixture.h"

namespace lathe::test {
namespace {

TEST(MixPlan, StripsSumInByteOrderOfTheirIds) {
  Session session;
  for (const char* id : {"b", "a\xff", "Z", "a", "ab", "\xc3\xa9"}) {
    session.tracks.push_back(makeTrack(id, 1));
  }
  MixPlan plan;
  ASSERT_TRUE(compileMixPlan(session, plan));
  std::vector<std::string> order;
  for (const PlannedStrip& strip : plan.strips) {
    if (strip.level > 0) break;  // the mix
    order.push_back(session.tracks[static_cast<size_t>(strip.source)].id);
  }
  EXPECT_EQ(order, (std::vector<std::string>{"Z", "a", "ab", "a\xff", "b", "\xc3\xa9"}));
  for (int track = 0; track < 6; ++track) {
    const int strip = plan.stripOfSource[static_cast<size_t>(track)];
    EXPECT_EQ(plan.strips[static_cast<size_t>(strip)].source, track);
  }
}

TEST(MixPlan, ShardsHoldEightStripsInOrder) {
  MixPlan plan;
  ASSERT_TRUE(compileMixPlan(makeSession(19), plan));
  ASSERT_EQ(plan.shards.size(), 4u);  // and the mix's own
  EXPECT_EQ(plan.shards[0].firstStrip, 0);
  EXPECT_EQ(plan.shards[1].firstStrip, 8);
  EXPECT_EQ(plan.shards[2].firstStrip, 16);
  EXPECT_EQ(plan.shards[2].stripCount, 3);
}

TEST(MixPlan, RefusesWhatIsOverALimit) {
  MixPlan plan;
  EXPECT_TRUE(compileMixPlan(makeSession(128), plan));
  EXPECT_EQ(plan.strips.size(), 129u);
  EXPECT_FALSE(compileMixPlan(makeSession(129), plan));
  EXPECT_TRUE(plan.strips.empty());
  for (const int channels : {0, 3, -1}) {
    Session session = makeSession(2);
    session.tracks[1].channels = channels;
    EXPECT_FALSE(compileMixPlan(session, plan)) << channels << " channels";
  }
  for (const double rate : {0.0, -48000.0, 7999.0, 1e9, std::nan("")}) {
    EXPECT_FALSE(compileMixPlan(makeSession(2, rate), plan)) << rate << " Hz";
  }
}

/// Every way a shard of 1 to 8 strips can mix widths and active stages would be 8^8; this walks
/// a reproducible sample of them.
TEST(LanePacking, NoLaneIsSharedAndBanksAreHomogeneous) {
  uint32_t random = 1;
  int fullestShard = 0;
  for (int round = 0; round < 20000; ++round) {
    BankShape shapes[kStripsPerShard];
    const int count = 1 + round % kStripsPerShard;
    int mono = 0;
    for (int strip = 0; strip < count; ++strip) {
      random = random * 1664525u + 1013904223u;
      shapes[strip] = {(random >> 31) != 0, random >> 20 & ((1u << kStages) - 1)};
      mono += shapes[strip].stereo ? 0 : 1;
    }
    const LanePacking packing = packLanes(shapes, count);
    std::set<std::pair<int, int>> taken;
    for (int strip = 0; strip < count; ++strip) {
      const LaneSlot slot = packing.slot[static_cast<size_t>(strip)];
      ASSERT_LT(slot.bank, packing.bankCount);
      ASSERT_EQ(packing.shape[static_cast<size_t>(slot.bank)], shapes[strip]);
      ASSERT_TRUE(taken.insert({slot.bank, slot.lane}).second);
      ASSERT_LT(slot.lane, kLanes);
      if (shapes[strip].stereo) {
        ASSERT_EQ(slot.lane % 2, 0) << "a stereo strip keeps left and right in one pair";
        ASSERT_TRUE(taken.insert({slot.bank, slot.lane + 1}).second);
      }
    }
    ASSERT_LE(packing.bankCount, mostBanks(mono, count - mono));
    fullestShard = std::max(fullestShard, packing.bankCount);
  }
  printFigure("most banks a shard needed", fullestShard, "banks");
}

TEST(LanePacking, AlikeStripsFillTheirBanks) {
  BankShape stereo[kStripsPerShard];
  std::fill(stereo, stereo + kStripsPerShard, BankShape{true, 3});
  EXPECT_EQ(packLanes(stereo, kStripsPerShard).bankCount, 4);
  BankShape mono[kStripsPerShard];
  std::fill(mono, mono + kStripsPerShard, BankShape{false, 3});
  EXPECT_EQ(packLanes(mono, kStripsPerShard).bankCount, 2);
}

}  // namespace
}  // namespace lathe::test

#include "console/mix_plan.h"

#include <algorithm>

#include "base/block.h"
#include "console/lane_packing.h"
#include "session/routing.h"

namespace lathe {
namespace {

bool reachesBuses(const Session& session, const StripDocument& strip) {
  const auto exists = [&session](int bus) {
    return bus >= 0 && bus < static_cast<int>(session.buses.size());
  };
  return exists(strip.outputBus) &&
         std::all_of(strip.sends.begin(), strip.sends.end(),
                     [&](const Send& send) { return exists(send.busIndex); });
}

bool isWithinLimits(const Session& session) {
  if (session.tracks.size() > static_cast<size_t>(kMaxTracks)) return false;
  if (!isRateSupported(session.sampleRate)) {
    return false;
  }
  return isMixFirstAndOnce(session) &&
         std::all_of(session.buses.begin(), session.buses.end(),
                     [&](const Bus& bus) { return reachesBuses(session, bus.strip); }) &&
         std::all_of(session.tracks.begin(), session.tracks.end(), [&](const Track& track) {
           return track.channels >= 1 && track.channels <= kMaxChannels &&
                  reachesBuses(session, track.strip);
         });
}

const std::string& idOf(const Session& session, int source) {
  const auto track = static_cast<size_t>(source);
  return track < session.tracks.size() ? session.tracks[track].id
                                       : session.buses[track - session.tracks.size()].id;
}

/// Sorted by insertion: at most a few hundred, and small code. std::string compares as unsigned
/// bytes. The loader refuses equal ids; should any come all the same, they keep their order.
void insertInOrder(const Session& session, std::vector<PlannedStrip>& strips,
                   const PlannedStrip& inserted) {
  auto place = strips.end();
  while (place != strips.begin() && inserted.level == (place - 1)->level &&
         idOf(session, inserted.source) < idOf(session, (place - 1)->source)) {
    --place;
  }
  strips.insert(place, inserted);
}

void planStrips(const Session& session, const std::vector<int>& busLevel, MixPlan& plan) {
  for (int track = 0; track < plan.trackCount; ++track) {
    insertInOrder(session, plan.strips,
                  {track, session.tracks[static_cast<size_t>(track)].channels, 0});
  }
  for (int level = 1; level < plan.levelCount; ++level) {
    for (size_t bus = 0; bus < busLevel.size(); ++bus) {
      if (busLevel[bus] != level) continue;
      insertInOrder(session, plan.strips,
                    {plan.trackCount + static_cast<int>(bus), kMaxChannels, level});
    }
  }
  plan.stripOfSource.resize(plan.strips.size());
  for (size_t strip = 0; strip < plan.strips.size(); ++strip) {
    plan.stripOfSource[static_cast<size_t>(plan.strips[strip].source)] = static_cast<int>(strip);
  }
}

/// The position of {level, bus} among the sums, which it joins if it is new.
int addSum(MixPlan& plan, int level, int bus) {
  const int known = plan.findSum(level, bus);
  if (known >= 0) return known;
  plan.sums.push_back({level, bus});
  return static_cast<int>(plan.sums.size()) - 1;
}

void planShard(const Session& session, int first, int count, MixPlan& plan) {
  PlannedShard shard{first, count, 0, static_cast<int>(plan.shardSums.size()), 0};
  int mono = 0;
  for (int strip = first; strip < first + count; ++strip) {
    const PlannedStrip& planned = plan.strips[static_cast<size_t>(strip)];
    mono += planned.channels == 1 ? 1 : 0;
    const auto feed = [&](int bus) {
      const int sum = addSum(plan, planned.level, bus);
      const auto begin = plan.shardSums.begin() + shard.firstSum;
      if (std::find(begin, plan.shardSums.end(), sum) == plan.shardSums.end()) {
        plan.shardSums.push_back(sum);
      }
      return sum;
    };
    const StripDocument& document = plan.document(session, strip);
    plan.outputSum.push_back(feed(document.outputBus));
    for (const Send& send : document.sends) feed(send.busIndex);
    plan.sendCount += document.sends.size();
  }
  shard.sumCount = static_cast<int>(plan.shardSums.size()) - shard.firstSum;
  shard.bankCount = mostBanks(mono, count - mono);
  plan.shards.push_back(shard);
}

}  // namespace

const StripDocument& MixPlan::document(const Session& session, int strip) const {
  const auto source = static_cast<size_t>(strips[static_cast<size_t>(strip)].source);
  return source < session.tracks.size() ? session.tracks[source].strip
                                        : session.buses[source - session.tracks.size()].strip;
}

size_t MixPlan::memoryBytes() const {
  return strips.capacity() * sizeof(PlannedStrip) + shards.capacity() * sizeof(PlannedShard) +
         sums.capacity() * sizeof(PlannedSum) +
         (shardSums.capacity() + outputSum.capacity() + stripOfSource.capacity()) * sizeof(int);
}

int MixPlan::findSum(int level, int bus) const {
  for (size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].level == level && sums[i].bus == bus) return static_cast<int>(i);
  }
  return -1;
}

bool compileMixPlan(const Session& session, MixPlan& plan) {
  plan = MixPlan{};
  if (!isWithinLimits(session)) return false;
  const std::vector<int> busLevel = busLevels(session);
  if (busLevel.empty()) return false;
  plan.sampleRate = session.sampleRate;
  plan.trackCount = static_cast<int>(session.tracks.size());
  plan.levelCount = busLevel[kMixBus] + 1;
  planStrips(session, busLevel, plan);

  const int stripCount = static_cast<int>(plan.strips.size());
  for (int first = 0; first < stripCount;) {
    int count = 1;
    while (count < kStripsPerShard && first + count < stripCount &&
           plan.strips[static_cast<size_t>(first + count)].level ==
               plan.strips[static_cast<size_t>(first)].level) {
      ++count;
    }
    planShard(session, first, count, plan);
    first += count;
  }
  return true;
}

}  // namespace lathe

#include "console/mix_plan.h"

#include <algorithm>
#include <numeric>

#include "base/block.h"
#include "console/lane_packing.h"

namespace lathe {
namespace {

constexpr double kLowestSampleRate = 8000;
constexpr double kHighestSampleRate = 384000;

bool isWithinLimits(const Session& session) {
  if (session.tracks.size() > static_cast<size_t>(kMaxTracks)) return false;
  if (!(session.sampleRate >= kLowestSampleRate && session.sampleRate <= kHighestSampleRate)) {
    return false;
  }
  return std::all_of(session.tracks.begin(), session.tracks.end(), [](const Track& track) {
    return track.channels >= 1 && track.channels <= kMaxChannels;
  });
}

}  // namespace

bool compileMixPlan(const Session& session, MixPlan& plan) {
  plan = MixPlan{};
  if (!isWithinLimits(session)) return false;
  plan.sampleRate = session.sampleRate;

  const int trackCount = static_cast<int>(session.tracks.size());
  std::vector<int> order(session.tracks.size());
  std::iota(order.begin(), order.end(), 0);
  // std::string compares as unsigned bytes. The loader refuses equal ids; a
  // stable sort keeps even those in a defined order.
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return session.tracks[static_cast<size_t>(a)].id < session.tracks[static_cast<size_t>(b)].id;
  });

  plan.strips.reserve(session.tracks.size());
  plan.stripOfTrack.resize(session.tracks.size());
  plan.shards.reserve((session.tracks.size() + kStripsPerShard - 1) / kStripsPerShard);
  for (int strip = 0; strip < trackCount; ++strip) {
    const int track = order[static_cast<size_t>(strip)];
    plan.strips.push_back({track, session.tracks[static_cast<size_t>(track)].channels});
    plan.stripOfTrack[static_cast<size_t>(track)] = strip;
  }
  for (int first = 0; first < trackCount; first += kStripsPerShard) {
    const int count = std::min(kStripsPerShard, trackCount - first);
    int mono = 0;
    for (int i = 0; i < count; ++i) {
      mono += plan.strips[static_cast<size_t>(first + i)].channels == 1 ? 1 : 0;
    }
    plan.shards.push_back({first, count, mostBanks(mono, count - mono)});
  }
  return true;
}

}  // namespace lathe
